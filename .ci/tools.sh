#!/bin/sh
# Puts Prometheus, promtool, Alertmanager, amtool, protoc, and a Python that has prometheus_client under .build/tools/bin
# for the tests, without installing them: Debian's packages are only unpacked, so that no service starts and no root is
# needed.
set -eu

cd "$(dirname "$0")/.."
tools="$PWD/.build/tools"
templates=/usr/share/prometheus/alertmanager
names='prometheus promtool prometheus-alertmanager amtool protoc python'

say() {
    printf 'pterowatch: %s\n' "$1" >&2
    exit 1
}

has_all() {
    for name in $names; do
        [ -x "$tools/bin/$name" ] || return 1
    done
    # Not one that an earlier version of this script left without its templates.
    [ -d "$templates" ] || [ ! -L "$tools/bin/prometheus-alertmanager" ]
}

# Debian's Alertmanager reads its templates from a fixed place under /usr; the unpacked one reads them from its own folder.
relocate() {
    if [ -d "$templates" ]; then return 0; fi
    LC_ALL=C sed "s#$templates#usr//share/prometheus/alertmanager#g" "$tools/usr/bin/$1" >"$tools/usr/bin/$1.relocated"
    chmod 755 "$tools/usr/bin/$1.relocated"
    rm -f "$tools/bin/$1"
    printf '#!/bin/sh\ncd "%s" && exec "usr/bin/%s" "$@"\n' "$tools" "$1.relocated" >"$tools/bin/$1"
    chmod 755 "$tools/bin/$1"
}

# A program of ours that runs another in an environment that finds what was unpacked.
wrap() {
    rm -f "$tools/bin/$1"
    printf '#!/bin/sh\n%s exec "%s" "$@"\n' "$2" "$3" >"$tools/bin/$1"
    chmod 755 "$tools/bin/$1"
}

link() {
    for name in $names; do
        if [ "$name" = python ]; then
            modules="$tools/usr/lib/python3/dist-packages"
            found=$(command -v python3) || continue
            PYTHONPATH="$modules" "$found" -c 'import prometheus_client' 2>/dev/null || continue
            wrap python "PYTHONPATH='$modules'" "$found"
        elif [ "$name" = protoc ] && [ -x "$tools/usr/bin/protoc" ]; then
            libraries=$(dirname "$(find "$tools/usr/lib" -name 'libprotoc.so.*' | head -n 1)")
            wrap protoc "LD_LIBRARY_PATH='$libraries'" "$tools/usr/bin/protoc"
        elif [ -x "$tools/usr/bin/$name" ]; then
            ln -sfn "../usr/bin/$name" "$tools/bin/$name"
            [ "$name" != prometheus-alertmanager ] || relocate "$name"
        elif found=$(command -v "$name"); then
            ln -sfn "$found" "$tools/bin/$name"
        fi
    done
}

has_all && exit 0
mkdir -p "$tools/bin" "$tools/packages"
link
has_all && exit 0

command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 \
    || say 'there is no apt here; install prometheus, alertmanager, protoc and prometheus_client so that they are found'
command -v python3 >/dev/null 2>&1 || say 'python3 is missing; the tests read pages with its prometheus_client'
packages='prometheus prometheus-alertmanager protobuf-compiler python3-prometheus-client'
fetch() {
    # The library's name holds its version.
    compiler=$(apt-cache depends protobuf-compiler 2>/dev/null | sed -n 's/.*Depends: \(libprotoc[0-9][0-9a-z]*\).*/\1/p')
    [ -n "$compiler" ] || return 1
    # The names are split into words on purpose.
    (cd "$tools/packages" \
        && apt-get download -qq $packages "$compiler" "libprotobuf${compiler#libprotoc}" >/dev/null 2>&1)
}
update() {
    if [ "$(id -u)" -eq 0 ]; then apt-get update -qq; else sudo -n apt-get update -qq; fi
}
fetch || { update && fetch; } \
    || say "apt-get download failed; install $packages, or run apt-get update"
for package in "$tools"/packages/*.deb; do
    dpkg-deb -x "$package" "$tools"
done
link
has_all || say "the packages $packages do not hold what was expected"
