"""What a certificate says beside what was typed: agrees, does not agree, or cannot be told.

« Cannot be told » is an answer of its own: a page not read, a duration not stated, a name half seen. It is never
taken for agreement, nor for a mismatch.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from preau.law.words import counted, full_date, listed
from preau.training.certificates.days import NamedDays, named_days
from preau.training.certificates.durations import daily_hours, stated_hours
from preau.training.certificates.names import Naming, names_person, names_thing
from preau.training.certificates.reading import CertificateText

Field = Literal["persons", "days", "hours", "provider", "module"]

PROVIDER_ENOUGH, PROVIDER_SOME = 0.85, 0.5  # share of the letters of its words
TITLE_ENOUGH, TITLE_SOME = 0.75, 0.4
BY_SIGHT = " C’est lu sur un scan : vérifiez d’un coup d’œil."


@dataclass(frozen=True)
class Typed:
    """What was typed. `persons`: (first name, family name); `hours` of one person over all the days, None when they
    differ from one person to the other; `providers`: the name of the body and its other names."""

    persons: tuple[tuple[str, str], ...]
    days: tuple[date, ...]
    hours: Decimal | None
    hours_a_day: Decimal | None
    providers: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One thing compared: what was seen in the certificate, and a sentence of French for who typed."""

    field: Field
    agrees: bool | None
    seen: str
    sentence: str


def compare(read: CertificateText, typed: Typed) -> list[Finding]:
    """Return a finding for each thing typed, in the order of the form; empty when nothing at all was read."""
    if read.how == "unread":
        return []
    found = [_persons(read, typed), _days(read, typed), _hours(read, typed)]
    found.append(_thing(read, "provider", typed.providers, (PROVIDER_ENOUGH, PROVIDER_SOME)))
    found.append(_thing(read, "module", typed.modules, (TITLE_ENOUGH, TITLE_SOME)))
    return [_cautious(finding, read) for finding in found]


def _cautious(finding: Finding, read: CertificateText) -> Finding:
    """What is not found in a certificate half read may be in the other half; what a scan says may be misread."""
    if finding.agrees is False and not finding.seen and not read.complete:
        words = f"{finding.sentence} Mais tout n’a pas été lu."
        return Finding(finding.field, None, "", words)
    if finding.agrees is False and read.how == "ocr":
        return Finding(finding.field, False, finding.seen, finding.sentence + BY_SIGHT)
    return finding


def _persons(read: CertificateText, typed: Typed) -> Finding:
    namings = [(person, names_person(read.text, *person)) for person in typed.persons]
    absent = [(person, naming) for person, naming in namings if naming.named is False]
    likely = [(person, naming) for person, naming in namings if naming.named is None]
    if absent:
        seen = ", ".join(naming.seen for _, naming in absent if naming.seen)
        words = f"L’attestation ne nomme pas {_people(absent)}."
        return Finding("persons", False, seen, words + (f" Elle nomme « {seen} »." if seen else ""))
    if likely:
        seen = ", ".join(naming.seen for _, naming in likely if naming.seen)
        return Finding("persons", None, seen, f"L’attestation porte « {seen} » : est-ce bien {_people(likely)} ?")
    seen = ", ".join(naming.seen for _, naming in namings)
    who = "toutes les personnes" if len(namings) > 1 else "cette personne"
    return Finding("persons", True, seen, f"L’attestation nomme {who}.")


def _people(namings: list[tuple[tuple[str, str], Naming]]) -> str:
    return listed(f"{first} {last}" for (first, last), _ in namings)


def _days(read: CertificateText, typed: Typed) -> Finding:
    named = named_days(read.text)
    missing = [day for day in typed.days if day not in named.days]
    if typed.days and not missing:
        return Finding("days", True, _dates(named), "L’attestation nomme les jours que vous avez notés.")
    about = _about(named, missing)
    if about:
        return Finding("days", None, _dates(named), about)
    if not named.days and not named.spans and not named.yearless:
        return Finding("days", None, "", "L’attestation ne dit pas quel jour la formation a eu lieu.")
    mine = listed(f"le {full_date(day)}" for day in missing)
    return Finding("days", False, _dates(named), f"L’attestation dit {_dates(named)} ; vous avez noté {mine}.")


def _about(named: NamedDays, missing: list[date]) -> str:
    """Return what to say of days that the certificate neither names nor denies, "" when it denies them."""
    rest = [day for day in missing if (day.month, day.day) not in named.yearless]
    if not rest:
        return "L’attestation dit le jour et le mois, sans l’année."
    if all(any(first <= day <= last for first, last in named.spans) for day in rest):
        first, last = named.spans[0]
        return f"L’attestation dit seulement du {full_date(first)} au {full_date(last)}, sans nommer les jours."
    return ""


def _dates(named: NamedDays) -> str:
    parts = [f"le {full_date(day)}" for day in sorted(named.days)]
    parts += [f"du {full_date(first)} au {full_date(last)}" for first, last in named.spans]
    return listed(parts)


def _hours(read: CertificateText, typed: Typed) -> Finding:
    stated, daily = stated_hours(read.text), daily_hours(read.text)
    seen = listed(counted(bare(hours), "heure", "heures") for hours in sorted(stated | daily))
    if not stated and not daily:
        return Finding("hours", None, "", "L’attestation ne dit pas combien d’heures la formation a duré.")
    if typed.hours is None:
        return Finding(
            "hours", None, seen, f"L’attestation dit {seen} ; les heures notées diffèrent selon la personne."
        )
    if typed.hours in stated or (typed.hours_a_day is not None and typed.hours_a_day in daily):
        return Finding("hours", True, seen, f"L’attestation dit {seen}, comme vous.")
    mine = counted(bare(typed.hours), "heure", "heures")
    return Finding("hours", False, seen, f"L’attestation dit {seen} ; vous avez noté {mine}.")


def bare(hours: Decimal) -> Decimal:
    """Return hours without needless decimals: 6, 6.5."""
    return hours.quantize(Decimal(1)) if hours == hours.to_integral_value() else hours.normalize()


THINGS = {
    "provider": ("le nom de l’organisme", "L’attestation ne nomme pas l’organisme « {} »."),
    "module": ("l’intitulé", "L’attestation ne porte pas l’intitulé « {} »."),
}


def _thing(
    read: CertificateText, field: Literal["provider", "module"], names: tuple[str, ...], shares: tuple[float, float]
) -> Finding:
    what, absent = THINGS[field]
    naming = names_thing(read.text, names, *shares)
    if naming.named:
        return Finding(field, True, naming.seen, f"L’attestation porte {what}.")
    if naming.named is None:
        return Finding(field, None, naming.seen, f"L’attestation ne porte qu’une partie de « {names[0]} ».")
    return Finding(field, False, "", absent.format(names[0]))
