#!/usr/bin/env bash
# `make mutate`: changes preau/law in thousands of small ways, one at a time, and runs the tests of the law on each.
# Works on a copy in build/mutate, keeps nothing between runs, takes about half an hour on two cores. Fails below 90 %.
# `bash scripts/mutate.sh 'preau.law.staffing*'` tries one module; what survived is listed by
# `cd build/mutate && ../../.venv/bin/mutmut results`, and shown by `mutmut show NAME`.
set -eu
cd "$(dirname "$0")/.."
least=90
rm -rf build/mutate
mkdir -p build/mutate
cp -r preau tests scripts docs pyproject.toml build/mutate/
cd build/mutate
mutmut=../../.venv/bin/mutmut
"$mutmut" run --max-children 2 "$@" >run.txt 2>&1 || { tail -n 40 run.txt; exit 1; }
"$mutmut" results --all true | ../../.venv/bin/python scripts/mutation_score.py "$least"
