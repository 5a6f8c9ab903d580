#!/usr/bin/env bash
# Changes the library in one place at a time, and sees whether the unit tests notice: a figure for the tests, not a test.
# Usage: tests/mutants/run.sh [--every N] [HEADER…]
#   --every N  only each N-th change of all (20 unless told: an hour on two cores)
#   HEADER     only changes of these, as paths below include/b24pull: realtime/session.hpp; without any, of all headers but
#              the adapters and what is only declared
# A change meets the tests that are named after its header, then those of the headers that include it. What survives is
# listed, with its place; the last line counts. Changes that do not compile do not count.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

every=20
headers=()
while [ $# -gt 0 ]; do
    case $1 in
        --help) sed -n '2,8p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
        --every) every=$2; shift ;;
        --one) break ;; # how this script calls itself
        *) headers+=("$1") ;;
    esac
    shift
done

work=$PWD/build/mutants
compiler=(g++ -std=c++20 -O0 -w -DBOOST_TEST_DYN_LINK '-DB24PULL_FIXTURES_DIR="'"$PWD/tests/fixtures"'"')
libraries=(-lboost_unit_test_framework -lboost_json)

# The test files of a header: those named after it, else those of the headers that include it. With "wider", of the latter.
tests_of() {
    local header=$1 wider=${2:-} name found=() user
    name=${header%.hpp}
    [ -n "$wider" ] || for found in tests/unit/"$name".cpp tests/unit/"$name"_*.cpp; do [ ! -f "$found" ] || echo "$found"; done
    if [ -n "$wider" ] || ! compgen -G "tests/unit/$name*.cpp" >/dev/null; then
        for user in $(grep -rl "#include <b24pull/$header>" include/b24pull | grep -v '/adapters/' | sed 's|^include/b24pull/||'); do
            tests_of "$user"
        done
    fi
}

# Compiles a test file with the mutant before the library, and runs it. Status: 0 it passes, 1 it fails, 2 no program.
outcome() {
    local folder=$1 file=$2
    timeout 300 "${compiler[@]}" -include "$work/ahead.hpp" "-I$folder" -Iinclude -c "$file" -o "$folder/tests.o" \
        >"$folder/log" 2>&1 || return 2
    g++ "$work/main.o" "$work/freed_arrays.o" "$folder/tests.o" -o "$folder/tests" "${libraries[@]}" || return 2
    (ulimit -v 4000000; timeout 60 "$folder/tests" >/dev/null 2>&1) || return 1
}

# HEADER LINE COLUMN SIZE TEXT: one mutant, to its end. Prints what became of it.
one() {
    local header=$1 line=$2 column=$3 size=$4 text=$5 folder status=0 files file
    folder=$(mktemp -d "$work/one.XXXXXX")
    mkdir -p "$folder/b24pull/$(dirname "$header")"
    awk -v line="$line" -v column="$column" -v size="$size" -v text="$text" \
        'NR == line { $0 = substr($0, 1, column - 1) text substr($0, column + size) } { print }' \
        "include/b24pull/$header" >"$folder/b24pull/$header"
    mapfile -t files < <(tests_of "$header" | sort; tests_of "$header" wider | sort)
    mapfile -t files < <(printf '%s\n' "${files[@]}" | awk '!seen[$0]++')
    for file in "${files[@]}"; do
        outcome "$folder" "$file" || { status=$?; break; }
    done
    case $status in
        0) printf 'survived %s:%s: %s\n' "$header" "$line" \
               "$(sed -n "${line}p" "$folder/b24pull/$header" | sed 's/^ *//') (column $column)" ;;
        1) echo "killed" ;;
        2) echo "no program" ;;
    esac
    rm -rf "$folder"
}

if [ "${1:-}" = --one ]; then
    one "${@:2}"
    exit
fi

packaging/system-packages.sh build test
mkdir -p "$work"
rm -rf "$work"/one.*
printf '#include <%s>\n' boost/json.hpp boost/test/unit_test.hpp >"$work/ahead.hpp"
"${compiler[@]}" -x c++-header "$work/ahead.hpp" -o "$work/ahead.hpp.gch"
"${compiler[@]}" -c tests/unit/main.cpp -o "$work/main.o"
"${compiler[@]}" -c tests/support/freed_arrays.cpp -o "$work/freed_arrays.o"

[ "${#headers[@]}" -gt 0 ] || mapfile -t headers < <(cd include/b24pull && find . -name '*.hpp' -not -path './adapters/*' | sed 's|^./||' | sort)
for header in "${headers[@]}"; do
    awk -f tests/mutants/mutants.awk "include/b24pull/$header" | sed "s|^|$header\t|"
done >"$work/all"
awk -v every="$every" 'NR % every == 0' "$work/all" | tr '\t' '\0' | tr '\n' '\0' |
    xargs -0 -n 5 -P "$(nproc)" tests/mutants/run.sh --one >"$work/outcomes"

sort "$work/outcomes" | grep '^survived' || true
awk '{ ++count[$1] } END {
    met = count["killed"] + count["survived"]
    printf "%d of %d killed, %.1f %%; %d did not compile\n", count["killed"], met, met ? 100 * count["killed"] / met : 0, count["no"] }' \
    "$work/outcomes"
