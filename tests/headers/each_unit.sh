#!/bin/sh
# Runs a compiler command once for each source file that a list names, two at a time; fails if one of them fails.
# Usage: each_unit.sh LIST COMMAND [ARGUMENT …]
set -eu
list=$1
shift
tr '\n' '\0' <"$list" | xargs -0 -n 1 -P 2 "$@"
echo "$(wc -l <"$list") headers compiled"
