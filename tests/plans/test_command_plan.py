"""`preau plan import` and `preau plan export`."""

import io
import json
from dataclasses import replace

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from preau.foundation import clock
from preau.foundation.accounts.actors import system
from preau.foundation.journal.api import history_of
from preau.foundation.territory.loading import load_territory
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import SchoolYear
from preau.plans import acts
from preau.plans.documents import document_of
from preau.plans.exports import plan_workbook
from preau.plans.models import AnnualActionPlan, PlanStatus
from preau.plans.workbook import read_plan, to_document
from scripts.make_mons_workbook import TARGET
from tests.documents.building import xlsx
from tests.plans.workbook.should_pass import PLAN, plan, with_column

MONS = ("--commune", "53053", "--year", "2020")


@pytest.fixture
def run(capsysbinary):
    """Return a function that runs the command: (exit code, standard output, standard error)."""

    def run(*words):
        try:
            call_command("plan", *map(str, words))
            code = 0
        except SystemExit as end:
            code = end.code
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return run


@pytest.fixture
def zone(db):
    load_territory()
    return Zone.objects.get(members__municipality__nis="53053")


@pytest.fixture
def saved(zone, run, at):
    at("2026-11-21")
    code, _, said = run("import", TARGET, *MONS, "--approved-on", "2020-09-14")
    assert code == 0, said
    return AnnualActionPlan.objects.get(zone=zone)


def test_import_saves_a_draft(zone, run):
    code, out, _ = run("import", TARGET, *MONS)
    assert code == 0
    found = AnnualActionPlan.objects.get()
    assert (found.zone, found.start_year, found.status) == (zone, 2020, PlanStatus.DRAFT)
    assert document_of(found) == to_document(read_plan(TARGET.read_bytes(), TARGET.name))
    assert "enregistré pour Mons (brouillon)" in out.decode()


def test_a_historical_plan_is_recorded_as_approved(saved):
    assert saved.status == PlanStatus.APPROVED
    assert str(saved.approved_on) == "2020-09-14"


def test_the_school_year_may_be_written_whole(zone, run):
    assert run("import", TARGET, "--commune", "53053", "--year", "2020-2021")[0] == 0


def changed_workbook(tmp_path):
    """Return the workbook of the same plan with one word more."""
    document = to_document(read_plan(TARGET.read_bytes(), TARGET.name))
    other = replace(document, objectives=(replace(document.objectives[0], text="Autre"), *document.objectives[1:]))
    path = tmp_path / "autre.xlsx"
    path.write_bytes(plan_workbook(other, commune="Mons", school_year=SchoolYear(2020), created=clock.now()))
    return path, other


def test_the_same_plan_again_changes_nothing(saved, run):
    code, out, _ = run("import", TARGET, *MONS)
    assert code == 0
    assert "déjà enregistré tel quel" in out.decode()


def test_an_approved_plan_is_never_replaced(saved, run, tmp_path):
    code, out, _ = run("import", changed_workbook(tmp_path)[0], *MONS, "--json")
    assert code == 1
    assert "ne se remplace pas" in json.loads(out)["errors"][0]["sentence"]
    assert document_of(AnnualActionPlan.objects.get()).objectives[0].text != "Autre"


def test_a_draft_becomes_the_historical_plan_it_is_said_to_be(zone, run, tmp_path, at):
    at("2026-11-21")
    run("import", TARGET, *MONS)
    path, other = changed_workbook(tmp_path)
    code, _, said = run("import", path, *MONS, "--approved-on", "2030-01-01")
    assert (code, "un jour à venir" in said) == (1, True)
    assert document_of(AnnualActionPlan.objects.get()) != other
    code, out, _ = run("import", path, *MONS, "--approved-on", "2020-09-14")
    assert (code, "remplacé et enregistré comme approuvé" in out.decode()) == (0, True)
    plan = AnnualActionPlan.objects.get()
    assert (document_of(plan), str(plan.approved_on)) == (other, "2020-09-14")


def test_a_draft_is_replaced_and_undo_brings_it_back(zone, run, tmp_path):
    run("import", TARGET, *MONS)
    plan = AnnualActionPlan.objects.get()
    before = document_of(plan)
    path, other = changed_workbook(tmp_path)
    code, out, _ = run("import", path, *MONS)
    assert code == 0
    assert "est remplacé" in out.decode()
    assert document_of(plan) == other
    acts.undo(system(clock.now(), "essai"), plan.pk, history_of(plan).first().pk)
    assert document_of(plan) == before


def test_dry_run_saves_nothing(zone, run):
    code, out, _ = run("import", TARGET, *MONS, "--dry-run")
    assert code == 0
    assert not AnnualActionPlan.objects.exists()
    text = out.decode()
    assert "Plan d’action annuel 2020-2021, Mons" in text
    assert "axe 1, 3 | aspect 13 | objectif 1" in text
    assert text.endswith("Rien n’est enregistré.\n")


def test_dry_run_reads_no_database(run):
    """Without the `db` fixture any query fails the test."""
    code, out, _ = run("import", TARGET, *MONS, "--dry-run", "--json")
    assert code == 0
    assert set(json.loads(out)) == {
        "commune", "school_year", "objectives", "comment", "actions", "questions", "errors", "remarks"
    }  # fmt: skip


def test_json_is_that_of_the_export(saved, run):
    _, out, _ = run("import", TARGET, *MONS, "--dry-run", "--json")
    _, exported, _ = run("export", *MONS, "--format", "json")
    read = json.loads(out)
    assert (read.pop("questions"), read.pop("errors"), read.pop("remarks")) == ([], [], [])
    assert read == json.loads(exported)


def test_a_question_saves_nothing(zone, run, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(xlsx(plan(with_column(["Danse", "2", "1, 3"], 2))))
    code, out, _ = run("import", path, *MONS)
    assert code == 1
    assert "Questions :" in out.decode()
    assert "« Danse »" in out.decode()
    assert not AnnualActionPlan.objects.exists()
    code, out, _ = run("import", path, *MONS, "--json")
    question = json.loads(out)["questions"][0]
    assert code == 1
    assert (question["cell"], question["field"], question["action_number"]) == ("C15", "axes", 1)
    assert question["options"][0]["value"] == "1"


def test_export_of_the_workbook_and_the_pdf(saved, run, tmp_path):
    code, out, _ = run("export", *MONS, "--format", "xlsx")
    assert code == 0
    assert to_document(read_plan(out, "plan.xlsx")) == document_of(saved)
    target = tmp_path / "plan.pdf"
    code, out, _ = run("export", *MONS, "--format", "pdf", "--output", target)
    assert (code, out) == (0, b"")
    assert len(PdfReader(io.BytesIO(target.read_bytes())).attachments) == 1


def test_export_of_a_plan_that_is_not_there(zone, run):
    code, out, said = run("export", *MONS, "--format", "json")
    assert (code, out) == (1, b"")
    assert "Aucun plan 2020-2021 n’est enregistré pour Mons" in said


def test_export_where_one_may_not_write(saved, run, tmp_path):
    code, _, said = run("export", *MONS, "--format", "json", "--output", tmp_path / "absent" / "plan.json")
    assert code == 2
    assert "ne peut pas être écrit" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("absent.xlsx", *MONS), "n’existe pas"),
        (("/", *MONS), "est un dossier"),
        ((TARGET, "--commune", "99999", "--year", "2020"), "Aucune commune ne porte le code NIS « 99999 »"),
        ((TARGET, "--commune", "53053", "--year", "bientôt"), "n’est pas une année scolaire"),
        ((TARGET, "--commune", "53053", "--year", "2020-2022"), "n’est pas une année scolaire"),
        ((TARGET, "--commune", "53053", "--year", "1999"), "n’est pas une année scolaire"),
        ((TARGET, *MONS, "--approved-on", "hier"), "n’est pas une date"),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_what_makes_no_sense_ends_with_a_sentence(db, run, words, sentence, as_json):
    code, out, said = run("import", *words, *(["--json"] if as_json else []))
    assert code == 2
    assert sentence in said
    if as_json:
        answer = json.loads(out)
        assert sentence in answer["errors"][0]["sentence"]
        assert answer["actions"] == []


def test_a_file_that_is_no_plan(db, run, tmp_path):
    path = tmp_path / "lettre.xlsx"
    path.write_bytes(b"Madame, Monsieur")
    code, out, said = run("import", path, *MONS)
    assert (code, out) == (2, b"")
    assert "pas un classeur" in said


def test_an_impossible_approval_saves_nothing(zone, run, at):
    at("2026-11-21")
    code, _, said = run("import", TARGET, *MONS, "--approved-on", "2030-01-01")
    assert code == 1
    assert said
    assert not AnnualActionPlan.objects.exists()


def test_the_invented_plan_of_the_tests_is_saved_too(zone, run, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(xlsx(plan()))
    assert run("import", path, *MONS)[0] == 0
    assert document_of(AnnualActionPlan.objects.get()) == PLAN
