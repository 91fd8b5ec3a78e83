#!/usr/bin/env bash
# `make test`: the checks, then the whole suite. The law knows no database: its tests run once, with its coverage.
# With CI=true or DATABASE=postgresql what meets the database first runs on a PostgreSQL of its own, without the
# browser; the run on SQLite comes last, with all the rest, so that its line closes the output. The table of access
# (`walked`) is then left to PostgreSQL: who may do what does not hang on the database, and it is half of the time.
set -eu
cd "$(dirname "$0")/.."
bash scripts/system-packages.sh chromium libreoffice-calc tesseract-ocr tesseract-ocr-fra

echo "Contrôles"
bash scripts/check.sh

echo "La loi : ses tests, et leur couverture de chaque ligne, de chaque branche"
bash scripts/coverage.sh

seed=${SEED:-$RANDOM}
pytest=(.venv/bin/python -m pytest -q -n 2 --dist worksteal -p "randomly" -p no:cacheprovider --randomly-seed="$seed")
pytest+=(--ignore=tests/law)
unset PREAU_DATABASE_URL PREAU_CLOCK PREAU_DEMONSTRATION
on_sqlite="not postgresql"
if [ "${CI:-}" = true ] || [ "${DATABASE:-}" = postgresql ]; then
  echo "Suite sur PostgreSQL, ordre $seed (pour la refaire : SEED=$seed DATABASE=postgresql make test)"
  .venv/bin/python scripts/with_postgresql.py "${pytest[@]}" -m "database and not browser"
  on_sqlite="not postgresql and not walked"
fi
echo "Suite sur SQLite, ordre $seed (pour la refaire : SEED=$seed make test)"
exec "${pytest[@]}" -m "$on_sqlite"
