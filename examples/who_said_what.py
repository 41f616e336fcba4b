"""Print who said what in a file or at an address.

python examples/who_said_what.py examples/wire.txt 2026-10-05
"""

import sys

import onrecord

source, published = (*sys.argv[1:3], None)[:2] if len(sys.argv) > 1 else ("examples/wire.txt", "2026-10-05")
article = onrecord.read(str(source), published=published)
for statement in onrecord.extract(article):
    who = statement.speaker.name or "unnamed"
    words = " … ".join(span.of(article.text) for span in statement.content)
    print(f"{who} ({statement.act}): {words}")
    print(f"    {statement.speaker.because}")
