"""Invented wire stories and what papers make of them, for bench.syndication and others; the same for the same seed.

A story has 8 to 20 paragraphs of one or two sentences: 20 patterns filled with invented names, places and numbers, and
with some two hundred words, so that different stories share phrases, as news does.
"""

import random
from dataclasses import dataclass

_SYLLABLES = "ka lo mi ren sta vo dra ne li sor bel tu han gri pa wen ol as ber dun fe jor".split()
_THINGS = """bridge harbour dam refinery tramway school hospital airport mill quarry market vineyard prison library
stadium reservoir bakery foundry archive lighthouse cannery theatre ferry railway clinic tunnel embankment orchard
observatory warehouse substation monastery barracks fishery sawmill depot museum canal greenhouse""".split()
_ACTS = """closed inspected sold searched rebuilt flooded abandoned blocked reopened photographed surveyed guarded
emptied repaired evacuated fenced valued insured demolished extended painted audited measured cleaned""".split()
_PEOPLE = """councillors engineers fishermen nurses lawyers farmers drivers pilots teachers pensioners students miners
inspectors soldiers clerks divers shopkeepers tenants electricians surgeons bakers porters herders""".split()
_MATTERS = """budget strike inquiry licence contract election drought outbreak lawsuit treaty census merger subsidy
tariff audit pension permit loan ceasefire boycott quota ransom verdict deadline""".split()
_QUALITIES = """costly rotten empty unsafe promising late hasty generous reckless overdue fragile sound crowded
profitable obsolete cramped secret unlawful modest urgent""".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PATTERNS = (
    "The {thing} in {place} was {act} on {day} after {people} complained about the {matter}, officials said.",
    "“We did not expect the {matter} to be so {quality}, and we told {name} as much,” said {name2} of the {people}.",
    "{name} said {number} {people} had been {act2} out of the {thing2} before the {matter} was made public.",
    "Documents that were seen by a reporter show that {name2} knew of the {matter} as early as {day}.",
    "About {number} {people} gathered outside the {thing} and called the {matter} {quality}.",
    "“Nobody asked the {people} of {place} whether a {quality} {thing} was what they wanted,” {name} told the crowd.",
    "The {matter} has cost {place} {number} crowns since last year, according to what {name2} published on {day}.",
    "A spokesman for the {thing2} declined to say whether the {people} would be paid.",
    "{name2} denied that the {thing} had been {act} without a permit and blamed the {people} for the {matter}.",
    "In a letter to the council, {name} described the {thing2} as {quality} and the {matter} as {quality2}.",
    "The {thing}, built for {number} {people2}, has been {act} twice in ten years.",
    "Neither the {people2} nor their lawyers could be reached after the {matter} on {day}.",
    "“It is a {quality2} answer to a {quality} question,” said one of the {people}, who would not give a name.",
    "Under the {matter2}, the {thing2} must be {act2} before {number} more {people2} can move to {place}.",
    "{name} is expected to speak to the {people2} on {day}, a day before the {matter2} comes to a vote.",
    "Rain and a {quality} road kept the {people} from reaching {place} until late on {day}.",
    "The last {matter2} in the district ended when {number} {people} walked out of the {thing}.",
    "Prices near the {thing2} rose by {percent} percent while the {matter2} went on, a survey of {people2} found.",
    "{name2}, a former head of the {people2}, called the {matter2} “{quality}” and asked for the {thing} to be {act2}.",
    "There was no word from {place} on whether the {quality2} {thing2} would be {act}.",
)
_TITLES = (
    "{thing} in {place} {act} over {matter}",
    "{name}: {matter} is {quality}",
    "{number} {people} at {place} {thing}",
)
_NOTICE = "{paper} is an independent newspaper; readers may write to the editor at {place} about what is printed."
_FILLERS = "also again still largely reportedly then later however now already only even".split()


@dataclass(frozen=True)
class Printed:
    """A text as a paper prints it, and the number of the story that it is; its own where nobody else has it."""

    story: int
    text: str


class Desk:
    """Writes stories, and makes of them what papers make of them."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.papers = [self._notice() for _ in range(60)]

    def _name(self) -> str:
        return "".join(self.rng.choices(_SYLLABLES, k=self.rng.randint(2, 3))).capitalize()

    def _notice(self) -> str:
        return _NOTICE.format(paper=f"The {self._name()} Courier", place=self._name())

    def _fill(self, pattern: str, cast: dict[str, str]) -> str:
        pick = self.rng.choice
        words = {"thing2": pick(_THINGS), "act": pick(_ACTS), "act2": pick(_ACTS), "people": pick(_PEOPLE)}
        words |= {"people2": pick(_PEOPLE), "matter2": pick(_MATTERS), "quality": pick(_QUALITIES)}
        words |= {"quality2": pick(_QUALITIES), "day": pick(_DAYS), "number": f"{self.rng.randint(2, 900)}"}
        return pattern.format(**(words | {"percent": f"{self.rng.randint(2, 90)}"} | cast))

    def story(self) -> list[str]:
        """Paragraphs of a new story, the headline first."""
        cast = {"name": f"{self._name()} {self._name()}", "name2": f"{self._name()} {self._name()}"}
        cast |= {"place": self._name(), "thing": self.rng.choice(_THINGS), "matter": self.rng.choice(_MATTERS)}
        body = []
        for _ in range(self.rng.randint(8, 20)):
            patterns = self.rng.sample(_PATTERNS, self.rng.choice((1, 1, 2)))
            body.append(" ".join(self._fill(p, cast) for p in patterns))
        return [self._headline(cast), *body]

    def _headline(self, cast: dict[str, str]) -> str:
        return self._fill(self.rng.choice(_TITLES), cast).capitalize()

    def reprint(self, story: list[str]) -> list[str]:
        """A story as another paper prints it: cut to a third at the most, edited, re-headlined, with a notice."""
        title, *body = story
        body = self._recut(self._cut(body))
        rate = self.rng.choice((0.0, 0.0, 0.03, 0.06, 0.1))
        body = [self._edit(paragraph, rate) for paragraph in body]
        if self.rng.random() < 0.7:
            title = self.story()[0]
        if self.rng.random() < 0.2:
            body.insert(self.rng.randint(1, len(body)), self.story()[1])
        if self.rng.random() < 0.5:
            body.append(self.rng.choice(self.papers))
        return [title, *body]

    def _cut(self, body: list[str]) -> list[str]:
        """Whole, cut from the end, or without some paragraphs: never less than a third."""
        kept = max(3, round(len(body) * self.rng.uniform(0.34, 0.9)))
        how = self.rng.random()
        if how < 0.35:
            return list(body)
        if how < 0.75:
            return body[:kept]
        return [body[i] for i in sorted(self.rng.sample(range(len(body)), kept))]

    def _recut(self, body: list[str]) -> list[str]:
        """Two paragraphs run together here and there."""
        made = list[str]()
        for paragraph in body:
            if made and self.rng.random() < 0.15:
                made[-1] += " " + paragraph
            else:
                made.append(paragraph)
        return made

    def _edit(self, paragraph: str, rate: float) -> str:
        """So many of the words changed, left out, or followed by another."""
        made = list[str]()
        for word in paragraph.split():
            if self.rng.random() >= rate:
                made.append(word)
            else:
                made += self.rng.choice(([self.rng.choice(_FILLERS)], [], [word, self.rng.choice(_FILLERS)]))
        return " ".join(made)

    def follow_up(self, story: list[str]) -> list[str]:
        """Another story, with the older one's background in it: up to a third of either's paragraphs."""
        title, *body = self.story()
        count = max(1, int(min(len(body), len(story) - 1) * self.rng.uniform(0.15, 0.34)))
        return [title, *body, *self.rng.sample(story[1:], count)]

    def round_up(self, stories: list[list[str]]) -> list[str]:
        """The news in brief: the first two paragraphs of some stories."""
        return [f"The day in {self._name()}", *(p for story in stories for p in story[1:3])]


def printed(count: int, *, seed: int) -> list[Printed]:
    """`count` texts in any order.

    Of a hundred, 30 are stories, 15 follow-ups, 5 round-ups, and 50 reprints, up to forty at a time of one story.
    """
    desk = Desk(seed)
    stories = [desk.story() for _ in range(count * 3 // 10)]
    made = [(i, story) for i, story in enumerate(stories)]
    others = iter(range(len(stories), 10 * count))
    for _ in range(count * 15 // 100):
        made.append((next(others), desk.follow_up(desk.rng.choice(stories))))
    for _ in range(count * 5 // 100):
        made.append((next(others), desk.round_up(desk.rng.sample(stories, desk.rng.randint(4, 6)))))
    while len(made) < count:
        number = desk.rng.randrange(len(stories))
        for _ in range(min(count - len(made), 39, int(desk.rng.paretovariate(0.9)))):
            made.append((number, desk.reprint(stories[number])))
    desk.rng.shuffle(made)
    return [Printed(number, "\n\n".join(paragraphs)) for number, paragraphs in made]
