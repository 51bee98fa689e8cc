"""The generated pages say what the code says today."""

from pathlib import Path

import pytest

from admission.app.sentences import LANGUAGES, codes
from admission.domain.kernel.rules import COMPUTED, ENFORCED
from tests.house.generate import pages
from tests.house.pages_rules import listed

_PAGES = pages()


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.name)
def test_a_generated_page_is_fresh(path: Path) -> None:
    """The page on file is what `make docs` would write."""
    assert path.read_text(encoding="utf-8") == _PAGES[path], "run `make docs`"


def test_every_enforced_rule_is_on_the_list() -> None:
    """No code enforces a rule that the reference does not name."""
    assert set(ENFORCED) | set(COMPUTED) <= set(listed())


def test_every_rule_is_enforced_or_says_why_not() -> None:
    """A rule has a place in the code, or a reason why it has none; never both."""
    for number, about in listed().items():
        assert (number in ENFORCED or number in COMPUTED) != ("why_not" in about), number


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence(language: str) -> None:
    """Each rule that refuses says so in each language."""
    assert set(ENFORCED) <= codes(language)


def test_the_languages_say_the_same_codes() -> None:
    """No sentence is missing in one language."""
    assert codes("en") == codes("vi")
