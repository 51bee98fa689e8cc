"""Which paths name a person, a meeting or a class: a row for each, whatever was corrected since."""

from functools import partial
from pathlib import Path

from admission.domain.kernel.documents import Document
from admission.domain.kernel.values import trusted
from admission.domain.registers.corrections.events import FactCorrected
from admission.domain.stages.dossier.events import HelperAssigned
from admission.projections.resting.queries import paths_resting_on
from tests.projections.histories import History, an_id
from tests.projections.steps import Of

AN, BINH = Of(1), Of(2)
HELPER, OTHER, MEETING = an_id("person", 11), an_id("person", 12), an_id("meeting", 1)


def test_a_path_is_found_by_all_that_its_steps_have_ever_named(tmp_path: Path) -> None:
    """The helper who was never meant among them: what stands of it is asked elsewhere."""
    _, wrong = AN.helped("2024-02-01", 11)
    right = wrong.model_copy(update={"helper": OTHER})
    assert isinstance(right, HelperAssigned)
    said = {"about": AN.id, "fact": 2, "reason": "ghi nhầm", "document": Document(kind="x")}
    correction = trusted(FactCorrected, {**said, "event": right, "on": right.on})
    with History(tmp_path / "đơn vị.db") as history:
        history.write(AN.entered("2024-01-01"), AN.helped("2024-02-01", 11), (AN.id, correction))
        history.write(BINH.entered("2024-01-01"), BINH.voted("2024-03-01"))
        with history.projector() as projector:
            projector.catch_up()
            asked = ((HELPER,), (OTHER,), (MEETING,), (HELPER, MEETING), (AN.person,))
            found = [projector.ask(partial(paths_resting_on, things=some)) for some in asked]
    assert [at for at, _ in found] == [5] * 5
    assert [paths for _, paths in found] == [
        {AN.id},
        {AN.id},
        {BINH.id},
        {AN.id, BINH.id},
        set(),
    ]
