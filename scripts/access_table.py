"""Write `docs/access.md` from the table of access (`tests/access/table.py`).

python scripts/access_table.py          writes it
python scripts/access_table.py --check  says whether it is stale (exit 1), writes nothing
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from tests.access.actors import PEOPLE, VISITOR, in_words  # noqa: E402
from tests.access.routes import routes  # noqa: E402
from tests.access.rows import SIGN_IN, Row  # noqa: E402
from tests.access.table import TABLE  # noqa: E402

PAGE = ROOT / "docs" / "access.md"
ANSWERS = {
    200: "la page",
    301: "l’adresse d’aujourd’hui",
    302: "fait, puis la page suivante",
    400: "pas compris, et pourquoi",
    401: "une clé est demandée",
    403: "refus, avec sa raison",
    404: "comme si cela n’existait pas",
    409: "rien n’est écrit : les deux textes, et le choix",
    422: "le formulaire revient, avec ce qui manque",
}
HEAD = """# Qui peut quoi

<!-- Made by `python scripts/access_table.py` from tests/access/table.py: change the table, not this page. -->

Chaque adresse de Préau, et ce qu’elle répond. Les tests de `tests/access/` parcourent chaque ligne avec un visiteur,
une personne sans mandat et chaque rôle, sur ses propres affaires et sur celles d’une autre commune.

- Sans compte, une page qui en demande un mène à la connexion (302).
- Ce qui est à une autre commune, organisation ou personne n’existe pas (404), pour qui pourrait l’ouvrir chez soi.
- Ce qui est à soi sans en avoir le droit est refusé, avec la raison (403). Un acte refusé n’écrit rien.
- « 2 » : sans second facteur dans la session, l’adresse mène à la page qui le demande.
- Une méthode absente du tableau est refusée (405) ; HEAD répond comme GET. Chaque POST prouve d’où il vient (CSRF).
"""


def page() -> str:
    """Return the whole page, room by room."""
    addresses = {route.name: route.address for route in routes()}
    lines = [HEAD]
    for room, rows in TABLE.items():
        lines += [f"## {room}", "", "| adresse | méthode | quoi | qui | ce qui se passe | les autres | 2 |"]
        lines += ["| --- | --- | --- | --- | --- | --- | --- |"]
        lines += [_line(row, addresses[row.route]) for row in rows]
        lines.append("")
    return "\n".join(lines)


def _line(row: Row, address: str) -> str:
    cells = (
        f"`{address}`".replace("|", "\\|"),
        row.method,
        row.what,
        in_words(row.may),
        _answer(row),
        _refusal(row),
        "2" if row.factor else "",
    )
    return f"| {' | '.join(cells)} |"


def _answer(row: Row) -> str:
    if not row.may:
        return ""
    said = (
        f"{row.answer} {ANSWERS[row.answer]}" if row.method == "POST" or row.answer != SIGN_IN else "302 mène ailleurs"
    )
    if row.visitor is not None:
        said += f" ; sans compte, {row.visitor}"
    return said


def _refusal(row: Row) -> str:
    refused = [] if row.may >= PEOPLE else [f"{row.refusal} {ANSWERS[row.refusal]}"]
    if VISITOR not in row.may and row.visitor is None:
        refused.append("sans compte, la connexion")
    if row.owned:
        refused.append("à une autre, 404")
    return " ; ".join(refused)


def main() -> int:
    """Write the page, or with --check say whether it is stale; returns the exit code."""
    stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()
    if "--check" in sys.argv[1:]:
        if stale:
            print("docs/access.md is stale: run python scripts/access_table.py")
        return int(stale)
    if stale:
        PAGE.write_text(page(), encoding="utf-8")
        print("docs/access.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
