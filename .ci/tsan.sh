#!/bin/sh
# Runs the tests of the modules with threads under Thread Sanitizer, on the graph without foreign packages.
set -eu

cd "$(dirname "$0")/.."

# A graph without packages makes SwiftPM delete the pins of the whole one; they are put back whatever comes.
pins=$(mktemp)
[ ! -f Package.resolved ] || cp Package.resolved "$pins"
trap '[ ! -s "$pins" ] || cat "$pins" >Package.resolved; rm -f "$pins"' EXIT
trap 'exit 130' INT TERM

PTEROWATCH_GRAPH=pure swift test --disable-xctest --sanitize=thread --scratch-path .build-tsan \
    --filter 'HTTPServingTests|TelemetryTests'
