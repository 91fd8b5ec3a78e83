"""Writes the generated pages of docs/ anew; with `--check`, says which are stale and writes nothing.

docs/journeys.md comes from the counts that the last run of the browser tests left in build/clicks/: it is written when
there are any, and not checked. docs/benchmarks.md and the screenshots have commands of their own.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATORS = ("law_tables.py", "access_table.py")
COUNTS = ROOT / "build" / "clicks"
JOURNEYS = ROOT / "docs" / "journeys.md"
DEVICES = {"desktop": "1280 px", "phone": "390 px"}


def journeys() -> str:
    """Return the page of the journeys: clicks, fields and keys of each, beside its aim."""
    counts = sorted((json.loads(path.read_text(encoding="utf-8")) for path in COUNTS.glob("*.json")), key=_order)
    rows = [
        f"| {c['journey']} | {DEVICES[c['device']]} | {c['clicks']} | {c['fields']} | {c['keys']} "
        f"| **{c['total']}** | {c['at_most']} |"
        for c in counts
    ]
    return "\n".join(
        [
            "# What the main journeys take",
            "",
            "<!-- Made by `make docs` from the counts of the browser tests: change the journey, not this page. -->",
            "",
            "Counted by Chromium itself while the browser tests walk each journey: presses of the pointer, fields",
            "filled (once each, however long the text) and keys that command something (Enter, arrows). A journey",
            "beyond its aim fails the tests.",
            "",
            "| journey | width | clicks | fields | keys | in all | aim, at most |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
            *rows,
            "",
        ]
    )


def _order(count: dict[str, str]) -> tuple[str, str]:
    return count["journey"], count["device"]


def main() -> int:
    options = sys.argv[1:]
    codes = [
        subprocess.run([sys.executable, ROOT / "scripts" / name, *options], cwd=ROOT, check=False).returncode
        for name in GENERATORS
    ]
    if "--check" not in options and any(COUNTS.glob("*.json")):
        JOURNEYS.write_text(journeys(), encoding="utf-8")
        print(f"docs/{JOURNEYS.name}")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
