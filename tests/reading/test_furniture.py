import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.furniture import mark_furniture
from onrecord.records import Article, Related

FURNITURE = [
    "Read also: Harbour pilots vote to strike",
    "READ MORE: Harbour pilots vote to strike",
    "See also – Who pays for the bridge?",
    "Related: Who pays for the bridge?",
    "Also read | Monsoon fills the Kelva reservoirs",
    "More on this story: the long road to the bridge",
    "We tell the story of our valley. Support our reporters with a monthly gift, or become a Patron of the Post.",
    "Follow us on Telegram for more.",
    "Follow @marrowpost on X",
    "Subscribe to our newsletter",
    "Sign up for our morning briefing, free, in your inbox",
    "Click here to read the e-paper",
    "Download our app",
    "Advertisement",
    "Article continues below",
    "Share this article",
    "© 2026 The Marrow Post. All rights reserved.",
    "Photo: Ines Varga/Marrow Post",
    "Tags: harbour, bridge, Voss",
    "Last updated: 5 October 2026, 14:35",
    "Read the original article on The Marrow Post",
    "Section: Nation",
    "Author: Богдан Ткач",
    "By Ines Varga",
    "3 min read",
    "ALSO READ Who pays for the bridge?",
    "Also Read | 'It will hold,' says Voss",
    "(Read more: Who pays for the bridge?)",
    "➡ Read also: Harbour pilots vote to strike",
    "Read more...",
    "Support the Herald or become our patron!",
    "If you like our work, please consider making a donation.",
    "Want to know what comes next? Sign up to our weekly newsletter.",
    "To receive our stories first, subscribe to the Telegram channel.",
    "Catch all the latest news and live updates on the Kelva Courier app.",
    "If you notice an error, highlight it and press Ctrl + Enter",
    "Follow Ines Varga on X.",
    "Follow us on Facebook, on X or on Instagram",
    "This site uses cookies.",
    "(With inputs from PTI)",
    "(This story has not been edited by Courier staff.)",
    "(Reporting by Ines Varga; Editing by Tom Ashby)",
    "Ines Varga and Tom Ashby contributed to this report.",
    "(Photo by Ines Varga/AFP via Getty Images)",
    "Ines Varga via Getty Images",
    "This article was originally published on The Marrow Post.",
    "Written by Ines Varga",
    "By Ines Varga and Tom Ashby in Kelva",
    "By INES VARGA | Marrow Post",
    "Watch the whole of her speech below:",
    "Related stories",
]
REPORTING = [
    "“Support us or step aside, and donate nothing today,” the mayor told the hall.",
    "Support for the bridge has fallen, the pollster said.",
    "Follow the money, she said, and you will find the contractor.",
    "Related companies were asked to open their books on Monday.",
    "By Friday the water had reached the church, witnesses said.",
    "By Mayor Voss's own account, the letter was never sent.",
    "Subscribers to the service complained that it had been down since Monday.",
    "Section 4 of the act says that no one may build there.",
    "Donations to the party rose by a third last year, according to its treasurer.",
    "The author: a man of 60, it was said, who had never left the valley.",
    "Photographs of the bridge were shown to the jury.",
    "Read the letter, he told them, and then tell me that I lied.",
    "The copyright law was no obstacle, she argued.",
    '"Support us or step aside," the mayor said.',
    "“We are not done. Follow us on Telegram, and donate today,” the party's leader wrote.",
    "“We are few. Support us with a donation today",
    "Residents were asked to donate blankets, now that winter is here.",
    "He promised that he would make a donation today to support the widow.",
    "She urged them to become a member of the union today!",
    "Background: the bridge was built in 1911 and has been closed twice.",
    "Source: the Defence Ministry of Kelva on Telegram",
    "Read: that is what the judge told both sides to do with the letter, and they did “as they were told”.",
    "See more than 40 ships pass in an hour and you believe the numbers.",
    "Published accounts differ.",
    "By Friday Harbour was empty again.",
    "By the Numbers",
    "Advertisement revenue fell by half, the publisher of the Herald told its shareholders.",
    "Click here, the message told him, and he did.",
]


def article(line: str) -> Article:
    return Article("a", f"A title\n\nSomething happened in the valley.\n\n{line}\n\nThen it was over.")


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_marked(line: str) -> None:
    made = mark_furniture(article(line))
    assert [span.of(made.text) for span in made.furniture] == [line]


@pytest.mark.parametrize("line", REPORTING)
def test_reporting_is_not(line: str) -> None:
    assert mark_furniture(article(line)).furniture == ()


ENDS = [
    ("The bridge opens on Monday. Read more: Who pays for it?", "Read more: Who pays for it?"),
    ("The bridge opens on Monday. Follow us on Telegram.", "Follow us on Telegram."),
    ("“It holds,” he said. Subscribe to our newsletter for more.", "Subscribe to our newsletter for more."),
    ("Voss at the gate on Monday. (Photo by Ines Varga/AFP)", "(Photo by Ines Varga/AFP)"),
    ("The gate, seen from the river (Photo: Ines Varga)", "(Photo: Ines Varga)"),
    ("We report from here. It costs us dear. Donate today!", "We report from here. It costs us dear. Donate today!"),
    ("It rained. " * 60 + "Follow us on Telegram.", "Follow us on Telegram."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "want"), ENDS)
def test_furniture_at_the_end_of_a_paragraph(line: str, want: str) -> None:
    made = mark_furniture(article(line))
    assert [span.of(made.text) for span in made.furniture] == [want]


def test_a_list_of_related_articles() -> None:
    lines = "Related:\n\n- Who pays for the bridge?\n• Pilots ‘will strike’\n\n- The mayor went home, he said."
    made = mark_furniture(article(lines))
    assert made.related == (Related("Who pays for the bridge?"), Related("Pilots ‘will strike’"))
    assert [span.of(made.text) for span in made.furniture][-1] == "• Pilots ‘will strike’"


def test_links_get_their_address() -> None:
    made = mark_furniture(article("Read also: Pilots vote"), links={"Pilots vote": "https://a.example/1"})
    assert made.related == (Related("Pilots vote", "https://a.example/1"),)


def test_a_list_of_links() -> None:
    links = {"Who pays?": "https://a.example/1", "Pilots vote": "https://a.example/2"}
    made = mark_furniture(article("More on this story\nWho pays?\nPilots vote\nThe mayor went home."), links=links)
    assert made.related == tuple(Related(title, url) for title, url in links.items())


def test_a_first_line_that_is_not_the_title_is_read_like_any_other() -> None:
    assert mark_furniture(Article("a", "Advertisement\n\nIt is old.", title="T")).furniture[0] == (0, 13)


def test_by_and_a_name_is_a_byline_only_at_an_edge() -> None:
    lines = "\n\n".join(["It rained in the valley."] * 6)
    made = mark_furniture(Article("a", f"T\n\n{lines}\n\nBy Land And Sea\n\n{lines}"))
    assert (made.furniture, made.byline) == ((), None)


def test_what_furniture_tells() -> None:
    lines = "Read also: Pilots vote to strike\n\nSection: Nation\n\nAuthor: Ines Varga\n\n"
    lines += "Read the original article on The Marrow Post"
    made = mark_furniture(article(lines))
    assert (made.section, made.byline, made.publisher) == ("Nation", "Ines Varga", "The Marrow Post")
    assert made.related == (Related("Pilots vote to strike"),)


def test_what_the_page_says_stays() -> None:
    made = mark_furniture(Article("a", "T\n\nSection: Nation", section="World"))
    assert made.section == "World"


def test_a_title_is_no_furniture() -> None:
    assert mark_furniture(Article("a", "Read also: the history of a phrase\n\nIt is old.")).furniture == ()


INSERTIONS = [
    ("“He (the deputy mayor - ed.) knew,” she said.", ["(the deputy mayor - ed.)"]),
    ("“He [the deputy – Ed.] knew.”", ["[the deputy – Ed.]"]),
    ("It was so (emphasis added — Ed.).", ["(emphasis added — Ed.)"]),
    ("It was so (editor's note: it was not).", ["(editor's note: it was not)"]),
    ("The bridge (built in 1911) was closed (again).", []),
    ("It [the bridge] was shut - Ed knew (as did Ed).", []),
    ("“They [the pilots - editor's note] went.”", ["[the pilots - editor's note]"]),
    ("It was so (ed. note: it was not).", ["(ed. note: it was not)"]),
    ("“It was NEVER closed [emphasis added].”", ["[emphasis added]"]),
    ("A history of ferries (J. Voss, ed.) says so, as does another (ed. by T. Ashby).", []),
]


@pytest.mark.parametrize(("line", "want"), INSERTIONS)
def test_insertions(line: str, want: list[str]) -> None:
    made = mark_furniture(article(line))
    assert [span.of(made.text) for span in made.insertions] == want


@given(st.text(st.sampled_from("Read also:\n ()-ed. follow us on X by“”"), max_size=80))
def test_spans_lie_within_the_text(text: str) -> None:
    made = mark_furniture(Article("a", "T\n" + text))
    for span in (*made.furniture, *made.insertions):
        assert span.of(made.text).strip() == span.of(made.text)
