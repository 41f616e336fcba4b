"""Inputs for bench.fuzz: texts, pages, bytes, rows, feeds, queries, watch files and exports, mutated from the examples.

All of it comes from a random generator, so that one number gives one input again.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
TEXTS = tuple(path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
PAGE = (EXAMPLES / "page.html").read_text("utf-8")
WATCH = (EXAMPLES / "watch.yaml").read_text("utf-8")
MOST_CHARACTERS = 10_000

# What one kind of code or another may stumble over, each a few words that a text can hold.
PIECES = (
    *("Feb. 29", "29 February last year", "June 31", "by the 31st", "in 0 days", "a million years ago", "at 24:61"),
    *(
        "twenty million million",
        "1e400",
        "½",
        "٣٤",
        "²",
        "1,000,000,000,000,000,000,000",
        "$5 to $",
        "-0",
        "12.5.2019.3",
    ),
    *("in the the the the the the", "within 1 2 3 4 5 6 7 8", "will likely perhaps not never", "who, which, that, who"),
    *(
        '"',
        "“",
        "”",
        "'",
        "’",
        "“‘“",
        '"""',
        "« »",
        "'aaaa 'bbbb",
        "(",
        ")",
        "[sic]",
        "[/b]",
        "[link=x]",
        "[the council]",
    ),
    *(
        "Mr. St. U.S. No. ",
        "van der de la O'Brien-Smith",
        "MARA VOSS",
        "Voss, Voss and Voss",
        "he said she said it said",
    ),
    *("\ud83d", "\ude00", "\x00", "\x1b[2J", "\x1f", "\x85", "\x92", "\r\n", "\r", "\f", "\u2028", "\ufeff", "\uffff"),
    *("\u202e", "\u200b", "\u0301", "\U0001f600", "\U0001f1e9", "\u0130", "ſ", "ﬁ", "ß", "港", "مرحبا", "שלום"),
    *(
        "http://xn--a/",
        "http://[",
        "https://" + "a" * 300,
        "<",
        "&",
        "&#x1f;",
        "&#xd83d;",
        "&#0;",
        "&bogus;",
        "<!---->",
    ),
    *("<p>", "</div>", "<script>", "]]>", "<![CDATA[", "=1+1", "\t", " " * 300, "\n" * 40, "-" * 200, "a" * 3000, "."),
    *(
        "charset=unicode_escape",
        "{}",
        "null",
        "\\ud83d",
        "%",
        "%s",
        "\\N{DIGIT ONE}",
        "a\\",
        "said:",
        "OR",
        "NOT (",
        "*",
    ),
)
ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "cp1252",
    "cp1251",
    "cp932",
    "gb18030",
    "utf-7",
)
ENDINGS = ("", ".txt", ".html", ".jsonl", ".json", ".xml", ".pdf", ".htm", ".TXT")
MAGIC = (
    b"%PDF-1.4",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x00",
    b"<?xml ",
    b"{",
    b"[\n",
)
LABELS = (
    "utf-8",
    "utf-16",
    "unicode_escape",
    "latin1",
    "rot13",
    "idna",
    "replacement",
    "x-user-defined",
    "sjis",
    "nope",
    "",
)
VALUES: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1, 0.0, 9.5, 1e308, -1e308, 10**30, 2**63, "", " ", "x", "2026-10-05", "2026-02-30"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31", [], {}, [[]], [0], [[0, 9]], [[0.0, 9.0]], [[True, 9]], [["0", "9"]]),
    *(
        [[5, 5]],
        [[0, 10**9]],
        {"a": {}},
        "\ud83d",
        "\x00",
        "\x1b[31m",
        "a" * 5000,
        "=cmd",
        "en",
        "xx-YY",
        "direct",
        "NaN",
    ),
)
# Of hosts that are private, or that no resolver is asked for: nothing of it reaches a network.
LINKS = (
    *(
        "http://xn--a/",
        "http://[",
        "http://127.0.0.1:9/a",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "//",
    ),
    *(
        "javascript:alert(1)",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://a\u0301..b/",
        "http:///",
        "http://%00/",
    ),
    *(
        "http://" + "a" * 70 + "/",
        "\ud83d",
        "http://[::1]/\x1f",
        "http://192.168.0.1/" + "a" * 3000,
        "/relative",
        "?",
        "",
    ),
)
QUERY_PIECES = (
    *(
        "speaker:",
        "said:",
        "published:",
        "publisher:",
        "likelihood",
        "forecast:",
        "act:",
        "kind:",
        "claim:",
        "id:",
        "is:",
        "has:",
    ),
    *(
        ">",
        "<",
        ">=",
        "<=",
        "=",
        "..",
        "%",
        '"',
        "'",
        "(",
        ")",
        "-",
        "*",
        "OR",
        "NOT",
        "AND",
        ":",
        "~",
        "^",
        "NEAR(",
        "{",
        "+",
    ),
    *(
        "bridge",
        "voss",
        "people",
        "2026-10",
        "2026-10-05",
        "10000",
        "70%",
        "yesterday",
        "overdue",
        "yes",
        "m",
        "é",
        "\ud83d",
    ),
    *(
        "\x00",
        "𝔘",
        " ",
        "  ",
        "9" * 400,
        "1e999",
        "-inf",
        "nan",
        "a" * 2000,
        "2026-13",
        "0000-00-00",
        "said:2026..1999",
    ),
)
WATCH_PIECES = (
    *(
        "query: ",
        "phrases: [",
        "quantity: people > ",
        "series:",
        "- name: x",
        "&a",
        "*a",
        "!!python/object:os.system",
        "<<: *a",
    ),
    *(
        "{",
        "[",
        "]",
        "}",
        "|",
        ">",
        "---",
        "...",
        "\t",
        "'",
        '"',
        "%YAML 9",
        "? ",
        ": ",
        "name: ",
        "unit: ",
        "increment: maybe",
    ),
    *("speaker: \ud83d", "0x1f", "2026-10-05", "null", "~", "yes", "1e400", "[" * 500, "\x00", "\x85", "\u2028", "# "),
)


class Inputs:
    """Draws inputs of each kind."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def mutate(self, text: str, pieces: tuple[str, ...] = PIECES, *, most: int = 8) -> str:
        """Return a text after some random changes."""
        for _ in range(self.rng.randint(0, most)):
            change = self.rng.choice((self._insert, self._insert, self._cut, self._repeat, self._swap, self._character))
            text = change(text, pieces)
        return text[:MOST_CHARACTERS]

    def _place(self, text: str) -> tuple[int, int]:
        """Return a stretch of a text, mostly a short one."""
        start = self.rng.randint(0, len(text))
        return start, min(len(text), start + int(self.rng.expovariate(1 / 30)))

    def _insert(self, text: str, pieces: tuple[str, ...]) -> str:
        start, end = self._place(text)
        end = self.rng.choice((start, start, end))
        gap = self.rng.choice(("", " "))
        return text[:start] + gap + self.rng.choice(pieces) * self.rng.choice((1, 1, 1, 2, 30)) + gap + text[end:]

    def _cut(self, text: str, pieces: tuple[str, ...]) -> str:
        start, end = self._place(text)
        return text[:start] if self.rng.random() < 0.1 else text[:start] + text[end:]

    def _repeat(self, text: str, pieces: tuple[str, ...]) -> str:
        start, end = self._place(text)
        return text[:end] + text[start:end] * self.rng.choice((1, 2, 20)) + text[end:]

    def _swap(self, text: str, pieces: tuple[str, ...]) -> str:
        (a, b), (c, d) = sorted((self._place(text), self._place(text)))
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[max(b, d) :]

    def _character(self, text: str, pieces: tuple[str, ...]) -> str:
        start, _ = self._place(text)
        return (
            text[:start]
            + chr(self.rng.choice((self.rng.randrange(0x110000), self.rng.randrange(0x250))))
            + text[start + 1 :]
        )

    def text(self) -> str:
        """Return a plain text: an example cut and changed, or pieces alone."""
        if self.rng.random() < 0.1:
            return " ".join(self.rng.choice(PIECES) for _ in range(self.rng.randint(1, 40)))[:MOST_CHARACTERS]
        lines = self.rng.choice(TEXTS).split("\n")
        start = self.rng.randrange(len(lines))
        return self.mutate("\n".join(lines[start : start + self.rng.randint(1, 30)]))

    def html(self) -> str:
        """Return a page, with metadata of every kind, or the example changed."""
        if self.rng.random() < 0.3:
            return self.mutate(PAGE[: MOST_CHARACTERS * 2], most=20)
        data = json.dumps(self.change_json(_LINKED_DATA))
        metas = "".join(
            f'<meta {self.rng.choice(("name", "property"))}="{name}" content="{self.mutate(words)}">'
            for name, words in _METAS.items()
            if self.rng.random() < 0.5
        )
        body = "".join(f"<p>{self.mutate(line, most=2)}</p>" for line in self.rng.choice(TEXTS).split("\n\n")[:12])
        nesting = self.rng.choice((0, 0, 0, 5, 400))
        return self.mutate(
            f"<html><head><meta charset={self.rng.choice(LABELS)}>{metas}<script type='application/ld+json'>{data}"
            f"</script></head><body>{'<div>' * nesting}<h1>{self.mutate('Quay shut')}</h1>{body}"
            f"<a href='{self.rng.choice(LINKS)}'>Read also</a></body></html>",
            most=3,
        )

    def encoded(self) -> bytes:
        """Return the bytes of a text or a page in some encoding, some of them broken."""
        encoding = self.rng.choice(ENCODINGS)
        data = bytearray(self.rng.choice((self.text, self.html))().encode(encoding, "replace"))
        for _ in range(self.rng.choice((0, 0, 1, 5, 200))):
            if data:
                data[self.rng.randrange(len(data))] = self.rng.randrange(256)
        return (self.rng.choice(MAGIC) if self.rng.random() < 0.15 else b"") + bytes(data)

    def change_json(self, value: Any) -> Any:
        """Return a value of JSON of which some parts are others, or are missing."""
        if self.rng.random() < 0.04:
            return self.rng.choice(VALUES)
        if isinstance(value, dict):
            changed = {key: self.change_json(part) for key, part in value.items() if self.rng.random() > 0.02}
            return changed | ({self.rng.choice(("extra", "", "id", "\ud83d")): 1} if self.rng.random() < 0.02 else {})
        if isinstance(value, list):
            return [self.change_json(part) for part in value for _ in range(self.rng.choice((1,) * 20 + (0, 2)))]
        if isinstance(value, str) and self.rng.random() < 0.1:
            return self.mutate(value, most=2)
        return value

    def rows(self, seeds: list[dict[str, Any]]) -> bytes:
        """Return some lines of JSON Lines, of rows as `extract` prints them, or with an id and a text alone."""
        lines = []
        for _ in range(self.rng.randint(1, 3)):
            row = (
                self.rng.choice(seeds) if self.rng.random() < 0.5 else {"id": "a", "text": self.text(), "title": "Quay"}
            )
            line = json.dumps(self.change_json(row), ensure_ascii=self.rng.random() < 0.7)
            lines.append(self.mutate(line, most=2) if self.rng.random() < 0.2 else line)
        return "\n".join(lines).encode("utf-8", "surrogatepass")

    def feed(self) -> bytes:
        """Return a feed of some entries, most without a page of their own."""
        entries = "".join(self._entry() for _ in range(self.rng.randint(0, 4)))
        head = f'<?xml version="1.0" encoding="{self.rng.choice(LABELS)}"?>' if self.rng.random() < 0.5 else ""
        whole = (
            f'{head}<rss version="2.0"><channel><title>Lissen</title><link>{self.rng.choice(LINKS)}</link>{entries}'
            "</channel></rss>",
            f'{head}<feed xmlns="http://www.w3.org/2005/Atom"><title>Lissen</title>{entries}</feed>',
        )
        return self.mutate(self.rng.choice(whole), most=3).encode("utf-8", "replace")

    def _entry(self) -> str:
        words = self.mutate(self.rng.choice(TEXTS)[:1500], most=3).replace("<", "&lt;")
        title, link = self.mutate("Quay shut, mayor says", most=2), self.rng.choice(LINKS)
        linked, name, day = self.rng.random() < 0.3, self.rng.randrange(9), self.rng.choice(_FEED_DAYS)
        if self.rng.random() < 0.5:
            return (
                f"<item><title>{title}</title>{f'<link>{link}</link>' if linked else ''}<guid>{name}</guid>"
                f"<pubDate>{day}</pubDate><description>{words}</description></item>"
            )
        return (
            f'<entry><id>{name}</id><title type="html">{title}</title>{f"<link href={link!r}/>" if linked else ""}'
            f'<updated>{day}</updated><content type="html">{words}</content></entry>'
        )

    def query(self) -> str:
        """Return a search as typed."""
        gap = self.rng.choice(("", " ", " "))
        return gap.join(self.rng.choice(QUERY_PIECES) for _ in range(self.rng.randint(1, 9)))

    def watch(self) -> str:
        """Return a watch file, changed."""
        return self.mutate(WATCH, (*WATCH_PIECES, *QUERY_PIECES), most=self.rng.choice((1, 3, 30)))

    def export_lines(self, seeds: list[dict[str, Any]]) -> bytes:
        """Return some lines of an export, changed."""
        return "\n".join(
            json.dumps(self.change_json(self.rng.choice(seeds)), ensure_ascii=False)
            for _ in range(self.rng.randint(1, 4))
        ).encode("utf-8", "surrogatepass")


_METAS = {
    "og:title": "Quay shut",
    "og:site_name": "Lissen Courier",
    "og:url": "http://lissen.example/1",
    "article:published_time": "2026-10-05T10:00:00Z",
    "article:section": "Port",
    "author": "Ida Renn",
}
_LINKED_DATA: dict[str, Any] = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "NewsArticle",
            "headline": "Quay shut until spring",
            "url": "http://lissen.example/1",
            "datePublished": "2026-10-05",
            "articleSection": ["Port"],
            "author": [{"@type": "Person", "name": "Ida Renn"}, {"@id": "#x"}],
            "publisher": {"@type": "Organization", "name": "Lissen Courier"},
        }
    ],
}
_FEED_DAYS = (
    "Mon, 05 Oct 2026 10:00:00 GMT",
    "2026-10-05",
    "31 Feb 2026",
    "0",
    "",
    "Mon, 99 Xxx 99999",
    "2026-02-30T10:00:00Z",
)

Kind = Callable[[], object]


def shrink(data: bytes, fails: Callable[[bytes], bool], *, tries: int = 300) -> bytes:
    """Return a part of the bytes that still fails: halves, quarters, … are left out as long as it does."""
    size = max(1, len(data) // 2)
    while size and tries > 0:
        start = 0
        while start < len(data) and tries > 0:
            tries -= 1
            shorter = data[:start] + data[start + size :]
            if fails(shorter):
                data = shorter
            else:
                start += size
        size //= 2
    return data
