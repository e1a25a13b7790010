#!/bin/sh
# Installs what `make bench` measures against, into .build: the pins of Benchmarks/peers.txt, by pip in an environment of
# its own.
set -eu

cd "$(dirname "$0")/.."
pins=Benchmarks/peers.txt
place=.build/bench-venv

say() {
    printf 'pterowatch: %s\n' "$1" >&2
    exit 1
}

# Put there last, so that an installation that broke off is begun again.
cmp -s "$pins" "$place/peers.txt" && exit 0

command -v python3 >/dev/null 2>&1 || say 'python3 is missing; the bench needs it to run its peers'
rm -rf "$place"
python3 -m venv "$place" || say 'python3 has no venv; install python3-venv'
"$place/bin/pip" install --quiet --disable-pip-version-check --requirement "$pins" \
    || say "pip cannot install what $pins names"
cp "$pins" "$place/peers.txt"
