"""The national search: what finds what, in what order, and at what cost."""

import pytest

from preau.law.annual_plan import AnnualPlan, Objective
from preau.plans.listing import excerpt_of
from preau.plans.models import AnnualActionPlan, PlanStatus, PlanWord
from preau.plans.search import COUNTED, FOUND_PER_PAGE, PER_PAGE, Question, find, index_plan, rebuild, suggestions
from preau.plans.words import MAX_WORD, words_asked, words_of
from tests.factories import MunicipalityFactory, ZoneFactory
from tests.plans.made import make_plan, make_plans

pytestmark = pytest.mark.django_db


def plan_of(text, **more):
    return make_plan(document=AnnualPlan(objectives=(Objective(1, text),)), **more)


def found(text, **more):
    return list(find(Question(text, **more)).plans)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("la qualité de l’accueil", "qualite"),
        ("la qualite de l'accueil", "QUALITÉ"),
        ("des formations continuées", "formation"),
        ("une formation", "formations"),
        ("les journaux de l’école", "journal"),
        ("l’œuvre collective", "oeuvre"),
        ("l’oeuvre collective", "œuvres"),
        ("L’ŒUVRE COLLECTIVE", "oeuvre"),
        ("des enfants porteurs d’un handicap", "handicapés"),
        ("les vacances d’été", "été"),
        ("le ramassage en car", "cars"),
        ("la loi de 2003", "2003"),
        ("être à l'écoute", "l’écoute"),
    ],
)
def test_a_word_is_found_whatever_its_accents_number_and_elision(written, asked):
    plan = plan_of(written)
    assert found(asked) == [plan]


def test_every_word_must_be_there_and_stop_words_do_not_count():
    both = plan_of("Former les accueillantes le mercredi")
    plan_of("Former les animateurs")
    assert found("la formation des accueillantes pendant le mercredi") == []
    assert found("former les accueillantes") == [both]
    assert words_of("le la les de des et à pour dans l’ d’") == set()


def test_a_question_of_stop_words_alone_shows_every_plan():
    plan = plan_of("Former")
    assert found("le, la, les") == [plan]


def test_a_plan_is_found_by_its_zone_its_communes_and_its_years():
    communes = [MunicipalityFactory(name="Grand-Tilleul"), MunicipalityFactory(name="Petite-Ormaie")]
    plan = plan_of("Former", zone=ZoneFactory(name="Val des Deux Rives", municipalities=communes), start_year=2020)
    for asked in ("grand tilleul", "Ormaie", "deux rives", "tilleul 2020-2021"):
        assert found(asked) == [plan], asked


def test_drafts_are_never_found_not_even_after_having_been_approved():
    draft = plan_of("Secretissime", approved=False)
    assert found("secretissime") == []
    plan = plan_of("Publiquissime")
    assert found("publiquissime") == [plan]
    AnnualActionPlan.objects.filter(pk=plan.pk).update(
        status=PlanStatus.DRAFT, approved_on=None, published_at=None, published_by=None
    )
    assert found("publiquissime") == []
    index_plan(plan)
    assert not PlanWord.objects.filter(plan__in=[plan, draft]).exists()


def test_newest_first_within_year_and_province():
    hainaut = ZoneFactory(municipalities=[MunicipalityFactory(province="Hainaut")])
    namur = ZoneFactory(municipalities=[MunicipalityFactory(province="Namur")])
    old, new = plan_of("Lire", zone=hainaut, start_year=2019), plan_of("Lire", zone=hainaut, start_year=2021)
    other = plan_of("Lire", zone=namur, start_year=2020)
    assert found("lire") == [new, other, old]
    assert found("lire", year=2020) == [other]
    assert found("lire", province="Hainaut") == [new, old]
    assert found("lire", province="Hainaut", year=2020) == []
    assert [found("", province="Namur"), found("", year=2021)] == [[other], [new]]


@pytest.mark.parametrize(
    ("text", "size"), [("", PER_PAGE), ("mercredi", FOUND_PER_PAGE), ("former mercredi", FOUND_PER_PAGE)]
)
def test_pages_follow_each_other_without_gap_or_repeat(text, size):
    make_plans(2 * size + 3)
    seen, after = [], ""
    for size_of_page in (size, size, 3):
        page = find(Question(text, after=after))
        assert len(page.plans) == size_of_page
        seen += page.plans
        after = page.next
    assert after == ""
    assert len({plan.pk for plan in seen}) == 2 * size + 3
    assert [plan.start_year for plan in seen] == sorted((plan.start_year for plan in seen), reverse=True)


@pytest.mark.parametrize("after", ["x", "2020", "2020-", "-1", "9999-é", "20a0-3", "2020-" + "9" * 30])
def test_a_strange_beginning_of_page_is_harmless(after):
    plan_of("Lire")
    assert len(find(Question("lire", after=after)).plans) <= 1
    assert len(find(Question("", after=after)).plans) <= 1


def test_the_count_is_exact_while_it_is_cheap():
    make_plans(60)
    assert find(Question()).total == 60
    assert find(Question("mercredi")).total == 60
    two_words = find(Question("mercredi former"))
    assert (two_words.total, two_words.at_least) == (None, FOUND_PER_PAGE)
    assert find(Question("mercredi", year=2020)).total == 6


def test_beyond_a_thousand_nothing_is_counted():
    make_plans(COUNTED + 10)
    for question in (Question(), Question("mercredi")):
        page = find(question)
        assert (page.total, page.at_least) == (None, COUNTED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("formtaion", "formation"), ("mercrdi", "mercredi"), ("acceuillante", "accueillantes"), ("handycap", "handicap")],
)
def test_a_misspelt_word_proposes_the_nearest_known_ones(typed, meant):
    plan_of("La formation des accueillantes le mercredi, et le handicap de la maman.")
    page = find(Question(typed))
    assert page.plans == ()
    assert suggestions(page.unknown[0])[0] == meant


def test_nothing_far_and_nothing_of_a_draft_is_proposed():
    plan_of("La formation")
    plan_of("Le formulaire confidentiel", approved=False)
    assert suggestions(words_asked("zythum", 1)[0]) == []
    assert suggestions(words_asked("formulair", 1)[0]) == []
    assert suggestions(words_asked("foo", 1)[0]) == []


def test_the_same_queries_for_one_plan_and_a_thousand(counted_queries):
    questions = [Question(), Question("mercredi"), Question("mercredi former", province="Province inventée")]
    costs = []
    for more in (1, 9, 990):
        make_plans(more)
        with counted_queries() as counted:
            for question in questions:
                find(question)
        costs.append(len(counted))
    assert costs[0] == costs[1] == costs[2] <= 9


def test_indexing_many_plans_again_changes_nothing():
    make_plans(120)
    before = set(PlanWord.objects.values_list("word", "plan_id", "start_year"))
    assert rebuild(AnnualActionPlan.objects.all()) == 120
    assert set(PlanWord.objects.values_list("word", "plan_id", "start_year")) == before


def test_a_word_beyond_measure_is_cut():
    assert words_of("x" * 300) == {"x" * MAX_WORD}
    plan = plan_of("y" * 300)
    assert found("y" * 300) == [plan]


def test_the_excerpt_marks_the_words_and_escapes_the_rest():
    text = "avant " * 20 + "<b>Des formations</b> pour l’œuvre des accueillantes, " + "et cetera " * 30
    excerpt = excerpt_of(["rien", text], words_asked("formation oeuvre", 6))
    assert "<mark>formations</mark>" in excerpt
    assert "<mark>œuvre</mark>" in excerpt
    assert "&lt;b&gt;" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert excerpt_of(["La cœur", "Un cœur et une école"], words_asked("ecoles coeur", 6)).count("<mark>") == 2
    assert excerpt_of(["préformation"], words_asked("formation", 6)) == "préformation"
    assert excerpt_of(["Début du plan"], words_asked("mons", 6)) == "Début du plan"
    assert excerpt_of([], ()) == ""
