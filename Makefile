# Two commands do everything on a fresh machine: `make run` and `make test`.
# PYTHON=/path/to/python chooses the interpreter; ARGS="…" is passed on to the program.

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.PHONY: help run test check bench torture screenshots lock clean program tools libraries screen

help:
	@echo 'make run          set everything up and open the program (ARGS="--library DIR")'
	@echo 'make test         set everything up and run the tests (ARGS="tests/domain -x")'
	@echo 'make check        style, format and types'
	@echo 'make bench        measure start, saving, pictures and charts'
	@echo 'make torture      faults by the hundred: kills, power cuts, full disks, damage'
	@echo 'make screenshots  draw every page, light and dark'
	@echo 'make lock         choose the versions of the packages anew (needs uv)'
	@echo 'make clean        remove what the commands above have made'

run: program libraries
	@$(VENV)/bin/recovery-app $(ARGS)

test: tools screen
	$(PY) -m pytest -n auto $(ARGS)

check: tools
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m basedpyright --level error

bench: tools
	@packaging/linux/set-up-libraries $(PY) xvfb djpeg
	$(PY) -m tests.bench $(ARGS)

torture: tools
	@packaging/linux/set-up-libraries $(PY) xvfb
	$(PY) -m tests.torture $(ARGS)

screenshots: tools screen
	$(PY) -m tests.screenshots $(ARGS)

lock:
	$(LOCK) pyproject.toml --extra build -o requirements.txt $(ARGS)
	$(LOCK) pyproject.toml --extra build --extra dev -c requirements.txt \
		-o requirements-dev.txt $(ARGS)

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .coverage
	find recovery_app tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What the commands stand on. Each of these looks first and returns at once when all is there.

program:
	@packaging/set-up-python $(VENV) requirements.txt

tools:
	@packaging/set-up-python $(VENV) requirements-dev.txt

libraries: program
	@packaging/linux/set-up-libraries $(PY)

screen: tools
	@packaging/linux/set-up-libraries $(PY) xvfb
