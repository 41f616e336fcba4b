# `make demo` and `make test` set up all that they need, in .venv, on a machine with Python 3.11 and nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
SUPPLY := .venv/supply/bin
SHARED ?= ../shared
POLNEAR := $(SHARED)/polnear/train.jsonl
OWN := build/own/tune.jsonl build/own/tune.jsonl build/own/english.jsonl build/own/english.jsonl

.PHONY: demo test quick lint docs schema site screens train bench mutants fuzz wheel lock licences audit clean

demo: .venv/ready
	@mkdir -p build && rm -f build/demo.db build/demo.db-wal build/demo.db-shm
	$(BIN)/onrecord read examples --published 2026-10-05 --ledger build/demo.db --show
	$(BIN)/onrecord search toll --ledger build/demo.db

test: lint
	$(BIN)/python -m pytest

quick: lint  ## as test, but without the tests that take five seconds or more
	$(BIN)/python -m pytest -m "not slow"

lint: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: .venv/ready  ## the command reference, the picture of the README, the example brief
	$(BIN)/python -m docs.commands
	$(BIN)/python -m docs.picture
	$(BIN)/python -m docs.brief
	$(BIN)/python -m docs.contexts

schema: .venv/ready  ## the row's JSON Schema, from its types
	$(BIN)/python -m docs.schema

site: .venv/site/ready  ## the docs as a site, in build/site; it asks nothing of the network
	NO_MKDOCS_2_WARNING=1 .venv/site/bin/python -m mkdocs build

screens: .venv/ready  ## pictures of the desk's pages; needs a chromium on this machine
	$(BIN)/python -m docs.screens

# Three hours on two cores that know bfloat16, in five runs, each going on from its checkpoint: a first tagger, a large one
# to teach, what that makes of the training windows, the small one taught; then the files that are shipped.
train: .venv/train
	@mkdir -p build/own
	$(BIN)/python -m bench.marked bench/english/tune > build/own/tune.jsonl
	$(BIN)/python -m bench.marked training/english > build/own/english.jsonl
	$(BIN)/python -m training.train --corpus $(POLNEAR) --work build/tagger
	$(BIN)/python -m training.train --corpus $(POLNEAR) $(OWN) --work build/teacher --encoder mpnet --epochs 3 --rate 7e-5 --heads 12
	$(BIN)/python -m training.teach --corpus $(POLNEAR) $(OWN) --work build/teacher --out build/lessons --rounds 1
	$(BIN)/python -m training.train --corpus $(POLNEAR) $(OWN) --work build/student --start build/tagger/network.pt \
		--lessons build/lessons --teacher build/teacher --certainty $(SHARED)/factuality/train.jsonl \
		--epochs 4 --rate 2.5e-4 --seed 2
	$(BIN)/python -m training.export --work build/student --out src/onrecord/attribution/model
	$(BIN)/python -m training.sureness --rows $(SHARED)/factuality/train.jsonl --model src/onrecord/attribution/model
	$(BIN)/python -m training.calibrate --gold $(SHARED)/polnear/dev.jsonl --model src/onrecord/attribution/model

bench: .venv/bench  ## quality on the dev data in SHARED and on our own articles; speed against spaCy and textacy
	$(BIN)/python -m bench.attribution --shared $(SHARED)
	$(BIN)/python -m bench.english --shared $(SHARED)
	$(BIN)/python -m bench.reliability --shared $(SHARED)
	$(BIN)/python -m bench.readings --shared $(SHARED)
	$(BIN)/python -m bench.claims
	$(BIN)/python -m bench.syndication
	$(BIN)/python -m bench.speed

fuzz: .venv/ready  ## broken and hostile input of every kind, and every form of a day; an hour at most
	$(BIN)/python -m bench.calendar_sweep
	$(BIN)/python -m bench.fuzz

mutants: .venv/mutants  ## do the tests hold the rules? small faults planted, one at a time; an hour at most
	$(BIN)/python -m bench.mutants

# As users install it: what the lock names, with its hashes, then the wheel alone.
wheel: .venv/ready .venv/supply/ready build/locked/ready  ## the wheel and its bill of materials, in dist, tried as users install it
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist
	build/locked/bin/python -m pip install --quiet --no-deps --force-reinstall dist/*.whl
	cd build && locked/bin/onrecord extract ../examples/wire.txt --published 2026-10-05 > wire.json
	$(SUPPLY)/cyclonedx-py environment build/locked/bin/python --pyproject pyproject.toml --of JSON -o build/environment.json
	$(BIN)/python -m supply.sbom build/environment.json --out $$(ls dist/*.whl | sed 's/-py3.*/.cdx.json/')

lock: .venv/supply/ready  ## requirements.lock: what users install, with hashes, in the versions that the tests run with
	$(SUPPLY)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
		--constraint requirements-dev.txt --custom-compile-command "make lock" --output-file requirements.lock
	$(SUPPLY)/uv pip compile pyproject.toml --extra plot --extra export --universal --python-version 3.11 --generate-hashes \
		--no-annotate --quiet --constraint requirements-dev.txt --custom-compile-command "make lock" \
		--output-file requirements-extras.lock

licences: .venv/supply/ready build/locked/ready  ## refuses GPL, AGPL and the unknown among what users install
	$(SUPPLY)/python -m supply.licences build/locked

audit: .venv/supply/ready  ## known vulnerabilities of what users install; asks PyPI, and fails where it got no answer
	$(SUPPLY)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

build/locked/ready: requirements.lock
	rm -rf build/locked && $(PYTHON) -m venv build/locked
	build/locked/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/supply/ready: requirements-supply.txt
	$(PYTHON) -m venv .venv/supply
	.venv/supply/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-supply.txt
	@touch $@

.venv/ready: pyproject.toml requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25"
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/standards: .venv/ready requirements-standards.txt  # FollowTheMoney's own model, which needs a compiler and ICU's headers
	$(BIN)/python -m pip install --quiet -r requirements-standards.txt
	@touch $@

# A venv of its own, so that the tests' stays light. MkDocs reads the source, it does not import it.
.venv/site/ready: requirements-site.txt
	$(PYTHON) -m venv .venv/site
	.venv/site/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-site.txt
	@touch $@

.venv/train: .venv/ready requirements-train.txt
	$(BIN)/python -m pip install --quiet -r requirements-train.txt
	@touch $@

.venv/bench: .venv/ready requirements-bench.txt
	$(BIN)/python -m pip install --quiet -r requirements-bench.txt
	@touch $@

.venv/mutants: .venv/ready requirements-mutants.txt
	$(BIN)/python -m pip install --quiet -r requirements-mutants.txt
	@touch $@

clean:
	rm -rf build dist .venv
