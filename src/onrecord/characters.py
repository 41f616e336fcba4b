"""The one gate for text: what every character of an article, a name or a message may be."""

import re

# No text may hold half of a surrogate pair: UTF-8 has no form for it. Nor a control character but tab and newline: a
# terminal obeys them, XML refuses them as it refuses U+FFFE and U+FFFF, and readers do not see them.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNKNOWN = "\ufffd"
# Those at which `str.splitlines` breaks lines: vertical tab, form feed, and the separators of files, groups, records.
_LINE_BREAKS = "\r\v\f\x1c\x1d\x1e"
_BLANK = "\x1f"
# Windows-1252 read as Latin-1: "don\x92t". HTML reads these so (HTML Standard, numeric character reference end state).
_WINDOWS_1252 = {chr(code): bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
# What `os.fsdecode` makes of a byte of a file's name, or of an argument, that is not UTF-8 (PEP 383).
_BYTE = re.compile("[\udc80-\udcff]")


def replace_controls(text: str) -> str:
    r"""Return a text without lone surrogates and without control characters but tab and newline; no offset moves.

    Line breaks of any kind become newlines (of "\r\n" the first becomes a space), a unit separator a space, characters
    from 80 to 9F what Windows-1252 has there, and the rest U+FFFD.

    >>> replace_controls("The bridge\r\nisn\x92t safe.\x07")
    'The bridge \nisn’t safe.�'
    """
    return _NO_TEXT.sub(_replace_control, text) if _NO_TEXT.search(text) else text


def _replace_control(match: re.Match[str]) -> str:
    character = match[0]
    if character in _LINE_BREAKS:
        return " " if character == "\r" and match.string.startswith("\n", match.end()) else "\n"
    return " " if character == _BLANK else _WINDOWS_1252.get(character, _UNKNOWN)


def show_name(name: str) -> str:
    r"""Return the name of a file, or an argument, as it can be printed and kept: bytes that are not UTF-8 as \xNN.

    Names that differ stay different.

    >>> show_name("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    return replace_controls(_BYTE.sub(lambda match: rf"\x{ord(match[0]) - 0xDC00:02x}", name))
