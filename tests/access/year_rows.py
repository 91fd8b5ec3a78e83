"""The lines of the year of a plan: its preparation, its debate, its diffusion, and what ONE receives."""

from tests.access.actors import COORDINATOR, EDITORS, HOME, MANAGER, READERS
from tests.access.rows import GET, POST, Row, of

AUTHORITIES = frozenset({"approval_officer", "commission_member"})
COORDINATION = frozenset({COORDINATOR, MANAGER})
INFORMERS = COORDINATION | {"council_secretary"}
_DRAFT = {"names": of("draft.pk")}
_POINT = {"names": of("draft.pk", "begun.point.pk")}
_RUNNING = {"names": of("begun.running.pk")}
_COUNCIL = {"names": of("begun.running.pk", "begun.commune")}
_VERSION = {"names": of("begun.running.pk", "begun.approved_text.pk"), "shared": True}
_NEW_POINT = {"text": "Ouvrir le mercredi", "source": "needs_analysis"}


def _step(plan, **more):
    """Return a form that names the step the page was shown at."""

    def sends(side):
        if side is None:  # only the names of the fields are asked
            return {"step": "", **more}
        row = side.draft if plan == "draft" else side.begun.running
        return {"step": side.begun.step(row), **more}

    return sends


PREPARATION = (
    Row("plans:preparation", GET, "la préparation du brouillon", READERS, **_DRAFT),
    Row("plans:points_pdf", GET, "les points en PDF", READERS, **_DRAFT),
    Row("plans:points_draw", POST, "réunir les points", EDITORS, 302, **_DRAFT),
    Row(
        "plans:points_method", POST, "la méthode", EDITORS, 302, sends={"version": "2", "method": "Ateliers"}, **_DRAFT
    ),
    Row("plans:points_agenda", POST, "à l’ordre du jour, sans réunion", EDITORS, 422, **_DRAFT),
    Row("plans:point_add", POST, "ajouter un point", EDITORS, 302, sends=_NEW_POINT, **_DRAFT),
    Row("plans:point_decide", POST, "garder un point", EDITORS, 302, sends={"fate": "kept"}, **_POINT),
    Row("plans:point_move", POST, "déplacer un point", EDITORS, 302, sends={"position": "1"}, **_POINT),
)
DEBATE = (
    Row("plans:debate", GET, "le projet à débattre", READERS, **_DRAFT),
    Row("plans:debate_agenda", POST, "le vote à l’ordre du jour, sans réunion", EDITORS, 422, **_DRAFT),
    Row(
        "plans:act",
        POST,
        "noter les objectifs fixés",
        EDITORS,
        302,
        names=of("draft.pk", "=fix_objectives"),
        sends=_step("draft"),
    ),
    Row("plans:put_back", POST, "remettre un texte", EDITORS, 302, names=of("draft.pk", "begun.revision.pk")),
    Row("plans:revision", GET, "une version approuvée", HOME | AUTHORITIES, **_VERSION),
)
DIFFUSION = (
    Row("plans:year", GET, "l’année d’un plan approuvé", HOME | AUTHORITIES, names=of("begun.running.pk"), shared=True),
    Row("plans:diffusion", GET, "la diffusion du plan", HOME, **_RUNNING),
    Row("plans:transmit", GET, "l’envoi du plan", COORDINATION, factor=True, **_RUNNING),
    Row("plans:transmit", POST, "envoyer le plan", COORDINATION, 302, factor=True, sends=_step("running"), **_RUNNING),
    Row("plans:publicise", POST, "prévenir les opérateurs", COORDINATION, 302, sends=_step("running"), **_RUNNING),
    Row("plans:council", GET, "l’information du conseil", INFORMERS, **_COUNCIL),
    Row(
        "plans:council",
        POST,
        "noter la séance du conseil",
        INFORMERS,
        302,
        sends=_step("running", session_on="2026-11-19", vote="none"),
        **_COUNCIL,
    ),
    Row("plans:council_note", GET, "la note pour le conseil", HOME, **_COUNCIL),
    Row("plans:received", GET, "les plans et rapports reçus", AUTHORITIES),
    Row("plans:receipt", GET, "un accusé de réception", HOME | AUTHORITIES, names=of("begun.receipt.pk"), shared=True),
)
YEAR = (*PREPARATION, *DEBATE, *DIFFUSION)
