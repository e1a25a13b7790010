# Everything a newcomer needs: `make run` and `make test`. `make help` lists the rest.

SOURCES := Sources Tests Benchmarks Examples Package.swift
TOOLS := .build/tools/bin
# Release tests use the very modules that the release build made: no testable imports, so nothing is compiled twice.
TEST := swift test -c release --disable-testable-imports --disable-xctest --parallel
# Tests with sockets and processes of their own run apart from those that compute, which would keep every thread from them;
# among the agent's, suites are named for it: `…SocketTests`.
TIMED := ^((PanelTransportTests|HTTPServingTests|EndToEndTests)\.|AgentTests\.[A-Za-z]*SocketTests/)
# Of those, some go by the second, and others keep every processor busy: each kind runs by itself.
PUNCTUAL := ^PanelTransportTests\.
CROWDED := ^(AgentTests\.PublishedPageSocketTests|EndToEndTests\.CrowdTests)/
RULES := $(wildcard alerts/*.yml)
RULE_TESTS := $(wildcard alerts/tests/*.yml)
# The campaign keeps every thread busy for minutes, so that it runs by itself.
CAMPAIGN := ^IncidentCampaignTests\.

.DEFAULT_GOAL := help
.PHONY: help run build test tsan leaks check-rules soak campaign mutation bench lint format clean dependencies tools

help: ## Shows this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 14

run: dependencies ## Builds, and runs the agent against a simulated panel on 127.0.0.1:9531.
	swift build -c release --product pterowatch
	.build/release/pterowatch demo

build: dependencies ## Leaves the program at .build/release/pterowatch.
	swift build -c release

test: dependencies tools lint build ## Runs every check and every test.
	$(TEST) --skip '$(TIMED)' --skip '$(CAMPAIGN)'
	$(TEST) --filter '$(PUNCTUAL)'
	$(TEST) --filter '$(TIMED)' --skip '$(PUNCTUAL)' --skip '$(CROWDED)'
	$(TEST) --filter '$(CROWDED)'
	$(TEST) --filter '$(CAMPAIGN)'
	$(MAKE) check-rules
	$(MAKE) tsan

tsan: dependencies ## Runs the tests of the modules with threads under Thread Sanitizer.
	sh .ci/tsan.sh

leaks: dependencies ## Runs what reads strangers' headers and settings under Address and Leak Sanitizer.
	sh .ci/leaks.sh

check-rules: tools ## Checks the rule files and runs their unit tests with promtool.
	$(if $(RULES),$(TOOLS)/promtool check rules $(RULES))
	$(if $(RULE_TESTS),$(TOOLS)/promtool test rules $(RULE_TESTS))

soak: dependencies tools build ## Runs the tests with long durations and many repetitions.
	PTEROWATCH_SOAK=1 $(TEST) --skip '$(TIMED)' --skip '$(CAMPAIGN)'
	PTEROWATCH_SOAK=1 $(TEST) --filter '$(TIMED)' --skip '$(PUNCTUAL)' --skip '$(CROWDED)'
	PTEROWATCH_SOAK=1 $(TEST) --filter '$(CROWDED)'
	PTEROWATCH_SOAK=1 $(TEST) --filter '$(CAMPAIGN)'
	PTEROWATCH_SOAK=1 $(MAKE) leaks

campaign: dependencies ## Runs the incident campaign alone: SEED=1 INCIDENTS=1000; INCIDENT=n: the window of one incident.
	@swift build -c release --product campaign >&2
	@.build/release/campaign $(or $(SEED),1) $(or $(INCIDENTS),1000) $(INCIDENT)

mutation: dependencies ## Leaves out each guard in turn; the incident campaign has to miss it.
	$(TEST) --filter '$(CAMPAIGN)MutationTests'

bench: dependencies tools ## Measures against the peers, side by side; ONLY='prefix …': only rows whose names begin so.
	sh .ci/peers.sh
	swift build -c release --product pterowatch
	PTEROWATCH_BENCHMARKS=1 swift build -c release --product scrape-floor
	PTEROWATCH_BENCHMARKS=1 swift build -c release --product bench
	.build/release/bench $(ONLY)

lint: ## Checks the format and style of all Swift files.
	swift format lint --strict -r -p $(SOURCES)

format: ## Formats all Swift files.
	swift format -i -r -p $(SOURCES)

clean: ## Removes what was built.
	rm -rf .build .build-tsan .build-asan

dependencies:
	@sh .ci/dependencies.sh

tools: dependencies
	@sh .ci/tools.sh
