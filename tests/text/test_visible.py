"""Characters that a terminal obeys are shown, and nothing else changes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from onrecord.text.visible import format_json, show_controls

SHOWN = [
    ("a\x00b", "a␀b"),
    ("gate\x1b]0;new title\x07", "gate␛]0;new title␇"),
    ("one\rtwo", "one␍two"),
    ("\x1f\x7f", "␟␡"),
    ("\x80\x85\x9b31m\x9f", "⟦U+0080⟧⟦U+0085⟧⟦U+009B⟧31m⟦U+009F⟧"),
    ("\u202axx\u202e", "⟦U+202A⟧xx⟦U+202E⟧"),
    ("\u2066\u2069\u206a\u206f", "⟦U+2066⟧⟦U+2069⟧⟦U+206A⟧⟦U+206F⟧"),
    ("\u200e\u200f\u061c", "⟦U+200E⟧⟦U+200F⟧⟦U+061C⟧"),
    ("a\u2028b\u2029", "a⟦U+2028⟧b⟦U+2029⟧"),
    ("\ud83d half", "⟦U+D83D⟧ half"),
    ("hi\U000e0068\U000e0069", "hi⟦U+E0068⟧⟦U+E0069⟧"),
    # Tags behind a black flag that no cancel tag ends are no flag.
    ("\U0001f3f4\U000e0067", "\U0001f3f4⟦U+E0067⟧"),
]
KEPT = [
    "Zoë Quist paid 3 €: “done” — she said…",
    "tab\there\nand a new line",
    "港務局は橋を閉じる",
    "אמרה ראש העיר",
    "قال الوزير",
    "\U0001f469\u200d\U0001f692 \u2708\ufe0f \U0001f1ee\U0001f1f8",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "e\u0301 soft\u00adhyphen no\u00a0break zero\u200bwidth \u200c",
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_a_terminal_obeys_is_shown(text: str, shown: str) -> None:
    assert show_controls(text) == shown


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_text_stays(text: str) -> None:
    assert show_controls(text) == text
    assert format_json(text) == json.dumps(text, ensure_ascii=False)


def test_a_newline_of_two_characters_becomes_one() -> None:
    assert show_controls("one\r\ntwo") == "one\ntwo"


def test_signs_have_their_width() -> None:
    for code in (*range(0x20), 0x7F):
        sign = show_controls(chr(code))
        assert cell_len(sign) == len(sign) or sign in "\t\n"
    assert cell_len(show_controls("\u202e")) == len("⟦U+202E⟧")


@pytest.mark.parametrize("text", [text for text, _ in SHOWN])
def test_json_is_the_same_value_and_holds_none(text: str) -> None:
    written = format_json({text: text})
    assert json.loads(written) == {text: text}
    assert show_controls(written) == written


@given(st.text(st.characters(), max_size=20))
def test_shown_text_has_nothing_left_to_show(text: str) -> None:
    shown = show_controls(text)
    assert show_controls(shown) == shown
    assert json.loads(format_json(text)) == text
