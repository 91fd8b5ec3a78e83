"""The published plan of Mons 2020-2021, from its workbook."""

import io
import json
import re
import zipfile
from pathlib import Path

from preau.law.annual_plan import SchoolYear
from preau.plans.documents import plan_json
from preau.plans.workbook import read_plan, to_document
from scripts.make_mons_workbook import TARGET, mons_workbook

EXPECTED = json.loads((Path(__file__).parent / "mons.json").read_text(encoding="utf-8"))
PROPOSAL = read_plan(TARGET.read_bytes(), TARGET.name)


def test_read_whole_and_without_a_remark():
    assert PROPOSAL.is_whole
    assert PROPOSAL.remarks == ()
    assert PROPOSAL.school_year == SchoolYear(2020)


def test_word_for_word():
    assert plan_json(to_document(PROPOSAL), "53053", "2020-2021") == EXPECTED


def test_axes_aspects_and_objectives():
    actions = PROPOSAL.actions
    assert [action.number for action in actions] == [1, 2, 3, 4, 5, 6]
    assert [action.axes for action in actions] == [(1, 3), (1,), (1,), (2,), (3,), (1,)]
    assert [action.aspects for action in actions] == [(13,), (13,), (13,), (8,), (13,), (12,)]
    assert [action.objectives for action in actions] == [(1,), (2,), (3,), (4,), (5,), (6,)]


def test_who_is_in_charge_leaves_the_comment():
    posts = [action.responsible for action in PROPOSAL.actions]
    assert posts == ["Coordination ATL, poste 1"] * 5 + ["Coordination ATL, poste 2"]
    assert not any("Agent traitant" in action.comment for action in PROPOSAL.actions)


def test_the_originals_stand_beside():
    cells = PROPOSAL.actions[0].cells
    assert cells["axes"].text.startswith("Mise en œuvre de la coordination\n\nDéveloppement du secteur")
    assert cells["axes"].cell == "C18"
    assert cells["aspects"].text == "Coordination et partenariat entre opérateurs"
    assert PROPOSAL.objectives[0].cell == "B5"


def test_the_workbook_is_the_one_the_script_writes():
    assert TARGET.read_bytes() == mons_workbook()


def test_the_officers_are_named_by_function_only():
    with zipfile.ZipFile(io.BytesIO(TARGET.read_bytes())) as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    named = set(re.findall(r"Agent traitant: ([^<\n]+)", text))
    assert named == {"Coordination ATL, poste 1", "Coordination ATL, poste 2"}
