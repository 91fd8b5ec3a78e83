"""What is offered before anything is typed: what the house entered last, then what its neighbours did."""

from datetime import timedelta

from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made
from tests.training.entry.typed import DAY, NEW


def titles(found):
    return [one.title for one in found]


def test_the_latest_of_the_house_first(browser, operator, module, zoe):
    older = made.module(module.provider, "Premiers secours")
    made.entry(operator, older, [zoe], {DAY: 6}, entered_at=made.NOW - timedelta(days=2))
    made.entry(operator, module, [zoe], {DAY + timedelta(days=1): 6}, entered_at=made.NOW - timedelta(days=1))

    assert titles(browser.get(NEW).context["recent"]) == [module.title, "Premiers secours"]


def test_then_what_others_of_the_zone_followed_and_one_accepted(browser, operator, module, zoe):
    neighbour = operators.operator(operator.body.organisation.zone)
    someone = staff.person(neighbour)
    mine, accepted = module, made.module(module.provider, "Conter sous les arbres")
    for one in (mine, accepted):
        made.entry(neighbour, one, [someone], {DAY: 6})
    made.other(neighbour, [someone], "La Ruche", "Yoga du dimanche", {DAY: 2})
    made.entry(operator, mine, [zoe], {DAY: 6})
    context = browser.get(NEW).context

    assert titles(context["recent"]) == [mine.title]
    assert titles(context["neighbours"]) == [accepted.title]


def test_nothing_of_a_house_far_away(browser, module, db):
    far = operators.operator(ZoneFactory())
    made.entry(far, module, [staff.person(far)], {DAY: 6})

    assert browser.get(NEW).context["neighbours"] == []


def test_choosing_and_suggesting_ask_the_same_queries_whatever_the_catalogue_holds(
    browser, operator, module, zoe, counted_queries
):
    made.entry(operator, module, [zoe], {DAY: 6})
    paths = (NEW, "/formations/proposer/?mots=jouer")
    for path in paths:
        browser.get(path)
    with counted_queries() as few:
        for path in paths:
            browser.get(path)
    for number in range(12):
        one = made.module(module.provider, f"Jouer au numéro {number}")
        made.entry(operator, one, [zoe], {DAY - timedelta(days=number + 1): 6})
    with counted_queries() as many:
        for path in paths:
            browser.get(path)

    assert len(many) == len(few)
    assert len(many) <= 30
