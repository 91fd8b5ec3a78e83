"""Whatever a form or an address holds, the answer is a page: refused with a sentence, never a fault of ours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.plans.forms import ActionForm
from tests.access.actors import MANAGER, in_order
from tests.access.rows import GET, POST
from tests.access.table import rows
from tests.access.world import undone

pytestmark = pytest.mark.django_db
FORMS = [row for row in rows() if row.method == POST and row.may]
NUMBERED = [row for row in rows() if row.owned and row.may]
BEYOND = [2**31, 2**63 - 1, 2**63, 2**64, 10**30, int("9" * 4000)]
OTHER_FIELDS = ["accepted", "all", "mark", "plan", "reponse-annee", "colleague", "next", "credential", "file", "ticks"]
FIELDS = sorted({*OTHER_FIELDS, *ActionForm.base_fields})
HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "-1",
    "0",
    "2147483648",
    "9223372036854775808",
    "9" * 25,
    "9" * 5000,
    "²",
    "٣",
    "1e309",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "\u202e\u2066🏳️‍🌈﷽\ufffe\u2028",
    "<script>alert(1)</script>{{ 7|add:7 }}",
    "{",
    '{"id": "x", "rawId": [], "response": null, "type": 3}',
    "https://[",
    "http://[::1]:99999999/",
    "x" * 2_000_000,
]


def who_sends(row) -> str:
    """Return one who may: the refusals of others are in the table."""
    return next(actor for actor in [MANAGER, *in_order()] if actor in row.may)


def send(world, row, form, **options):
    """Return the status of a POST; a fault of ours raises."""
    actor = who_sends(row)
    address = reverse(row.route, args=row.names(world.mine, actor) if row.names else ())
    with undone():
        return world.browser(actor).post(address, form, **options).status_code


def test_forms_of_every_room_are_tried():
    assert {row.route.split(":")[0] for row in FORMS} >= {"plans", "accounts", "account_login", "mfa_activate_totp"}


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_a_hostile_form_is_answered(world, row):
    """Every field at once: missing, damaged, endless, of another type, under another encoding."""
    names = list(row.form(world.mine)) or ["text"]
    for value in HOSTILE:
        assert send(world, row, dict.fromkeys(names, value)) < 500, value[:40]
    raw = "&".join(f"{name}=%FF%ED%A0%80%00" for name in names)
    assert send(world, row, raw, content_type="application/x-www-form-urlencoded") < 500
    assert send(world, row, "[1]", content_type="application/json") < 500
    assert send(world, row, b"--x\r\n", content_type="multipart/form-data; boundary=x") < 500
    assert send(world, row, {name: SimpleUploadedFile("x\x00.xlsx", b"PK\x03\x04") for name in names}) < 500
    assert send(world, row, {f"champ{n}": "" for n in range(2_001)}) < 500


hostile_values = st.one_of(
    st.sampled_from(HOSTILE[:-1]),
    st.text(max_size=60).filter(lambda text: text.isprintable() or "\x00" in text),
    st.integers(-(2**70), 2**70).map(str),
    st.dates().map(str),
    st.lists(st.sampled_from(["1", "2", "99", "-1", "\x00", "9" * 30]), max_size=4),
)


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(row=st.sampled_from(FORMS), drawn=st.data())
def test_any_form_is_answered(world, row, drawn):
    """The form that passes, with some fields changed and others added."""
    form = row.form(world.mine)
    names = st.sampled_from(sorted({*form, *FIELDS}))
    changes = drawn.draw(st.dictionaries(names, hostile_values, max_size=5))
    assert send(world, row, {**form, **changes}) < 500


@pytest.mark.parametrize("row", NUMBERED, ids=str)
def test_a_number_beyond_the_database_s_is_no_address(world, row):
    """Where a key stands in an address, one the database cannot hold is like one it does not have: 404."""
    actor = who_sends(row)
    mine = row.names(world.mine, actor)
    browser = world.browser(actor)
    for number in BEYOND:
        for place in [place for place, name in enumerate(mine) if isinstance(name, int)]:
            address = reverse(row.route, args=[*mine[:place], number, *mine[place + 1 :]])
            with undone():
                answer = browser.get(address) if row.method == GET else browser.post(address, row.form(world.mine))
            assert answer.status_code == 404, address[:80]


@pytest.mark.parametrize("query", ["q", "annee", "province", "apres", "de", "action", "plan", "next", "page", "tri"])
def test_a_hostile_question_is_answered(world, query):
    """The same values after the question mark of the pages that read one."""
    pages = ["plans:list", "plans:import", "account_login", "accounts:second_factor", "ui:components"]
    browser = world.browser(MANAGER)
    for address in [*(reverse(page) for page in pages), reverse("plans:take_over", args=[2027])]:
        for value in HOSTILE[:-1]:
            with undone():
                assert browser.get(address, {query: value}).status_code < 500, (address, value[:40])


def test_a_null_character_is_refused_in_words(world):
    """PostgreSQL holds none: the form says so, and keeps what was typed."""
    parts = {
        "plans:objective_save": ([world.mine.draft.pk, world.mine.objective.pk], "text"),
        "plans:action_edit": ([world.mine.draft.pk, world.mine.action.pk], "text"),
        "plans:comment_save": ([world.mine.draft.pk], "comment"),
    }
    for route, (names, name) in parts.items():
        answer = world.browser(MANAGER).post(reverse(route, args=names), {"version": "1", name: "Former\x00 12"})
        assert answer.status_code == 422, route
        assert "nul" in answer.content.decode(), route


@pytest.mark.parametrize("address", ["https://[", "http://[::1]:99999999/", "\x00", "//", "x" * 5000, "é\u2028"])
def test_a_hostile_address_of_the_page_before_is_answered(world, address):
    """What the browser says of where one was, when a second factor is asked for."""
    approve = reverse("plans:approve", args=[world.mine.draft.pk])
    for names in ({"Referer": address}, {"HX-Request": "true", "HX-Current-URL": address}):
        for method in (world.browser(MANAGER, strong=False).get, world.browser(MANAGER, strong=False).post):
            answer = method(approve, headers={**names})
            assert answer.status_code in {200, 302, 422}
