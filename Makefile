# The two commands of the README, each with its own set-up.
PYTHON ?= python3
VENV ?= .venv
ANKI ?= .venv-anki
RUN := $(VENV)/bin

.PHONY: review test check lint types export release pictures screenshots bench clean

review: $(VENV)/installed
	@$(RUN)/sdcards review

test: $(VENV)/tested $(ANKI)/installed
	@$(RUN)/pytest

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

bench: $(VENV)/tested
	$(RUN)/python bench/run.py

clean:
	rm -rf $(VENV) $(ANKI) build

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
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

$(VENV)/linted: $(VENV)/tested
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group lint
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
