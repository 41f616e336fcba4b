import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.furniture import mark
from onrecord.records import Article, Related

FURNITURE = [
    "Read also: Harbour pilots vote to strike",
    "READ MORE: Harbour pilots vote to strike",
    "See also – Who pays for the bridge?",
    "Related: Who pays for the bridge?",
    "Also read | Monsoon fills the Kelva reservoirs",
    "More on this story: the long road to the bridge",
    "We tell the story of our valley. Support us with a one-time donation, or become a Patron!",
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
]


def article(line: str) -> Article:
    return Article("a", f"A title\n\nSomething happened in the valley.\n\n{line}\n\nThen it was over.")


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_marked(line: str) -> None:
    made = mark(article(line))
    assert [span.of(made.text) for span in made.furniture] == [line]


@pytest.mark.parametrize("line", REPORTING)
def test_reporting_is_not(line: str) -> None:
    assert mark(article(line)).furniture == ()


def test_what_furniture_tells() -> None:
    lines = "Read also: Pilots vote to strike\n\nSection: Nation\n\nAuthor: Ines Varga\n\n"
    lines += "Read the original article on The Marrow Post"
    made = mark(article(lines))
    assert (made.section, made.byline, made.publisher) == ("Nation", "Ines Varga", "The Marrow Post")
    assert made.related == (Related("Pilots vote to strike"),)


def test_what_the_page_says_stays() -> None:
    made = mark(Article("a", "T\n\nSection: Nation", section="World"))
    assert made.section == "World"


def test_a_title_is_no_furniture() -> None:
    assert mark(Article("a", "Read also: the history of a phrase\n\nIt is old.")).furniture == ()


INSERTIONS = [
    ("“He (the deputy mayor - ed.) knew,” she said.", ["(the deputy mayor - ed.)"]),
    ("“He [the deputy – Ed.] knew.”", ["[the deputy – Ed.]"]),
    ("It was so (emphasis added — Ed.).", ["(emphasis added — Ed.)"]),
    ("It was so (editor's note: it was not).", ["(editor's note: it was not)"]),
    ("The bridge (built in 1911) was closed (again).", []),
]


@pytest.mark.parametrize(("line", "want"), INSERTIONS)
def test_insertions(line: str, want: list[str]) -> None:
    made = mark(article(line))
    assert [span.of(made.text) for span in made.insertions] == want


@given(st.text(st.sampled_from("Read also:\n ()-ed. follow us on X by“”"), max_size=80))
def test_spans_lie_within_the_text(text: str) -> None:
    made = mark(Article("a", "T\n" + text))
    for span in (*made.furniture, *made.insertions):
        assert span.of(made.text).strip() == span.of(made.text)
