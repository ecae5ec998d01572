# Everything runs from .venv, which any target builds from the hashed lock.
# The first of these that is Python 3.11 or newer; `make PYTHON=…` takes another.
RECENT := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(firstword $(foreach name,python3.11 python3,$(shell $(name) $(RECENT) 2>/dev/null && echo $(name))))
BIN := .venv/bin
.DEFAULT_GOAL := help

# The scripts of the desk's pages, built where npm is there. Without them every page can still be read.
BUILT := orbat/serve/static/built/ready

.PHONY: help demo test check bench quality lock clean

help:  ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: requirements.lock pyproject.toml | $(BUILT)
	@test -n "$(PYTHON)" || { echo 'Orbat needs Python 3.11 or newer: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@echo "Building .venv with $(PYTHON): once, a minute or two"
	@$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "Building the index of places in the user's cache folder, once"
	@$(BIN)/python -c "from orbat.places import open_gazetteer; open_gazetteer()"
	@touch $@

$(BUILT): $(wildcard web/src/*) web/build.mjs web/package.json web/package-lock.json web/tsconfig.json
	@if command -v npm > /dev/null; \
	then echo "Building the desk's pictures: once, a few seconds" && npm --prefix web ci && npm --prefix web run --silent build && touch $@; \
	else echo "No npm (Node 20 or newer): the desk's pages will do without pictures and keys" >&2; fi

demo: .venv/ready  ## read the example reports into a fresh casebook and show a profile
	@BIN=$(BIN) bash examples/demo.sh

test: .venv/ready  ## run the tests
	$(BIN)/pytest -q

check: .venv/ready  ## types, style, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready  ## measure speed on this machine
	$(BIN)/python -m benchmarks
	ORBAT_SPEED=1 $(BIN)/pytest -q -s tests/browser/test_speed.py

quality: .venv/ready  ## measure reading on ../shared: floors, and one table of every track beside its peers
	$(BIN)/pytest -q -s tests/quality
	$(BIN)/python -m tests.quality.table

lock: .venv/ready  ## pin every dependency again, with hashes (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -o requirements.lock

clean:  ## remove what was built
	rm -rf .venv demo build dist orbat/serve/static/built web/node_modules
