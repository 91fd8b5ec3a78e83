#!/usr/bin/env bash
# `make test`: the checks, then the whole suite. With CI=true or DATABASE=postgresql the suite first runs on a
# PostgreSQL of its own, without the browser; the run on SQLite comes last, so that its line closes the output.
set -eu
cd "$(dirname "$0")/.."
bash scripts/system-packages.sh chromium libreoffice-calc

echo "Contrôles"
bash scripts/check.sh

echo "Couverture de la loi : chaque ligne, chaque branche"
bash scripts/coverage.sh

seed=${SEED:-$RANDOM}
pytest=(.venv/bin/python -m pytest -q -n 2 -p "randomly" -p no:cacheprovider --randomly-seed="$seed")
unset PREAU_DATABASE_URL PREAU_CLOCK PREAU_DEMONSTRATION
if [ "${CI:-}" = true ] || [ "${DATABASE:-}" = postgresql ]; then
  echo "Suite sur PostgreSQL, ordre $seed (pour la refaire : SEED=$seed DATABASE=postgresql make test)"
  .venv/bin/python scripts/with_postgresql.py "${pytest[@]}" -m "not browser" --ignore=tests/law # the law knows no database
fi
echo "Suite sur SQLite, ordre $seed (pour la refaire : SEED=$seed make test)"
exec "${pytest[@]}" -m "not postgresql"
