"""`admission audit`: prove to others, and check, that nothing was changed, cut or slipped in."""

import time
from pathlib import Path
from typing import Final

import click

from admission.app.recorders.reading import open_reader
from admission.proof.verifier import CannotJudge, Key, Tampered
from cli.auditing import MOST_SAID, content, hand_out, in_base64, judged, verifier_key
from cli.comparing import COMPARED, compare
from cli.conforming import CONFORMANCE, conformance
from cli.context import Settings, pass_settings
from cli.output import say, write
from cli.packaging import package
from cli.replaying import LOG, STATE, STEPS, replay
from cli.sampling import SAMPLE, sample
from cli.what_if import WHAT_IF, WHAT_IF_STEPS, what_if

__all__ = [
    "COMPARED",
    "CONFORMANCE",
    "LOG",
    "SAMPLE",
    "STATE",
    "STEPS",
    "WHAT_IF",
    "WHAT_IF_STEPS",
    "command",
]

_PATH: Final = click.Path(path_type=Path)


@click.group()
def command() -> None:
    """Prove to others, and check, that nothing was changed, cut or slipped in.

    Exit codes: 0 proven, 1 tampered, 2 cannot judge, 3 store cannot be used.
    """


command.add_command(replay)
command.add_command(compare)
command.add_command(conformance)
command.add_command(what_if)
command.add_command(sample)
command.add_command(package)


@command.command("key")
@click.option("--make", is_flag=True, help="Make the key where the store has none.")
@pass_settings
def key(settings: Settings, *, make: bool) -> None:
    """Print the verifier key, by which anybody can check what this store signs.

    The key that signs lies beside the store, in the file that ends in .signing-key.
    """
    from admission.app.audit.signing_key import make_signer, signer_beside

    with open_reader(settings.db) as reader:
        signer = (make_signer if make else signer_beside)(reader.path, reader.info())
    write(str(signer.key))


@command.command("checkpoint")
@click.option("--out", type=_PATH, metavar="FILE", help="Write it to a new file.")
@pass_settings
@judged
def checkpoint(settings: Settings, *, out: Path | None) -> None:
    """Print a signed checkpoint: origin, size and root of the log as it is now.

    Whoever keeps one outside, on paper or on a stick, can show later that what was recorded before
    it is still all there: `audit verify --since`.
    """
    from admission.app.audit.proving import Auditor

    with open_reader(settings.db) as reader:
        hand_out(Auditor(reader).checkpoint(), out)


@command.command("export")
@click.argument("folder", type=_PATH)
@click.option("--with-bytes", is_flag=True, help="Bring along the stored bytes of every record.")
@pass_settings
@judged
def export(settings: Settings, *, folder: Path, with_bytes: bool) -> None:
    """Write the whole log into the new FOLDER, as C2SP tlog-tiles that others' programs check too.

    It holds digests and nothing personal. --with-bytes adds the folder `bytes`, which does hold
    what is recorded, each file named by its SHA-256: `sha256sum -c SHA256SUMS` checks it.
    """
    from admission.app.audit.proving import Auditor

    with open_reader(settings.db) as reader:
        head = Auditor(reader).export(folder, with_bytes=with_bytes)
    write(f"{head.size} entries are in {folder}, root {in_base64(head.root)}")


@command.command("prove")
@click.argument("event", type=click.IntRange(min=1))
@click.option("--out", type=_PATH, metavar="FILE", help="Write it to a new file.")
@pass_settings
@judged
def prove(settings: Settings, *, event: int, out: Path | None) -> None:
    """Print the proof (.tlog-proof) that the event at position EVENT is in the log."""
    from admission.app.audit.proving import Auditor

    with open_reader(settings.db) as reader:
        hand_out(Auditor(reader).proof(event), out)


@command.command("verify")
@click.argument("folder", metavar="PACKAGE", type=_PATH, required=False)
@click.option(
    "--key", type=verifier_key, metavar="KEY", help="Verifier key of the log, from `audit key`."
)
@click.option("--since", type=_PATH, metavar="OLD", help="An earlier checkpoint, kept elsewhere.")
@pass_settings
@judged
def verify(settings: Settings, *, folder: Path | None, key: Key | None, since: Path | None) -> None:
    """Check the store whole, or a PACKAGE (of `export` or `package`), or a .tlog-proof.

    Nothing is written, and no network used. With --since also that all which an earlier checkpoint
    signed is still there as it was; without, a log that was rebuilt as a whole is not seen.
    """
    try:
        if folder is None:
            _store(settings.db, key, since)
        elif key is None:
            raise CannotJudge("A package is checked with the key of its log: give --key.")
        else:
            from admission.proof import verifier

            write(verifier.verify(folder, key, since))
    except KeyboardInterrupt as error:
        raise CannotJudge("interrupted before the end: run it again.") from error


def _store(path: Path, key: Key | None, since: Path | None) -> None:
    from admission.app.audit.verifying import verify_store
    from admission.proof.verifier import read_checkpoint
    from cli.bars import bar

    old = None if since is None else read_checkpoint(content(since))
    with bar("verifying") as advance:
        verdict = verify_store(path, key, old, advance)
    for finding in verdict.findings[:MOST_SAID]:
        write(str(finding))
    if verdict.findings:
        raise Tampered(f"not as it was recorded ({len(verdict.findings)} found).")
    events, refusals = verdict.events, verdict.refusals
    write(f"proven: {verdict.size} entries ({events} events, {refusals} refusals)")
    write(f"origin {verdict.origin}\nsize {verdict.size}\nroot {in_base64(verdict.root)}")
    if old:
        write(f"the first {old.size} entries are those of the earlier checkpoint")
    else:
        say("No checkpoint from outside was compared: a log rebuilt as a whole would not be seen.")


@command.group("witness")
def witness() -> None:
    """Let another office hold the newest checkpoint, and sign that it saw no fork."""


@witness.command("begin")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", required=True, metavar="NAME", help="Such as office.example/w1; no blanks.")
@judged
def begin(*, folder: Path, name: str) -> None:
    """Make a witness in FOLDER, on a machine of its own, and print its verifier key."""
    from admission.proof.witness import begin_witness

    write(str(begin_witness(folder, name).signer.key))


@witness.command("request")
@click.option(
    "--old", type=click.IntRange(min=0), metavar="SIZE", help="What it holds.  [default: as known]"
)
@click.option("--out", type=_PATH, metavar="FILE", help="Write it to a new file.")
@pass_settings
@judged
def request(settings: Settings, *, old: int | None, out: Path | None) -> None:
    """Print what a witness is asked to sign: a checkpoint, and that it goes on from the last."""
    from admission.app.audit.exposure import last_cosigned
    from admission.app.audit.proving import Auditor

    with open_reader(settings.db) as reader:
        if old is None:
            last = last_cosigned(reader)
            old = last.size if last else 0
        hand_out(Auditor(reader).request(old).content(), out)


@witness.command("sign")
@click.argument("folder", type=_PATH)
@click.argument("request", type=_PATH)
@click.option(
    "--key", type=verifier_key, required=True, metavar="KEY", help="Verifier key of the log."
)
@click.option("--out", type=_PATH, metavar="FILE", help="Write it to a new file.")
@judged
def sign(*, folder: Path, request: Path, key: Key, out: Path | None) -> None:
    """Check a REQUEST as the witness in FOLDER; print the checkpoint with its signature.

    Where the log has forked nothing is signed, and both checkpoints are kept as evidence.
    """
    from admission.proof.witness import Witness, read_request

    hand_out(Witness(folder).sign(read_request(content(request)), key, int(time.time())), out)


@witness.command("keep")
@click.argument("checkpoint", type=_PATH)
@click.option(
    "--key", type=verifier_key, required=True, metavar="KEY", help="Verifier key of the witness."
)
@pass_settings
@judged
def keep(settings: Settings, *, checkpoint: Path, key: Key) -> None:
    """Record the CHECKPOINT that came back from a witness, after checking it."""
    from admission.app.audit.proving import Auditor
    from cli.recording import command_id, recorded, tell
    from cli.writing import desk

    note = content(checkpoint)
    with desk(settings, log="warning") as here:
        size = Auditor(here.admission.recorder).check_cosigned(note, key)
        fields = {
            "on": here.admission.today(),
            "checkpoint": note.decode(),
            "size": size,
            "witness": str(key),
        }
        answer = recorded(here, "keep-cosignature", fields, command_id(None))
    tell(here, "keep-cosignature", answer, {})
