import pytest
from hypothesis import given
from marked import marked
from strategies import records

from onrecord.enrich.speakers import resolve_speakers
from onrecord.pipeline import enrich

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
    # Names
    ("the first brought in keeps the surname", "Reh ducks. Anton Reh came. Mirja Reh did not. {S:Reh} {C:said} {T:so}.",
     "Anton Reh", "person"),
    ("a title tells which", "Anton Reh met his wife Hilda Reh. {S:Mrs. Reh} {C:said} {T:so}.", "Hilda Reh", "person"),
    ("a first name", "Mirja Holm, 71, fishes. {S:Mirja} {C:said} {T:so}.", "Mirja Holm", "person"),
    ("one surname for two", "{S:Olav and Mirja Brevik} {C:sold} {T:it}. {S:Olav} {C:said} {T:so}.",
     "Olav Brevik", "person"),
    ("a surname that is a title", "Stella King left. {S:Mr. King} {C:said} {T:so}.", "Stella King", "person"),
    ("a surname that is a role", "Rosa Dean left. {S:Dean} {C:said} {T:so}.", "Rosa Dean", "person"),
    ("a headline in capitals", "Rosa Holm Slams Harbour Office Chief Over Bridge.\n\n{S:Holm} {C:said} {T:so}.",
     "Rosa Holm", "person"),
    ("a sentence's first word", "Yesterday Holm spoke. Rosa Holm left. {S:Holm} {C:said} {T:so}.",
     "Rosa Holm", "person"),
    ("junior", "Anton Reh Jr. came. {S:Chief Justice Reh} {C:said} {T:so}.", "Anton Reh", "person"),
    ("a rank of the police", "{S:Detective Inspector Jane Holm of Marrow Police} {C:said} {T:so}.",
     "Jane Holm", "person"),
    ("an honorific", "{S:Shri Arvind Brevik, MP from Kelva,} {C:said} {T:x}. {S:Shri Brevik} {C:said} {T:so}.",
     "Arvind Brevik", "person"),
    ("three, with their parties",
     "Sens. {S:Jon Holm (D-Kel.), Rosa Dean (R-Lis.) and Anton Reh (D-Mar.) all} {C:said} {T:so}.",
     "Jon Holm, Rosa Dean and Anton Reh", "group"),
    ("two papers", "{S:The New Lissen Times and the Marrow Post} {C:sued, saying} {T:so}.",
     "New Lissen Times and Marrow Post", "group"),
    ("and his aides", "{S:Anton Reh and his aides} {C:said} {T:so}.", "Anton Reh", "person"),
    ("a dash", "{S:Anton Reh -- co-author of Bridges, a study --} {C:said} {T:so}.", "Anton Reh", "person"),
    ("a handle", '{S:author="annareh"} {C:wrote} {T:so}.', "annareh", "person"),
    ("a man of another's paper", "{S:The Marrow Post's Anton Reh} {C:wrote} {T:so}.", "Anton Reh", "person"),
    ("candidates by name", "{S:The candidates, Mara Voss and Senator Anton Reh,} {C:said} {T:so}.",
     "Mara Voss and Anton Reh", "group"),
    ("rivals for example", "{S:Her rivals, including Mara Voss and Anton Reh,} {C:said} {T:so}.", None, "group"),
    ("a first name that is a verb", "{S:Kelva Council Chairman Will Rodders} {C:said} {T:so}.",
     "Will Rodders", "person"),
    ("a surname with a particle", "Bill de Brevik left. {S:de Brevik} {C:said} {T:so}.", "Bill de Brevik", "person"),
    ("a secretary of state", "{S:Former secretary of State Holm} {C:said} {T:so}. Rosa Holm left.|",
     "Rosa Holm", "person"),
    ("a paper in capitals", "{S:USA MORNING} {C:said} {T:so}.", "USA MORNING", "organisation"),
    # He and she
    ("whose gender the pronoun told", "Yorin Bask arrived. She smiled. Anton Reh wept. {S:She} {C:said} {T:so}.",
     "Yorin Bask", "person"),
    ("whose gender the role tells", "Anton Reh met spokeswoman Yorin Bask. {S:She} {C:said} {T:so}.",
     "Yorin Bask", "person"),
    ("the subject, not the object", "Anton Reh met Jon Holm. {S:He} {C:said} {T:so}.", "Anton Reh", "person"),
    ("the nearer subject", "Anton Reh left. Jon Holm stayed. {S:He} {C:said} {T:so}.", "Jon Holm", "person"),
    ("not who is only quoted", '{S:Anton Reh} {C:said} {T:"Jon Holm lies"}. {S:He} {C:added} {T:more}.', "Anton Reh",
     "person"),
    ("a chain of pronouns", "Anton Reh spoke. He smiled. Voters in Jon Holm's town cheered. {S:He} {C:said} {T:so}.",
     "Anton Reh", "person"),
    ("through a description",
     "Mayor Mara Voss met Ines Varga. The mayor sat down. {S:She} {C:said} {T:so}.", "Mara Voss",
     "person"),
    ("of an unnamed woman", "Mara Voss left. {S:A woman} {C:said} {T:so}. {S:She} {C:added} {T:more}.",
     None, "unnamed"),
    ("who reports it is not whom it tells of",
     'Ines Varga met a Rosa Holm. Holm wept. Varga reports:\n\n"At first {S:she} {C:thought} {T:it a dream}.',
     "Rosa Holm", "person"),
    # Who, it, they, I, we
    ("who after a role", "Governor Anton Reh lost to the mayor, Mara Voss, {S:who} {C:said} {T:so}.",
     "Mara Voss", "person"),
    ("those who", "There are those {S:who} {C:say} {T:so}.", None, "group"),
    ("which", "They asked the Marrow Council, {S:which} {C:said} {T:so}.", "Marrow Council", "organisation"),
    ("it, of the sentence before", "The River Authority met. {S:It} {C:said} {T:so}.",
     "River Authority", "organisation"),
    ("they who are two", "Mara Voss and Anton Reh met. {S:They} {C:agreed} {T:so}.",
     "Mara Voss and Anton Reh", "group"),
    ("they after others",
     "{S:Mara Voss and Anton Reh} {C:met, saying} {T:x}. {S:Critics} {C:laughed at} {T:it}. {S:They} "
     "{C:said} {T:so}.", None, "group"),
    ("I who wrote it", "{S:I} {C:believe} {T:so}.\n\nRosa Dean is a columnist for the Marrow Post.",
     "Rosa Dean", "person"),
    ("I in a quotation", '"It fell," {S:Anton Reh} {C:said}. {T:"But I am glad."}\n\n"And {S:I} {C:know} {T:why}."',
     "Anton Reh", "person"),
    ("I, not known", "{S:I} {C:believe} {T:so}.", None, "unnamed"),
    ("we, everybody", "Anton Reh left. {S:We} {C:know} {T:why}.", None, "group"),
    ("my mother", "My parents, Olav and Mirja Brevik, fished. {S:My mother} {C:said} {T:so}.",
     "Mirja Brevik", "person"),
    ("my brothers and I", "{S:My brothers and I} {C:knew} {T:it}.\n\nRosa Dean is a poet.", "Rosa Dean", "person"),
    # Descriptions of people
    ("a judge in the lead", "{S:A Kelva judge} {C:rejected} {T:it}.\n\nJustice Ines Varga said no.|", "Ines Varga",
     "person"),
    ("a judge further down",
     "Anton Reh sued.\n\nHe lost.\n\n{S:a Kelva judge} {C:rejected} {T:it}. Justice Ines Varga sat.",
     None, "unnamed"),
    ("the lawmaker", "Sen. Rosa Holm met Anton Reh, a baker. {S:The lawmaker} {C:said} {T:so}.", "Rosa Holm", "person"),
    ("his wife",
     "Anton Reh married. He and wife Hilda left. Hilda Reh slept. {S:His wife} {C:said} {T:so}.", "Hilda Reh",
     "person"),
    ("whose lawyer", "Mara Voss's lawyer, Jon Holm, spoke. A lawyer for the town, Ines Varga, slept. {S:Voss's lawyer} "
     "{C:said} {T:so}.", "Jon Holm", "person"),
    ("of a party", "Sen. Rosa Holm, a Democrat, met Republican Sen. Jon Reh. {S:The GOP senator} {C:said} {T:so}.",
     "Jon Reh", "person"),
    ("the candidate whom everybody knows",
     "Anton Reh won. Reh smiled. Economist Jon Holm was there. {S:Reh} {C:said} {T:x}. "
     "{S:Economist Jon Holm} {C:said} {T:y}. Reh's plan is new. {S:The candidate} {C:wants} {T:it}.",
     "Anton Reh", "person"),
    ("of a state, in brackets", "Sen. Anton Reh (R-Ky.) met Sen. Jon Holm (R-Tex.). "
     "{S:the Kentucky Republican} {C:said} {T:so}.",
     "Anton Reh", "person"),
    ("a role that is over", "Former mayor Jon Holm met Mayor Rosa Dean. {S:The mayor} {C:said} {T:so}.",
     "Rosa Dean", "person"),
    ("the prime minister in capitals", "Prime Minister Anton Reh met Jon Holm. {S:the Prime Minister} {C:said} {T:so}.",
     "Anton Reh", "person"),
    ("the official, unnamed before",
     "Mara Voss left. {S:A senior official} {C:said} {T:x}. {S:The official} {C:said} {T:so}.",
     None, "unnamed"),
    ("the moderator, named nowhere", "Anton Reh, a farmer, left. Reh laughed. {S:The moderator} {C:said} {T:so}.", None,
     "unnamed"),
    ("lawyers for two", "Earlier {S:lawyers for both Olav and Mirja Brevik} {C:said} {T:so}.", None, "group"),
    ("critics, like somebody", "{S:Critics of the dam, like Senator Rosa Holm,} {C:say} {T:so}.", None, "group"),
    ("a people", "{S:Many Kelva-Lisseners} {C:say} {T:so}.", None, "group"),
    ("at least one", "{S:At least one senator} {C:said} {T:so}.", None, "unnamed"),
    # Bodies
    ("the bank", "Wessel Marten CEO Anton Reh left. Wessel Marten employees wept. {S:The bank} {C:said} {T:so}.",
     "Wessel Marten", "organisation"),
    ("the ministry", "The Ministry of Rivers met. {S:The ministry} {C:said} {T:so}.",
     "Ministry of Rivers", "organisation"),
    ("a panel in the lead", "{S:A Senate panel} {C:voted} {T:so}.\n\nThe Senate Rivers and Dams Committee sat.|",
     "Senate Rivers and Dams Committee", "organisation"),
    ("an appeals court further down",
     "It fell.\n\nNo.\n\n{S:an appeals court} {C:ruled} {T:so}. The Kelva Court of Appeals sat.",
     None, "organisation"),
    ("three judges of a court", "{S:A three-judge panel of the Kelva Court of Appeals} {C:ruled} {T:so}.",
     "Kelva Court of Appeals", "organisation"),
    ("initials in brackets", "Kelva's River Service (KRS) met. {S:The KRS} {C:said} {T:so}.", "River Service",
     "organisation"),
    ("the state", "It snowed in Vermont, where {S:the state} {C:said} {T:so}.", "Vermont", "organisation"),
    ("of a nation", "{S:Dutch intelligence} {C:believes} {T:so}.", "Dutch intelligence", "organisation"),
    ("a town's police", "{S:Lissen police} {C:said} {T:so}.", "Lissen police", "organisation"),
    ("police", "{S:Police} {C:said} {T:so}.", None, "group"),
    ("a paper with a common name", "{S:The Economist} {C:reported} {T:so}.", "Economist", "organisation"),
    ("team for campaign", "The Voss campaign met. The Voss campaign left. {S:The Voss team} {C:said} {T:so}.",
     "Voss campaign", "organisation"),
    # Documents
    ("a poll in the lead",
     "{S:New Poll} {C:shows} {T:so}.\n\nThe latest Marrow/Lissen opinion poll was taken on Friday.|",
     "Marrow/Lissen opinion poll", "document"),
    ("the study", "A recent Marrow Post survey of anglers came. {S:The study} {C:found} {T:so}.", "Marrow Post survey",
     "document"),
    ("the poll by somebody", "A poll by the Marrow Institute came. {S:The poll} {C:found} {T:so}.",
     "poll by the Marrow Institute", "document"),
    ("the book", "Ines Varga wrote a memoir entitled Cold Water: My Rivers. {S:The book} {C:says} {T:so}.",
     "Cold Water: My Rivers", "document"),
    ("polls", "{S:Polls} {C:show} {T:so}.", None, "document"),
    ("a second quotation", '{T:"It held,"} {S:Anton Reh} {C:said}. |{T:"It may not."}', "Anton Reh", "person"),
    ("a second statement", '{T:"It held,"} {S:Anton Reh} {C:said}. |{T:It may not}', None, "unnamed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_speaker(text: str, name: str | None, kind: str) -> None:
    first = text.endswith("|")
    found = enrich(marked(text), stages=[resolve_speakers]).statements[0 if first else -1].speaker
    assert (found.name, found.kind) == (name, kind)
    assert found.because


def test_role_and_organisation_are_kept_beside_the_name() -> None:
    cases = [
        ("{S:Harbour Office spokesman Anton Reh} {C:said} {T:so}.", "spokesman", "Harbour Office"),
        ("{S:The head of the River Authority, Anton Reh,} {C:said} {T:so}.", "head", "River Authority"),
        ("{S:Mara Voss} {C:said} {T:so}.", None, None),
        ("{S:Lissen Mayor Mara Voss} {C:said} {T:so}.", "Mayor", "Lissen"),
        ("{S:Mara Voss, chief of staff at the Harbour Office,} {C:said} {T:so}.", "chief of staff", "Harbour Office"),
        ("Harbour Office spokesman Anton Reh came. {S:Reh} {C:said} {T:so}.", "spokesman", "Harbour Office"),
        ("{S:Vice President Anton Reh} {C:said} {T:so}.", "Vice President", None),
        ("{S:Anton Reh, a professor of river law,} {C:said} {T:so}.", "professor", None),
    ]
    for text, role, organisation in cases:
        found = enrich(marked(text), stages=[resolve_speakers]).statements[0].speaker
        assert (found.role, found.organisation) == (role, organisation)


def test_the_reason_names_what_it_was_read_from() -> None:
    cases = [
        (VOSS + "{S:Voss} {C:said} {T:so}.", "“Voss” is named in full elsewhere: Mara Voss"),
        (VOSS + "{S:The mayor} {C:said} {T:so}.", "“The mayor”: the mayor is Mara Voss"),
        (VOSS + "{S:She} {C:said} {T:so}.", "most salient person that “she” fits: Mara Voss"),
        ("The Kelva River Authority met. {S:The KRA} {C:said} {T:so}.", "“KRA” is short for Kelva River Authority"),
    ]
    for text, because in cases:
        assert enrich(marked(text), stages=[resolve_speakers]).statements[-1].speaker.because == because


@given(records())
def test_every_statement_gets_a_speaker_with_a_reason(made) -> None:
    found = enrich(made, stages=[resolve_speakers])
    assert [s.id for s in found.statements] == [s.id for s in made.statements]
    assert all(s.speaker and s.speaker.because for s in found.statements)
