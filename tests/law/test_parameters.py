"""The dated values: every file whole, and what is known of a value on a day."""

from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

import pytest
import yaml

from preau.law import parameters as package
from preau.law.parameters import parameter, parameters
from preau.law.results import CannotCompute

UNITS = {"currency-EUR", "/1", "minute", "hour", "day", "week", "month", "year", "fte"} | {
    *("child", "person", "place", "seat", "meeting", "absence", "commune", "component")
}
FOLDER = files(package.__name__)
NAMES = [one.name for one in parameters()]
pytestmark = pytest.mark.usefixtures("anew")


@cache
def written(name):
    text = FOLDER.joinpath(f"{name.replace('.', '/')}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_whole(name):
    content = written(name)
    assert set(content) == {"description", "values", "metadata"}
    assert set(content["metadata"]) <= {"unit", "indexation", "reference"}
    assert content["metadata"]["unit"] in UNITS
    assert content["description"].strip()
    dates = list(content["values"])
    assert dates == sorted(dates)
    assert all(type(one) is date for one in dates)
    assert list(content["metadata"]["reference"]) == dates
    for since in dates:
        entry, reference = content["values"][since], content["metadata"]["reference"][since]
        assert {"value"} <= set(entry) <= {"value", "note"}
        assert {"title"} <= set(reference) <= {"title", "href"}
        assert reference["title"].strip()
        assert reference.get("href", "https://").startswith("https://")
        assert entry["value"] is not None or entry["note"].strip(), "an unknown value says why"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_what_is_written(name):
    content, known = written(name), parameter(name)
    assert (known.description, known.unit) == (content["description"], content["metadata"]["unit"])
    assert known.indexation == content["metadata"].get("indexation", "")
    for value, (since, entry) in zip(known.values, content["values"].items(), strict=True):
        reference = content["metadata"]["reference"][since]
        assert (value.since, value.reference, value.address, value.note) == (
            since,
            reference["title"],
            reference.get("href", ""),
            entry.get("note", ""),
        )
        if entry["value"] is None:
            assert value.known is None
        else:
            assert type(value.known) is Decimal
            assert value.known == Decimal(str(entry["value"]))


def test_names_and_descriptions_are_told_apart():
    assert sorted(NAMES) == NAMES
    descriptions = [one.description for one in parameters()]
    assert len(set(descriptions)) == len(descriptions)


def test_a_value_holds_from_its_day_until_the_next():
    ceiling = parameter("subsidies.type_1.income_ceiling_cnt")
    assert ceiling.amount(date(2023, 10, 31)) == Decimal("1954.99")
    assert ceiling.amount(date(2023, 11, 1)) == Decimal("1994.18")
    assert ceiling.at(date(2024, 4, 30)).since == date(2024, 4, 1)
    assert str(parameter("subsidies.type_1.lump_sum").amount(date(2030, 1, 1))) == "0.40"


def test_before_the_first_day_nothing_is_known():
    with pytest.raises(CannotCompute) as refusal:
        parameter("subsidies.type_1.lump_sum").at(date(2022, 12, 31))
    assert str(refusal.value) == (
        "Impossible à calculer : la valeur « forfait journalier par enfant de la subvention de type 1 » "
        "n’est pas connue avant le "
        "1er janvier 2023."
    )


def test_an_unknown_value_says_why():
    with pytest.raises(CannotCompute) as refusal:
        parameter("subsidies.type_1.income_ceiling_cnt").at(date(2026, 1, 1))
    assert str(refusal.value) == (
        "Impossible à calculer : la valeur « revenu minimum mensuel moyen garanti du Conseil national du travail » "
        "n’est pas connue le 1er janvier 2026. Le montant de 2026 n’a pas été trouvé."
    )


def test_whole_numbers_are_whole():
    assert parameter("subsidies.coordination.step").whole(date(2020, 1, 1)) == 2000
    with pytest.raises(ValueError, match=r"subsidies.type_1.lump_sum is not a whole number on 2024-01-01"):
        parameter("subsidies.type_1.lump_sum").whole(date(2024, 1, 1))


def test_no_such_parameter():
    with pytest.raises(FileNotFoundError):
        parameter("subsidies.nothing")


UNKNOWN = {
    "subsidies.type_1.multiplier",
    "subsidies.type_1.differentiation_multiplier",
    "subsidies.type_2.replacement_coefficient",
    "subsidies.impulse.amount",
    "subsidies.training.day_amount",
    "subsidies.holiday_partnership.operator_amount",
    "indices.health",
}


@pytest.mark.parametrize("name", sorted(UNKNOWN))
def test_what_nobody_published_is_declared_unknown(name):
    with pytest.raises(CannotCompute, match="Impossible à calculer"):
        parameter(name).amount(date(2026, 11, 21))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fees.attendance_token", "25.52"),
        ("fees.family_fee_cap", "4.00"),
        ("fees.flexible_hour_cap", "2.00"),
        ("fees.capped_hours", "3"),
        ("subsidies.operators.cle_without_priority", "5"),
        ("subsidies.type_1.pilot_hours", "680"),
        ("subsidies.type_1.pilot_reduced_hours", "480"),
        ("subsidies.type_1.pilot_budget", "2700000"),
        ("subsidies.type_1.pilot_posts", "41"),
        ("indices.consumer_change_2026", "1.0110"),
        ("indices.consumer_change_2025", "1.0408"),
    ],
)
def test_values_that_no_rule_reads_yet(name, value):
    assert str(parameter(name).amount(date(2026, 11, 21))) == value


def test_an_index_is_known_for_its_month_alone():
    index = parameter("indices.consumer_2013")
    assert index.amount(date(2024, 1, 31)) == Decimal("130.08")
    with pytest.raises(CannotCompute, match="Seuls les indices de janvier 2016, 2017 et 2024 sont connus ici"):
        index.amount(date(2024, 2, 1))
