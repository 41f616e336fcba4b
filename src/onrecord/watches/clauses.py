"""Words: what two texts have in common, whether one says no. Pure; the vocabulary is in wording.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from onrecord.text.normalise import fold_words
from onrecord.text.sentences import split_sentences
from onrecord.text.stemming import stem

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[,;:](?=\s)|\s[–—-]\s|—")
_JOINT = re.compile(r"^\s*(?:and|but|while|whereas|or)\s+")


def matter(text: str) -> frozenset[str]:
    """The stems of the words that carry what a text is about; numbers are not among them."""
    bare = re.sub(r"(\w)['’]\w{1,2}\b", r"\1", text.casefold())
    return frozenset(stem(w) for w in fold_words(bare) if w not in _words("empty") and not any(c.isdigit() for c in w))


def says_no(text: str) -> bool:
    """Does a sentence turn what it says into the opposite? Twice is taken for once: few mean a yes by it."""
    found = text.casefold()
    return any(w in _words("no") for w in fold_words(found)) or any(end in found for end in _data()["no_endings"])


def stands_for_another(text: str) -> bool:
    """Is it only words that stand for what was said before ("it", "the figures")?"""
    found = fold_words(text)
    return bool(found) and all(word in _words("stand_ins") | _words("namings") for word in found)


def has_stand_in(text: str) -> bool:
    """Is there a word in it that stands for something said before ("that any had arrived")?"""
    return any(word in _words("stand_ins") for word in fold_words(text))


def sentences(text: str) -> list[str]:
    """The sentences of a quotation, as printed; pieces of it that do not stand together are apart too."""
    parts = (_JOINT.sub("", part).strip(" ,'\"‘’“”…") for part in split_sentences(text))
    return [part for part in parts if any(c.isalnum() for c in part)]


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, as printed, but those that leave open whether it is so, and questions.

    >>> clauses("Voss denied nothing, but the doors were not locked if he is right.")
    ['Voss denied nothing', 'the doors were not locked']
    """
    if sentence.rstrip("'\"’” ").endswith("?"):
        return []
    parts = [part.strip() for mark in _MARK.split(sentence) for part in _joint().split(mark)]
    first = [(part.split() or [""])[0].casefold() for part in parts]
    kept = (part for part, word in zip(parts, first, strict=True) if word not in _words("open_joints"))
    return [_bare(part) for part in kept if _bare(part)]


def states(clause: str) -> bool:
    """Does it say that something is so, and of others than the speaker? Told by its verb, if that is a common one."""
    found = fold_words(clause)
    verb = any(word in _words("verbs") or word.endswith("ed") for word in found)
    return verb and not any(word in _words("selves") for word in found)


def about_another(clause: str) -> bool:
    """Is it about somebody whom it does not name ("it raised 40 crowns")?"""
    return next(iter(fold_words(_bare(clause))), "") in _words("subjects")


def _bare(clause: str) -> str:
    """A clause without the word that joins it to another."""
    head, _, rest = clause.partition(" ")
    return (rest if head.casefold() in _words("joints") else clause).strip(" .,'\"‘’“”")


def names(text: str) -> frozenset[str]:
    """The stems of its capitalised words, but the first word's."""
    return frozenset(stem(word.casefold()) for word in _WORD.findall(text)[1:] if word[0].isupper())


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s(?=(?:{'|'.join(_words('joints'))})\s)")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(str(_data()[key]).split())


@cache
def _data() -> dict[str, str | list[str]]:
    return tomllib.loads((files("onrecord.watches") / "wording.toml").read_text("utf-8"))
