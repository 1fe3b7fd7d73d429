# Every command of the repository. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
DATA ?= .data
PROFILE ?= sergokala
HOST_OPTIONS = --port $(PORT) --data $(DATA)

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2} /^## /{printf "\n%s\n", substr($$0, 4)}' $(MAKEFILE_LIST)

.PHONY: env
env: ## Install what is missing into .venv (the other commands do it too)
	@$(PYTHON) tools/bootstrap.py

.PHONY: doctor
doctor: ## Say what this machine misses for running Bilim, and what to do: PORT=8000 DATA=.data
	@$(PYTHON) tools/doctor.py $(HOST_OPTIONS)

## Run

.PHONY: up
up: env ## Start the whole platform: PORT=8000 DATA=.data PROFILE=sergokala|empty; Ctrl-C stops it
	@exec $(BIN)/python -m devhost up $(HOST_OPTIONS) --profile $(PROFILE)

.PHONY: up-split
up-split: env ## The same with every service and the gateway as processes of their own
	@exec $(BIN)/python -m devhost up-split $(HOST_OPTIONS) --profile $(PROFILE)

.PHONY: up-full
up-full: env ## The same on a real Kafka and Keycloak (needs a JDK and Maven); KAFKA=1 or KEYCLOAK=1: only one of them
	@exec $(BIN)/python -m devhost up $(HOST_OPTIONS) --profile $(PROFILE) \
		$(if $(KEYCLOAK)$(KAFKA),$(if $(KAFKA),--kafka) $(if $(KEYCLOAK),--keycloak),--kafka --keycloak)

.PHONY: kafka
kafka: env ## Start a real Apache Kafka alone: NODES=1|3 (needs a JDK and Maven); Ctrl-C stops it
	@exec $(BIN)/python -m full kafka --nodes $(or $(NODES),1)

.PHONY: stop
stop: env ## Stop one service of `make up-split`: SERVICE=inventory
	@$(BIN)/python -m devhost stop "$(SERVICE)" --data $(DATA)

.PHONY: token
token: env ## Print a token and nothing else: PERSONA=district
	@$(BIN)/python -m devhost token "$(PERSONA)" $(HOST_OPTIONS)

.PHONY: load
load: env ## Load a district's table: FILE=data/sergokala/schools.csv, with DRY_RUN=1 only check it
	@$(BIN)/python -m devhost load "$(FILE)" $(HOST_OPTIONS) $(if $(DRY_RUN),--dry-run) \
		$(if $(REGION),--region $(REGION)) $(if $(DISTRICT),--district $(DISTRICT))

.PHONY: reset
reset: env ## Delete the databases, keys and personas of DATA
	@$(BIN)/python -m devhost reset --data $(DATA)

## Check

.PHONY: check
check: env ## The fast checks: style, types, imports, shape, generated files (90 s)
	@$(BIN)/python -m repo.run check

.PHONY: test
test: env ## Everything that is checked, from lint to journeys (10 min on two cores)
	@$(BIN)/python -m repo.run test

.PHONY: test-long
test-long: env ## What takes longer than `make test` may
	@$(BIN)/python -m repo.run long

.PHONY: test-faults
test-faults: env ## Ten minutes of harm on the embedded bus and on three Kafka brokers each: DURATION=600
	@DURATION=$(or $(DURATION),600) FAULTS_REPORT=$(DATA)/faults $(BIN)/pytest -q -s tests/faults -k ten_minutes

## Generate

.PHONY: new-usecase
new-usecase: env ## Begin a use case: SERVICE=training VERB=praise_teacher NOUN=Teacher REFUSAL=NothingToPraise
	@$(BIN)/python -m repo.new_usecase "$(SERVICE)" "$(VERB)" "$(NOUN)" "$(REFUSAL)" $(if $(SAYS),--says "$(SAYS)")

.PHONY: lock
lock: env ## Resolve requirements.lock again: UPGRADE=1 also raises what may be raised
	@$(BIN)/python -m repo.lock $(if $(UPGRADE),--upgrade)

.PHONY: consumer-kit
consumer-kit: env ## Pack what an office needs to test its reader
	@$(BIN)/python -m repo.consumer_kit

.PHONY: contracts
contracts: env ## Write libs/contracts, recorded examples and AsyncAPI from proto/
	@$(BIN)/python -m repo.contracts generate

.PHONY: schema
schema: env ## Write each service's schema.graphql from its code
	@$(BIN)/python -m repo.schema

.PHONY: readme
readme: env ## Write the tables in the services' READMEs from their code
	@$(BIN)/python -m repo.readme

.PHONY: supergraph
supergraph: schema ## Compose gateway/supergraph.graphql from the four schemas
	@$(BIN)/python -m repo.compose

## Measure

bench-%: env
	@$(BIN)/python -m benchmarks.$*

.PHONY: bench
bench: ## List the benchmarks: `make bench-read` runs benchmarks/read
	@for name in benchmarks/*/__main__.py; do echo "  make bench-$$(basename $$(dirname $$name))"; done
