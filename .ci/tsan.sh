#!/bin/sh
# Runs the tests of the modules with threads under Thread Sanitizer, on the graph without foreign packages.
set -eu

cd "$(dirname "$0")/.."

. .ci/keep-pins.sh

PTEROWATCH_GRAPH=pure swift test --disable-xctest --sanitize=thread --scratch-path .build-tsan \
    --filter 'HTTPServingTests|TelemetryTests'
