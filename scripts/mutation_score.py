"""Reads the results of a mutation run, line by line (`name: state`), and prints the score of each module.

`mutmut results --all true | python scripts/mutation_score.py 90` fails (exit 1) below that score. A change that no test
reaches counts as one that survived; one that made the tests endless counts as noticed.
"""

import sys
from collections import Counter, defaultdict

NOTICED = {"killed", "timeout", "segfault", "caught by type check"}
COUNTED = NOTICED | {"survived", "no tests", "suspicious"}


def main() -> int:
    least = float(sys.argv[1])
    modules: dict[str, Counter[bool]] = defaultdict(Counter)
    for line in sys.stdin:
        name, _, state = line.strip().partition(": ")
        if state in COUNTED:
            modules[name.rpartition(".")[0]][state in NOTICED] += 1
    for module, counts in sorted(modules.items(), key=lambda item: _score(item[1])):
        print(f"{_score(counts):6.1f} %  {counts.total():6}  {module}")
    whole = sum(modules.values(), Counter())
    print(f"{whole[True]} changes noticed out of {whole.total()}: {_score(whole):.1f} %")
    return 0 if whole and _score(whole) >= least else 1


def _score(counts: Counter[bool]) -> float:
    return 100 * counts[True] / counts.total()


if __name__ == "__main__":
    sys.exit(main())
