"""What a certificate says beside what was typed: agrees, does not, cannot be told."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from preau.training.certificates.comparing import BY_SIGHT, Finding, Typed, compare
from preau.training.certificates.reading import MOST_LETTERS, CertificateText, read_certificate
from tests.training.certificates.made import LINES, as_image

READ = CertificateText("\n".join(LINES), "text")
TYPED = Typed(
    persons=(("Zoé", "Van den Berghe"),),
    days=(date(2026, 3, 12),),
    hours=Decimal(6),
    hours_a_day=Decimal(6),
    providers=("Les Ateliers du Tilleul",),
    modules=("Jouer dehors en toute saison",),
)


def found(field: str, read: CertificateText = READ, **typed: object) -> Finding:
    return next(one for one in compare(read, replace(TYPED, **typed)) if one.field == field)  # type: ignore[arg-type]


def test_all_agrees() -> None:
    findings = compare(READ, TYPED)

    assert [one.field for one in findings] == ["persons", "days", "hours", "provider", "module"]
    assert all(one.agrees is True for one in findings)


def test_a_certificate_of_something_else_disagrees_on_all() -> None:
    typed = Typed(
        (("Ali", "Benali"),), (date(2026, 4, 2),), Decimal(7), Decimal(7), ("La Ruche",), ("Premiers secours",)
    )

    assert [one.agrees for one in compare(READ, typed)] == [False] * 5


def test_a_scan_read_by_sight_agrees_too() -> None:
    read = read_certificate(as_image(turn=180), "image/png")

    assert all(one.agrees is True for one in compare(read, TYPED))


def test_nothing_read_says_nothing() -> None:
    assert compare(CertificateText("", "unread", "trop flou"), TYPED) == []


def test_the_persons_who_are_not_named_are_said() -> None:
    persons = (("Zoé", "Van den Berghe"), ("Ali", "Benali"), ("Lou", "Petit"))

    assert found("persons", persons=persons).sentence == "L’attestation ne nomme pas Ali Benali et Lou Petit."


def test_somebody_else_is_quoted() -> None:
    finding = found("persons", CertificateText("certifie que Paul Lambert", "text"), persons=(("Zoé", "Lambert"),))

    assert finding.agrees is False
    assert finding.sentence == "L’attestation ne nomme pas Zoé Lambert. Elle nomme « Paul Lambert »."


def test_other_days_are_said_with_those_of_the_certificate() -> None:
    finding = found("days", days=(date(2026, 3, 12), date(2026, 3, 13)))

    assert finding.agrees is False
    assert finding.sentence == "L’attestation dit le 12 mars 2026 ; vous avez noté le 13 mars 2026."


@pytest.mark.parametrize(
    "text",
    ["aucune date", "Fait à Mons, le 12 mars 2026", "le 12 mars", "du 1er septembre 2025 au 30 juin 2026"],
)
def test_days_that_cannot_be_told(text: str) -> None:
    finding = found("days", CertificateText(text, "text"))

    assert finding.agrees is None


def test_a_timetable_tells_no_duration() -> None:
    assert found("hours", CertificateText("de 9h à 16h30", "text")).agrees is None


def test_another_duration_is_said() -> None:
    finding = found("hours", hours=Decimal("7.50"))

    assert finding.agrees is False
    assert finding.sentence == "L’attestation dit 6 heures ; vous avez noté 7,5 heures."


def test_hours_for_each_day_agree_with_those_of_each_day() -> None:
    read = CertificateText("deux jours, 6 heures par jour", "text")

    assert found("hours", read, hours=Decimal(12)).agrees is True
    assert found("hours", read, hours=Decimal(12), hours_a_day=Decimal(7)).agrees is False


def test_what_is_absent_of_a_text_half_read_cannot_be_told() -> None:
    read = CertificateText("La Ruche", "text", "Seules les 10 premières pages ont été lues.")

    assert found("persons", read).agrees is None
    assert found("provider", read).agrees is None


def test_a_mismatch_read_by_sight_asks_to_look() -> None:
    finding = found("hours", CertificateText("6 heures", "ocr"), hours=Decimal(7))

    assert finding.agrees is False
    assert finding.sentence.endswith(BY_SIGHT)


@pytest.mark.parametrize(
    "piece", ["1,", "12/03/2026 ", "1 et ", "1 , ", "1/", "9h-", "du 1 ", "nee ", "Van den Berghe ", "a "]
)
def test_a_text_made_to_be_slow_is_compared_all_the_same(piece: str) -> None:
    read = CertificateText((piece * MOST_LETTERS)[:MOST_LETTERS], "text")
    started = time.process_time()
    compare(read, TYPED)

    assert time.process_time() - started < 3
