#!/usr/bin/env bash
# Installs what is missing, and makes the documentation: the guide, and the reference of all public names.
# Usage: docs/build.sh
# The pages begin at build/docs/html/index.html. Exit status: 0 made; 1 for any warning of Doxygen, which is an error here:
# a public name without a contract, a broken reference; 2 wrong usage.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1:-} in
    '') ;;
    --help) sed -n '2,5p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    *) echo "unknown argument: $1 (see docs/build.sh --help)" >&2; exit 2 ;;
esac

packaging/system-packages.sh docs

part() { sed -n "s/^#define B24PULL_VERSION_$1 //p" include/b24pull/version.hpp; }
B24PULL_VERSION=$(part MAJOR).$(part MINOR).$(part PATCH)
export B24PULL_VERSION

rm -rf build/docs
mkdir -p build/docs
doxygen docs/Doxyfile
echo "build/docs/html/index.html"
