"""Two communes that must not see each other, each with one person of every role and everything a route can name.

Each organisation and each draft holds a word of its own, that exists nowhere else: whoever reads a word that is not
hers has found a leak.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from preau.commissions.models import Cca
from preau.foundation import clock
from preau.foundation.accounts import acts as accounts
from preau.foundation.accounts.models import Invitation, Mandate, Organisation, Person, digest_of_token
from preau.foundation.accounts.roles import ROLES_OF, OrganisationKind, Role
from preau.foundation.casework.models import Case, Piece, Remark, Task
from preau.foundation.documents.acts import receive
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.journal.models import Entry
from preau.foundation.notifications.models import AgendaAddress
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import Action, AnnualPlan, Objective, SchoolYear
from preau.operators.models import OWN_READERS
from preau.plans import acts as plans
from preau.plans.exports import plan_workbook
from preau.plans.models import AnnualActionPlan, PlannedAction, PriorityObjective
from preau.training.models import TrainingEntry
from tests.access.actors import COORDINATOR, MANAGER, NO_MANDATE, READERS, VISITOR, in_order
from tests.access.casework_rows import make_side_case
from tests.access.cca_world import make_side_cca
from tests.access.contests_world import Contested, make_side_contests
from tests.access.followup_world import Lived, live
from tests.access.meeting_world import Meetings, make_side_meetings
from tests.access.operator_world import IBANS, Operators, make_side_operators
from tests.access.qualifying_world import Qualifying, make_side_qualifying
from tests.access.staff_world import Staff, make_side_staff
from tests.access.training_entry_world import make_side_entry
from tests.access.training_lists_world import TrainingLists, make_side_lists
from tests.access.year_world import Year, begin
from tests.accounts.test_passkeys import Key
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory, ZoneFactory, actor_for, sign_in

NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/Brussels"))
DRAFT_YEAR, APPROVED_YEAR = SchoolYear(2026), SchoolYear(2025)
PREFIXES = {"nord": "Quilzo", "sud": "Vertum"}
SUFFIXES = {
    OrganisationKind.COORDINATION: "ploncard",
    OrganisationKind.OPERATOR: "drabiche",
    OrganisationKind.ONE: "fouzette",
    OrganisationKind.APPROVAL_COMMISSION: "grimbule",
    OrganisationKind.OBSERVATORY: "mirtaque",
    OrganisationKind.MINISTRY: "snorfule",
}
ACCOUNT_READERS = frozenset({Role.OPERATOR_SIGNATORY.value, Role.OPERATOR_SECRETARY.value})
PASSKEY = json.loads(Key().create({"publicKey": {"challenge": "ZXNzYWk"}}))
PUBLIC_PLAN = AnnualPlan(
    objectives=(Objective(1, "De septembre à juin, former 12 accueillantes aux premiers soins."),),
    actions=(Action(1, "Réserver une salle", (1,), (8,), (1,), recurrent=True),),
    comment="Ces objectifs suivent l’état des lieux.",
)


def secret_plan(word: str) -> AnnualPlan:
    """Return a complete plan that holds `word` in every text it can hold."""
    objectives = tuple(
        Objective(n, f"De septembre à juin, former {n} {word}.", f"Titre {word}", f"Besoin {word}", f"Lien {word}")
        for n in (1, 2)
    )
    actions = tuple(
        Action(
            n,
            f"Réserver {word}",
            axes=(1,),
            aspects=(8,),
            objectives=(1, 2),
            comment=f"Avec {word}.",
            missions=(2,),
            other_mission=f"Mission {word}",
            responsible=f"Service {word}",
            period=f"Période {word}",
            indicator=f"Indicateur {word}",
            recurrent=True,
            link=f"https://exemple.test/{word}",
        )
        for n in (1, 2)
    )
    return AnnualPlan(objectives=objectives, actions=actions, comment=f"Commentaire {word}")


@dataclass
class Side:
    """One commune with its people and things; `words` tells which word each organisation and the draft hold."""

    name: str
    zone: Zone
    words: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    mandates: dict[str, Mandate] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    passkeys: dict[str, Authenticator] = field(default_factory=dict)
    files: dict[str, ReceivedFile] = field(default_factory=dict)
    colleague: Mandate = field(init=False)
    lent: Mandate = field(init=False)
    invitation: Invitation = field(init=False)
    draft: AnnualActionPlan = field(init=False)
    approved: AnnualActionPlan = field(init=False)
    objective: PriorityObjective = field(init=False)
    action: PlannedAction = field(init=False)
    entry: Entry = field(init=False)
    case: Case = field(init=False)
    piece: Piece = field(init=False)
    remark: Remark = field(init=False)
    task: Task = field(init=False)
    cca: Cca = field(init=False)
    meetings: Meetings = field(init=False)
    lived: Lived = field(init=False)
    begun: Year = field(init=False)
    operators: Operators = field(init=False)
    staff: Staff = field(init=False)
    qualifying: Qualifying = field(init=False)
    training_lists: TrainingLists = field(init=False)
    training: TrainingEntry = field(init=False)
    contests: Contested = field(init=False)

    @property
    def token(self) -> str:
        """The secret of the link of the invitation, and of the address of the colleague's agenda."""
        return f"jeton-{self.name}"

    @property
    def approved_objective(self) -> PriorityObjective:
        return self.approved.objectives.get()

    @property
    def approved_action(self) -> PlannedAction:
        return self.approved.actions.get()

    def file_of(self, actor: str) -> ReceivedFile:
        """Return the file of the actor's organisation; the coordination's for those who act for none."""
        mandate = self.mandates.get(actor)
        return self.files[mandate.organisation.kind if mandate else OrganisationKind.COORDINATION]

    def allowed_words(self, actor: str) -> set[str]:
        """Return the words this actor may read: her organisation's, and the draft's for its readers."""
        mandate = self.mandates.get(actor)
        mine = {self.words[mandate.organisation.kind]} if mandate else set()
        mine |= {self.words["self"]} if actor == NO_MANDATE else set()
        mine |= {self.words["offer"]} if actor in OWN_READERS else set()
        # The coordination lists its operators by their body; both see who helps them at ONE.
        mine |= {self.words[OrganisationKind.OPERATOR]} if actor in {COORDINATOR, MANAGER} else set()
        mine |= {self.words[OrganisationKind.ONE]} if actor in OWN_READERS | {COORDINATOR, MANAGER} else set()
        mine |= {self.words["account"]} if actor in ACCOUNT_READERS else set()
        return mine | {self.words["draft"]} if actor in READERS else mine


@dataclass
class World:
    """The two communes, and a browser for each actor of the first."""

    mine: Side
    other: Side
    sessions: dict[tuple[str, bool], dict[str, str]] = field(default_factory=dict)

    def browser(self, actor: str, strong: bool = True, **options) -> Client:
        """Return a fresh browser in which `actor` of the first commune is signed in."""
        client = Client(**options)
        client.cookies.load(self.sessions.get((actor, strong), {}))
        return client

    @property
    def words(self) -> set[str]:
        """Return every secret word of both communes."""
        return {*self.mine.words.values(), *self.other.words.values()}


@contextmanager
def undone() -> Iterator[None]:
    """Undo what the block writes. Marked as a test's, so that durable acts run inside."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def open_world() -> Iterator[World]:
    """Build the two communes, on 21 November 2026; they are gone after the block."""
    with clock.frozen(NOW), undone():
        world = World(_side("nord"), _side("sud"))
        for actor in in_order():
            if actor != VISITOR:
                for strong in (True, False):
                    client = sign_in(Client(), world.mine.people[actor], strong, world.mine.mandates.get(actor))
                    world.sessions[actor, strong] = {name: m.value for name, m in client.cookies.items()}
        yield world


def _side(name: str) -> Side:
    zone = ZoneFactory(name=f"Commune du {name}", slug=f"commune-du-{name}")
    side = Side(name, zone)
    prefix = PREFIXES[name]
    side.words = {kind: f"{prefix}{suffix}" for kind, suffix in SUFFIXES.items()}
    side.words |= {"draft": f"{prefix}brouillard", "self": f"{prefix}solitaire"}
    side.words |= {"offer": f"{prefix}clampin", "account": IBANS[name]}
    for kind in OrganisationKind:
        zoned = kind in {OrganisationKind.COORDINATION, OrganisationKind.OPERATOR}
        name_of = f"Maison {side.words[kind]}"
        side.organisations[kind] = OrganisationFactory(kind=kind, name=name_of, zone=zone if zoned else None)
    for kind, roles in ROLES_OF.items():
        for role in sorted(roles):
            _enter(side, role, kind, role)
    _enter(side, MANAGER, OrganisationKind.COORDINATION, Role.ATL_COORDINATOR, manages_users=True)
    side.people[NO_MANDATE] = _person(side.words["self"], f"seul-{name}")
    for actor, person in side.people.items():
        side.passkeys[actor] = Authenticator.objects.create(
            user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé", "credential": PASSKEY}
        )
    _plans(side)
    _access(side)
    side.case = make_side_case(side, NOW)
    side.cca = make_side_cca(side)
    side.meetings = make_side_meetings(side, NOW)
    side.operators = make_side_operators(side)
    side.staff = make_side_staff(side)
    side.qualifying = make_side_qualifying(side)
    side.training_lists = make_side_lists(side)
    side.training = make_side_entry(side)
    side.contests = make_side_contests(side)
    return side


def _person(word: str, address: str) -> Person:
    return PersonFactory(full_name=f"Camille {word}", email=f"{address}@{word.lower()}.test")


def _enter(side: Side, actor: str, kind: str, role: str, **more) -> Mandate:
    person = _person(side.words[kind], f"{actor}-{side.name}")
    mandate = MandateFactory(person=person, organisation=side.organisations[kind], role=role, **more)
    side.people[actor], side.mandates[actor] = person, mandate
    return mandate


def _plans(side: Side) -> None:
    actor = actor_for(side.mandates[COORDINATOR], NOW, strong=True)
    side.approved = plans.import_plan(actor, side.zone, APPROVED_YEAR, PUBLIC_PLAN, date(2025, 9, 8), source="un essai")
    side.lived = live(side, actor, PUBLIC_PLAN)
    secret = secret_plan(side.words["draft"])
    side.draft = plans.import_plan(actor, side.zone, DRAFT_YEAR, secret, source=f"{side.words['draft']}.xlsx")
    side.objective, side.action = side.draft.objectives.get(number=1), side.draft.actions.get(number=1)
    added, _ = plans.add_objective(actor, side.draft.pk, f"En juin, inviter 10 {side.words['draft']}.")
    plans.add_action(actor, side.draft.pk, added.pk, {"text": "Inviter", "topics": [["axis", 1], ["aspect", 8]]})
    plans.save_objective(actor, side.draft.pk, added.pk, 1, {"title": side.words["draft"]})
    _, side.entry = plans.save_comment(actor, side.draft.pk, 2, f"Autre commentaire {side.words['draft']}")
    side.begun = begin(side, actor, PUBLIC_PLAN)
    for kind in OrganisationKind:
        mandate = next(m for m in side.mandates.values() if m.organisation.kind == kind)
        sent = secret if kind == OrganisationKind.COORDINATION else secret_plan(side.words[kind])
        workbook = plan_workbook(sent, commune=side.zone.name, school_year=DRAFT_YEAR, created=NOW)
        upload = SimpleUploadedFile(f"{side.words[kind]}.xlsx", workbook)
        side.files[kind] = receive(actor_for(mandate, NOW), upload, "plans.import")


def _access(side: Side) -> None:
    house, word = side.organisations[OrganisationKind.COORDINATION], side.words[OrganisationKind.COORDINATION]
    colleague = _person(word, f"collegue-{side.name}")
    side.colleague = MandateFactory(person=colleague, organisation=house, role=Role.CCA_MEMBER)
    AgendaAddress.objects.create(mandate=side.colleague, token_digest=digest_of_token(side.token), made_at=NOW)
    offered = accounts.Offer(f"invitee@{word.lower()}.test", f"Dominique {word}", Role.CCA_MEMBER, NOW.date())
    side.invitation = accounts.invite(actor_for(side.mandates[MANAGER], NOW, strong=True), house, offered)
    Invitation.objects.filter(pk=side.invitation.pk).update(token_digest=digest_of_token(side.token))
    lent = accounts.Offer(colleague.email, "", Role.ATL_COORDINATOR, NOW.date(), date(2026, 12, 31))
    giver = actor_for(side.mandates[COORDINATOR], NOW, strong=True)
    side.lent = accounts.delegate(giver, side.mandates[COORDINATOR], lent)
