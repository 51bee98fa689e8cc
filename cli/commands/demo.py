"""`admission demo`: a shipped scenario, loaded or printed."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import click

from cli import exits
from cli.commands.init import begin
from cli.context import Settings, pass_settings
from cli.output import as_json, counted, say, write


def scenario(text: str) -> str:
    """The type of an argument that is a scenario; they are imported only to check one."""
    from admission.scenarios import SCENARIOS

    if text not in SCENARIOS:
        raise click.BadParameter(f"there is no {text}; there are {', '.join(SCENARIOS)}.")
    return text


def _completed(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from admission.scenarios import SCENARIOS

    return [name for name in SCENARIOS if name.startswith(begun)]


@click.command()
@click.argument("name", type=scenario, shell_complete=_completed)
@click.option("--print", "print_", is_flag=True, help="Print the commands; touch no store.")
@pass_settings
def command(settings: Settings, name: str, *, print_: bool) -> None:
    """Load the scenario NAME into a demonstration store, begun if it is not there.

    The scenarios are binh-thuan-2024, hoa-lu-2024-q1, quang-nam-bloc-2023 and reform-2025, which
    takes up to a minute. The people in them are invented. Loading one again changes nothing.
    """
    from admission.scenarios import SCENARIOS

    if print_:
        for line in SCENARIOS[name]():
            write(as_json(line))
        return
    from admission.app.recorders.reading import is_begun

    if not is_begun(settings.db):
        begin(settings.db, demonstration=True, time_zone="Asia/Ho_Chi_Minh")
    _load(settings, SCENARIOS[name]())


def _load(settings: Settings, lines: Iterable[dict[str, Any]]) -> None:
    from admission.app.intake import Line, read_line
    from cli.bars import Advance, bar
    from cli.lines import Runner, check
    from cli.writing import desk

    refusals: Counter[str] = Counter()

    def tell(answer: dict[str, Any]) -> None:
        refusals.update(answer["codes"])
        if answer["outcome"] in ("unknown", "reused"):
            say(f"line {answer['line']}: {answer['reasons'][0]}")

    def read(number: int, line: dict[str, Any], advance: Advance) -> Line:
        advance(number)
        return check(here, read_line(json.dumps(line), number))

    with desk(settings, log="warning") as here:
        if not here.admission.demonstration:
            raise click.ClickException(f"{settings.db} is for live use: name a new file with --db.")
        runner = Runner(here, tell)
        try:
            with bar("loading") as advance:
                runner.run(read(number, line, advance) for number, line in enumerate(lines, 1))
        except KeyboardInterrupt:
            say(f"\ninterrupted; {counted(runner.recorded, 'line')} recorded, run again to go on")
            click.get_current_context().exit(exits.INTERRUPTED)
    write(f"{settings.db}: {runner.summary()} (demonstration data)")
    if refusals:
        write("refused by " + ", ".join(f"{code} ({n})" for code, n in sorted(refusals.items())))
    if runner.wrong or runner.refused:
        click.get_current_context().exit(exits.USAGE if runner.wrong else exits.REFUSED)
