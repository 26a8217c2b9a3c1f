.PHONY: help generate test check fuzz bench

help:
	@echo "generate  rewrite the generated files"
	@echo "test      go test ./..."
	@echo "check     everything that CI checks"
	@echo "fuzz      longer seeds and native fuzzing"
	@echo "bench     the benchmarks"

generate:
	go generate ./...

test:
	go test ./...

check:
	bash .ci/run

fuzz:
	DJGATE_ORACLE_SEEDS=5000 go test ./inputs/...
	go test -fuzz=FuzzParse -fuzztime=60s ./inputs/python/syntax
	go test -fuzz=FuzzRun -fuzztime=60s ./inputs/python/interp
	go test -fuzz=FuzzSound -fuzztime=60s ./inputs/python/interp

bench:
	go test -run '^$$' -bench . -benchmem ./...
