"""The lines of the year of an approved plan: its follow-up, its evaluation, its report."""

from tests.access.actors import EDITORS, EVERYBODY, NOBODY
from tests.access.rows import GET, POST, Row, of

HOME = EDITORS | {"cca_member"}
_PLAN = {"names": of("approved.pk")}
_DRAFT = {"names": of("draft.pk"), "opens": HOME}
_CLOSED = {"names": of("lived.reported.pk"), "opens": HOME}
_ACTION = {"names": of("approved.pk", "=action", "approved_action.pk")}
_UNPLANNED = {"names": of("approved.pk", "=hors-plan", "lived.unplanned.pk")}
_FIRST = {"names": of("approved.pk", "=premiere", "approved_objective.pk")}
_FINAL = {"names": of("approved.pk", "=finale", "approved_objective.pk")}
_SECTION = {"names": of("approved.pk", "=impact")}
_SHARED = {"names": of("zone.slug", "lived.reported.school_year"), "shared": True}
_NOT_SENT = {"names": of("zone.slug", "approved.school_year"), "shared": True}
_FACTS = {"version": "0", "starts_on": "", "due_on": "2026-12-01", "in_charge": ""}
_NEW = {"version": "0", "text": "Accueillir une classe", "objective": "", "due_on": ""}
_DROP = {"version": "1", "reason": "La salle a fermé."}
_SAID = {"version": "0", "result": "reached", "why": "Trois réunions."}


def _read(route, what, **named):
    return Row(route, GET, what, HOME, **named)


def _write(route, what, sends=None, answer=302, **named):
    return Row(route, POST, what, EDITORS, answer, sends=sends or {}, **named)


FOLLOW_UP = (
    _read("plans:followup", "le suivi du plan approuvé", **_PLAN),
    Row("plans:followup", GET, "le suivi d’un brouillon", NOBODY, **_DRAFT),
    _read("plans:followup_calendar", "le calendrier des actions", **_PLAN),
    _read("plans:followup_item", "une action suivie", **_ACTION),
    _read("plans:followup_item", "une action non prévue", **_UNPLANNED),
    _read("plans:followup_file", "un fichier joint au suivi", names=of("approved.pk", "lived.note_file.pk")),
    Row("plans:followup_dates", GET, "les échéances lues dans le plan", EDITORS, **_PLAN),
    _write("plans:followup_dates", "reprendre des échéances du plan", **_PLAN),
    Row("plans:followup_unplanned", GET, "noter une action non prévue", EDITORS, **_PLAN),
    _write("plans:followup_unplanned", "noter une action non prévue", _NEW, **_PLAN),
    _write("plans:followup_state", "l’état d’une action", {"to": "done:1"}, **_ACTION),
    Row(
        "plans:followup_state",
        POST,
        "l’état, l’année close",
        NOBODY,
        sends={"to": "done:0"},
        names=of("lived.reported.pk", "=action", "lived.reported_action.pk"),
        opens=EDITORS,
    ),
    _write("plans:followup_drop", "abandonner une action", _DROP, **_ACTION),
    _write("plans:followup_facts", "les dates d’une action", _FACTS | {"version": "1"}, **_ACTION),
    _write("plans:followup_note", "une note de suivi", {"text": "Fait."}, **_ACTION),
)
EVALUATION = (
    _read("plans:evaluation", "l’évaluation du plan", **_PLAN),
    _read("plans:evaluation_stage", "l’évaluation de juin", names=of("approved.pk", "=premiere")),
    _read("plans:evaluation_objective", "l’évaluation d’un objectif", **_FIRST),
    _write("plans:evaluation_objective", "évaluer un objectif", _SAID, opens=HOME, **_FINAL),
)
REPORT = (
    _read("plans:report", "le rapport d’activité", **_PLAN),
    _write("plans:report", "commencer le rapport", opens=HOME, **_PLAN),
    Row("plans:report", POST, "commencer le rapport, l’année close", NOBODY, **_CLOSED),
    _read("plans:report_preview", "le rapport à lire", **_PLAN),
    _read("plans:report_pdf", "le PDF du rapport", **_PLAN),
    Row("plans:report_section", GET, "une section du rapport", EDITORS, **_SECTION),
    _write("plans:report_section", "écrire une section", {"version": "2", "text": "Écrit."}, **_SECTION),
    Row("plans:report_rewrite", GET, "ce que changerait une section réécrite", EDITORS, **_SECTION),
    _write("plans:report_rewrite", "réécrire une section", {"version": "2"}, **_SECTION),
    _write("plans:lead_add", "une piste pour l’année suivante", {"text": "Ouvrir le mercredi"}, **_PLAN),
    _write("plans:lead_remove", "retirer une piste", names=of("approved.pk", "lived.lead.pk")),
    Row("plans:public_report", GET, "un rapport transmis", EVERYBODY, **_SHARED),
    Row("plans:public_report", GET, "un rapport pas encore transmis", EVERYBODY, 404, **_NOT_SENT),
    Row("plans:public_report_pdf", GET, "le PDF d’un rapport transmis", EVERYBODY, **_SHARED),
    Row("plans:public_report_pdf", GET, "le PDF d’un rapport pas transmis", EVERYBODY, 404, **_NOT_SENT),
)
YEAR_OF_A_PLAN = (*FOLLOW_UP, *EVALUATION, *REPORT)
