"""`preau law`: lines in, lines out, in order; a bad one stops nobody; Django stays out."""

import io
import json
import subprocess
import sys

import pytest

from preau import cli, law_cli
from preau.law.asking import ask
from preau.law.catalogue import RULES
from preau.law.time_limits import limits


def run(*words, lines=b""):
    out = io.BytesIO()
    code = law_cli.run(words, io.BytesIO(lines), out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_line_out_for_each_line_in_and_in_order():
    lines = (
        b'{"limit": "D31", "from": "2026-09-01"}\noups\n\n'
        b'{"length": 150, "unit": "CD", "from": "2026-11-26"}\r\n{"limit": "D31"}'
    )
    code, found = run("due", lines=lines)
    assert code == 1
    assert [one["ok"] for one in found] == [True, False, False, True, False]
    assert (found[0]["result"]["raw"], found[0]["result"]["due"]) == ("2026-12-31", "2026-12-31")
    assert (found[3]["result"]["raw"], found[3]["result"]["due"]) == ("2027-04-25", "2027-04-26")
    assert set(found[0]) == {"ok", "result", "steps", "articles"}
    assert set(found[1]) == {"ok", "error"}
    assert found[1]["error"]["code"] == "not_json"
    assert found[4]["error"]["field"] == "from"


def test_all_lines_answered_is_a_success():
    line = b'{"limit": "D31", "from": "2026-09-01"}'
    code, found = run("ask", "due_date", lines=line + b"\n" + line + b"\n")
    assert code == 0
    assert found[0] == found[1] == json.loads(json.dumps({**_plain(ask("due_date", line))}))


def _plain(reply):
    return {"ok": reply.ok, "result": reply.result, "steps": list(reply.steps), "articles": list(reply.articles)}


def test_an_unknown_rule_answers_each_line():
    code, found = run("ask", "magie", lines=b"{}\n{}\n")
    assert code == 1
    assert [one["error"]["code"] for one in found] == ["unknown_rule", "unknown_rule"]


def test_nothing_to_answer_is_no_error():
    assert run("due") == (0, [])


def test_the_rules_with_the_schema_of_their_question():
    code, found = run("list")
    assert code == 0
    assert [one["rule"] for one in found] == list(RULES)
    assert set(found[0]) == {"rule", "title", "articles", "example", "input"}
    assert all(one["input"]["$defs"] for one in found)


def test_the_limits():
    code, found = run("limits")
    assert code == 0
    assert [one["id"] for one in found] == [one.id for one in limits()]
    assert all(one["citation"] for one in found)


@pytest.mark.parametrize("words", [(), ("unknown",), ("ask",), ("ask", "a", "b"), ("due", "x")])
def test_another_command_says_how(words, capsys):
    assert run(*words) == (2, [])
    assert capsys.readouterr().err.startswith("usage : preau law list")


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help(word, capsys):
    assert run(word) == (0, [])
    assert capsys.readouterr().out.startswith("usage : preau law list")


def test_the_command_never_loads_django():
    program = (
        "import sys; from preau import cli; sys.argv = ['preau', 'law', 'due']\n"
        "try: cli.main()\n"
        "except SystemExit as end: code = end.code\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'yaml')], 'too much'\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=b'{"limit": "D31", "from": "2026-09-01"}\n',
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["result"]["due"] == "2026-12-31"


def test_the_command_passes_on_its_exit_code(monkeypatch):
    monkeypatch.setattr(cli.sys, "argv", ["preau", "law", "nothing"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
