import pytest
from hypothesis import given
from marked import marked
from strategies import records

from onrecord.enrich.speakers import speakers

VOSS = "Mayor Mara Voss opened the bridge. "
# (what, text, the last statement's speaker, its kind)
CASES = [
    ("a full name", "{S:Mara Voss} {C:said} {T:so}.", "Mara Voss", "person"),
    ("a surname", VOSS + "{S:Voss} {C:said} {T:so}.", "Mara Voss", "person"),
    ("a title and surname", VOSS + "{S:Ms. Voss} {C:said} {T:so}.", "Mara Voss", "person"),
    ("a possessive", VOSS + "{S:Voss's} {C:claim} {T:that it held}.", "Mara Voss", "person"),
    ("a surname named later", "{S:Voss} {C:said} {T:so}. Mara Voss is mayor.", "Mara Voss", "person"),
    ("a surname alone", "{S:Voss} {C:said} {T:so}.", "Voss", "person"),
    ("titles left out", "{S:Deputy Prime Minister Anton Reh} {C:said} {T:so}.", "Anton Reh", "person"),
    ("an abbreviated title", "{S:Marrow Sen. Anton Reh} {C:said} {T:so}.", "Anton Reh", "person"),
    ("initials", "{S:A.J. Reh} {C:said} {T:so}.", "A.J. Reh", "person"),
    ("a particle", "{S:Ludo van der Meer} {C:said} {T:so}.", "Ludo van der Meer", "person"),
    ("a name before its role", "{S:Anton Reh, the mayor's chief of staff,} {C:said} {T:so}.", "Anton Reh", "person"),
    ("a name after its role", "{S:The mayor's chief of staff, Anton Reh,} {C:said} {T:so}.", "Anton Reh", "person"),
    ("a role and name", "{S:Harbour Office spokesman Anton Reh} {C:said} {T:so}.", "Anton Reh", "person"),
    (
        "an office of several words",
        "{S:Secretary of the River and Harbour Council of Kelva Anton Reh} {C:said} {T:so}.",
        "Anton Reh",
        "person",
    ),
    ("a party in brackets", "{S:Rep. Anton Reh (D-Marrow)} {C:said} {T:so}.", "Anton Reh", "person"),
    ("a transcript", "Mara Voss was there.\n\n{S:VOSS}{C::} {T:It held.}", "Mara Voss", "person"),
    ("accents", "{S:Łukasz Żak} {C:said} {T:so}.", "Łukasz Żak", "person"),
    ("two people", "{S:Mara Voss and Anton Reh} {C:said} {T:so}.", "Mara Voss and Anton Reh", "group"),
    ("surnames", "Mara Voss met Anton Reh. {S:Voss and Reh} {C:agreed} {T:so}.", "Mara Voss and Anton Reh", "group"),
    ("she", VOSS + "{S:She} {C:said} {T:so}.", "Mara Voss", "person"),
    ("he is not a woman", "Anton Reh met Mara Voss. {S:He} {C:said} {T:so}.", "Anton Reh", "person"),
    ("he who spoke last", "{S:Anton Reh} {C:said} {T:so}. {S:He} {C:added} {T:more}.", "Anton Reh", "person"),
    ("he, named later", '{T:"It held,"} {S:he} {C:said}.\n\n{S:Reh} {C:noted} {T:so}.|', "Reh", "person"),
    ("who", "It was Mara Voss, {S:who} {C:said} {T:so}.", "Mara Voss", "person"),
    ("not whom he speaks of", "{S:Reh} {C:said} {T:so}. {T:Brevik knew}, {S:he} {C:said}.", "Reh", "person"),
    ("a ministry", "{S:The Ministry of Rivers} {C:said} {T:so}.", "Ministry of Rivers", "organisation"),
    ("a body with inner words", "{S:The General Staff of the Army of Kelva} {C:said} {T:so}.",
     "General Staff of the Army of Kelva", "organisation"),
    ("a body in small letters", "{S:the border service of Kelva} {C:said} {T:so}.", "border service of Kelva",
     "organisation"),
    ("a paper", "{S:The Marrow Post} {C:reported} {T:so}.", "Marrow Post", "organisation"),
    ("initials of a body", "The Kelva River Authority met. {S:The KRA} {C:said} {T:so}.", "Kelva River Authority",
     "organisation"),
    ("the palace", "{S:The Lissen Palace} {C:denied} {T:it}.", "Lissen Palace", "organisation"),
    ("it", "{S:The River Authority} {C:said} {T:so}. {S:It} {C:added} {T:more}.", "River Authority", "organisation"),
    ("a report", "{S:the report} {C:said} {T:so}.", None, "document"),
    ("a named poll", "{S:A Marrow Post poll} {C:found} {T:so}.", "Marrow Post poll", "document"),
    ("a role borne by a name", "{S:the spokesman} {C:said} {T:so}. Harbour spokesman Anton Reh left.", "Anton Reh",
     "person"),
    ("who was speaking", "{S:Reh} {C:said} {T:so}. {S:the HRB representative} {C:said} {T:more}.", "Reh", "person"),
    ("an official", "{S:a senior official} {C:said} {T:so}.", None, "unnamed"),
    ("critics", "{S:Critics} {C:say} {T:so}.", None, "group"),
    ("a spokesman for a body", "{S:a spokesman for the River Authority} {C:said} {T:so}.", None, "unnamed"),
    ("aides to a person", "{S:aides to Mara Voss} {C:said} {T:so}.", None, "group"),
    ("some people", "{S:Some residents of Lissen} {C:said} {T:so}.", None, "group"),
    ("nobody", "It {C:was reported} {T:that it held}.", None, "unnamed"),
    ("they, unnamed", "{S:They} {C:said} {T:so}.", None, "group"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_speaker(text: str, name: str | None, kind: str) -> None:
    first = text.endswith("|")
    found = speakers(marked(text)).statements[0 if first else -1].speaker
    assert (found.name, found.kind) == (name, kind)
    assert found.because


def test_role_and_organisation_are_kept_beside_the_name() -> None:
    cases = [
        ("{S:Harbour Office spokesman Anton Reh} {C:said} {T:so}.", "spokesman", "Harbour Office"),
        ("{S:The head of the River Authority, Anton Reh,} {C:said} {T:so}.", "head", "River Authority"),
        ("{S:Mara Voss} {C:said} {T:so}.", None, None),
    ]
    for text, role, organisation in cases:
        found = speakers(marked(text)).statements[0].speaker
        assert (found.role, found.organisation) == (role, organisation)


@given(records())
def test_every_statement_gets_a_speaker_with_a_reason(made) -> None:
    found = speakers(made)
    assert [s.id for s in found.statements] == [s.id for s in made.statements]
    assert all(s.speaker and s.speaker.because for s in found.statements)
