"""What goes out comes back the same, through our reader and through LibreOffice; no cell can be a formula."""

import csv
import io
import subprocess
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from msgspec.structs import replace
from openpyxl import load_workbook

from preau.foundation.accounts.roles import Role
from preau.foundation.documents.checks import check_workbook
from preau.foundation.territory.api import municipalities_of
from preau.operators.description import (
    ActivityText,
    BodyText,
    ClosureText,
    Description,
    FeeText,
    HoursText,
    PeriodText,
    PlaceText,
    ReductionText,
    TransferText,
)
from preau.operators.importing.blank import TEMPLATE, template
from preau.operators.importing.communes import Communes
from preau.operators.importing.exporting import heading_of, xlsx
from preau.operators.importing.headings import choices, column_of_code, heading
from preau.operators.importing.labels import FIELD_WORDS
from preau.operators.importing.proposal import kept
from preau.operators.importing.reader import read_list
from tests.factories import MandateFactory, ZoneFactory, sign_in
from tests.operators import made

pytestmark = pytest.mark.django_db

DANGEROUS = ("=1+1", "+33 65", "-5", "@SUM(A1)", "https://exemple.test/", "=cmd|'/c calc'!A0", "00123")


def periods() -> tuple[PeriodText, ...]:
    """Return periods that say all they can, two of the same name among them."""
    week = tuple(HoursText(weekday=day, starts=930, ends=1080) for day in (0, 1, 3, 4))
    full = PeriodText(
        kind="after_school",
        label="maternelles",
        is_new=True,
        first_day=date(2026, 9, 1),
        last_day=date(2027, 6, 30),
        capacity=20,
        youngest_months=30,
        oldest_months=71,
        expected_under_six=12,
        expected_six_and_over=0,
        workers=2,
        workers_last_year=1,
        second_adult="on_call",
        hours=week,
        activities=(
            ActivityText(title="Bricolage, peinture"),
            ActivityText(title="Jeu", subject="free_play", is_new=True),
        ),
        fees=(
            FeeText(unit="per_half_hour", amount=Decimal("0.50"), elsewhere=Decimal("0.60"), includes="collation"),
            FeeText(unit="per_day", amount=Decimal(0)),
            FeeText(
                unit="per_term",
                amount=Decimal("12.5"),
                activity="Jeu",
                derogation=Decimal("5.20"),
                derogation_on=date(2026, 1, 2),
            ),
        ),
    )
    twin = PeriodText(kind="after_school", label="maternelles", hours=(HoursText(weekday=0, starts=1080, ends=1440),))
    holidays = PeriodText(kind="short_holidays", holidays=("automne", "hiver"), fees=(FeeText(unit="free"),))
    summer = PeriodText(kind="long_holidays", holidays=("1", "2", "9"))
    return full, twin, holidays, summer


def full_place(nis: str) -> PlaceText:
    """Return a place that says all it can."""
    return PlaceText(
        name="=1+1",
        nis=nis,
        external_id="00123",
        street="+rue Haute 5",
        postal_code="7000",
        locality="Ville inventée",
        in_school=True,
        school_name="École inventée",
        premises="-5\nDeux salles, une cour",
        access="partly",
        outdoor=False,
        meals="own",
        capacity=0,
        youngest_months=30,
        oldest_months=150,
        latitude=Decimal("50.45420"),
        longitude=Decimal("3.95230"),
        phone="065 12 34 56",
        email="lieu@exemple.test",
        opened_on=date(2019, 9, 1),
        periods=periods(),
        transfers=(
            TransferText(
                school_name="École voisine",
                mode="on_foot",
                minutes=10,
                supervised=True,
                supervision="deux adultes",
                inside_zone=True,
                consent=False,
            ),
        ),
        closures=(ClosureText(first_day=date(2026, 12, 24), last_day=date(2027, 1, 2), reason="@SUM(A1)"),),
        reductions=(
            ReductionText(ground="siblings", percent=Decimal("50.00")),
            ReductionText(ground="other", words="sur demande", amount=Decimal("1.00")),
        ),
    )


def described(nis: str) -> Description:
    """Return an operator that says all that a list can hold; all invented."""
    return Description(
        name="Les Lutins inventés",
        body=BodyText(
            name="Pouvoir inventé",
            enterprise_number="0417497106",
            legal_form="asbl",
            street="Rue du Siège 1",
            postal_code="7000",
            locality="Ville inventée",
            person_in_charge="Personne Inventée",
            phone="065 00 00 00",
            email="siege@exemple.test",
            website="https://exemple.test",
        ),
        kind="other",
        in_cle=True,
        wants_approval=False,
        subsidies="Aucun.",
        phone="065 11 11 11",
        email="lutins@exemple.test",
        website="https://lutins.exemple.test",
        informs_by_website=True,
        informs_by_rules=False,
        places=(
            full_place(nis),
            PlaceText(name="=1+1", nis=nis, street="ailleurs 1"),
            PlaceText(name="Presque vide", nis=nis),
        ),
    )


def read_back(data: bytes, name: str, zone) -> list[Description]:
    """Return the operators read from a workbook, which must be wholly understood; communes settled."""
    proposal = read_list(data, name)
    assert proposal.is_whole, (proposal.questions, proposal.errors)
    assert proposal.unread == ()
    assert kept(proposal.plain()) == proposal
    communes = Communes(municipalities_of(zone), only_here=True)
    return [
        Description(
            name=one.name,
            body=one.body,
            kind=one.kind,
            in_cle=one.in_cle,
            wants_approval=one.wants_approval,
            subsidies=one.subsidies,
            phone=one.phone,
            email=one.email,
            website=one.website,
            informs_by_website=one.informs_by_website,
            informs_by_rules=one.informs_by_rules,
            places=tuple(replace(place.text, nis=communes.of(place).nis) for place in one.places),
        )
        for one in proposal.operators
    ]


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def two(zone):
    """Return two operators of the same name, each with its body: their numbers tell them apart."""
    nis = municipalities_of(zone)[0].nis
    one = described(nis)
    other = Description(
        name=one.name, body=BodyText(name="Autre pouvoir"), places=(PlaceText(name="Presque vide", nis=nis),)
    )
    return [one, other]


def test_reads_back_identically(zone, two):
    assert read_back(xlsx(two, "Liste", made.NOW), "liste.xlsx", zone) == two


def test_reads_back_identically_once_saved_by_libreoffice(soffice, zone, two, tmp_path):
    (tmp_path / "liste.xlsx").write_bytes(xlsx(two, "Liste", made.NOW))
    home = f"-env:UserInstallation=file://{tmp_path}/soffice"
    command = [
        soffice,
        home,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "liste.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert read_back((tmp_path / "liste.ods").read_bytes(), "liste.ods", zone) == two


def test_no_cell_is_a_formula_and_the_file_passes_the_door(two):
    data = xlsx(two, "=Titre", made.NOW)
    assert check_workbook(data, "liste.xlsx").formulas == ()
    cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert xlsx(two, "=Titre", made.NOW) == data


def test_every_field_is_known_by_the_words_it_is_shown_under():
    for name, words in FIELD_WORDS.items():
        read = heading(words)
        assert read is not None, words
        assert read.field == ("fee" if name == "free" else name), words
    for column in choices():
        assert column_of_code(column.code) == column
    assert column_of_code("inconnu|||") is None
    assert [heading(heading_of(one)).part for one in ("start", "end")] == ["start", "end"]


def test_the_blank_list_is_read_once_filled_in(zone):
    data = template(made.NOW)
    check_workbook(data, "modele.xlsx")
    book = load_workbook(io.BytesIO(data))
    for column, (_, _, example) in enumerate(TEMPLATE, start=1):
        book["Lieux"].cell(2, column, example)
    stream = io.BytesIO()
    book.save(stream)
    proposal = read_list(stream.getvalue(), "modele.xlsx")
    assert proposal.is_whole, (proposal.questions, proposal.errors)
    (operator,) = proposal.operators
    (place,) = operator.places
    assert (operator.name, operator.body.enterprise_number) == ("ASBL Les Lutins", "0417497106")
    assert [period.kind for period in place.text.periods] == [
        "before_school",
        "after_school",
        "wednesday_afternoon",
        "short_holidays",
        "long_holidays",
    ]
    assert {fee for period in place.text.periods for fee in period.fees} == {FeeText(unit="per_day", amount=Decimal(1))}
    assert (place.text.access, place.text.outdoor, place.text.meals) == ("full", True, "snack")


def test_the_coordination_takes_out_what_is_declared_and_an_operator_its_draft(client, zone):
    operator = made.operator(zone)
    place = made.full_place(operator)
    made.declared(operator, zone)
    place.name = "Nom de brouillon"
    place.save()
    coordinator = MandateFactory(role=Role.ATL_COORDINATOR, organisation__zone=zone).person
    signatory = made.actor(operator).person
    for person, name in ((coordinator, "Lieu inventé"), (signatory, "Nom de brouillon")):
        sign_in(client, person)
        answer = client.get(reverse("operators:list_export"))
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        names = [one.text.name for one in read_list(answer.content, "l.xlsx").places]
        assert names[0].startswith(name)
        text = client.get(reverse("operators:list_export_csv")).content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert lines[0][0] == "Opérateur"
        assert lines[1][1].startswith(name)


def test_own_drafts_cost_the_same_queries_whatever_their_number(client, zone, counted_queries):
    operator = made.operator(zone)
    made.full_place(operator)
    sign_in(client, made.actor(operator).person)
    address = reverse("operators:list_export")
    client.get(address)
    with counted_queries() as few:
        client.get(address)
    for _ in range(3):
        made.full_place(made.operator(zone, body=operator.body))
    with counted_queries() as many:
        client.get(address)
    assert len(many) == len(few)
