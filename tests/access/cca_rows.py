"""The lines of the composition of the CCA: who reads it, who composes it, who writes to whom."""

from preau.commissions.acts.composing import held_by, mark_of
from preau.commissions.acts.composition import ADVISER, CHAIR, COMPONENT, WHOLE
from preau.foundation.accounts.roles import Role
from tests.access.actors import EDITORS, HOME, MANAGERS
from tests.access.rows import GET, POST, Row, of
from tests.commissions.composition.made import member

AUTHORITY = frozenset({Role.APPROVAL_OFFICER.value, Role.COMMISSION_MEMBER.value})
SELF = frozenset({Role.CCA_MEMBER.value})


def _member(number, rank):
    """Return what names a member by the place of his seat."""
    return lambda side, actor: [member(side.cca, number, rank).pk]


def _adviser(side, actor):
    return [side.cca.advisers.get(kind="coordinator").pk]


def _marked(row, names):
    return {"mark": mark_of(held_by(row, names))}


def _whole(side):
    return {**_marked(side.cca, WHOLE), "seats_each": "3", "majority": "absolute", "quorum": "8"}


def _component(side):
    return {**_marked(side.cca.components.get(number=4), COMPONENT), "absent": "", "comment": "Autre"}


def _chair(side):
    return {**_marked(side.cca, CHAIR), "chair": str(member(side.cca, 1, 2).pk), "chair_designated": "yes"}


def _advice(side):
    row = side.cca.advisers.get(kind="coordinator")
    return {**_marked(row, ADVISER), **NEW_ADVISER}


def _renewed(side):
    return {"day": "2026-11-20", "seats_each": "3", "kept": str(member(side.cca, 1, 1).pk)}


NEW_ADVISER = {"kind": "guest", "full_name": "Personne Invitée", "since": "2026-11-21"}
_SEAT = {"names": of("=5", "=3"), "shared": True}
_NEW = {"full_name": "Membre Nouveau", "mandate_from": "2026-11-20", "anchored": "yes", "entitled": "yes"}
_FOURTH = {"names": of("=4"), "shared": True}
_ADVISER = {"names": _adviser}
_LEFT = {"names": _member(4, 1)}
_AT = {"names": of("zone.slug"), "opens": HOME, "everywhere": AUTHORITY}
_FILE = {"names": of("zone.slug", "=xlsx"), "opens": HOME, "everywhere": AUTHORITY}
_DOSSIER = {"names": of("zone.slug", "=pdf"), "opens": HOME, "everywhere": AUTHORITY}
_HIS = {"names": _member(2, 1), "opens": HOME}
_OTHERS = {"names": _member(4, 1), "opens": HOME}
_GOES = {"day": "2026-11-20", "reason": "Démission"}
_EMAIL = {"email": "nouvelle@exemple.test"}
COMPOSITION = (
    Row("commissions:cca", GET, "la CCA de sa commune", HOME),
    Row("commissions:cca_everywhere", GET, "les CCA de toutes les communes", AUTHORITY),
    Row("commissions:cca_of", GET, "la CCA d’une commune", HOME | AUTHORITY, **_AT),
    Row("commissions:cca_file", GET, "la liste des membres", HOME | AUTHORITY, **_FILE),
    Row("commissions:cca_file", GET, "le dossier de la CCA", HOME | AUTHORITY, **_DOSSIER),
    Row("commissions:cca_start", GET, "commencer la CCA", EDITORS),
    Row("commissions:cca_start", POST, "commencer la CCA, qui existe", EDITORS, 302, sends={"seats_each": "3"}),
    Row("commissions:cca_whole", GET, "la CCA dans son ensemble", EDITORS),
    Row("commissions:cca_whole", POST, "la CCA dans son ensemble", EDITORS, 302, sends=_whole),
    Row("commissions:cca_component", GET, "une composante", EDITORS, **_FOURTH),
    Row("commissions:cca_component", POST, "une composante", EDITORS, 302, sends=_component, **_FOURTH),
    Row("commissions:cca_seat", GET, "un siège", EDITORS, **_SEAT),
    Row("commissions:cca_seat", POST, "un siège", EDITORS, 302, sends=_NEW, **_SEAT),
    Row("commissions:cca_chair", GET, "la présidence", EDITORS),
    Row("commissions:cca_chair", POST, "la présidence", EDITORS, 302, sends=_chair),
    Row("commissions:cca_adviser_add", GET, "une voix consultative de plus", EDITORS),
    Row("commissions:cca_adviser_add", POST, "une voix consultative de plus", EDITORS, 302, sends=NEW_ADVISER),
    Row("commissions:cca_adviser", GET, "une voix consultative", EDITORS, **_ADVISER),
    Row("commissions:cca_adviser", POST, "une voix consultative", EDITORS, 302, sends=_advice, **_ADVISER),
    Row("commissions:cca_leave", GET, "le départ d’un membre", EDITORS, **_LEFT),
    Row("commissions:cca_leave", POST, "le départ d’un membre", EDITORS, 302, sends=_GOES, **_LEFT),
    Row("commissions:cca_address", GET, "sa propre adresse de membre", EDITORS | SELF, **_HIS),
    Row("commissions:cca_address", POST, "sa propre adresse de membre", EDITORS | SELF, 302, sends=_EMAIL, **_HIS),
    Row("commissions:cca_address", GET, "l’adresse d’un autre membre", EDITORS, **_OTHERS),
    Row("commissions:cca_address", POST, "l’adresse d’un autre membre", EDITORS, 302, sends=_EMAIL, **_OTHERS),
    Row("commissions:cca_invite", POST, "inviter un membre", MANAGERS, 302, factor=True, opens=EDITORS, **_LEFT),
    Row("commissions:cca_import", GET, "reprendre une liste de membres", EDITORS),
    Row("commissions:cca_import", POST, "reprendre une liste, sans elle", EDITORS, 422),
    Row("commissions:cca_renew", GET, "installer la nouvelle CCA", EDITORS, factor=True),
    Row("commissions:cca_renew", POST, "installer la nouvelle CCA", EDITORS, 302, factor=True, sends=_renewed),
)
