.PHONY: setup demo test
setup:
	@bash scripts/setup.sh
