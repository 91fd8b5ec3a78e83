"""The care project: its versions, its points, its files, two of them compared; what was declared stays."""

from datetime import date

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from preau.foundation.accounts.actors import system
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.journal.models import Entry
from preau.foundation.ui.form_pages import CHANGED_MEANWHILE
from preau.law import asking
from preau.law.completeness import completeness
from preau.operators.declaring.acts import begin
from preau.operators.models import CareProject, DeclarationRevision
from preau.operators.project.points import known_points, points_of, project_question
from tests.documents.made_papers import pdf
from tests.factories import ZoneFactory, sign_in
from tests.operators import made

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today(at):
    at("2026-11-21")


@pytest.fixture
def operator():
    return made.operator(ZoneFactory())


@pytest.fixture
def signed(client, operator):
    def _sign(role=Role.OPERATOR_SECRETARY):
        held = made.mandate(operator, role)
        return sign_in(client, held.person, strong=True, mandate=held)

    return _sign


def url(name, *args):
    return reverse(f"operators:{name}", args=args)


def shown_version(person, address):
    page = person.get(address).content.decode()
    return page.split('name="version" value="')[1].split('"')[0]


def write(person, operator, text="Jouer dehors", route="project_new", **more):
    address = url(route, operator.pk)
    sent = {"version": shown_version(person, address), "text": text, "points": ["activities"], **more}
    return person.post(address, sent), sent


def declare(operator, number):
    declaration = operator.declarations.get()
    DeclarationRevision.objects.create(
        declaration=declaration,
        number=declaration.revisions.count() + 1,
        content={"name": "x", "body": {"name": "x"}, "project": {"number": number}},
        fingerprint="0" * 64,
        effective_on=DAY,
        submitted_at=made.NOW,
    )


def test_the_first_version_is_written_once_whatever_the_clicks(signed, operator):
    person = signed()
    assert "Donner le projet d’accueil" in person.get(url("project", operator.pk)).content.decode()
    answer, sent = write(person, operator)
    assert answer.status_code == 302
    assert person.post(url("project_new", operator.pk), sent).status_code == 302
    version = operator.projects.get()
    assert (version.number, version.text, version.points) == (1, "Jouer dehors", ["activities"])
    assert Entry.objects.filter(act="operators.write_project").count() == 1
    assert "Jouer dehors" in person.get(url("project", operator.pk)).content.decode()


def test_a_version_is_corrected_until_it_is_declared(signed, operator):
    person = signed()
    write(person, operator)
    assert write(person, operator, "Jouer dedans", "project_correct")[0].status_code == 302
    assert operator.projects.get().text == "Jouer dedans"
    declare(operator, 1)
    late, _ = write(person, operator, "Ne plus jouer", "project_correct")
    assert late.status_code == 422 and "a été déclarée" in late.content.decode()
    assert operator.projects.get().text == "Jouer dedans"
    assert write(person, operator, "Jouer partout")[0].status_code == 302
    assert [one.text for one in operator.projects.all()] == ["Jouer partout", "Jouer dedans"]
    page = person.get(url("project_version", operator.pk, 1)).content.decode()
    assert "Jouer dedans" in page and "Vous lisez une version précédente" in page


def test_a_declared_version_is_never_taken_away(signed, operator):
    person = signed()
    write(person, operator)
    write(person, operator, "Autre texte")
    declare(operator, 1)
    refused = person.post(url("project_remove", operator.pk, 1))
    assert refused.status_code == 422 and "a été déclarée" in refused.content.decode()
    assert person.get(url("project_remove", operator.pk, 2)).status_code == 200
    assert person.post(url("project_remove", operator.pk, 2)).status_code == 302
    assert [one.number for one in operator.projects.all()] == [1]
    kept = Entry.objects.get(act="operators.remove_project").payload
    assert kept["before"]["text"] == "Autre texte"
    assert person.post(url("project_remove", operator.pk, 2)).status_code == 404


def test_two_people_write_and_nobody_loses_a_word(signed, operator):
    person = signed()
    write(person, operator)
    address = url("project_correct", operator.pk)
    mark = shown_version(person, address)
    person.post(address, {"version": mark, "text": "Le premier arrivé"})
    late = person.post(address, {"version": mark, "text": "Le second"})
    assert late.status_code == 422
    page = late.content.decode()
    assert "Le second" in page and CHANGED_MEANWHILE[:40] in page
    assert operator.projects.get().text == "Le premier arrivé"
    again = page.split('name="version" value="')[1].split('"')[0]
    assert person.post(address, {"version": again, "text": "Le second"}).status_code == 302
    assert operator.projects.get().text == "Le second"


def test_a_project_needs_words_or_a_file(signed, operator):
    answer, _ = write(signed(), operator, "  ")
    assert answer.status_code == 422
    assert "Écrivez le texte du projet, ou joignez un fichier" in answer.content.decode()
    assert not CareProject.objects.exists()


def test_files_are_kept_left_out_and_served(signed, operator):
    person = signed()
    paper = SimpleUploadedFile("projet.pdf", pdf())
    answer, sent = write(person, operator, "", file=paper)
    assert answer.status_code == 302
    version = operator.projects.get()
    held = version.files.get()
    again = {**sent, "file": SimpleUploadedFile("projet.pdf", pdf())}
    assert person.post(url("project_new", operator.pk), again).status_code == 302
    assert ReceivedFile.objects.count() == 1
    served = person.get(url("project_file", operator.pk, 1, held.pk))
    assert served.status_code == 200 and served["Content-Disposition"].startswith("attachment")
    assert write(person, operator, "Avec un texte", "project_correct")[0].status_code == 302
    assert not version.files.exists()
    assert person.get(url("project_file", operator.pk, 1, held.pk)).status_code == 404


def test_a_file_that_is_no_paper_is_refused(signed, operator):
    answer, _ = write(signed(), operator, "Un texte", file=SimpleUploadedFile("projet.exe", b"MZ..."))
    assert answer.status_code == 422
    assert not CareProject.objects.exists() and not ReceivedFile.objects.exists()
    assert "Un texte" in answer.content.decode()


def test_a_refused_write_leaves_no_file(signed, operator):
    person = signed()
    write(person, operator)
    declare(operator, 1)
    refused, _ = write(person, operator, "Autre", "project_correct", file=SimpleUploadedFile("p.pdf", pdf()))
    assert refused.status_code == 422
    assert not ReceivedFile.objects.exists()


def test_two_versions_compared(signed, operator):
    person = signed()
    write(person, operator, "Une ligne\nUne autre", points=["activities"])
    assert person.get(url("project_compare", operator.pk)).status_code == 404
    write(person, operator, "Une ligne\nEncore une", points=["team"])
    page = person.get(url("project_compare", operator.pk)).content.decode()
    assert "<del>Une autre</del>" in page and "<ins>Encore une</ins>" in page and "<p>Une ligne</p>" in page
    assert "équipe" in page and "activités" in page
    same = person.get(url("project_compare", operator.pk), {"de": 1, "a": 1}).content.decode()
    assert "disent la même chose" in same
    assert person.get(url("project_compare", operator.pk), {"de": 1, "a": 9}).status_code == 422


@pytest.mark.parametrize("ticked", [[], ["activities"], [item.id for item in known_points()], ["inconnu"]])
def test_the_points_are_those_the_command_answers(operator, ticked):
    made.full_place(operator)
    question = project_question(operator, ticked, DAY)
    shown = points_of(operator, ticked, DAY)
    reply = asking.ask("completeness", msgspec.json.encode(question))
    assert reply.ok
    assert asking.reply(shown.answer) == reply == asking.reply(completeness(question))
    assert {point.id for point in shown.points if point.state == "missing"} == {p.id for p in shown.answer.missing}


def test_what_the_description_says_decides_what_is_asked(operator):
    assert project_question(operator, (), DAY).facts == {
        "over_five_programmes": False,
        "children_travel": None,
        "fees_asked": None,
    }
    made.full_place(operator)
    told = project_question(operator, (), DAY).facts
    assert told["children_travel"] is True and told["fees_asked"] is True
    states = {point.id: point.state for point in points_of(operator, ["team"], DAY).points}
    assert states["team"] == "done" and states["travel"] == "missing" and states["house_rules"] == "depends"


@pytest.mark.parametrize(("in_cle", "begun", "exempt"), [(True, 0, True), (True, 1, False), (None, 0, False)])
def test_more_than_five_programmes_are_counted_where_the_offer_is_in_force(in_cle, begun, exempt):
    first, *others = (ZoneFactory() for _ in range(6))
    operator = made.operator(first, in_cle=None)
    for zone in others:
        begin(system(made.NOW, "un essai"), operator, zone)
    for zone in (first, *others)[begun:]:
        made.full_place(operator, made.commune_of(zone))
        made.declared(operator, zone)
    operator.in_cle = in_cle
    operator.save()
    facts = project_question(operator, (), DAY).facts
    assert facts["over_five_programmes"] is exempt


def test_the_page_says_that_the_code_of_quality_was_not_read(signed, operator):
    page = signed().get(url("project", operator.pk)).content.decode()
    assert "n’a pas été lu ici" in page and "C’est un conseil" in page


def test_a_draft_is_read_by_its_own_people_alone(client, signed, operator):
    person = signed()
    write(person, operator)
    stranger = made.operator(ZoneFactory())
    assert person.get(url("project", stranger.pk)).status_code == 404
    assert person.get(url("project_new", stranger.pk)).status_code == 404
    actor = made.coordinator(operator.declarations.get().zone)
    coordinator = sign_in(client, actor.person, mandate=actor.mandate)
    assert coordinator.get(url("project", operator.pk)).status_code == 404
    worker = signed(Role.CARE_WORKER)
    assert worker.get(url("project", operator.pk)).status_code == 200
    assert worker.get(url("project_new", operator.pk)).status_code == 403


def test_the_same_queries_whatever_the_number_of_versions(signed, operator, counted_queries):
    person = signed()
    write(person, operator)
    write(person, operator, "deux")
    with counted_queries() as few:
        person.get(url("project", operator.pk))
    for number in range(3, 14):
        CareProject.objects.create(operator=operator, number=number, text=str(number), created_at=made.NOW)
    with counted_queries() as more:
        person.get(url("project", operator.pk))
    assert len(more) == len(few) <= 30, more.sql
