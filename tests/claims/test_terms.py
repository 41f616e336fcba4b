"""A statement's content as terms."""

from said import sighting

from onrecord.claims import parse_wording


def test_rare_words_tell_more() -> None:
    made = {t.word: t.weight for t in parse_wording(sighting("the kettle would help the astrolabe")).weighty}
    assert made["help"] < made["kettle"] <= made["astrolabe"]
