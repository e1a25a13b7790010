# Sourced by scripts that build a part of the package's graph: that makes SwiftPM delete the pins of the whole one; they are put
# back whatever comes.
pins=$(mktemp)
[ ! -f Package.resolved ] || cp Package.resolved "$pins"
trap '[ ! -s "$pins" ] || cat "$pins" >Package.resolved; rm -f "$pins"' EXIT
trap 'exit 130' INT TERM
