"""What every export records before it writes."""

from cli.recording import command_id, recorded
from cli.writing import Desk


def noted(here: Desk, form: str, *, personal: bool) -> int:
    """Record that the log goes out up to this act; returns its position."""
    head = here.admission.recorder.head() + 1
    fields = {"form": form, "head": head, "personal": personal, "on": here.admission.today()}
    return recorded(here, "export-log", fields, command_id(None)).positions[0]
