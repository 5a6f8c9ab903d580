#!/usr/bin/env bash
# Compares the library with protoc over four rounds of 25,000 generated messages.
# Usage: compare.sh responses|requests PROTOC ORACLE FOLDER
#   responses  protoc encodes what a server sends, the library decodes it
#   requests   the library encodes what a client sends, protoc decodes it
# Exit status: 0 no difference; 1 a difference; 77 protoc is not installed.
set -euo pipefail
direction=$1 protoc=$2 oracle=$3 folder=$4
command -v "$protoc" >/dev/null || {
    echo "protoc is not installed (Debian, Ubuntu: protobuf-compiler): skipped"
    exit 77
}
case $direction in
    responses) conversion=--encode=ResponseBatch ;;
    requests) conversion=--decode=RequestBatch ;;
    *) echo "no such direction: $direction" >&2; exit 1 ;;
esac
here=$(dirname "${BASH_SOURCE[0]}")
mkdir -p "$folder"
for round in 1 2 3 4; do
    "$oracle" "$direction" write $round >"$folder/$direction.in"
    "$protoc" --proto_path="$here" "$conversion" "$here/pull.proto" \
        <"$folder/$direction.in" >"$folder/$direction.out"
    "$oracle" "$direction" check $round <"$folder/$direction.out"
done
rm -f "$folder/$direction.in" "$folder/$direction.out"
