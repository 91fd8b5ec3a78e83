#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock anew from the .in files: newest versions allowed, hashes,
# one lock for every platform and Python from 3.11, no address of any registry.
set -eu
cd "$(dirname "$0")/.."
bash scripts/setup.sh
[ -x build/lock/bin/uv ] || .venv/bin/python -m venv build/lock
build/lock/bin/python -m pip install --quiet --upgrade uv
for name in requirements requirements-dev; do
  build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --system-certs --custom-compile-command "make lock" --output-file "$name.lock" "$name.in"
done
