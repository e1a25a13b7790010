#!/bin/sh
# Puts Prometheus, promtool, Alertmanager and amtool under .build/tools/bin for the tests, without installing them:
# Debian's packages are only unpacked, so that no service starts and no root is needed.
set -eu

cd "$(dirname "$0")/.."
tools="$PWD/.build/tools"
templates=/usr/share/prometheus/alertmanager
names='prometheus promtool prometheus-alertmanager amtool'

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

link() {
    for name in $names; do
        if [ -x "$tools/usr/bin/$name" ]; then
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
    || say 'there is no apt here; install prometheus and alertmanager so that promtool and amtool are in the PATH'
fetch() {
    (cd "$tools/packages" && apt-get download -qq prometheus prometheus-alertmanager >/dev/null 2>&1)
}
update() {
    if [ "$(id -u)" -eq 0 ]; then apt-get update -qq; else sudo -n apt-get update -qq; fi
}
fetch || { update && fetch; } \
    || say 'apt-get download failed; install the packages prometheus and prometheus-alertmanager, or run apt-get update'
for package in "$tools"/packages/*.deb; do
    dpkg-deb -x "$package" "$tools"
done
link
has_all || say 'the packages prometheus and prometheus-alertmanager do not hold what was expected'
