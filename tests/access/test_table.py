"""The table of access, walked: every route, every method, every role, one's own things and another's."""

import itertools
import re

import pytest
from django.db import connection
from django.urls import reverse

from preau.foundation.journal.models import Entry
from tests.access.actors import EDITORS, MANAGER, VISITOR, in_order
from tests.access.routes import routes
from tests.access.rows import GET, POST, Row
from tests.access.table import rows
from tests.access.world import undone

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
pytestmark = pytest.mark.django_db
ONLY_GET = {"openid_connect_login", "openid_connect_callback"}  # a HEAD would begin a sign-in nobody asked for
NOT_ACTS = ("django_session", "preau_cache")
WITHOUT_REASON = "Cette page ne vous est pas ouverte."
QUESTIONS = {"law_api:answer", "law_api:due"}  # asked by POST, write nothing, read no cookie: nothing to forge
every_row = pytest.mark.parametrize("row", rows(), ids=str)


def test_every_route_is_in_the_table_and_the_table_has_no_other():
    known = {route.name for route in routes()}
    held = {row.route for row in rows()}
    assert known - held == set(), "routes sans ligne dans tests/access/table.py"
    assert held - known == set(), "lignes sans route"


class Writes:
    """What the requests of a block write, but for sessions and counters: an act that is refused writes nothing."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(f'"{name}"' in sql for name in NOT_ACTS):
            self.found.append(sql)
        return execute(sql, params, many, context)


def ask(world, row: Row, actor: str, names, strong=True, refused=False, **options):
    """Return the answer to one request; what it writes is undone, and is nothing when it should be `refused`."""
    client = world.browser(actor, strong, **options)
    address = reverse(row.route, args=names or ())
    writes = Writes()
    with undone(), connection.execute_wrapper(writes):
        if row.method == POST:
            answer = client.post(address, row.form(world.mine))
        else:
            answer = client.generic(row.method, address)
    assert not (refused and writes.found), f"{actor} : {writes.found}"
    return answer


def names_of(world, row: Row, actor: str):
    return row.names(world.mine, actor) if row.names else ()


def check(answer, status: int, who: str) -> None:
    """Assert the status, and what goes with it: where one is led, the reason of a refusal."""
    assert answer.status_code == status, f"{who} : {answer.status_code} au lieu de {status}"
    if status == 403:
        page = answer.content.decode()
        assert WITHOUT_REASON not in page, f"{who} : refus sans raison"
        assert re.search(r'<p class="lede">[^<]{20,}</p>', page), f"{who} : refus sans raison"


@every_row
def test_one_s_own(world, row):
    for actor in in_order():
        names = names_of(world, row, actor)
        if names is None:
            continue
        answer = ask(world, row, actor, names, refused=actor not in row.may)
        check(answer, row.expected(actor), actor)
        if actor == VISITOR and VISITOR not in row.may:
            assert answer.headers["Location"].startswith(f"{reverse('account_login')}?next="), actor


@pytest.mark.parametrize("row", [row for row in rows() if row.owned], ids=str)
def test_another_s(world, row):
    """Whatever part of the address names another's thing, it is as if it did not exist."""
    for actor in in_order():
        mine, other = names_of(world, row, actor), row.names(world.other, actor)
        if mine is None or other is None:  # she has no such thing herself
            mine = other = row.names(world.other, MANAGER)
            if mine is None:
                continue  # another line is hers
        for names in set(itertools.product(*zip(mine, other, strict=True))) - {tuple(mine)} or [other]:
            if not row.may and names[0] != other[0]:
                continue  # her own approved plan is refused before what the rest of the address names
            answer = ask(world, row, actor, names, refused=actor not in row.everywhere)
            mixed = actor in row.everywhere and names != tuple(other)  # the paper of one under the name of another
            check(answer, 404 if mixed else row.expected_elsewhere(actor), f"{actor} {names}")


@pytest.mark.parametrize("row", [row for row in rows() if row.factor and row.may], ids=str)
def test_a_weak_session_is_led_to_the_second_factor(world, row):
    for actor in in_order():
        names = names_of(world, row, actor)
        if actor in row.may and names is not None:
            answer = ask(world, row, actor, names, strong=False, refused=True)
            assert answer.status_code == 302, actor
            assert answer.headers["Location"].startswith(reverse("accounts:second_factor")), actor


@pytest.mark.parametrize("name", sorted({row.route for row in rows()}))
def test_other_methods_are_refused(world, name):
    of_route = [row for row in rows() if row.route == name]
    answered = {row.method for row in of_route}
    row = next(row for row in of_route if row.may)
    actor = next((actor for actor in in_order() if actor in row.may and actor != VISITOR), VISITOR)
    address = reverse(name, args=names_of(world, row, actor))
    for method in METHODS - answered:
        with undone():
            assert world.browser(actor).generic(method, address).status_code == 405, method
    if GET in answered and name not in ONLY_GET:
        with undone():
            read = world.browser(actor).get(address).status_code
        assert world.browser(actor).head(address).status_code == read


@pytest.mark.parametrize("row", [row for row in rows() if row.method == POST and row.route not in QUESTIONS], ids=str)
def test_every_form_proves_where_it_comes_from(world, row):
    actor = next((actor for actor in in_order() if actor in (row.may or EDITORS)), VISITOR)
    answer = ask(world, row, actor, names_of(world, row, actor), enforce_csrf_checks=True)
    assert answer.status_code == 403
    assert "Ce formulaire n’est plus valable" in answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("row", [row for row in rows() if row.method == POST and row.route in QUESTIONS], ids=str)
def test_a_question_is_no_act(world, row):
    before = Entry.objects.count()
    answer = ask(world, row, VISITOR, names_of(world, row, VISITOR), enforce_csrf_checks=True)
    assert answer.status_code == row.answer
    assert not answer.cookies
    assert Entry.objects.count() == before
