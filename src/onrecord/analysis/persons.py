"""Who is meant by a name that is to be taken out of a ledger, and who bears a part of it and is not."""

from onrecord.analysis.speakers import find_speakers
from onrecord.errors import LedgerError
from onrecord.identities.mentions import PersonNames, name_words
from onrecord.ledger import Ledger, list_spoken_names

# As many candidates are named where a name may mean several people.
_MOST_CANDIDATES = 10


def find_person(ledger: Ledger, name: str, *, with_doubtful: bool = False) -> PersonNames:
    """Return all names of the one person who is meant by a name, and the names of others that share a word with them.

    A person who is named in texts, but says nothing, is known by this name alone; it must be a full one. with_doubtful:
    see `PersonNames`. LedgerError if several people may be meant, or what is meant is no person.
    """
    speakers = find_speakers(ledger, name).items
    if len(speakers) > 1:
        some = ", ".join(f"“{speaker.name}”" for speaker in speakers[:_MOST_CANDIDATES])
        words = f"“{name}” may be any of {some}: give the whole name, or say who is who with `onrecord same`"
        raise LedgerError(f"ledger {ledger.path}: {words} and `onrecord different`")
    names = frozenset(speakers[0].names if speakers else (name,))
    kinds = {bearer.kind for speaker in speakers for bearer in speaker.bearers} or {"person"}
    if kinds.isdisjoint({"person", "unnamed"}):
        read = f"“{name}” is read as {' and '.join(sorted(kinds))}, not as a person"
        raise LedgerError(f"ledger {ledger.path}: {read}; correct it first with `onrecord correct ID --kind person`")
    if not speakers and len(name_words(name)) == 1:
        raise LedgerError(f"ledger {ledger.path}: no speaker is called “{name}”: give a full name")
    own = {word for each in names for word in name_words(each)}
    others = (each for each in list_spoken_names(ledger.database) if each not in names)
    return PersonNames(names, frozenset(each for each in others if own.intersection(name_words(each))), with_doubtful)
