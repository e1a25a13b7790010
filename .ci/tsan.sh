#!/bin/sh
# Runs the tests of the modules with threads under Thread Sanitizer, on the graph without foreign packages.
set -eu

cd "$(dirname "$0")/.."

. .ci/keep-pins.sh

run() {
    PTEROWATCH_GRAPH=pure swift test --disable-xctest --sanitize=thread --scratch-path .build-tsan --filter "$1"
}

# Those with sockets run by themselves: those that compute keep every thread from them.
run HTTPServingTests
run TelemetryTests
