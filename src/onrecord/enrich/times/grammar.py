"""The shapes of time expressions: one pattern a rule, in the order in which they are tried at a place.

A rule is a key of `RESOLVERS`. Named groups hold the words that its resolver needs. A rule stands before those that
would take a part of it: "a week on Monday" before "Monday", a month with its year before a month.
"""

import re
from collections.abc import Iterable

from onrecord.enrich.times import lexicon as words
from onrecord.text.numbers import FIGURE, GLYPH, SCALES, SMALL, SPELLED, alternation_of


def _match_capitalised(names: list[list[str]]) -> str:
    """Full and short names, as printed with a capital or in capitals; a full stop may follow a short one.

    "may" and "march" are no months: case counts.
    """
    full = alternation_of([name for forms in names for name in (forms[0], forms[0].upper())])
    short = [name for forms in names for form in forms[1:] for name in (form, form.upper())]
    shortened = rf"|{alternation_of(short)}(?:\.|(?=,?\s+\d))" if short else ""
    return rf"(?-i:{full}(?!\w){shortened})"


MONTH = _match_capitalised(words.MONTH_NAMES)
WEEKDAY = _match_capitalised([names[:1] for names in words.WEEKDAY_NAMES])
WEEKDAY_NAME = f"(?-i:{alternation_of(names[0] for names in words.WEEKDAY_NAMES)})"
ANY_WEEKDAY = _match_capitalised(words.WEEKDAY_NAMES)
UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries)"
CALENDAR = r"(?:day|week|fortnight|month|quarter|year|decade|century)"
DAY_NUMBER = (
    r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|:\d|,\d|\.\d|\s*(?:%|percent|per\s+cent|people|[ap]\.?m\b))"
)
YEAR = r"(?:1[5-9]\d\d|20\d\d|(?<=\bby\s)2[1-4]00|(?<=until\s)2[1-4]00)(?![\d%]|:\d|,\d|\.\d)"
SEASON = alternation_of(words.SEASONS)
PART = alternation_of(words.PARTS_OF_DAY)
APPROX = rf"(?:(?:{alternation_of(words.APPROXIMATIONS)})\s+)"
PERIOD = (
    r"(?:(?:(?:the|its|their)\s+)?(?:very\s+)?"
    r"(?:beginning|start|middle|end|close|latter\s+part|early\s+part|rest|remainder)\s+of\s+(?:the\s+)?"
    r"|(?:the\s+)?(?:early|late|mid|earlier|later|sometime)(?:[\s-]+(?:in\s+|on\s+)?))"
)
COUNT = (
    rf"(?:{FIGURE}(?:\s+\d/\d|\s?{GLYPH})?(?:\s+(?:hundred|thousand|million|billion))?"
    rf"|(?:a\s+)?{SPELLED}(?:[\s-]+and[\s-]+a[\s-]+half)?|an?\s+(?:hundred|thousand|dozen|half|million)|half\s+an?)"
)
VAGUE_COUNT = alternation_of([*words.VAGUE_AMOUNTS, "a couple of", "a couple", "couple of", "couple more"])
AMOUNT = rf"(?:{COUNT}(?:\s+(?:to|or)\s+{COUNT}|\s?[-–]\s?{COUNT})?|{VAGUE_COUNT}|an?)"
CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.?|[ap]m\b)"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)"
    r"|(?<!\()(?:[01]\d|2[0-3])[0-5]\d(?=\s+(?:GMT|UTC|hours)\b)|(?:1[0-2]|[1-9])\s+o['’]clock)"
)
ZONE = rf"(?:\s+\(?(?:{alternation_of(words.ZONES)})\)?)?"
FULL_DATE = (
    rf"(?:(?P<weekday>{ANY_WEEKDAY})(?:,\s+|\s+(?:the\s+)?))?(?:(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY_NUMBER})"
    rf"(?:\s?(?:[-–]|to)\s?(?P<until>{DAY_NUMBER})(?!\s*(?:{MONTH}|{UNIT})))?"
    rf"|(?:(?P<since>{DAY_NUMBER})\s?(?:[-–]|to|and)\s?)?(?P<day2>{DAY_NUMBER})(?:\s+of)?\s+(?P<month2>{MONTH}))(?!\w)"
    rf"(?:(?:,?\s+(?:in\s+|of\s+)?)(?P<year>{YEAR})|,?\s+(?:of\s+)?(?P<which>last|this|next)\s+year)?"
)
NEXT_DATE = (
    rf"(?:(?:{WEEKDAY}(?:,\s+|\s+))?(?:{MONTH}\s+{DAY_NUMBER}|{DAY_NUMBER}\s+{MONTH})(?:,?\s+{YEAR})?"
    rf"|(?:last\s+|next\s+|this\s+)?{WEEKDAY}"
    rf"|today|yesterday|tomorrow|\d{{4}}-\d\d-\d\d)"
)
NOT_LASTING = r"(?<!\bfor\s)(?<!\bover\s)(?<!\blast\s)(?<!\blasts\s)(?<!\bthan\s)"
"""Not "for four days from Friday": so long, and it begins then."""
ASIDE = rf"(?=\s+\([^()]{{4,8}}\s+(?:GMT|UTC|E[SD]?T)\)\s+(?:on\s+)?(?P<aside>{NEXT_DATE}))"
"""The day behind the hour of another zone: "6 a.m. (0300 GMT) on Sunday"."""
ON = (
    rf"(?:{ASIDE}|(?:,?\s+(?:on\s+)?)(?P<on>{NEXT_DATE})"
    rf"|,?\s+(?P<tonight>today|tonight|in\s+the\s+{PART}|at\s+night))?"
)
WHICH = (
    r"(?:last|this\s+past|this\s+coming|this|next|that\s+same|that|previous"
    r"|the\s+(?:coming|following|next|previous|same|current|past|last|latest|preceding|prior))"
)
ORDINAL = r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)"
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
SPOKEN = (
    r"(?:nineteen[\s-](?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|oh[\s-]\w+))"
)

RULES: tuple[tuple[str, str], ...] = (
    (
        "iso",
        r"(?P<value>(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
        r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?Z?)?(?![\d-])",
    ),
    (
        "slashed",
        r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|\.\d)",
    ),
    (
        "week_on",
        rf"(?:a\s+week\s+(?P<how>on|last)\s+(?P<weekday>{WEEKDAY})|(?P<weekday2>{WEEKDAY_NAME})\s+(?P<weeks>week|fortnight)(?!\w))",
    ),
    ("clock", rf"(?P<clock>{CLOCK}){ZONE}{ON}"),
    (
        "beside",
        rf"{NOT_LASTING}(?:(?P<amount>{COUNT}|an?)|the)\s+(?P<unit>days?|weeks?|months?|years?)"
        rf"\s+(?P<how>before|after|from)\s+(?P<on>{NEXT_DATE})",
    ),
    ("clock", rf"(?P<clock>{alternation_of(words.CLOCK_WORDS)}){ZONE}{ON}"),
    (
        "part_of_day",
        rf"(?:early\s+|late\s+|mid[\s-]?|later\s+|earlier\s+)?(?:(?P<on>{NEXT_DATE})(?:['’]s)?|(?P<which>this|last|that|the\s+next|the\s+following))"
        rf"\s+(?:early\s+|late\s+|mid-?)?(?P<part>{PART})(?P<many>s)?",
    ),
    ("part_of_day", r"(?P<part>overnight|tonight)"),
    ("part_of_day", rf"mid[\s-]?(?P<part>morning|afternoon)(?:\s+(?P<on>{NEXT_DATE}))?"),
    ("full_date", FULL_DATE),
    (
        "month",
        rf"(?:{PERIOD})?(?P<month>{MONTH})(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}|{SPOKEN}|['’]\d\d(?!\w))|,?\s+(?:of\s+)?(?P<of>last|this|next)\s+year)",
    ),
    ("month", rf"(?:{PERIOD})?(?:(?P<which>{WHICH})\s+)?(?P<month>{MONTH})(?!\s*\d)"),
    (
        "weekday_set",
        rf"(?:(?:each|every)\s+(?:other\s+|second\s+)?(?P<weekday>{WEEKDAY})|(?P<weekday2>{WEEKDAY_NAME})s)",
    ),
    ("weekday", rf"(?:(?:early|late|earlier|later)\s+)?(?:(?P<which>{WHICH})\s+)?(?P<weekday>{WEEKDAY})"),
    (
        "holiday",
        rf"(?:(?P<which>last|this|next)\s+)?(?P<name>(?-i:{alternation_of(words.HOLIDAYS)}))(?:,?\s+(?P<year>{YEAR}))?",
    ),
    (
        "quarter",
        rf"(?:(?P<of>this|last|next)\s+year['’]s\s+|(?:the|its|their|a)\s+)?(?:(?:fiscal\s+)?(?P<year>{YEAR})(?:['’]s)?\s+)?(?:(?:fiscal|flat|company['’]s)[\s-]+)?"
        rf"(?:(?P<which>year-ago|year-earlier|latest|current|comparable|same|previous|last|next|preceding|corresponding)\s+)?(?:fiscal[\s-]*)?(?P<n>{ORDINAL})[\s-](?:fiscal[\s-])?quarter"
        rf"(?!s)(?:\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?P<year2>{YEAR})|\s+(?:of\s+)?(?P<of2>this|last|next)\s+year|,?\s+(?P<year3>{YEAR}))?",
    ),
    ("quarter", rf"(?-i:Q)(?P<n>[1-4])(?:\s+(?:of\s+)?(?P<year>{YEAR}))?(?!\w)"),
    (
        "half",
        rf"(?:the\s+)?(?P<n>first|second|last|latter)[\s-]half(?:\s+of\s+(?:(?P<year>{YEAR})|(?P<of>this|last|next|the)\s+year)|\s+(?P<year2>{YEAR}))",
    ),
    (
        "past_quarter",
        rf"(?:the\s+)?(?:(?P<comparable>comparable\s+)?(?P<which>year-ago|year-earlier)\s+(?:quarter|period)|(?P<year>{YEAR})\s+(?:quarter|period)"
        rf"|(?P<latest>the\s+(?:latest|most\s+recent|current|quarter|previous|past|last|preceding)(?:\s+(?:quarter|period))?)(?<=quarter|.period)(?!\s+of\b)(?:\s+a\s+year\s+(?P<ago>ago|earlier))?"
        rf"|(?P<deictic>this|that|last|next)\s+quarter)",
    ),
    ("year_ago", r"(?P<words>year-earlier|year-ago|a\s+year\s+(?:ago|earlier|before)|one\s+year\s+(?:ago|earlier))"),
    (
        "season",
        rf"(?:{PERIOD})?(?:(?P<which>{WHICH}|the)\s+)?(?:early\s+|late\s+)?(?P<season>{SEASON})(?:\s+of|,)?\s+(?P<year>{YEAR}|{SPOKEN})",
    ),
    ("season", rf"(?:{PERIOD})?(?P<which>{WHICH})\s+(?:early\s+|late\s+)?(?P<season>{SEASON})(?!\w)"),
    (
        "season",
        rf"(?:(?<=\bin\s)|(?<=\bby\s)|(?<=since\s)|(?<=until\s)|(?<=during\s)|(?<=into\s)|(?<=over\s)|{PERIOD})(?:the\s+)?(?:early\s+|late\s+)?(?P<season>spring|summer|autumn|winter)(?!\w)",
    ),
    (
        "decade",
        rf"(?:the\s+)?(?:early[\s-]|late[\s-]|mid[\s-]?)?(?:(?P<year>(?:1[5-9]|20)\d0)['’]?s|['’](?P<short>[2-9]0)s|(?<=the\s)(?P<name>{alternation_of(DECADES)}))(?!\w)",
    ),
    (
        "nth_century",
        rf"(?:the\s+)?(?:early[\s-]|late[\s-]|mid[\s-]?)?(?:(?P<n>\d\d?)(?:st|nd|rd|th)|(?P<word>{alternation_of(words.CENTURIES)}))[\s-]century",
    ),
    ("year_span", r"(?P<year>1[5-9]\d\d|20\d\d)[-–/](?P<until>\d\d)(?![\d/-])"),
    ("new_year", r"(?:(?:early|late|later)\s+in\s+)?the\s+new\s+year(?!\w|['’])"),
    (
        "year",
        rf"(?P<period>(?:{PERIOD})|post-|pre-|fiscal(?:\s+year)?\s+|the\s+year\s+|a\s+good\s+part\s+of\s+)?(?:fiscal\s+)?(?P<year>{YEAR})(?!\s*(?:[-–/]\s?\d{{3,}}|['’]s\s+(?:worth)))",
    ),
    ("year", rf"(?:the\s+year\s+)?(?P<spoken>{SPOKEN}|(?<=year\s)two\s+thousand|the\s+year\s+two\s+thousand)"),
    (
        "ago",
        rf"{APPROX}?(?P<amount>{AMOUNT}\s+)?(?P<unit>{UNIT})(?:\s+or\s+(?:so|two|more))?\s+(?P<how>ago|earlier|before\s+that|later|afterwards?|from\s+now|hence)",
    ),
    ("set", rf"(?:each|every)\s+(?:(?P<count>{COUNT}|other|few|couple\s+of)\s+)?(?P<unit>{UNIT})(?!\w)"),
    ("set", rf"(?P<word>{alternation_of(words.SETS)})"),
    ("set_month", rf"(?:each|every)\s+(?P<name>{MONTH}|{SEASON})"),
    ("set", rf"(?:(?:once|twice|(?:{COUNT}|several)\s+times)\s+(?:an?|per|each|every)\s+)(?P<unit>{UNIT})"),
    (
        "nth_day",
        r"(?:the\s+)?(?:[a-z]+(?:st|nd|rd|th)|\d{1,3}(?:st|nd|rd|th))(?:\s+(?:straight|consecutive|full))?\s+day(?=\s+of\b)",
    ),
    (
        "and_day",
        rf"{DAY_NUMBER}(?=[,.;:)]|\s*$|\s+(?:in|at|on|to|for|with|from|as|when|where|and|but|will|was|were|is|are|that|if)\b)",
    ),
    ("of_month", r"the\s+(?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))(?=[.,;:)”\"]|\s*$|\s+(?:if|when|and|but|unless)\b)"),
    ("then", r"then"),
    ("year_end", r"(?:around\s+)?(?:the\s+)?(?:year[\s-]end|year['’]s\s+end)"),
    (
        "span",
        rf"(?:{APPROX})?(?P<all>each\s+of\s+)?(?:the\s+|these\s+|those\s+|this\s+|at\s+least\s+the\s+)?(?P<way>past|last|next|coming|first|following|previous|latest|final|preceding|recent|year-earlier|same)\s+(?P<amount>{COUNT}(?:\s+(?:to|or)\s+{COUNT})?|{VAGUE_COUNT})(?:\s+more|\s+full|\s+fiscal)?[\s-](?P<unit>{UNIT})(?:\s+or\s+so)?(?!\w)",
    ),
    (
        "recent",
        r"(?:the\s+|these\s+|those\s+)?(?P<way>recent|past|coming|future|last)\s+(?P<unit>(?:second|minute|hour|day|week|month|quarter|year|decade)s|centuries)(?:\s+and\s+\w+s)?(?:\s+ahead)?(?!\w)",
    ),
    ("recent", r"the\s+(?P<unit>(?:hour|day|week|month|quarter|year|decade)s)\s+(?P<way>ahead|to\s+come)"),
    (
        "deictic",
        rf"(?:{PERIOD})?(?P<which>{WHICH})\s+(?:fiscal\s+|calendar\s+|full\s+)?(?P<unit>{CALENDAR}|weekend|night)(?:\s+or\s+so)?(?!\w|['’]s\s+end)",
    ),
    ("current", rf"(?:{PERIOD})(?P<unit>week|month|year|weekend|decade|century)(?!\w)"),
    ("current", r"the\s+(?P<unit>week|month|year)(?=\s+(?:is\s+(?:out|over|up)|ends|runs\s+out|closes)\b)"),
    ("weekend", r"(?:the\s+)?(?P<unit>weekend)(?!\w)"),
    ("the_year", r"the\s+(?:(?P<kind>fiscal|full|financial)\s+)?year(?![\w-]|['’]s\s+end)"),
    (
        "today",
        r"(?:early\s+|late\s+|earlier\s+|later\s+)?(?P<word>today|yesterday|tomorrow|the\s+day\s+after\s+tomorrow|the\s+day\s+before\s+yesterday)",
    ),
    ("reference", rf"(?P<present>{alternation_of(words.REFERENCES['present'])})(?!\w)"),
    (
        "reference",
        rf"(?:more\s+|most\s+)?(?P<past>{alternation_of(words.REFERENCES['past'])})(?!\w|-|\s+(?:\w+\s+)?(?:{UNIT}))",
    ),
    (
        "reference",
        rf"(?:very\s+|any\s+time\s+)?(?P<future>(?<!\bas\s){alternation_of(words.REFERENCES['future'])})(?!\w|\s+(?:as|after)\b)",
    ),
    (
        "duration",
        rf"(?:{APPROX})?(?:(?:the|an?|another|an\s+additional|a\s+further)\s+)?(?P<amount>{COUNT}(?:\s+(?:to|or)\s+{COUNT}|\s?[-–]\s?{COUNT})?|{VAGUE_COUNT})(?:[\s-]+(?:more|additional|further|full|trading|whole|consecutive|straight|long|fiscal|business|working))?[\s-]+(?P<unit>{UNIT})(?:\s+and\s+(?P<half>a\s+half))?(?:[\s-]long|\s+or\s+(?:so|more))?(?!\w|[\s-]old|\s+of\s+age)",
    ),
    (
        "duration",
        rf"(?:{APPROX})?(?P<amount>an?|another|an\s+additional|a\s+full)\s+(?P<unit>second|minute|hour|day|week|fortnight|month|quarter|year|decade|century)(?:\s+and\s+(?P<half>a\s+half)|\s+or\s+(?:so|two|more))?(?!\w|-)",
    ),
    (
        "vague_duration",
        r"(?P<unit>(?:minute|hour|day|week|month|quarter|year|decade)s|centuries)(?:\s+(?:or|and)\s+(?:days|weeks|months|years))?(?:-long)?(?!\w|-|\s+(?:ago|old))",
    ),
    ("vague_duration", r"(?P<unit>year|month|week|day|decade|hour)s?-long"),
)


def first_words() -> tuple[frozenset[str], frozenset[str]]:
    """(the words that a rule may start with, those that a sentence must hold one of), lower case, figures left out."""
    names = [form for forms in (*words.MONTH_NAMES, *words.WEEKDAY_NAMES) for form in forms]
    names += [f"{forms[0]}s" for forms in words.WEEKDAY_NAMES]
    phrases = [phrase for phrases in words.REFERENCES.values() for phrase in phrases]
    units = [*words.UNITS, *(f"{unit}s" for unit in words.UNITS), "centuries"]
    plain = [max(phrase.split(), key=len) for phrase in phrases]
    others = [
        *words.PARTS_OF_DAY,
        *words.CLOCK_WORDS,
        *words.SEASONS,
        *words.SETS,
        *words.HOLIDAYS,
        *units,
        *_TIME_WORDS,
    ]
    plural = [f"{part}s" for part in words.PARTS_OF_DAY]
    triggers = _first_of([*names, *plain, *others, *plural, *DECADES])
    amounts = [*words.APPROXIMATIONS, *words.VAGUE_AMOUNTS, *SMALL, *SCALES]
    return triggers | _first_of([*amounts, *phrases, *_RULE_OPENERS]), triggers - _first_of(_RULE_OPENERS) | {
        "past",
        "current",
        "recent",
    }


def _first_of(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(re.split(r"[\s'’-]", phrase.lower())[0] for phrase in phrases)


_TIME_WORDS = "then new today tonight overnight yesterday tomorrow weekend nineteen q moment present term".split()
_RULE_OPENERS = (
    "the a an another each every this that these those last next past previous prior coming following first final "
    "latest recent same preceding current early late later earlier mid sometime post pre fiscal at around its their "
    "twice once couple more most very any beginning start middle end close rest q remainder half second third fourth "
    "company over time by"
).split()
