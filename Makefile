# What can be done here. `make` alone prints this list.
PORT ?= 8480
DATA ?= ./var

.DEFAULT_GOAL := help
.PHONY: help run test tidy format bench soak fuzz clean

help: ## print this list
	@awk -F ': ## ' '/^[a-z]+:.* ## / { sub(/:.*/, "", $$1); printf "  make %-8s %s\n", $$1, $$2 }' \
	    $(MAKEFILE_LIST)

run: ## build and start it with a demonstration world (PORT=8480 DATA=./var)
	@exec tools/run --data "$(DATA)" --port "$(PORT)"

test: ## every test, on SQLite and on a PostgreSQL of its own; FILTER=name runs some
	@tools/test $(if $(FILTER),--filter '$(FILTER)')

tidy: ## only the tests about the code itself
	@tools/test --filter Tidy

format: ## lay out the Swift code by .swift-format
	@swift format format --in-place --parallel --recursive \
	    App Benchmarks Capabilities Kernel Platform Reference Scenarios Tidy Package.swift

bench: ## measure, and write docs/benchmarks.md
	@tools/bench

soak: ## the reliability tests at their full sizes (hours)
	@tools/soak

fuzz: ## feed the readers random input under sanitizers (SECONDS_EACH=60)
	@tools/fuzz

clean: ## remove what was built; the data in ./var stays
	@rm -rf .build .build-fuzz
