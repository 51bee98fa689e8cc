"""The milestones that rulebooks may name: a closed list, because the program has to reach them."""

from typing import Final

MILESTONES: Final[dict[str, str]] = {
    "pool-entered": "entered in the list of sympathisers",
    "class-certified": "certificate of the awareness class, day of issue",
    "dossier-permitted": "permission to open the dossier",
    "dossier-renewed": "permission renewed after the dossier went stale",
    "helper-assigned": "full member assigned to help",
    "verification-received-home": "request for verification received, at home; one per relation",
    "verification-received-abroad": "request for verification received, abroad; one per relation",
    "verification-answered": "request for verification answered; one per relation",
    "cv-certified": "CV concluded on and certified",
    "cell-voted": "the cell voted on the admission, carried or not",
    "cell-resolved": "the cell's vote on the admission was carried",
    "department-reported": "the department committee reported on the admission",
    "grassroots-voted": "the grassroots committee voted on the admission, carried or not",
    "grassroots-resolved": "the grassroots committee's vote on the admission was carried",
    "admission-answered": "answer of the authority, of any kind, day of signature",
    "admission-decided": "decision to admit, day of signature",
    "decision-received": "decision to admit received by the cell",
    "ceremony-held": "ceremony of admission: probation begins",
    "term-ended": "end of the probation term; known from the ceremony on, so it may lie ahead",
    "recognition-considered": "the cell voted on recognition or deletion, carried or not",
    "recognition-cell-resolved": "the cell's vote on recognition was carried",
    "recognition-department-reported": "the department committee reported on the recognition",
    "recognition-grassroots-voted": "the grassroots committee voted on the recognition",
    "recognition-grassroots-resolved": "the grassroots committee's vote on recognition was carried",
    "recognition-answered": "answer of the authority on recognition or deletion, day of signature",
    "recognised": "decision to recognise, day of signature",
    "recognition-announced": "decision announced to the cell",
    "deletion-cell-resolved": "the cell's vote on deletion was carried",
    "deletion-grassroots-voted": "the grassroots committee voted on the deletion",
    "deletion-grassroots-resolved": "the grassroots committee's vote on deletion was carried",
    "member-deleted": "decision to delete from the list, day of signature",
    "transferred": "the person went over to another cell",
    "competence-moved": "another authority is competent since an act on units; derived",
    "file-to-forward": "an old authority has a file, or its decision, that goes to another",
    "file-forwarded": "the old authority sent the file, or its decision, on",
    "file-received": "the new authority received the file",
    "decision-rerouted": "the authority sent its decision on to the new place",
    "review-requested": "request of a new unit to review the decision, received by the issuer",
    "review-answered": "the issuer answered that request",
    "placed-temporarily": "the candidate is at a temporary workplace",
    "redo-ordered": "faulty steps ordered to be redone",
    "ended": "the path ended",
}
"""Every milestone and the day it stands for. Two more kinds are spelt with a name of the file:
`paper:<id>`, a paper filed, and `gate:<id>`, a gate passed."""

KEYED: Final = ("paper", "gate")
"""The kinds of milestone that are spelt `<kind>:<id>`, with an id from that table of the file."""
