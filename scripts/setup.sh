#!/usr/bin/env bash
# Prepares .venv from nothing but Python 3.11+ and the network: `setup.sh` for what Préau runs on,
# `setup.sh dev` also for what its tests need. Safe to run again: it works only when a lock changed.
set -eu
cd "$(dirname "$0")/.."

# A name on the PATH proves nothing (pyenv leaves names that do not run, Debian has a Python without venv):
# each is tried by running it.
working_python() {
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
}

make_venv() {
  local python
  python=$(working_python)
  if [ -z "$python" ] && [ -e /etc/debian_version ]; then
    bash scripts/system-packages.sh python3-venv
    python=$(working_python)
  fi
  if [ -z "$python" ]; then
    echo "Préau demande Python 3.11 ou plus récent, avec le module venv. Installez-le, puis recommencez." >&2
    exit 1
  fi
  rm -rf .venv
  "$python" -m venv .venv
}

pip_install() {
  PYTHONWARNINGS=ignore .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-input --root-user-action ignore "$@"
}

install_lock() { # LOCK STAMP_FILE
  local stamp
  stamp=$(cksum <"$1")
  [ "$(cat ".venv/$2" 2>/dev/null || true)" = "$stamp" ] && return
  pip_install --use-pep517 --require-hashes -r "$1"
  echo "$stamp" >".venv/$2"
}

.venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
install_lock requirements.lock .preau-lock
if [ "${1:-}" = dev ]; then
  install_lock requirements-dev.lock .preau-dev-lock
fi
if [ ! -x .venv/bin/preau ] || ! .venv/bin/python -c 'import preau' 2>/dev/null; then
  pip_install --no-deps --no-build-isolation -e .
fi
