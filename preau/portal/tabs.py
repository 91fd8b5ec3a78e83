"""The tabs of the band: who sees which."""

from preau.commissions.models.composition import AUTHORITY_ROLES, HOME_ROLES
from preau.foundation.accounts.roles import Role
from preau.foundation.ui.navigation import Tab, register
from preau.operators.models import NATIONAL_READERS, OWN_READERS
from preau.plans.models import DRAFT_READERS
from preau.staff.models import TEAM_READERS
from preau.training.models import QUEUE_READERS

# Those a procedure run in Préau concerns: the commune, its operators, ONE and the commission.
_IN_CASES = HOME_ROLES | AUTHORITY_ROLES | {Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY}

# Who has a file of her own and keeps none of others; the coordination keeps its own people, whose hours nobody asks.
_ONESELF = frozenset({Role.CARE_WORKER})
_COORDINATION = frozenset({Role.ATL_COORDINATOR})

_OWN_PAGES = ("/organisme/", "/operateurs/", "/lieux/", "/declarations/")
_OF_OPERATORS = ("/operateurs/", "/declarations/", "/lieux/")


def register_tabs() -> None:
    """Register the tabs of every room; called once, when the application starts."""
    register(Tab(10, "Accueil", "home", visitors=True, prefix="/"))
    register(Tab(12, "Mon organisme", "operators:home", roles=OWN_READERS, prefix=_OWN_PAGES))
    register(Tab(13, "Mon équipe", "staff:team", roles=TEAM_READERS, prefix="/equipe/"))
    register(Tab(13, "Mon dossier", "staff:me", roles=_ONESELF, prefix="/equipe/"))
    register(Tab(14, "Formations", "training:team_hours", roles=TEAM_READERS - _COORDINATION, prefix="/formations/"))
    register(Tab(14, "Mes formations", "training:me", roles=_ONESELF, prefix="/formations/"))
    register(Tab(14, "Formations à valider", "training:queue", roles=QUEUE_READERS, prefix="/formations/"))
    register(Tab(15, "Dossiers", "casework:mine", roles=frozenset(_IN_CASES)))
    register(Tab(18, "Opérateurs", "operators:list", roles=frozenset({Role.ATL_COORDINATOR}), prefix=_OF_OPERATORS))
    register(Tab(18, "Déclarations", "operators:declarations", roles=NATIONAL_READERS))
    register(Tab(18, "Qualifications", "staff:qualifications", roles=frozenset({Role.APPROVAL_OFFICER})))
    register(Tab(19, "Territoire", "operators:territory", roles=NATIONAL_READERS | {Role.ATL_COORDINATOR}))
    register(Tab(20, "Plan d’action", "plans:mine", roles=frozenset(DRAFT_READERS)))
    register(Tab(25, "CCA", "commissions:cca", roles=frozenset(HOME_ROLES)))
    register(Tab(25, "CCA des communes", "commissions:cca_everywhere", roles=frozenset(AUTHORITY_ROLES)))
    register(Tab(26, "Réunions des CCA", "commissions:meetings", roles=frozenset(AUTHORITY_ROLES)))
    register(Tab(28, "Plans reçus", "plans:received", roles=frozenset(AUTHORITY_ROLES)))
    register(Tab(29, "Trouver un accueil", "operators:search", visitors=True))
    register(Tab(30, "Plans des communes", "plans:list", visitors=True))
    register(Tab(40, "La loi", "law:index", visitors=True))
    register(Tab(90, "Personnes et accès", "accounts:people", managers=True))
