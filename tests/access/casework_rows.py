"""The lines of cases: a convention that a commune prepares. Who may read it there may not do everything in it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.casework.engine import open_case
from preau.foundation.casework.models import Case
from preau.foundation.casework.pieces import give_piece
from preau.foundation.casework.supplying import PURPOSE
from preau.foundation.casework.talking import ask_task, remark
from preau.foundation.documents.acts import receive
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.plans.exports import plan_workbook
from tests.access.actors import COORDINATOR, EDITORS, HOME, MANAGER, PEOPLE
from tests.access.rows import GET, POST, Row, of
from tests.factories import actor_for


def make_side_case(side, now) -> Case:
    """Open the convention of a commune, ready to be sent, with a remark of a member and a task."""
    actor = actor_for(side.mandates[COORDINATOR], now, strong=True)
    case = open_case(actor, "convention", "commit", side.zone, f"Convention de {side.zone}", zone_id=side.zone.pk)
    word = side.words[OrganisationKind.COORDINATION]
    proposal = AnnualPlan(comment=f"Proposition {word}")
    paper = plan_workbook(proposal, commune=side.zone.name, school_year=SchoolYear(2026), created=now)
    received = receive(actor, SimpleUploadedFile(f"{word}-proposition.xlsx", paper), PURPOSE)
    side.piece = give_piece(actor, case, "agreement_proposal", received=received)
    give_piece(actor, case, "function_definition", kept_at="Farde 12")
    member = actor_for(side.mandates[Role.CCA_MEMBER.value], now)
    side.remark = remark(member, case.pk, "need:agreement_proposal", "Il manque une page.")
    side.task = ask_task(actor, case.pk, "Relire la proposition", "municipality", None)
    return case


HOLDERS = frozenset({COORDINATOR, MANAGER})
SUPPLIERS = HOME - {Role.CCA_MEMBER.value}
_CASE = {"names": of("case.pk"), "sees": HOME}
_SEND = {"names": of("case.pk", "=send"), "sees": HOME}
_PIECE = {"names": of("case.pk", "=function_definition"), "sees": HOME}
_REMARK = {"names": of("case.pk", "remark.pk"), "sees": HOME}
_TASK = {"names": of("case.pk", "task.pk"), "sees": HOME}
_SENT = {"step": "1", "attested_model_complete": "on", "day_day": "21", "day_month": "11", "day_year": "2026"}
_SAID = {"field": "need:function_definition", "text": "À relire."}
CASES = (
    Row("casework:mine", GET, "ses dossiers", PEOPLE),
    Row("casework:case", GET, "un dossier de sa commune", HOME, **_CASE),
    Row("casework:history", GET, "l’historique d’un dossier", HOME, **_CASE),
    Row("casework:act", GET, "un acte d’un dossier", HOLDERS, **_SEND),
    Row("casework:act", POST, "un acte d’un dossier", HOLDERS, 302, sends=_SENT, **_SEND),
    Row("casework:piece", GET, "joindre un document", SUPPLIERS, **_PIECE),
    Row("casework:piece", POST, "joindre un document", SUPPLIERS, 302, sends={"kept_at": "Farde 13"}, **_PIECE),
    Row("casework:piece_file", GET, "un document d’un dossier", HOME, names=of("case.pk", "piece.pk"), sees=HOME),
    Row("casework:remark", POST, "faire une remarque", HOME, 302, sends=_SAID, **_CASE),
    Row("casework:remark_handle", POST, "traiter une remarque", EDITORS, 302, sends={"answer": "Ajoutée."}, **_REMARK),
    Row("casework:message", POST, "écrire un message", HOME, 302, sends={"text": "Bonjour"}, **_CASE),
    Row(
        "casework:task",
        POST,
        "demander quelque chose",
        HOME,
        302,
        sends={"what": "Signer", "role": "municipality"},
        **_CASE,
    ),
    Row("casework:task_finish", POST, "faire une tâche", HOLDERS, 302, **_TASK),
    Row("casework:task_take_back", POST, "retirer sa demande", frozenset({COORDINATOR}), 302, **_TASK),
)
