# Every target prepares what it needs from nothing but Python 3.11+ and make. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup dev demo test check fix docs bench mutate screenshots lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## prepare .venv; the command is then .venv/bin/preau
	@bash scripts/setup.sh

dev:
	@bash scripts/setup.sh dev

demo: setup ## open Préau with its demonstration data, and stay in the foreground
	@.venv/bin/preau demo

test: dev ## checks, then the whole suite (on PostgreSQL too with CI=true or DATABASE=postgresql)
	@bash scripts/test.sh

check: dev ## the static checks alone
	@bash scripts/check.sh

fix: dev ## put the code in order: format, sort imports
	@.venv/bin/ruff check --quiet --fix . || true
	@.venv/bin/ruff format --quiet .

docs: dev ## write the generated pages of docs/ anew
	@.venv/bin/python scripts/docs.py

bench: dev ## measure, and write docs/benchmarks.md
	@.venv/bin/python -m benchmarks

mutate: dev ## change preau/law in thousands of small ways, and count those its tests notice
	@bash scripts/mutate.sh

screenshots: dev ## take the pictures of docs/ anew
	@bash scripts/system-packages.sh chromium
	@.venv/bin/python -m tests.browser.screenshots

lock: ## choose versions anew and write both locks, with hashes
	@bash scripts/lock.sh
