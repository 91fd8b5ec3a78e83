"""What a consent given on paper tells: to the former house, to the person where she can be reached, to who gave it."""

from preau.foundation import clock
from preau.foundation.notifications.api import Kind, Recipient, holders, register_audience, register_kind
from preau.foundation.notifications.models import Notice
from preau.staff.access import SIGNERS
from preau.staff.models import REGISTRARS, PaperConsent

GROUP = "Mon Équipe"
_LETTERS = "staff/moving/letters"


def former(notice: Notice) -> list[Recipient]:
    """Return who binds the house she comes from; nobody when ONE alone is asked."""
    paper = PaperConsent.objects.get(pk=notice.subject_id)
    return holders(SIGNERS, clock.today(), organisation_id=paper.former_id) if paper.former_id else []


def askers(notice: Notice) -> list[Recipient]:
    """Return who keeps the register of the house that gave the paper in."""
    paper = PaperConsent.objects.select_related("request").get(pk=notice.subject_id)
    return holders(REGISTRARS, clock.today(), organisation_id=paper.request.organisation_id)


def herself(notice: Notice) -> list[Recipient]:
    """Return the person, at the address of her account or of her file; nobody while none is known."""
    paper = PaperConsent.objects.select_related("request__person__account").get(pk=notice.subject_id)
    person = paper.request.person
    if person.account is not None and person.account.is_active:
        return [Recipient(person.account.email, str(person), person.account_id)]
    return [Recipient(person.email, str(person))] if person.email else []


def register() -> None:
    """Declare the letters; called once, when the application starts."""
    for name, label, subject in (
        ("paper", "Un accord sur papier à confirmer, ou confirmé par l’ONE", "Accord sur papier de {person}"),
        ("paper_hers", "Un accord sur papier confirmé en votre nom", "Votre dossier vous suit chez {house}"),
        ("paper_refused", "Un accord sur papier qui n’est pas confirmé", "Accord de {person} : papier non confirmé"),
    ):
        register_kind(Kind(f"staff.{name}", label, False, subject, f"{_LETTERS}/{name}.txt", GROUP))
    register_audience("staff.paper_former", former)
    register_audience("staff.paper_askers", askers)
    register_audience("staff.paper_person", herself)
