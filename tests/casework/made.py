"""Cases to try things on: any procedure, about a commune, with whoever may act in it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Model

from preau.foundation.accounts.actors import Actor, system
from preau.foundation.accounts.models import Mandate, Organisation
from preau.foundation.accounts.roles import ROLES_OF, OrganisationKind
from preau.foundation.casework.bindings import Supplied
from preau.foundation.casework.engine import open_case
from preau.foundation.casework.holders import HOLDERS
from preau.foundation.casework.models import Case
from preau.foundation.territory.models import Zone
from preau.law.procedures import Act, Procedure, procedure
from tests.factories import MandateFactory, OrganisationFactory, ZoneFactory, actor_for

NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/Brussels"))
TODAY = NOW.date()
ZONED = frozenset({OrganisationKind.COORDINATION, OrganisationKind.OPERATOR})


@dataclass
class Commune:
    """A commune with one person of every role; `national` bodies are shared by all communes."""

    zone: Zone
    mandates: dict[str, Mandate] = field(default_factory=dict)
    operator: Organisation | None = None

    def actor(self, role: str, now: datetime = NOW, strong: bool = True) -> Actor:
        return actor_for(self.mandates[role], now, strong)


def communes(*names: str) -> list[Commune]:
    """Make communes that share ONE, the commission and the Observatory."""
    national = {
        role: MandateFactory(role=role, organisation=organisation)
        for kind, roles in ROLES_OF.items()
        if kind not in ZONED
        for organisation in [OrganisationFactory(kind=kind, zone=None)]
        for role in sorted(roles)
    }
    made = []
    for name in names:
        zone = ZoneFactory(name=name)
        commune = Commune(zone, dict(national))
        for kind in sorted(ZONED):
            organisation = OrganisationFactory(kind=kind, zone=zone)
            commune.operator = organisation if kind == OrganisationKind.OPERATOR else commune.operator
            for role in sorted(ROLES_OF[kind]):
                commune.mandates[role] = MandateFactory(role=role, organisation=organisation)
        made.append(commune)
    return made


def a_commune() -> Commune:
    return communes("Commune du milieu")[0]


def day_of(procedure: Procedure, wished: date = TODAY) -> date:
    """Return a day on which this version of a procedure is opened: `wished` where it can be."""
    if procedure.valid_to and procedure.valid_to < wished:
        return procedure.valid_to
    return max(procedure.valid_from or wished, wished)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=NOW.tzinfo)


def everything(procedure: Procedure, act: Act, pieces: bool = False) -> Supplied:
    """Return all that an act without binding asks of a person; with `pieces`, the documents it needs too."""
    needed = [procedure.need(need_id) for need_id in act.needs]
    facts = {need.id: "Ce qu’il faut." for need in needed if need.kind == "fact"}
    papers = {need.id: f"Farde {need.id}" for need in needed if need.kind == "document"} if pieces else {}
    return Supplied(facts, frozenset(act.guards), papers)


def holder_of(act: Act) -> str | None:
    """Return a role of Préau that may do an act; None when nobody holds it."""
    return next((min(HOLDERS[by]) for by in act.by if by in HOLDERS), None)


def opened(
    commune: Commune,
    procedure_id: str = "convention",
    act_id: str = "commit",
    day: date = TODAY,
    subject: Model | None = None,
    operator: bool = False,
) -> Case:
    """Open a case about a commune, with all its opening act asks, by whoever may (the portal when nobody does)."""
    declared = procedure(procedure_id, day)
    act = declared.act(act_id)
    role = holder_of(act)
    actor = commune.actor(role, moment(day)) if role else system(moment(day), "un essai")
    return open_case(
        actor,
        procedure_id,
        act_id,
        subject or commune.zone,
        f"Dossier de {commune.zone}",
        zone_id=commune.zone.pk,
        organisation_id=commune.operator.pk if operator and commune.operator else None,
        supplied=everything(declared, act, pieces=role is not None),
    )
