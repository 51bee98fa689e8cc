"""Demonstrations: stories with invented people, told as lines of commands.

Each scenario gives the commands in the order in which clerks recorded them, ready for JSONL; the
same bytes every time. Every line is accepted. A store of a demonstration is opened beforehand.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from admission.scenarios import binh_thuan_2024, hoa_lu_2024_q1, quang_nam_bloc_2023, reform_2025

SCENARIOS: Final[dict[str, Callable[[], Iterator[dict[str, Any]]]]] = {
    "binh-thuan-2024": binh_thuan_2024.tell,
    "hoa-lu-2024-q1": hoa_lu_2024_q1.tell,
    "quang-nam-bloc-2023": quang_nam_bloc_2023.tell,
    "reform-2025": reform_2025.tell,
}
"""Every scenario by its name."""
