"""What every step of a candidate takes beside its own fields."""

from typing import Any

import click

from admission.domain.kernel.documents import Document
from admission.domain.stages.steps import StepCommand
from cli.fields import DOCUMENT, plain


def step_options(kind: type[StepCommand]) -> list[click.Parameter]:
    """The options for consents and for an irregular act."""
    own_reason = "reason" in kind.model_fields
    names = ["--irregular-reason"] if own_reason else ["--irregular-reason", "--reason"]
    document = f"keys: {', '.join(Document.model_fields)}"
    return [
        click.Option(
            ["--consent"],
            multiple=True,
            metavar="RULE=DOCUMENT",
            help="Document of a superior that allows what a rule bars; repeatable.",
        ),
        click.Option(
            ["--irregular"],
            is_flag=True,
            help="It happened against a rule: record it all the same.",
        ),
        click.Option(
            [*names, "irregular_reason"],
            metavar="TEXT",
            help="Why.  [default: --reason]" if own_reason else "Why.",
        ),
        click.Option(["--irregular-document"], metavar="KEY=VALUE,…|JSON", help=document),
        click.Option(["--second"], metavar="ID", help="Account or person who vouches for it too."),
    ]


def step_fields(options: dict[str, Any]) -> dict[str, Any]:
    """What those options say, as fields; they are taken out of the options."""
    fields: dict[str, Any] = {}
    if consents := options.pop("consent"):
        fields["consents"] = [_consent(one) for one in consents]
    reason, document, second = (
        options.pop(name) for name in ("irregular_reason", "irregular_document", "second")
    )
    if not options.pop("irregular"):
        if reason or document or second:
            raise click.UsageError(
                "--irregular-document, --second and its reason go with --irregular."
            )
        return fields
    reason = reason or options.get("reason")
    if not (reason and document and second):
        raise click.UsageError("--irregular needs a reason, --irregular-document and --second.")
    paper = plain(DOCUMENT, document, "--irregular-document")
    fields["irregular"] = {"reason": reason, "document": paper, "second": second}
    return fields


def _consent(text: str) -> dict[str, Any]:
    rule, equals, document = text.partition("=")
    if not equals:
        raise click.BadParameter("write RULE=kind=…,number=…", param_hint="--consent")
    return {"rule": rule, "document": plain(DOCUMENT, document, "--consent")}


def options_for_many() -> list[click.Parameter]:
    """The options by which a step is taken for several candidates."""
    return [
        click.Option(
            ["--where"],
            multiple=True,
            metavar="KEY=VALUE",
            help="Instead of --candidate: everybody of this unit (and all under it), stage, "
            "standing or group; repeatable, all must hold. Needs --on.",
        ),
        click.Option(["--csv", "csv"], is_flag=True, help="With --where: print CSV."),
    ]
