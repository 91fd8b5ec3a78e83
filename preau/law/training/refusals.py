"""Why ONE may refuse a body, a module or one person’s hours, and what it would accept (decree, art. 18 and 20).

The reasons are those of the decree, of the order for what a certificate must state, and of the practice letter of
4 April 2024, which complains of certificates that prove nothing of what was entered.
"""

from enum import StrEnum

from msgspec import Struct

from preau.law.texts import text

PROVIDERS = text("decree").cite("art. 20, al. 4")
PROGRAMME = text("decree").cite("art. 20, al. 3")
BASICS = text("decree").cite("art. 18")
CERTIFICATE = text("order").cite("art. 18")
LETTER = text("practice").cite("lettre du 4 avril 2024")


class Refusable(StrEnum):
    """What a refusal is about: a body, a module, or the hours of one person."""

    PROVIDER = "provider"
    MODULE = "module"
    RECORD = "record"


class RefusalReason(Struct, frozen=True, kw_only=True):
    """One reason: its words, what would be accepted instead, what it may be said of. `own_words`: it says nothing
    alone, whoever refuses must add words."""

    code: str
    words: str
    would_accept: str
    article: str
    about: tuple[Refusable, ...]
    own_words: bool = False


_ALL = tuple(Refusable)
_CONTENT = (Refusable.MODULE,)
_PERSON = (Refusable.RECORD,)

REASONS = (
    RefusalReason(
        code="outside_programme",
        words="Le contenu n’entre pas dans le programme de formations continues.",
        would_accept="Un module dont le contenu suit un thème du programme en vigueur.",
        article=PROGRAMME,
        about=_CONTENT,
    ),
    RefusalReason(
        code="provider_not_entitled",
        words="L’organisme n’est pas de ceux dont les heures comptent.",
        would_accept=(
            "Une formation donnée par l’ONE, par un organisme reconnu selon le décret ONE ou par un organisme qui "
            "délivre un titre de l’article 18."
        ),
        article=PROVIDERS,
        about=(Refusable.PROVIDER,),
    ),
    RefusalReason(
        code="not_deepening",
        words="Le contenu n’approfondit pas les notions de base de la fonction.",
        would_accept="Un module qui approfondit le travail avec les enfants, avec les familles ou en équipe.",
        article=BASICS,
        about=_CONTENT,
    ),
    RefusalReason(
        code="not_a_training",
        words="Ce n’est pas une formation : réunion, journée d’équipe ou rencontre.",
        would_accept="Une formation avec un contenu, une formatrice ou un formateur et une attestation.",
        article=LETTER,
        about=(Refusable.PROVIDER, Refusable.MODULE),
    ),
    RefusalReason(
        code="certificate_missing",
        words="L’attestation manque ou ne se lit pas.",
        would_accept="L’attestation lisible de l’organisme, avec le nom, les dates, les heures et le contenu.",
        article=CERTIFICATE,
        about=(Refusable.MODULE, Refusable.RECORD),
    ),
    RefusalReason(
        code="certificate_mismatch",
        words="L’attestation ne correspond pas à ce qui est saisi.",
        would_accept="L’attestation de cette formation, pour cette personne et ces dates.",
        article=LETTER,
        about=(Refusable.MODULE, Refusable.RECORD),
    ),
    RefusalReason(
        code="not_attended",
        words="La personne n’a pas suivi cette formation.",
        would_accept="L’attestation de présence de cette personne.",
        article=LETTER,
        about=_PERSON,
    ),
    RefusalReason(
        code="hours_not_proved",
        words="Les heures saisies ne sont pas prouvées.",
        would_accept="Une attestation qui dit les heures suivies, jour par jour ou au total.",
        article=CERTIFICATE,
        about=_PERSON,
    ),
    RefusalReason(code="other", words="Autre motif.", would_accept="", article=LETTER, about=_ALL, own_words=True),
)


def reasons_for(about: Refusable) -> tuple[RefusalReason, ...]:
    """Return the reasons that may be given for refusing a body, a module or a person’s hours, most usual first."""
    return tuple(reason for reason in REASONS if about in reason.about)


def refusal_reason(code: str) -> RefusalReason:
    """Return the reason of that code; raises KeyError."""
    found = next((reason for reason in REASONS if reason.code == code), None)
    if found is None:
        raise KeyError(code)
    return found
