# `make` prints the targets. Every target works on a machine that has Go and make; those that need more say so.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export CGO_ENABLED ?= 0

# -trimpath everywhere: build caches are then shared between checkouts.
GO      ?= go
FLAGS   := -trimpath
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
TOOLS   := $(GO) tool -modfile=tools/go.mod

# The stripped binary may not grow past this many bytes without a decision. The last: 42 to 55 MB for eighteen more services,
# whose clients take about 0.6 MB each.
SIZE_BUDGET := 55000000

.PHONY: help
help: ## print the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: build
build: ## build bin/scanner
	@$(GO) build $(FLAGS) -ldflags '$(LDFLAGS)' -o bin/scanner ./cmd/scanner

.PHONY: demo
demo: build ## scan the embedded account, with no AWS account and no credentials
	@./bin/scanner scan --sandbox || test $$? -eq 1 # 1: the demo account has failures, as it should

.PHONY: test
test: ## run the tests
	$(GO) test $(FLAGS) ./...

.PHONY: race
race: ## run the quick tests of everything that has goroutines under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test $(FLAGS) -race -short ./inventory/ ./inventory/collect/... ./checks/ ./localstack/ ./localstack/wire/...

.PHONY: integration
integration: ## run the integration tests against AWS_ENDPOINT_URL, or against a moto_server that is started for them
	@./localstack/integration/run.sh

.PHONY: lint
lint: ## gofmt, go vet, golangci-lint, architecture
	@files=$$(gofmt -l .); test -z "$$files" || { echo "$$files"; echo 'gofmt: run make fmt' >&2; exit 1; }
	$(GO) vet $(FLAGS) ./...
	$(TOOLS) golangci-lint run ./...

.PHONY: fmt
fmt: ## format the code
	gofmt -w .

.PHONY: tidy
tidy: ## check that go.mod and go.sum list just what is used
	$(GO) mod tidy -diff
	cd tools && $(GO) mod tidy -diff

.PHONY: generate
generate: ## regenerate the wire models; MODELS names a folder of AWS service models (see docs/adding-a-service.md)
	MODELS='$(MODELS)' $(GO) generate ./...

.PHONY: docs
docs: ## write the generated parts of README.md and docs/ and the demo account's ledger from the program
	$(GO) test $(FLAGS) ./cmd/scanner -run TestDocs -update
	$(GO) test $(FLAGS) ./localstack/demo -run TestDemoLedger -update

.PHONY: bench
bench: ## run the benchmarks
	$(GO) test $(FLAGS) -run '^$$' -bench . -benchmem ./inventory/... ./checks/... ./report/...

.PHONY: size
size: ## print the stripped binary's size and what it is made of, and hold it to its budget
	@CGO_ENABLED=0 $(GO) build $(FLAGS) -ldflags '-s -w' -o bin/scanner-size ./cmd/scanner
	@size=$$(wc -c < bin/scanner-size); echo "scanner: $$size bytes of $(SIZE_BUDGET)"; \
	$(GO) list $(FLAGS) -deps -f '{{with .Module}}{{.Path}} {{.Version}}{{end}}' ./cmd/scanner | sort -u; \
	test $$size -le $(SIZE_BUDGET) || { echo 'the binary is over its budget' >&2; exit 1; }

.PHONY: check
check: tidy lint test race integration size ## everything that CI runs

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
