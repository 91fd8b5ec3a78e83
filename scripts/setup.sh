#!/usr/bin/env bash
# Prepares .venv from nothing but Python 3.11+ and the network: `setup.sh` for what Préau runs on,
# `setup.sh dev` also for what its tests need. Safe to run again: it works only when a lock changed.
set -eu
cd "$(dirname "$0")/.."

working_python() {
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
}

stamp_of() { cat "$@" pyproject.toml | cksum | tr ' ' '-'; }

install_lock() { # LOCK STAMP_FILE
  local stamp
  stamp=$(stamp_of "$1")
  [ "$(cat ".venv/$2" 2>/dev/null || true)" = "$stamp" ] && return
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
  echo "$stamp" > ".venv/$2"
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
  python=$(working_python)
  if [ -z "$python" ]; then
    echo "Préau demande Python 3.11 ou plus récent, avec le module venv." >&2
    echo "Sur Debian ou Ubuntu : sudo apt-get install python3 python3-venv" >&2
    exit 1
  fi
  rm -rf .venv
  "$python" -m venv .venv
fi
install_lock requirements.lock .preau-lock
[ "${1:-}" = dev ] && install_lock requirements-dev.lock .preau-dev-lock
if [ ! -x .venv/bin/preau ] || ! .venv/bin/python -c 'import preau' 2>/dev/null; then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
