# The daily verbs. `make setup` once, then any of the others.
PYTHON ?= python3.11
BIN ?= .venv/bin
PROMPT ?= A cat exploring Tokyo at night

.PHONY: help setup check lint types imports test crash bench docs studio film wheel

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup:  ## a virtual environment with all that development needs
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -e ".[voice,dev]"

check: lint types imports test  ## all that must be green before a commit is shared

lint:  ## style and mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:  ## mypy, strict
	$(BIN)/mypy

imports:  ## imports point down only
	$(BIN)/lint-imports

test:  ## the whole suite
	$(BIN)/pytest -n 2

crash:  ## kill processes at 50 random moments, and at every named point
	VIDPIPE_KILLS=50 $(BIN)/pytest -m crash

bench:  ## how fast and how big, on this machine
	$(BIN)/python benchmarks/first_film.py

docs:  ## make the README's pictures with the product itself
	$(BIN)/python docs/pictures.py

studio:  ## open the studio
	$(BIN)/vidpipe studio

film:  ## a film in film.mp4: make film PROMPT="…"
	$(BIN)/vidpipe generate "$(PROMPT)" --out film.mp4

wheel:  ## dist/*.whl
	$(BIN)/python -m build --wheel
