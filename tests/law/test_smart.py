"""Advice on an objective: what it says, where, and that it never fails."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.annual_plan import SchoolYear
from preau.law.results import explanation
from preau.law.smart import CODES, advise

YEAR = SchoolYear(2026)
GOOD = "Organiser deux jours de formation pour toutes les accueillantes entre septembre et décembre 2026."
WATCH = "De septembre 2026 à août 2027, la coordination réalisera un travail de veille auprès des opérateurs."
SMALL = ["organiser", "améliorer", "la coordination ATL", "et", "avant le 30 juin 2021", "deux", "l’école", ",", "qui"]
wordy = st.lists(st.sampled_from(SMALL), max_size=30).map(" ".join)


def codes(text: str, year: SchoolYear | None = YEAR) -> list[str]:
    return [advice.code for advice in advise(text, year).advices]


def states(text: str) -> str:
    short = {"yes": "+", "to_improve": "-", "for_cca": "?"}
    return "".join(short[letter.state] for letter in advise(text, YEAR).letters)


def test_the_five_letters():
    assert [letter.letter for letter in advise(GOOD, YEAR).letters] == list("SMART")
    assert states(GOOD) == "++??+"
    assert states(WATCH) == "--??+"
    assert states("Améliorer la qualité de l’accueil.") == "--??-"
    assert all(letter.reason for letter in advise(WATCH, YEAR).letters)


def test_a_vague_phrase_is_quoted_with_what_to_name():
    advice = advise(WATCH, YEAR).advices[0]
    assert advice.sentence == (
        "« Un travail de veille » ne dit pas quand l’objectif est atteint. "
        "Nommez les opérateurs, un nombre de visites ou un projet."
    )
    assert advice.sentence.startswith(advice.lead)
    assert WATCH[slice(*advice.span)] == "un travail de veille"


def test_what_will_be_seen():
    text = "De septembre 2020 à août 2021, réalisation de l’état des lieux en vue du renouvellement du programme CLE."
    (advice,) = advise(text, SchoolYear(2020)).advices
    assert advice.lead == "À quoi verra-t-on que c’est fait ?"
    assert advice.example == "état des lieux remis à la CCA avant le 30 juin 2021"


@pytest.mark.parametrize("text", ["", "   \n", "…", "- ?"])
def test_an_empty_objective_gets_a_start(text):
    (advice,) = advise(text, YEAR).advices
    assert advice.code == "empty"
    assert "entre septembre et décembre 2026" in advice.example
    assert advise(text, None).advices[0].example.endswith("entre septembre et décembre")


@pytest.mark.parametrize(
    "period",
    [
        "avant le 30 juin 2027",
        "de septembre 2026 à août 2027",
        "durant les vacances d’été 2027",
        "POUR LE 1ER MARS 2027",
        "d'ici fevrier",
        "pour le 31/03/2027",
        "le 2027-03-31",
        "à la rentrée",
        "une fois par trimestre",
        "dans les quinze jours",
        "à Pâques",
    ],
)
def test_a_period_is_recognised(period):
    assert codes(f"Ouvrir vingt places à Hautebise {period}") == []


@pytest.mark.parametrize(
    "no_period",
    ["pour les 3-12 ans", "dès que possible", "dans le programme CLE 2027-2032", "pour les enfants nés en 2021"],
)
def test_what_only_looks_like_a_period(no_period):
    assert codes(f"Ouvrir vingt places {no_period}") == ["no_period"]


@pytest.mark.parametrize(
    ("date", "outside"),
    [
        ("en août 2026", True),
        ("en septembre 2026", False),
        ("le 31 août 2027", False),
        ("le 1er septembre 2027", True),
        ("en 2028", True),
        ("en 2027", False),
        ("durant l’année scolaire 2025-2026", True),
        ("durant l’année scolaire 26-27", False),
        ("durant les vacances d’été 2027", False),
        ("durant les vacances d’été 2026", True),
        ("fin 2027", True),
        ("à la rentrée 2026", False),
        ("durant l’année scolaire 2027-2026", False),
        ("le 30.02.2027 ou en mars", False),
    ],
)
def test_a_date_outside_the_school_year(date, outside):
    text = f"Ouvrir vingt places à Hautebise {date}"
    assert ("outside_year" in codes(text)) is outside
    assert "outside_year" not in codes(text, None)


def test_the_stray_date_is_quoted():
    (advice,) = advise("Engager deux accueillantes pour Décembre 2027", YEAR).advices
    assert advice.lead == "« Décembre 2027 » sort de l’année 2026-2027."


def test_the_second_objective_is_quoted():
    (advice,) = advise("Ouvrir vingt places en mai 2027 et rédiger une charte du jeu dehors.", YEAR).advices
    assert (advice.code, advice.example) == ("two_objectives", "rédiger une charte du jeu dehors")


def test_several_owners_and_partners():
    several = "La coordination ATL et le service jeunesse ouvriront vingt places en mai 2027."
    partners = "La coordination ATL ouvrira, avec le service jeunesse, vingt places en mai 2027."
    meeting = "La coordination ATL et les membres de la CCA se réuniront deux fois en 2026-2027."
    assert codes(several) == ["several_owners"]
    assert codes(partners) == []
    assert codes(meeting) == []


def test_a_long_objective_says_how_long():
    (advice,) = advise(GOOD + " et" * 40, YEAR).advices
    assert advice.lead == "54 mots, c’est long."


def test_the_advice_explains_itself_with_its_source():
    assert explanation(advise("Améliorer la qualité.", YEAR))[0].endswith(
        "(guide de l’ONE sur le plan d’action annuel, « Qu’est-ce qu’un objectif et comment le rédiger ? »)"
    )


@settings(deadline=None)  # the first call compiles the lexicon
@given(st.one_of(st.text(), wordy), st.one_of(st.none(), st.integers(2000, 2100).map(SchoolYear)))
def test_any_text_gets_an_answer(text, year):
    found = advise(text, year)
    assert len(found.letters) == 5
    assert len({advice.code for advice in found.advices}) == len(found.advices)
    assert [advice.code for advice in found.advices] == sorted((a.code for a in found.advices), key=CODES.index)
    for advice in found.advices:
        start, end = advice.span
        assert 0 <= start <= end <= len(text)
        assert advice.sentence.startswith(advice.lead)


@settings(deadline=None)  # the first call compiles the lexicon
@given(st.one_of(st.text(max_size=200), wordy), st.sampled_from([" ", "\n", "\u00a0", "  \t"]))
def test_spaces_do_not_change_the_advice(text, space):
    spaced = space + space.join(text.split()) + space
    assert codes(spaced) == codes(" ".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "la ville école école école école, " * 500,
        "l’école, " * 2000,
        "la coordination ATL et " * 800,
        "un " * 6000 + "par",
        "organiser deux ateliers et " * 500,
        "12 " * 5000,
        "a" * 50_000,
    ],
)
def test_a_hostile_text_is_read_quickly(text):
    begun = time.process_time()
    advise(text, YEAR)
    assert time.process_time() - begun < 1
