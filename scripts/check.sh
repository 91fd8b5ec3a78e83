#!/usr/bin/env bash
# The static checks, each stopping the rest. Reads the code only; touches no database and no other file.
set -eu
cd "$(dirname "$0")/.."
PREAU_DATA_DIR=$(mktemp -d)
export PREAU_DATA_DIR
trap 'rm -rf "$PREAU_DATA_DIR"' EXIT

step() { # WORDS COMMAND...
  local words=$1 output
  shift
  if ! output=$("$@" 2>&1); then
    printf '%s\nContrôle non passé : %s (%s)\n' "$output" "$words" "$*" >&2
    exit 1
  fi
  echo "- $words"
}

bin=.venv/bin
step "règles de code" $bin/ruff check --quiet --no-cache .
step "mise en forme" $bin/ruff format --check --quiet --no-cache .
step "lois d'importation" $bin/lint-imports --no-cache
step "types" $bin/mypy --no-error-summary
step "gabarits" $bin/djlint --lint --quiet preau
step "réglages" $bin/preau check --fail-level WARNING
step "migrations complètes" $bin/preau makemigrations --check --dry-run
step "documents produits à jour" $bin/python scripts/docs.py --check
step "paquets compatibles" $bin/python -m pip check
