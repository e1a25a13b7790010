#!/bin/sh
# Installs the libraries that the build needs, where they are missing; says in one line what to install where it cannot.
set -eu

say() {
    printf 'pterowatch: %s\n' "$1" >&2
    exit 1
}

swift_version() {
    swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1
}

command -v swift >/dev/null 2>&1 || say 'Swift 6.2 or newer is missing; install it from https://www.swift.org/install/linux/'
read -r major minor <<END
$(swift_version)
END
if [ "${major:-0}" -lt 6 ] || { [ "$major" -eq 6 ] && [ "${minor:-0}" -lt 2 ]; }; then
    say "Swift ${major:-?}.${minor:-?} is too old; install 6.2 or newer from https://www.swift.org/install/linux/"
fi

has_all() {
    command -v curl >/dev/null 2>&1 && command -v openssl >/dev/null 2>&1 && command -v pkg-config >/dev/null 2>&1 \
        && pkg-config --exists libmicrohttpd gnutls libcrypt re2 sqlite3 zlib libzstd
}

has_all && exit 0

packages='libmicrohttpd-dev libgnutls28-dev libcrypt-dev libre2-dev libsqlite3-dev zlib1g-dev libzstd-dev pkg-config curl ca-certificates openssl'
command -v apt-get >/dev/null 2>&1 \
    || say 'there is no apt here; install the development files of libmicrohttpd, gnutls, libcrypt, re2, sqlite3, zlib and libzstd, pkg-config and curl'

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    say "neither root nor sudo; run as root: apt-get install $packages"
fi

# The names are split into words on purpose.
$as_root apt-get update -qq || say "apt-get update failed; install: $packages"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null \
    || say "apt-get install failed; install: $packages"
has_all || say "still missing after the installation; see that these are there: $packages"
