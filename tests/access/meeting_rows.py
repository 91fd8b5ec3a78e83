"""The lines of the meetings of the CCA: who prepares them, sits, votes, reads their minutes."""

from preau.foundation.accounts.roles import Role
from tests.access.actors import EDITORS, EVERYBODY, HOME
from tests.access.rows import GET, POST, Row, of

AUTHORITY = frozenset({Role.APPROVAL_OFFICER.value, Role.COMMISSION_MEMBER.value})
SEATED = frozenset({Role.CCA_CHAIR.value, Role.CCA_MEMBER.value})
ALL = HOME | AUTHORITY
_M = "meetings"
_DAY = {"day_day": "15/12/2026", "starts": "18 h", "ends": "20 h 30"}
_FORM = {**_DAY, "purpose": "Autre objet", "place": "Autre salle", "version": "1"}
_POINT = {"title": "Un point", "kind": "debate", "text": ""}
_NOTES = {"version": "1", "text": "On en parle."}


def _home(*paths):
    """Return the names of a thing not held yet: for ONE and its commission it does not exist."""
    named = of(*paths)
    return lambda side, actor: None if actor in AUTHORITY else named(side, actor)


def _ballot(side):
    return {"decision": side.meetings.vote.pk, "choice": "for"}


def _member(side):
    return {"name": "Autre nom", "members": side.meetings.attendance.seat_id}


def _note(side):
    present = side.meetings.held.attendances.filter(sitting__isnull=False).first()
    return {"text": "Non, pour les raisons dites en séance", "author": present.pk}


_AT_HOME = {"opens": ALL}
_HELD = {"names": of(f"{_M}.held.pk"), "shared": True}
_PLANNED = {"names": of(f"{_M}.planned.pk")}
_CONVENED = {"names": of(f"{_M}.convened.pk")}
_SITTING = {"names": of(f"{_M}.sitting.pk")}
_ITEM = {"names": of(f"{_M}.planned.pk", f"{_M}.planned_item.pk")}
_POINT_NOW = {"names": of(f"{_M}.sitting.pk", f"{_M}.sitting_item.pk")}
_SEAT = {"names": of(f"{_M}.sitting.pk", f"{_M}.attendance.pk")}
_VOTE = {"names": of(f"{_M}.sitting.pk", f"{_M}.vote.pk")}
_BALLOT = {"names": of(f"{_M}.sitting.pk", f"{_M}.vote.pk", f"{_M}.attendance.pk")}
_DECIDED = {"names": of(f"{_M}.held.pk", f"{_M}.decided.pk")}
_LINK = {"names": of(f"{_M}.token"), "shared": True}
_SUB = {"names": of(f"{_M}.sub_committee.pk")}

MEETINGS = (
    Row("commissions:meetings", GET, "les réunions de la CCA ; pour l’ONE, celles tenues partout", ALL),
    Row("commissions:meeting_prepare", GET, "préparer une réunion", EDITORS),
    Row("commissions:meeting_prepare", POST, "préparer une réunion", EDITORS, 302, sends=_FORM),
    Row("commissions:meeting", GET, "une réunion à venir", HOME, names=_home(f"{_M}.planned.pk"), **_AT_HOME),
    Row("commissions:meeting", GET, "une réunion tenue", ALL, **_HELD),
    Row("commissions:meeting_change", GET, "changer une réunion", EDITORS, **_PLANNED),
    Row("commissions:meeting_change", POST, "changer une réunion", EDITORS, 302, sends=_FORM, **_PLANNED),
    Row("commissions:meeting_convene", GET, "convoquer", EDITORS, **_PLANNED),
    Row("commissions:meeting_convene", POST, "convoquer", EDITORS, 302, **_PLANNED),
    Row("commissions:meeting_cancel", GET, "annuler une réunion", EDITORS, **_CONVENED),
    Row(
        "commissions:meeting_cancel", POST, "annuler une réunion", EDITORS, 302, sends={"reason": "Grève"}, **_CONVENED
    ),
    Row("commissions:meeting_send", POST, "envoyer l’ordre du jour à jour", EDITORS, 302, **_CONVENED),
    Row("commissions:notice_pdf", GET, "la convocation", HOME, **_CONVENED),
    Row("commissions:meeting_ics", GET, "la réunion pour un agenda", HOME, **_CONVENED),
    Row("commissions:minutes_pdf", GET, "le procès-verbal d’une réunion tenue", ALL, **_HELD),
    Row("commissions:minutes_pdf", GET, "le procès-verbal d’une réunion à venir", ALL, 404, **_PLANNED),
    Row(
        "commissions:minutes_approve",
        GET,
        "approuver le procès-verbal",
        EDITORS,
        names=of(f"{_M}.held.pk"),
        factor=True,
    ),
    Row(
        "commissions:minutes_approve",
        POST,
        "approuver le procès-verbal",
        EDITORS,
        302,
        names=of(f"{_M}.held.pk"),
        sends={"approved_on_day": "20/11/2026"},
        factor=True,
    ),
    Row("commissions:item_add", POST, "un point de plus", EDITORS, 302, sends=_POINT, **_PLANNED),
    Row("commissions:item_edit", GET, "un point", EDITORS, **_ITEM),
    Row("commissions:item_edit", POST, "un point", EDITORS, 302, sends=_POINT, **_ITEM),
    Row("commissions:item_move", POST, "l’ordre des points", EDITORS, 302, sends={"position": "1"}, **_ITEM),
    Row("commissions:item_remove", POST, "le retrait d’un point", EDITORS, 302, **_ITEM),
    Row("commissions:answer_own", POST, "répondre pour son siège", SEATED, 302, sends={"reply": "yes"}, **_CONVENED),
    Row("commissions:answer", GET, "répondre par le lien d’une convocation", EVERYBODY, **_LINK),
    Row(
        "commissions:answer", POST, "répondre par le lien d’une convocation", EVERYBODY, sends={"reply": "no"}, **_LINK
    ),
    Row("commissions:answer", GET, "un lien de convocation inconnu", EVERYBODY, 404, names=of("=inconnu"), shared=True),
    Row("commissions:answer_ics", GET, "la réunion d’un lien, pour un agenda", EVERYBODY, **_LINK),
    Row("commissions:sitting_open", POST, "ouvrir la séance", EDITORS, 302, **_SITTING),
    Row("commissions:sitting", GET, "tenir la séance", EDITORS, **_SITTING),
    Row("commissions:presence", POST, "pointer un membre", EDITORS, 302, sends={"presence": "excused"}, **_SEAT),
    Row("commissions:presences_answered", POST, "pointer comme annoncé", EDITORS, 302, **_SITTING),
    Row("commissions:sitting_notes", POST, "les notes diverses", EDITORS, 302, sends=_NOTES, **_SITTING),
    Row("commissions:item_notes", POST, "les notes d’un point", EDITORS, 302, sends=_NOTES, **_POINT_NOW),
    Row("commissions:sitting_close", POST, "lever la séance, un vote ouvert", EDITORS, 302, **_SITTING),
    Row("commissions:vote_open", GET, "mettre un point au vote", EDITORS, **_POINT_NOW),
    Row(
        "commissions:vote_open",
        POST,
        "mettre au vote, un vote ouvert",
        EDITORS,
        302,
        sends={"proposal": "Oui", "how": "hands"},
        **_POINT_NOW,
    ),
    Row(
        "commissions:decision",
        GET,
        "un vote ouvert",
        HOME,
        names=_home(f"{_M}.sitting.pk", f"{_M}.vote.pk"),
        **_AT_HOME,
    ),
    Row("commissions:decision", GET, "un vote clos", ALL, **_DECIDED, shared=True),
    Row("commissions:ballot", POST, "entrer le vote d’un membre", EDITORS, 302, sends={"choice": "for"}, **_BALLOT),
    Row("commissions:vote_close", GET, "clore un vote", EDITORS, factor=True, **_VOTE),
    Row("commissions:vote_close", POST, "clore un vote", EDITORS, 302, factor=True, **_VOTE),
    Row("commissions:vote_settle", POST, "redemander le résultat d’un vote", EDITORS, 302, **_VOTE),
    Row("commissions:vote_withdraw", POST, "retirer un vote", EDITORS, 302, **_VOTE),
    Row("commissions:vote", GET, "suivre la séance et voter", SEATED, **_SITTING),
    Row("commissions:vote", POST, "voter pour son siège", SEATED, 302, sends=_ballot, **_SITTING),
    Row("commissions:minority_note", GET, "joindre une note de minorité", SEATED, **_DECIDED),
    Row(
        "commissions:minority_note",
        POST,
        "joindre une note de minorité",
        SEATED,
        302,
        sends={"text": "Non"},
        **_DECIDED,
    ),
    Row("commissions:handed_note", GET, "joindre une note remise sur papier", EDITORS, **_DECIDED),
    Row("commissions:handed_note", POST, "joindre une note remise sur papier", EDITORS, 302, sends=_note, **_DECIDED),
    Row("commissions:sub_committees", GET, "les sous-commissions", HOME),
    Row("commissions:sub_committees", POST, "créer une sous-commission", EDITORS, 302, sends=_member),
    Row("commissions:sub_committee", GET, "une sous-commission", EDITORS, **_SUB),
    Row("commissions:sub_committee", POST, "changer une sous-commission", EDITORS, 302, sends=_member, **_SUB),
    Row("commissions:sub_committee_end", POST, "terminer une sous-commission", EDITORS, 302, **_SUB),
)
