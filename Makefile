# make run    install what is missing, index seeds/ on the first run, and start the bot
# make install  only install
# make test   install what is missing, and run the test suite
# make report index seeds/, make questions from it, ask them, and write report/report.html
# make figures  every figure of the README: the report, other libraries beside our search, speed
#             (COLLECTIONS="FOLDER…": over these collections as well)
# make check  format, lint and types
# make audit  hold the pinned dependencies against the public list of known weaknesses
# make clean  remove the environment and everything that was built; the data folder stays

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DEV    := $(VENV)/.installed-dev
PEERS  := $(VENV)/.installed-peers
WENBAO  = $(BIN)/wenbao
SYSTEMS := ours bm25 dense fusion
COLLECTIONS :=
CHROMIUM = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run install test browser report figures check audit clean

run: $(STAMP)
	@$(BIN)/python -m bot

install: $(STAMP)

test: $(DEV) browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

# The tests of the playground's page drive a Chromium; without one they say so and are skipped.
browser:
	@if [ -n "$(CHROMIUM)" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q && apt-get install -qy --no-install-recommends chromium fonts-noto-cjk || \
	    echo "Chromium could not be installed: the page's tests will be skipped."; \
	else \
	  echo "No Chromium here, and only root can install one: the page's tests will be skipped."; \
	  echo "Install it once (Debian: sudo apt-get install chromium) and they run."; \
	fi

report: $(STAMP)
	$(WENBAO) ingest seeds
	$(WENBAO) evaluate generate --out report/seeds-generated
	@rm -f report/*.run*
	@for system in $(SYSTEMS); do \
	  $(WENBAO) evaluate run report/seeds-generated --system $$system --out report/$$system.run \
	    >report/$$system.md || exit 1; \
	done
	$(WENBAO) evaluate report report/seeds-generated $(SYSTEMS:%=report/%.run) \
	  --out report/report.html --markdown report/summary.md
	@cat report/summary.md

# What was measured before is kept under report/: delete a folder there to measure it again.
figures: report $(DEV) $(PEERS)
	@for collection in report/seeds-generated $(COLLECTIONS); do \
	  $(WENBAO) evaluate peers $$collection --out report/peers-$$(basename $$collection) || exit 1; \
	done
	$(WENBAO) read seeds --speed
	$(WENBAO) evaluate speed report/seeds-generated --sizes 1000,10000 --out report/speed.svg

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# In an environment of its own, so that what checks is not among what is checked.
audit:
	$(PYTHON) -m venv $(VENV)-audit
	$(VENV)-audit/bin/python -m pip --disable-pip-version-check install --quiet pip-audit
	$(VENV)-audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip

clean:
	rm -rf $(VENV) $(VENV)-audit build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find bot retrieval tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into $(VENV): PyTorch is large, so the first time takes a few minutes."
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(DEV): $(STAMP)
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(PEERS): $(STAMP)
	$(PIP) install --constraint constraints.txt --editable '.[peers]'
	@touch $@
