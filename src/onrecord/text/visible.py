"""Outside text made safe to show: characters that a terminal obeys, or that reorder or hide text, become visible.

Articles, file names, notes and queries come from outside. An escape sequence in one would clear the screen or fill the
clipboard; a direction override would show a quotation in another order than it has.
"""

import json
import re
from typing import Any

# C0, DEL and C1 (ECMA-48): terminals obey them. Tab and newline are layout, and stay.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
# Marks, embeddings, overrides and isolates of direction (UAX #9), with those that Unicode has deprecated.
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
# Line and paragraph separators start a line in some terminals; half of a surrogate pair is in no encoding.
_SEPARATORS_AND_HALVES = "\u2028\u2029\ud800-\udfff"
# Tags (U+E0000 …) repeat ASCII without showing it, so that a text may hold another one that nobody sees.
_TAGS = "\U000e0000-\U000e007f"
_OBEYED = f"[{_CONTROLS}{_DIRECTIONS}{_SEPARATORS_AND_HALVES}{_TAGS}]"
# The flag of a region, England's for instance, is a black flag with the region's code in tags (UTS #51).
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}+\U000e007f"
_SHOWN = re.compile(f"{_FLAG}|\r\n|{_OBEYED}")

# Unicode has a picture of each control character of ASCII.
_FIRST_PICTURE = 0x2400
_PICTURE_OF_DELETE = "\u2421"


def show_controls(text: str) -> str:
    """Return a text with a visible sign for each character that a terminal obeys, or that reorders or hides text.

    C0 and DEL become their pictures, the others their code point. Tab and newline stay, and a newline of two characters
    becomes one. Letters of all scripts, joiners and variation selectors stay.

    >>> show_controls("red\\x1b[31m, \\u202edesrever")
    'red␛[31m, ⟦U+202E⟧desrever'
    """
    return _SHOWN.sub(lambda match: _show(match[0]), text)


def _show(found: str) -> str:
    if found == "\r\n":
        return "\n"
    if len(found) > 1:
        return found
    if found < " ":
        return chr(_FIRST_PICTURE + ord(found))
    return _PICTURE_OF_DELETE if found == "\x7f" else f"⟦U+{ord(found):04X}⟧"


def format_json(value: Any) -> str:
    r"""Return JSON on one line, safe to print: the characters that `show_controls` shows are escaped.

    >>> format_json({"title": "Hafenblatt \u202e\x9b"})
    '{"title": "Hafenblatt \\u202e\\u009b"}'
    """
    # They stand within strings alone, so that no value changes. json escapes all of ASCII's itself, but for DEL.
    return _SHOWN.sub(lambda match: _escape(match[0]), json.dumps(value, ensure_ascii=False))


def _escape(found: str) -> str:
    # A flag is longer than one character; beyond U+FFFF json.dumps writes the pair of escapes that JSON wants.
    return found if len(found) > 1 else "\\u007f" if found == "\x7f" else json.dumps(found)[1:-1]
