"""The CCA of each commune of the access tests: its names are anybody's, its addresses hold the word of the commune.

Who may read names without addresses would be found out by that word.
"""

from datetime import date
from typing import TYPE_CHECKING

from preau.commissions.models import Cca, CcaMember
from preau.foundation.accounts.roles import Role
from tests.commissions.composition.made import change, make_cca, member, substitute

if TYPE_CHECKING:
    from tests.access.world import Side


def make_side_cca(side: "Side") -> Cca:
    """Return the CCA of a commune: its chair and a member have accounts; the last seat is free; elections were held."""
    word = side.words["coordination"].lower()
    cca = make_cca(zone=side.zone, last_election_on=date(2026, 10, 11))
    rows = list(CcaMember.objects.filter(component__cca=cca))
    for row in rows:
        row.email = f"cca{row.pk}@{word}.test"
    CcaMember.objects.bulk_update(rows, ["email"])
    for role, number in ((Role.CCA_CHAIR, 1), (Role.CCA_MEMBER, 2)):
        change(member(cca, number, 1), person=side.people[role], email=side.people[role].email)
    substitute(cca, 5, 3).delete()
    member(cca, 5, 3).delete()
    return cca
