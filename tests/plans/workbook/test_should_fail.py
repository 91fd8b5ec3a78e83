"""What an import refuses or asks, through the command: exit code, and the sheet, cell and words it names."""

import json

import pytest
from django.core.management import call_command

from tests.documents.building import WRITERS
from tests.documents.refused import REFUSED
from tests.plans.workbook.should_fail import SHOULD_FAIL

MONS = ("--commune", "53053", "--year", "2020", "--dry-run", "--json")


@pytest.fixture
def run(capsysbinary):
    """Return a function that runs `preau plan import`: its exit code and its JSON."""

    def run(path):
        try:
            call_command("plan", "import", str(path), *MONS)
        except SystemExit as end:
            return end.code, json.loads(capsysbinary.readouterr().out)
        return 0, json.loads(capsysbinary.readouterr().out)

    return run


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", SHOULD_FAIL)
def test_says_what_and_where(name, kind, run, tmp_path):
    case = SHOULD_FAIL[name]
    path = tmp_path / f"plan.{kind}"
    path.write_bytes(WRITERS[kind](*case.sheets))
    code, answer = run(path)
    assert code == case.code
    said = answer["questions"] if case.asks else answer["errors"]
    places = [(entry["sheet"], entry["cell"]) for entry in said]
    assert (case.sheet, case.cell) in places, said
    entry = next(e for e in said if (e["sheet"], e["cell"]) == (case.sheet, case.cell) and case.word in e["sentence"])
    assert entry["found"]
    assert entry["expected"]
    assert case.found in entry["found"]
    assert case.sheet in entry["sentence"]
    assert case.cell in entry["sentence"] or case.code == 2
    if case.code == 2:
        assert (answer["objectives"], answer["comment"], answer["actions"]) == ([], "", [])


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_no_plan(name, run, tmp_path):
    filename, content, word = REFUSED[name]
    path = tmp_path / filename
    path.write_bytes(content())
    code, answer = run(path)
    assert code == 2
    assert answer["actions"] == answer["objectives"] == answer["questions"] == []
    said = " ".join(entry["sentence"] for entry in answer["errors"])
    assert word in said.replace("\u202f", " ").replace("\u00a0", " ")


def test_there_are_enough():
    assert len(SHOULD_FAIL) >= 30
