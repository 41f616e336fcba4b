import subprocess
import sys

import pytest

from onrecord.text.language import detect_language

ENGLISH = "The mayor said that the bridge was not safe and that it would be closed by the end of the week. " * 2
CASES = [
    (ENGLISH, "en"),
    (ENGLISH + "Богдан Ткач, Київ, Марія Коваль", "en"),
    ("By Łukasz Żółć and Ångström Løvås. " + ENGLISH, "en"),
    ("Kurz und gut.", "en"),
    (
        "Di mayor of Lissen don tok say di bridge no dey safe at all, and dem go close am before dis week finish, as "
        "pipol wey dey live near di river dey fear say e fit fall anytime.",
        "pcm",
    ),
    ("2026 12 11", "en"),
    (
        "De burgemeester zei dat de brug in de haven niet veilig was en dat hij in de loop van de week werd gesloten, "
        "wat het ook zou kosten, want niemand had er de moed voor of de middelen in huis.",
        "nl",
    ),
    (
        "Borgmesteren sagde, at broen ikke var sikker, og at den ville blive lukket for al trafik i løbet af ugen, "
        "for ingen kunne svare for det, hvis der skete noget, og at der er for få penge til en ny.",
        "da",
    ),
    ("Мэр сказал, что мост небезопасен и что его закроют до конца недели, сколько бы это ни стоило городу.", "ru"),
]


@pytest.mark.parametrize(("text", "want"), CASES)
def test_language(text: str, want: str) -> None:
    assert detect_language(text) == want


def test_a_short_text_in_other_letters_is_asked_for() -> None:
    assert detect_language("Міст закрили вчора ввечері.") != "en"


HEAVY = ("trafilatura", "httpx", "py3langid", "htmldate", "lxml", "numpy")


def test_english_text_loads_nothing_heavy() -> None:
    """A cold start is to be quick: those come only with a page, an address, another language."""
    code = "import sys\nfrom onrecord import reading\nfrom onrecord.text.language import detect_language\n"
    code += f"assert detect_language({ENGLISH!r}) == 'en'\nprint([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
