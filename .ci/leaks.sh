#!/bin/sh
# Runs what reads the headers and settings of strangers under Address and Leak Sanitizer, on the graph that reads them.
set -eu

cd "$(dirname "$0")/.."

# A part of the graph makes SwiftPM delete the pins of the whole one; they are put back whatever comes.
pins=$(mktemp)
[ ! -f Package.resolved ] || cp Package.resolved "$pins"
trap '[ ! -s "$pins" ] || cat "$pins" >Package.resolved; rm -f "$pins"' EXIT
trap 'exit 130' INT TERM

PTEROWATCH_GRAPH=settings ASAN_OPTIONS=detect_leaks=1 swift test --disable-xctest --sanitize=address \
    --scratch-path .build-asan --filter 'HTTPServingTests|ExpositionTests|SettingsTests.WebConfigurationTests'
