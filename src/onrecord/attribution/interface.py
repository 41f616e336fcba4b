"""What a tagger offers to the pipeline, the shipped one or one of your own: a document in, attributions out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from onrecord.records import Spans
from onrecord.text.document import Document


@dataclass(frozen=True, slots=True)
class Attribution:
    """The spans of one statement as a tagger finds them: who (source) says (cue) what (content).

    `score` is the probability that the spans are right, None where the tagger does not know. ValueError without a cue
    or without content; the source may be empty ("it was said that …").
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float | None = None

    def __post_init__(self) -> None:
        if not self.cue or not self.content:
            raise ValueError("an attribution needs a cue and a content, each at least one span")


class Tagger(Protocol):
    """Finds who says what. Any object with these two members can take the shipped model's place in a `Pipeline`.

    >>> class Colons:  # interviews: "Voss: The bridge is safe."
    ...     model = "colons-1"
    ...
    ...     def tag(self, document, skip=()):
    ...         for match in re.finditer(r"^(\\w+)(:) (.+)$", document.text, re.MULTILINE):
    ...             yield Attribution(*((Span(*match.span(group)),) for group in (1, 2, 3)))
    """

    @property
    def model(self) -> str:
        """Name and version of the model, which a ledger keeps with each reading."""

    def tag(self, document: Document, skip: Spans = ()) -> Iterable[Attribution]:
        """Find the statements of a document, in the order of their cues.

        The spans are offsets into `document.text`. skip: spans to pass over (page furniture, an editor's insertions).
        """
