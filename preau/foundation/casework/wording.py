"""The words of a case for whoever reads it: its state, whose turn it is, what was done and by whom."""

from collections.abc import Iterable

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.access import is_own, takes_part
from preau.foundation.casework.models import Case, CaseAct, Message, Piece, Remark, Task
from preau.foundation.casework.offers import Offer, expected
from preau.foundation.journal.models import Entry
from preau.foundation.ui.patterns import Event
from preau.law.procedures import Act, State
from preau.law.procedures.roles import Role, any_of

ACT_WORDS = {
    "casework.remark": "Remarque : {label}",
    "casework.handle_remark": "Remarque traitée : {label}",
    "casework.message": "Message envoyé",
    "casework.give_piece": "Pièce donnée : {need}",
    "casework.ask_task": "Tâche demandée : {what}",
    "casework.finish_task": "Tâche faite : {what}",
    "casework.take_back_task": "Tâche retirée : {what}",
}


def state_words(actor: Actor, case: Case, state: State | None = None) -> str:
    """Return the state for this reader: whose case it is, who decides on it, everybody else."""
    words = (state or case.state).words
    if is_own(actor, case):
        return words.applicant
    return words.authority if takes_part(actor, case) else words.public


def turn(case: Case, offers: Iterable[Offer], mine: frozenset[str]) -> tuple[str, str]:
    """Return whose turn it is, then to do what: « C’est à vous », « d’envoyer la proposition à l’ONE »."""
    forward = [offer for offer in offers if offer.forward]
    own = [offer for offer in forward if offer.may]
    chosen = own or forward
    if not chosen:
        return "", ""
    who = "C’est à vous" if own else f"C’est {to(_people(chosen[0].act))}"
    return who, " ou ".join(of(offer.act) for offer in chosen[:3])


def of(act: Act) -> str:
    """Return « de transmettre… », « d’envoyer… »."""
    title = act.title[0].lower() + act.title[1:]
    return f"d’{title}" if title[0] in "aeiouyéèêhâîô" else f"de {title}"


def to(roles: tuple[Role, ...]) -> str:
    """Return « à la commune », « au conseil communal », « aux membres »."""
    words = any_of(roles)
    for article, contracted in (("le ", "au "), ("les ", "aux ")):
        if words.startswith(article):
            return contracted + words.removeprefix(article)
    return f"à {words}"


def who_acts(case: Case, actor: Actor) -> str:
    """Return who acts next, for the summary."""
    acts = expected(case)
    if not acts:
        return "Personne : rien n’est attendu"
    words = any_of(dict.fromkeys(role for act in acts for role in _people(act)))
    return words[0].upper() + words[1:]


def _people(act: Act) -> tuple[Role, ...]:
    return tuple(role for role in act.by if role is not Role.SYSTEM)


def signed(actor: Actor, case: Case, row: CaseAct | Entry | Message | Piece | Remark | Task) -> str:
    """Return who did something: by name for those of the same house, as whom for the others."""
    person = getattr(row, "person", None) or getattr(row, "given_by", None) or getattr(row, "asked_by", None)
    acting_as = getattr(row, "acting_as", "") or getattr(row, "given_as", "") or getattr(row, "asked_as", "")
    if person is not None and is_own(actor, case):
        return f"{person}, {acting_as}" if acting_as else str(person)
    return acting_as or Role.SYSTEM.words


def events(actor: Actor, case: Case, entries: Iterable[Entry]) -> list[Event]:
    """Return what happened in a case, newest first: its acts, and what the journal keeps of the rest."""
    acts = [
        Event(case.procedure.act(act.act_id).title, signed(actor, case, act), act.at, system=act.person_id is None)
        for act in case.acts.all()
    ]
    said = [
        Event(_told(case, entry), signed(actor, case, entry), entry.at, system=entry.person_id is None)
        for entry in entries
        if entry.act in ACT_WORDS
    ]
    return sorted([*acts, *said], key=lambda one: one.at, reverse=True)


def _told(case: Case, entry: Entry) -> str:
    words = dict(entry.payload)
    if "need" in words:
        words["need"] = case.procedure.need(words["need"]).words
    return ACT_WORDS[entry.act].format_map(words)
