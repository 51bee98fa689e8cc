from pathlib import Path

import click
import pytest

import cli.commands
from admission.app.internal import OFFERED
from cli.main import COMMANDS
from tests.house import generate_cli

EVERY = dict(generate_cli.commands())


def test_the_table_of_commands_is_the_folder_of_commands() -> None:
    folder = Path(cli.commands.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {place.module for place in COMMANDS.values()} == files


@pytest.mark.parametrize("path", EVERY)
def test_every_command_has_help(path: str) -> None:
    command = EVERY[path]
    assert command.help
    assert all(
        parameter.help is not None
        for parameter in command.params
        if isinstance(parameter, click.Option)
    )


def test_every_command_model_that_is_offered_can_be_recorded_and_no_other() -> None:
    begins = "admission record "
    assert {path.removeprefix(begins) for path in EVERY if path.startswith(begins)} == set(OFFERED)


def test_every_command_has_an_entry_in_the_reference() -> None:
    page = next(text for path, text in generate_cli.pages().items() if path.name == "cli.md")
    assert all(f"## `{path}`\n" in page for path in EVERY)


def test_every_answer_has_an_entry_in_the_reference() -> None:
    page = next(text for path, text in generate_cli.pages().items() if path.name == "json.md")
    found = list(generate_cli.listings())
    assert len(found) == len({listing.schema for listing in found})
    assert all(f"## `admission.{listing.schema}`\n" in page for listing in found)


def test_the_reference_pages_are_fresh() -> None:
    for path, text in generate_cli.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"run `make docs`: {path.name} is old"
