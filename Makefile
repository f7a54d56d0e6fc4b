# make help lists the targets. Only python3 (3.11 or newer) with venv, make and git are presumed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PERIOD ?=
VINTAGE ?=
PRODUCT ?= rare-earth-magnets
FOCUS ?=

.DEFAULT_GOAL := help
DEMO := LODESTONE_DATA=demo/data LODESTONE_REPORTS=demo/reports
.PHONY: help test-browser serve report demo test check lab site lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# the installed packages stand for the lock file; the stamp is written last, so a broken install is made again
$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 2; }
	@echo "installing the pinned dependencies into $(VENV), once"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

report: $(READY) ## make a report: PERIOD=2025-06 VINTAGE=2025-07-21 PRODUCT=... FOCUS=...
	@$(BIN)/lodestone report $(PERIOD) --product "$(PRODUCT)" --vintage "$(VINTAGE)" --focus "$(FOCUS)"

# PERIOD=2025-05 and VINTAGE=2025-10-20 choose another edition; the simulation ends with 2025-12
demo: $(READY) ## make a report from simulated data in demo/, never mixed with real data
	@$(BIN)/python -m helpers.demo demo/downloads demo/data
	@$(DEMO) $(BIN)/lodestone intake demo/downloads/2025-10-20 --flow export --partners all --vintage 2025-10-20
	@$(DEMO) $(BIN)/lodestone intake demo/downloads/2026-01-20 --flow export --partners all --vintage 2026-01-20
	@$(DEMO) $(BIN)/lodestone report $(PERIOD) --product "$(PRODUCT)" --vintage "$(VINTAGE)" --focus "$(FOCUS)"

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest

test-browser: $(READY) ## look at the pages with Debian's chromium; keeps screenshots/
	@LODESTONE_SCREENSHOTS=screenshots $(BIN)/python -m pytest -n 2 --dist load -m browser tests/browser

serve: $(READY) ## serve reports/ on this machine alone, http://127.0.0.1:8000
	@$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory reports

check: $(READY) ## lint, format, types, tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

lab: $(READY) ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab notebooks

site: $(READY) ## rebuild the index of all editions
	@$(BIN)/lodestone site

lock: ## pin all dependencies again (needs uv)
	uv pip compile --universal --python-version 3.11 --group dev pyproject.toml -o requirements.lock --no-emit-index-url --custom-compile-command "make lock"

clean: ## remove what can be made again: the environment and the store
	rm -rf $(VENV) data/store
