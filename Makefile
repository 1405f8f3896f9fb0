# Two commands: `make demo` and `make test`. Both need nothing but Python >= 3.11 with pip, and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help demo test lint format docs docs-serve clean

help:
	@echo "make demo    install, read the articles in seeds/, write the graph into output/"
	@echo "make test    install the test tools too, then lint, types, tests"
	@echo "make format  let ruff put the code in order"
	@echo "make docs    the documentation as a site in site/, warnings are errors; make docs-serve shows it while you write"

demo: $(VENV)/installed
	$(BIN)/communique build seeds -o output

test: $(VENV)/installed-test lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

docs-serve: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

# constraints.txt holds the versions that CI ran; `pip install communique` itself asks for lower bounds only
$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Communique needs Python 3.11 or later; try: make demo PYTHON=python3.11')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	touch $@

$(VENV)/installed-docs: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[docs]"
	touch $@

clean:
	rm -rf $(VENV) site build dist src/*.egg-info *.egg-info
	find output -mindepth 1 ! -name .gitkeep -delete
