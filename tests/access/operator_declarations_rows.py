"""The lines of the declarations of operators: who prepares, who signs, who reads, who answers."""

from preau.foundation.accounts.roles import Role
from preau.operators.declaring.acts import case_of_declaration
from preau.operators.declaring.versions import draft_of
from tests.access.actors import COORDINATOR, MANAGER
from tests.access.rows import GET, POST, Row, of

SIGNATORY = frozenset({Role.OPERATOR_SIGNATORY.value})
BODY = SIGNATORY | {Role.OPERATOR_SECRETARY.value}
PREPARING = BODY | {Role.PROJECT_LEADER.value}
OWN = PREPARING | {Role.CARE_WORKER.value}
COORDINATION = frozenset({COORDINATOR, MANAGER})
OFFICER = frozenset({Role.APPROVAL_OFFICER.value})
NATIONAL = OFFICER | {Role.SUBSIDY_OFFICER.value, Role.TRAINING_OFFICER.value, Role.COMMISSION_MEMBER.value}


def _but_for(actors, *paths):
    """Return what names a thing that these actors have another line for."""
    names = of(*paths)
    return lambda side, actor: None if actor in actors else names(side, actor)


def _stepped(declaration, **sent):
    return {"step": str(case_of_declaration(declaration).step), **sent}


def _mine(**sent):
    return lambda side: _stepped(
        side.operators.declaration, seen=draft_of(side.operators.declaration).mark, effective_on="2026-11-21", **sent
    )


def _noted(side):
    declaration = side.operators.noted.declarations.get()
    return _stepped(declaration, seen=draft_of(declaration).mark, act="note_down")


def _declared(side):
    return _stepped(side.operators.declared, act="read")


_MINE = {"names": of("operators.mine.pk", "zone.slug"), "opens": PREPARING | COORDINATION}
_NOTED = {"names": _but_for(OWN, "operators.noted.pk", "zone.slug"), "opens": PREPARING | COORDINATION}
_END = {"names": of("operators.mine.pk", "zone.slug"), "opens": BODY, "factor": True}
_DRAFT = {"names": of("operators.declaration.pk"), "everywhere": NATIONAL}
_DECLARED = {"names": _but_for(OWN, "operators.declared.pk"), "opens": OWN | COORDINATION, "everywhere": NATIONAL}
# ONE answers everywhere; that a coordination answers in its own zone alone is held by tests/operators/declaring.
_READ = {"names": _but_for(OWN, "operators.declared.pk"), "shared": True}
_EVERY_READER = OWN | COORDINATION | NATIONAL
OPERATOR_DECLARATIONS = (
    Row("operators:declare", GET, "relire l’offre de son opérateur", PREPARING, **_MINE),
    Row(
        "operators:declare", POST, "dire que la déclaration est prête", PREPARING, 302, sends={"act": "ready"}, **_MINE
    ),
    Row("operators:declare", POST, "déclarer l’offre", SIGNATORY, 302, factor=True, sends=_mine(act="submit"), **_MINE),
    Row("operators:declare", GET, "relire l’offre d’un opérateur sans compte", COORDINATION, **_NOTED),
    Row("operators:declare", POST, "noter l’offre d’un tel opérateur", COORDINATION, 302, sends=_noted, **_NOTED),
    Row("operators:declaration_end", GET, "la fin de l’accueil", SIGNATORY, **_END),
    Row("operators:declaration_end", POST, "la fin de l’accueil", SIGNATORY, 302, sends=_mine(reason="Fin"), **_END),
    Row("operators:declarations", GET, "l’offre déclarée", COORDINATION | NATIONAL),
    Row("operators:declaration", GET, "sa déclaration", _EVERY_READER, **_DRAFT),
    Row("operators:declaration", GET, "une déclaration", COORDINATION | NATIONAL, **_DECLARED),
    Row("operators:declaration", POST, "noter qu’elle est lue", COORDINATION | OFFICER, 302, sends=_declared, **_READ),
    Row("operators:declaration_versions", GET, "les versions de sa déclaration", _EVERY_READER, **_DRAFT),
    Row("operators:declaration_versions", GET, "les versions d’une autre", COORDINATION | NATIONAL, **_DECLARED),
)
# What is said in the case of a declaration: its house and its coordination, ONE once it is declared.
_CASE = {"names": of("operators.case.pk"), "sees": OWN | COORDINATION}
_TOLD = {"names": _but_for(OWN, "operators.declared_case.pk"), "refusal": 404, "shared": True}
_REMARK = {"field": "declaration", "text": "À relire."}
_MESSAGE = {"text": "Bonjour"}
_TASK = {"what": "Relire les heures", "role": "care_operator"}
CASES_OF_DECLARATIONS = (
    Row("casework:case", GET, "le dossier de sa déclaration", OWN | COORDINATION, **_CASE),
    Row("casework:remark", POST, "une remarque à sa déclaration", OWN | COORDINATION, 302, sends=_REMARK, **_CASE),
    Row("casework:message", POST, "un message sur sa déclaration", OWN | COORDINATION, 302, sends=_MESSAGE, **_CASE),
    Row("casework:task", POST, "demander pour sa déclaration", OWN | COORDINATION, 302, sends=_TASK, **_CASE),
    Row("casework:remark", POST, "une remarque à qui déclare", COORDINATION | OFFICER, 302, sends=_REMARK, **_TOLD),
    Row("casework:message", POST, "un message à qui déclare", COORDINATION | OFFICER, 302, sends=_MESSAGE, **_TOLD),
    Row("casework:task", POST, "demander à qui déclare", COORDINATION | OFFICER, 302, sends=_TASK, **_TOLD),
)
