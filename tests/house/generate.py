"""Write the generated reference pages: `python -m tests.house.generate`."""

from pathlib import Path

from tests.house import generate_cli, pages_events, pages_rules
from tests.kit import endurance

_ROOT = Path(__file__).parents[2]


def pages() -> dict[Path, str]:
    """Every generated page, by where it lies."""
    reference = _ROOT / "docs" / "reference"
    return {
        reference / "rules.md": pages_rules.page(),
        reference / "events.md": pages_events.page(),
        reference / "assurance.md": endurance.page(),
        **generate_cli.pages(),
    }


def main() -> None:
    """Write them all."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
