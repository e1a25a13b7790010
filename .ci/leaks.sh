#!/bin/sh
# Runs what reads the headers and settings of strangers under Address and Leak Sanitizer, on the graph that reads them.
set -eu

cd "$(dirname "$0")/.."

. .ci/keep-pins.sh

run() {
    PTEROWATCH_GRAPH=settings ASAN_OPTIONS=detect_leaks=1 swift test --disable-xctest --sanitize=address \
        --scratch-path .build-asan "$@"
}

# Those with sockets run by themselves: a million inputs to read keep every processor busy.
reading='BasicCredentialsTests|ExpositionTests|SettingsTests.WebConfigurationTests'
PTEROWATCH_SOAK=0 run --filter HTTPServingTests --skip "$reading"
run --filter "$reading"
