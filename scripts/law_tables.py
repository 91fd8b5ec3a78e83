"""Write the pages of `docs/law/`, made from the law itself.

python scripts/law_tables.py          writes them
python scripts/law_tables.py --check  says which are stale (exit 1), writes nothing
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.law_pages import articles, parameters, procedures, rules, smart, time_limits  # noqa: E402 - the line above finds them

DOCS = ROOT / "docs" / "law"
PAGES = {
    "time-limits.md": time_limits.page,
    "parameters.md": parameters.page,
    "rules.md": rules.page,
    "procedures.md": procedures.page,
    "articles.md": articles.page,
    "smart.md": smart.page,
}


def stale() -> list[str]:
    """Return the names of the pages that are not what the data would give."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]


def main() -> int:
    """Write the pages, or with --check say which are stale; returns the exit code."""
    late = stale()
    if "--check" in sys.argv[1:]:
        for name in late:
            print(f"docs/law/{name} is stale: run python scripts/law_tables.py")
        return 1 if late else 0
    DOCS.mkdir(parents=True, exist_ok=True)
    for name in late:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/law/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
