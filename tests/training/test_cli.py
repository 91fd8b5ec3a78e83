"""`preau training match`: two CSV files in, one JSON line per encoding out, in order; refusals name file and line."""

import csv
import io
import json
import subprocess
import sys

import pytest

from preau import cli, training_cli

CATALOGUE = """kind,id,parent,name,aliases,hours
organisation,o1,,Les Ateliers du Hamac,ADH|Hamac en fête,
organisation,o2,,Institut Valbrun,,
module,m1,o1,"Jeux coopératifs, 3-12 ans",Coopérer en jouant,6
module,m2,o2,Conte et narration,,"7,5"
trainer,t1,o1,Odile Marnelle,,
place,p1,o2,Salle des Cerfs,,
"""
ENCODINGS = """id,organisation,module,hours,date
e1,ADH,cooperer en jouant,6,2025-03-01
e2,institut valbrun,contes et narrations,7h30,12/03/2025
e3,Ferme du Basalte,Apiculture,,
e4,Institut Valbrun,Robotique,6,2025-03-01
e5,"Conte et narration","Institut Valbrun",,
"""


@pytest.fixture
def run(tmp_path, capsys):
    def with_files(encodings=ENCODINGS, catalogue=CATALOGUE):
        files = {"encodages.csv": encodings, "catalogue.csv": catalogue}
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        out = io.BytesIO()
        paths = [str(tmp_path / name) for name in files]
        code = training_cli.run(["match", paths[0], "--catalogue", paths[1]], out)
        said = capsys.readouterr().err.replace(f"{tmp_path}/", "")
        return code, [json.loads(line) for line in out.getvalue().splitlines()], said

    return with_files


def test_one_answer_for_each_encoding_in_order(run):
    code, found, said = run()
    assert (code, said) == (0, "")
    assert [one["id"] for one in found] == ["e1", "e2", "e3", "e4", "e5"]
    assert [one["decision"] for one in found] == ["auto", "auto", "none", "review", "auto"]
    assert [(one["organisation"], one["module"]) for one in found] == [
        ("o1", "m1"), ("o2", "m2"), (None, None), ("o2", None), ("o2", "m2"),
    ]  # fmt: skip
    keys = {"id", "organisation", "module", "score", "decision", "reasons", "candidates"}
    assert all(set(one) == keys for one in found)
    assert all(set(other) == {"organisation", "module", "score"} for one in found for other in one["candidates"])
    assert found[0]["reasons"][0] == "c’est un autre nom de l’organisme"


def test_the_files_of_a_french_spreadsheet_are_read(run):
    def semicolons(text):
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(csv.reader(io.StringIO(text)))
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    assert run(semicolons(ENCODINGS), semicolons(CATALOGUE)) == run()


def test_columns_may_stand_in_any_order_among_others(run):
    rows = [line.split(",") for line in ["id,module,organisation,date,hours,remarque", "e1,conte,Valbrun,,,x", ""]]
    code, found, _ = run("\n".join(",".join(row) for row in rows))
    assert (code, found[0]["organisation"]) == (0, "o2")


def test_no_encoding_is_no_error(run):
    assert run("id,organisation,module,hours,date\n") == (0, [], "")


def test_hours_and_dates_that_cannot_be_read_are_told_and_unknown(run):
    code, found, said = run("id,organisation,module,hours,date\ne1,ADH,coopérer en jouant,beaucoup,hier\n")
    assert (code, found[0]["decision"]) == (0, "auto")
    assert said.splitlines() == [
        "preau training : encodages.csv, ligne 2 : hours « beaucoup » n’a pas été compris.",
        "preau training : encodages.csv, ligne 2 : date « hier » n’a pas été compris.",
    ]


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        ("kind,id,parent,name\n", "catalogue.csv, ligne 1 : il manque les colonnes aliases et hours ; attendu"),
        ("", "catalogue.csv, ligne 1 : il manque les colonnes kind, id, parent"),
        ("kind,id,parent,name,aliases,hours\n", "catalogue.csv : aucune organisation."),
        (CATALOGUE + "organisation,o1,,Encore,,\n", "ligne 8 : organisation « o1 » est déjà à la ligne 2."),
        (CATALOGUE + "module,m3,o9,Perdu,,\n", "ligne 8 : parent « o9 » n’est l’identifiant d’aucune organisation."),
        (CATALOGUE + "module,m3,,Perdu,,\n", "ligne 8 : parent «  » n’est l’identifiant d’aucune organisation."),
        (
            CATALOGUE + "salle,m3,o1,Perdu,,\n",
            "ligne 8 : kind « salle » doit être organisation, module, trainer, place.",
        ),
        (CATALOGUE + "module,m3,o1,,,\n", "ligne 8 : l’identifiant ou le nom manque."),
        (CATALOGUE + "module,m3,o1,Durée,,deux\n", "ligne 8 : hours « deux » doit être un nombre, comme 7,5."),
        (CATALOGUE + "module,m3,o1,Trop,,6,7,8\n", "ligne 8 : 8 cellules pour 6 colonnes."),
        (CATALOGUE.encode("cp1252"), "catalogue.csv, ligne 2 : ce n’est pas un fichier CSV en UTF-8."),
        (b"PK\x03\x04\x14\x00\xff\xfe", "catalogue.csv, ligne 1 : ce n’est pas un fichier CSV en UTF-8."),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_refused_whole(run, catalogue, said):
    code, found, told = run(catalogue=catalogue)
    assert (code, found) == (1, [])
    assert said in told


@pytest.mark.parametrize(
    ("encodings", "said"),
    [
        ("id,organisation,module,hours\n", "encodages.csv, ligne 1 : il manque la colonne date ; attendu id,"),
        (ENCODINGS + "e1,x,y,,\n", "encodages.csv, ligne 7 : l’identifiant « e1 » est déjà celui de la ligne 2."),
        (ENCODINGS + ",x,y,,\n", "encodages.csv, ligne 7 : l’identifiant manque."),
        (CATALOGUE, "encodages.csv, ligne 1 : il manque les colonnes organisation, module et date ; attendu"),
        ("id,organisation,module,hours,date\ne1," + "x" * 200_000 + ",y,,\n", "ligne 2 : ce n’est pas du CSV lisible."),
    ],
)
def test_encodings_that_cannot_be_used_are_refused_whole(run, encodings, said):
    code, found, told = run(encodings=encodings)
    assert (code, found) == (1, [])
    assert said in told


def test_at_most_ten_wrong_lines_are_told(run):
    _, _, said = run("id,organisation,module,hours,date\n" + "e1,x,y,,\n" * 30)
    assert len(said.splitlines()) == 11
    assert "… et 19 autres lignes." in said


def test_a_trainer_may_stand_at_two_organisations(run):
    code, found, _ = run(catalogue=CATALOGUE + "trainer,t1,o2,Odile Marnelle,,\nplace,p9,,Nulle part,,\n")
    assert (code, len(found)) == (0, 5)


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    out = io.BytesIO()
    assert training_cli.run(["match", str(tmp_path), "--catalogue", str(tmp_path / "rien.csv")], out) == 1
    assert "rien.csv : No such file or directory." in capsys.readouterr().err
    assert training_cli.run(["match", "x", "--catalogue", "a\x00b"], out) == 1
    assert "ce nom n’est pas celui d’un fichier" in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("match",), ("match", "a.csv"), ("match", "a.csv", "b.csv"), ("autre",)])
def test_another_command_says_how(words, capsys):
    assert training_cli.run(words, io.BytesIO()) == 2
    assert capsys.readouterr().err.startswith("usage : preau training match")


@pytest.mark.parametrize("words", [("-h",), ("match", "--help")])
def test_help(words, capsys):
    assert training_cli.run(words, io.BytesIO()) == 0
    assert "kind,id,parent,name,aliases,hours" in capsys.readouterr().out


def test_the_command_of_preau_gets_there(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["preau", "training", "-h"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 0


def test_django_is_not_loaded():
    script = "import sys; from preau import training_cli, training; import preau.training.matching.files; "
    script += "import preau.training.matching; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize(
    ("streams", "code", "said"),
    [
        (">/dev/full", 1, "preau training : No space left on device\n"),
        (">&-", 2, "preau training : ouvrez la sortie standard.\n"),
    ],
)
def test_streams_that_cannot_be_used_are_told(tmp_path, streams, code, said):
    (tmp_path / "e.csv").write_text(ENCODINGS)
    (tmp_path / "c.csv").write_text(CATALOGUE)
    command = [sys.executable, "-m", "preau.cli", "training", "match", "e.csv", "--catalogue", "c.csv"]
    words = ["sh", "-c", f'"$@" {streams}', "sh", *command]
    done = subprocess.run(words, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (code, said)
