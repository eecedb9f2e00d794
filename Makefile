# The two commands of the README, each with its own set-up.
PYTHON ?= python3
VENV ?= .venv
ANKI ?= .venv-anki
RIVALS ?= build/rivals
NODE ?= .venv-node
RUN := $(VENV)/bin
BROWSER := $(foreach each,chromium chromium-browser google-chrome,$(shell command -v $(each)))

.PHONY: review test check lint types export release pictures screenshots fuzz faults bench clean

review: $(VENV)/installed
	@$(RUN)/sdcards review

# On all processors. The tests begin the program some hundreds of times, so what Python compiles is kept, whatever the surroundings say.
test: $(VENV)/tested $(ANKI)/installed $(NODE)/installed
	@PYTHONDONTWRITEBYTECODE= $(RUN)/pytest --numprocesses auto --dist worksteal

check: $(VENV)/installed
	$(RUN)/sdcards check cards

lint: $(VENV)/linted
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports

export: $(VENV)/installed
	$(RUN)/sdcards export

release: $(VENV)/installed
	$(RUN)/sdcards export --release

# The program at work, as the README shows it, into docs/images.
pictures: $(VENV)/pictured
	@$(RUN)/python tools/pictures.py

# The cards as Anki shows them, into docs/images; needs Chromium.
screenshots: $(VENV)/pictured $(ANKI)/installed
	@$(RUN)/python tools/screenshots.py

# A minute's search for input that breaks something, with counts: every door at random, then the reader by what it covers; Linux only.
fuzz: $(VENV)/fuzzed
	$(RUN)/python -m tests.hostile
	$(RUN)/python -m tests.fuzz -max_total_time=20

# Kills, errors and bad circumstances at over a thousand points, and a table of what became of them; Linux, some ten minutes.
faults: $(VENV)/tested
	@$(RUN)/python -m tests.faults

# Every figure of docs/performance.md, into build/bench.json; QUICK=1 leaves out the largest size.
bench: $(VENV)/tested $(RIVALS)/installed
	$(RUN)/python -m bench $(if $(QUICK),--quick)

clean:
	rm -rf $(VENV) $(ANKI) $(NODE) build

# An environment is made once, and again whenever pyproject.toml changes.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("sdcards needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv $(VENV)
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@echo "setting up $(VENV) (once) ..." >&2
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group test $(if $(BROWSER),--group browser)
	@touch $@

$(VENV)/linted: $(VENV)/tested
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group lint
	@touch $@

$(VENV)/fuzzed: $(VENV)/tested
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group fuzz
	@touch $@

$(VENV)/pictured: $(VENV)/installed
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group pictures
	@touch $@

# The real Anki, for the tests and the screenshots only. Where its package has no wheel the tests that need it are skipped and say so.
$(ANKI)/installed: pyproject.toml | $(VENV)/bin/python
	@$(PYTHON) -m venv $(ANKI)
	@$(ANKI)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(ANKI)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --group anki \
	  || echo "no wheel of anki for this machine: its tests will be skipped" >&2
	@touch $@

# The YAML language server, for the tests of the schemas only. Without npm they are skipped and say so.
$(NODE)/installed: tests/editor/package-lock.json
	@mkdir -p $(NODE)
	@cp tests/editor/package.json tests/editor/package-lock.json $(NODE)
	@npm ci --prefix $(NODE) --silent --no-audit --no-fund --ignore-scripts \
	  || echo "no YAML language server for this machine: its tests will be skipped" >&2
	@touch $@

# What the benchmarks compare with. What cannot be installed here is "not there" in their tables.
$(RIVALS)/installed: pyproject.toml | $(VENV)/bin/python
	@$(PYTHON) -m venv $(RIVALS)
	@$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --group rivals \
	  || echo "not all tools to compare with can be installed here" >&2
	@touch $@
