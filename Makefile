# Needs only make and Python 3.11 or newer. `make demo` shows the program, `make test` tests it.
# Nothing is decided here: each target names the commands that do the work.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

# The first of these that runs, is new enough and can make an environment (looked up only when one is made).
PYTHONS = $(PYTHON) python3.13 python3.12 python3.11
PROBE := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
FOUND = $(shell for python in $(PYTHONS); do \
	"$$python" -c '$(PROBE)' 2>/dev/null && { echo "$$python"; break; }; done)

.PHONY: demo test test-postgres check coverage bench endurance outside outside-log cluster docs seeds lock env clean
.DELETE_ON_ERROR:

SCENARIOS := binh-thuan-2024 hoa-lu-2024-q1 quang-nam-bloc-2023
ADMISSION := $(BIN)/admission
HOA_LU := $(ADMISSION) --db demo/hoa-lu-2024-q1.db
DAY := 2024-03-31
CANDIDATE := candidate-01896b8d-c340-774d-a5fe-fa8f25102a6d
PRINTED := $(BIN)/python -m tests.house.pages_seeds demo

demo: $(VENV)/.core  ## load the three scenarios, each into a file of its own, and show them
	rm -rf demo
	mkdir demo
	for name in $(SCENARIOS); do $(ADMISSION) --db demo/$$name.db demo $$name || exit; done
	$(ADMISSION) --db demo/binh-thuan-2024.db progress --year 2024
	$(ADMISSION) --db demo/quang-nam-bloc-2023.db progress --year 2023 --depth 1 --limit 2
	$(HOA_LU) progress --year 2024 --as-of $(DAY) --depth 1
	$(HOA_LU) conscripts count --year 2024 --as-of $(DAY)
	$(HOA_LU) status $(CANDIDATE) --as-of $(DAY)
	$(HOA_LU) why $(CANDIDATE) --as-of $(DAY)
	$(HOA_LU) due --as-of $(DAY) --limit 10
	$(HOA_LU) history $(CANDIDATE)
	$(PRINTED)

test: env  ## the whole suite on every core, warnings as errors (PYTEST_ARGS="-n 0 -x" for one at a time)
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

test-postgres: env  ## the suite again with every store on a PostgreSQL server; stories and rules make none
	$(BIN)/python -m pytest -n auto --store postgres --ignore tests/stories --ignore tests/rules \
		$(PYTEST_ARGS)

check: env  ## style, types, import contracts, what is stored, and the SQL on a real PostgreSQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.golden.gate
	$(BIN)/python -m pytest -m postgres

coverage: env  ## the suite again, with the lines and branches that no test reaches
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PYTEST_ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: env $(VENV)-peers/.filled  ## every measured claim, each beside its limit or a peer
	set -e; for script in $(wildcard benchmarks/bench_*.py); do $(BIN)/python $$script; done

endurance: env  ## long runs of what can befall a store: kills, power cuts, full disks, lost answers
	$(BIN)/python -m tests.kit.endurance $(REQUIREMENTS)

outside: env $(VENV)-outside/.filled  ## exports read by pm4py, and what takes long on the larger scenarios
	rm -rf $(VENV)-outside/exports
	$(BIN)/python -m tests.outside.export $(VENV)-outside/exports
	$(VENV)-outside/bin/python -W ignore tests/outside/check_pm4py.py $(VENV)-outside/exports docs/reference/deviations.md
	$(BIN)/python -m pytest -m slow

outside-log: env  ## exports of the log and proofs, whole and damaged, checked by Go's x/mod/sumdb
	$(BIN)/python -m tests.kit.endurance A-4

cluster: env $(VENV)-cluster/.filled  ## three servers under Patroni: a switchover and a crash while others write
	CLUSTER_VENV=$(VENV)-cluster $(BIN)/python -m pytest -m cluster $(PYTEST_ARGS)

docs: env  ## write the generated reference pages again
	$(BIN)/python -m tests.house.generate

seeds: demo  ## write the page of the printed figures again, from the stores of the demonstrations
	$(PRINTED) > docs/reference/seeds.md

# The locks hold for every supported Python at once. UPGRADE=--upgrade moves all to the newest versions.
LOCK = $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-config --custom-compile-command "make lock" $(UPGRADE)

lock: $(VENV)-lock/.uv  ## after a change of a dependency in pyproject.toml
	$(LOCK) pyproject.toml --group build --group dev --output-file requirements/dev.txt
	$(LOCK) pyproject.toml --group build --constraint requirements/dev.txt --output-file requirements/core.txt
	$(LOCK) --group lock --output-file requirements/lock.txt
	$(LOCK) --group outside --output-file requirements/outside.txt
	$(LOCK) --group cluster --output-file requirements/cluster.txt
	$(LOCK) --group peers --output-file requirements/peers.txt

env: $(VENV)/.dev  ## only set up the environment with the test tools

clean:
	rm -rf $(VENV) $(VENV)-* demo build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*

$(VENV)/.made $(VENV)-lock/.made $(VENV)-outside/.made $(VENV)-cluster/.made $(VENV)-peers/.made:
	@test -n '$(FOUND)' || { echo 'admission needs Python 3.11 or newer, with its venv module:' \
		'name one with "make PYTHON=/path/to/python".' >&2; exit 1; }
	$(FOUND) -m venv --clear $(@D)
	touch $@

$(VENV)/.core: requirements/core.txt pyproject.toml $(VENV)/.made
	$(PIP_INSTALL) --require-hashes --requirement $<
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.core
	$(PIP_INSTALL) --require-hashes --requirement $<
	touch $@

$(VENV)-lock/.uv: requirements/lock.txt $(VENV)-lock/.made
	$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement $<
	touch $@

$(VENV)-outside/.filled $(VENV)-cluster/.filled $(VENV)-peers/.filled: $(VENV)-%/.filled: requirements/%.txt $(VENV)-%/.made
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement $<
	touch $@
