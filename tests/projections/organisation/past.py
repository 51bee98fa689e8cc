"""All of it, in the order in which it is recorded."""

from tests.projections.histories import History
from tests.projections.organisation.cases import called_up, judged, questions, supervised
from tests.projections.organisation.papers import noted, papers
from tests.projections.organisation.people import (
    corrected,
    erased,
    long_standing,
    paths,
    registered,
    rerouted,
    struck,
    twice,
)
from tests.projections.organisation.places import calendars, schooling, tree
from tests.projections.organisation.plans import (
    confirmations,
    plans,
    published,
    ranked,
    reports,
    tasked,
)
from tests.projections.organisation.visits import attended, inspected
from tests.projections.organisation.who import BOOK


def written(past: History) -> History:
    """Record all of it."""
    past.adopt("small", BOOK)
    parts = (calendars, tree, registered, plans, reports, schooling, paths, papers, noted)
    later = (twice, corrected, published, erased, ranked, tasked, called_up, supervised)
    last = (questions, judged, long_standing, attended, inspected, rerouted, struck)
    for part in (*parts, confirmations, *later, *last):
        past.write_many(list(part()))
    return past
