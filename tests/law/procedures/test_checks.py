"""What the checks of the procedures refuse, fault by fault."""

import copy
from datetime import date

import pytest
import yaml

from preau.law import procedures
from preau.law.procedures import Act, Procedure, Role, WrongProcedure, clocks, declared
from preau.law.procedures.checks import faults_between
from tests.law.procedures.samples import TINY, tiny


def faults(written: dict) -> tuple[str, ...]:
    with pytest.raises(WrongProcedure) as wrong:
        declared(yaml.safe_dump(written, allow_unicode=True))
    assert str(wrong.value) == "\n".join(wrong.value.faults)
    return wrong.value.faults


def with_act(**act) -> dict:
    written = tiny()
    base = {"id": "more", "title": "Encore", "from": ["draft"], "to": "sent", "by": ["one"], "article": "decree art. 5"}
    written["acts"].append({**base, **act})
    return written


def test_the_sample_is_sound():
    known = declared(TINY)
    assert faults_between((known,)) == ()
    assert known.citation == "décret du 3 juillet 2003, art. 5"
    assert known.actors == (Role.MUNICIPALITY, Role.COORDINATION_ASBL, Role.ONE, Role.SYSTEM)
    assert [state.id for state in known.initial] == ["draft"]
    assert [act.id for act in known.acts_from(None)] == ["open"]
    assert [act.id for act in known.acts_from("sent")] == ["note", "answer", "lapse"]
    assert known.act("note").target("sent") == "sent"
    assert known.act("send").target("draft") == "sent"
    assert known.act("send").clocks == ("D06",)
    assert known.act("open").clocks == ()
    assert known.act("open").opening and not known.act("send").opening
    assert known.act("send").citation == "arrêté du 3 décembre 2003, art. 2/1"
    assert (known.need("letter").words, known.need("letter").kind) == ("la lettre", "document")
    assert known.guard("signed").words == "La lettre est signée."
    assert known.in_force(date(2020, 1, 1)) and known.in_force(date(2020, 12, 31))
    assert not known.in_force(date(2019, 12, 31)) and not known.in_force(date(2021, 1, 1))
    assert list(clocks((known,))) == [("D06", "tiny.send"), ("D06", "tiny.answer"), ("D06", "tiny.lapse")]
    with pytest.raises(KeyError):
        known.act("nothing")


def test_an_act_lists_each_clock_once():
    act = Act(
        id="all",
        title="Tout",
        to="x",
        by=(Role.SYSTEM,),
        article="decree art. 1er",
        starts=("D01", "D02"),
        meets=("D02",),
        stops=("D03",),
        suspends=("D04",),
        resumes=("D05",),
        on_expiry="D06",
    )
    assert act.clocks == ("D01", "D02", "D03", "D04", "D05", "D06")


def duplicated(name: str) -> dict:
    written = tiny()
    written[name].append(copy.deepcopy(written[name][-1]))
    return written


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (duplicated("needs"), ("needs: letter is declared twice",)),
        (duplicated("guards"), ("guards: signed is declared twice",)),
        (duplicated("acts"), ("acts: lapse is declared twice",)),
        (duplicated("states"), ("states: done is declared twice", "states: the code FINI is given twice")),
        (tiny(valid_to=date(2019, 1, 1)), ("it ends before it begins",)),
        (with_act(to="nowhere"), ("more: no state is called nowhere",)),
        (with_act(**{"from": ["nowhere"]}), ("more: no state is called nowhere",)),
        (with_act(needs=["stamp"]), ("needs: stamp is used and not declared",)),
        (with_act(guards=["rich"]), ("guards: rich is used and not declared",)),
        (tiny(needs=[*tiny()["needs"], {"id": "stamp", "words": "x"}]), ("needs: stamp is declared and not used",)),
        (with_act(**{"from": [], "to": "sent"}), ("sent: an act opens a case there, and it is not initial",)),
        (with_act(**{"from": [], "to": None}), ("more: comes from nowhere and leads nowhere",)),
        (tiny(article="code art. 1er"), ("tiny: no text is called 'code'",)),
        (with_act(article="code art. 1er"), ("more: no text is called 'code'",)),
        (
            tiny(guards=[{"id": "signed", "words": "x", "article": "law art. 2"}]),
            ("signed: no text is called 'law'",),
        ),
        (with_act(on_expiry="D06"), ("more: only the system acts when a clock expires",)),
        (with_act(on_expiry="D06", by=["system", "one"]), ("more: only the system acts when a clock expires",)),
        (with_act(meets=["D06"]), ("more: meets a clock and does not say what silence does",)),
        (tiny(acts=tiny()["acts"][:3]), ("done: cannot be reached", "sent: a dead end that is not final")),
        (
            tiny(acts=tiny()["acts"][1:]),
            ("draft: initial, and no act opens a case there",),
        ),
    ],
)
def test_a_fault_is_named(written, found):
    assert faults(written) == found


def test_a_procedure_without_a_start_is_refused():
    written = tiny()
    del written["states"][0]["initial"]
    assert faults(written) == (
        "no state is initial",
        "draft: an act opens a case there, and it is not initial",
        "draft: cannot be reached",
        "sent: cannot be reached",
        "done: cannot be reached",
    )


def test_states_that_only_lead_to_each_other_are_not_reached():
    written = tiny()
    words = {"applicant": "a", "authority": "b", "public": "c"}
    written["states"] += [{"id": "east", "words": words}, {"id": "west", "words": words}]
    base = {"by": ["one"], "article": "decree art. 5"}
    written["acts"] += [
        {"id": "go", "title": "Aller", "from": ["east"], "to": "west", **base},
        {"id": "come", "title": "Revenir", "from": ["west"], "to": "east", **base},
    ]
    assert faults(written) == ("east: cannot be reached", "west: cannot be reached")


def test_a_day_may_be_the_first_and_the_last():
    assert declared(yaml.safe_dump(tiny(valid_to=date(2020, 1, 1)))).valid_to == date(2020, 1, 1)


def test_all_faults_come_together():
    written = with_act(to="nowhere", needs=["stamp"], article="code art. 1er", meets=["D06"])
    assert faults(written) == (
        "more: no state is called nowhere",
        "needs: stamp is used and not declared",
        "more: no text is called 'code'",
        "more: meets a clock and does not say what silence does",
    )


@pytest.mark.parametrize(
    ("written", "part"),
    [
        (with_act(by=["mayor_of_nowhere"]), "Invalid enum value 'mayor_of_nowhere'"),
        (with_act(by=[]), "of length >= 1"),
        (with_act(article=""), "`str` of length >= 1 - at `$.acts[5].article`"),
        (with_act(starts=["X1"]), "matching regex"),
        (with_act(color="red"), "unknown field `color`"),
        (tiny(states=[{"id": "draft", "words": {"applicant": "a", "authority": "b"}}]), "required field `public`"),
        (tiny(states=[{"id": "Draft", "words": {}}]), "matching regex"),
    ],
)
def test_what_is_not_a_procedure_is_refused(written, part):
    (fault,) = faults(written)
    assert part in fault


def test_what_is_not_yaml_is_refused():
    with pytest.raises(WrongProcedure) as wrong:
        declared("id: [")
    assert len(wrong.value.faults) == 1


def between(*written: dict) -> tuple[str, ...]:
    return faults_between(tuple(declared(yaml.safe_dump(one, allow_unicode=True)) for one in written))


def test_versions_may_not_overlap():
    first = tiny()
    assert between(tiny(valid_from=date(2021, 1, 1), valid_to=None), first) == ()
    assert between(first, tiny(valid_from=date(2020, 12, 31), valid_to=None)) == (
        "tiny: two versions are in force together",
    )
    assert between(tiny(valid_to=None), tiny(valid_from=date(2021, 1, 1), valid_to=None)) == (
        "tiny: two versions are in force together",
    )
    assert between(first, tiny(id="other")) == ()


def test_clocks_are_limits_that_start_and_end():
    assert between(with_act(starts=["D999"])) == (
        "tiny.more: no time limit is called D999",
        "tiny.more: the clock D999 is never met and never expires",
    )
    assert between(with_act(starts=["D10"])) == ("tiny.more: the clock D10 is never met and never expires",)
    assert between(with_act(starts=["D10"], stops=["D10"])) == (
        "tiny.more: the clock D10 is never met and never expires",
    )
    assert between(with_act(meets=["D10"], silence="Rien.")) == ("tiny.more: no act starts the clock D10",)
    assert between(with_act(suspends=["D11"])) == ("tiny.more: no act starts the clock D11",)
    other = with_act(meets=["D10"], silence="Rien.")
    assert between(with_act(starts=["D10"]), {**other, "id": "other"}) == ()


def test_acts_of_other_cases_exist_and_may_follow():
    assert between(with_act(triggers=["tiny.nothing"])) == ("tiny.more: there is no act tiny.nothing",)
    assert between(with_act(triggers=["tiny.answer"])) == (
        "tiny.more: triggers tiny.answer, which the system may not do",
    )
    assert between(with_act(triggers=["tiny.lapse"])) == ()


def test_the_system_acts_for_a_reason():
    assert between(with_act(by=["system"])) == ("tiny.more: nothing makes the system do it",)
    assert between(with_act(by=["one", "system"])) == ("tiny.more: nothing makes the system do it",)
    assert between(with_act(by=["system"], guards=["signed"])) == ()
    assert between(with_act(by=["system"], triggers=["tiny.more"])) == ()


def test_remedies_and_lists_exist():
    assert between(with_act(remedies=["prayer"])) == ("tiny.more: there is no procedure prayer",)
    assert between(with_act(remedies=["tiny"])) == ()
    needs = [{"id": "letter", "words": "la lettre", "checklist": "love_letter"}]
    assert between(tiny(needs=needs)) == ("tiny.letter: no document list is called love_letter",)
    assert between(tiny(needs=[{"id": "letter", "words": "la lettre", "checklist": "convention"}])) == ()


def test_loading_all_lists_every_fault(monkeypatch):
    def read(stem: str) -> Procedure:
        written = {"a": tiny(article="code x"), "b": with_act(remedies=["prayer"])}[stem]
        return declared(yaml.safe_dump(written, allow_unicode=True))

    monkeypatch.setattr(procedures, "_stems", lambda: ("a", "b"))
    monkeypatch.setattr(procedures, "_file", read)
    with pytest.raises(WrongProcedure) as wrong:
        procedures.procedures.__wrapped__()
    assert wrong.value.faults == ("a: tiny: no text is called 'code'", "tiny.more: there is no procedure prayer")
