#!/usr/bin/env bash
# What including the library costs a unit that does nothing else: processor time of the compiler, and preprocessed lines.
# The floor are the headers that the work would need in any case: Boost.JSON, boost::system::result and a library for dates.
# Usage: compile_time.sh [--repetitions N] [FILE]
#   FILE  the outcome in the form of results.json; without it a table
# CXX names another compiler than g++.
set -euo pipefail

repetitions=5
file=
while [ $# -gt 0 ]; do
    case $1 in
        --help) sed -n '2,6p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
        --repetitions) repetitions=$2; shift ;;
        *) file=$1 ;;
    esac
    shift
done
include=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../include" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
compiler=(${CXX:-g++} -std=c++20 -O2 "-I$include")

unit() { printf '#include <%s>\n' "${@:2}" >"$work/$1.cpp"; }
unit all b24pull.hpp
unit root b24pull/config_json.hpp
unit wing b24pull/realtime/session.hpp
unit floor boost/json.hpp boost/system/result.hpp date/date.h
echo 'int main() {}' | tee -a "$work"/*.cpp >/dev/null

# One after the other, again and again: what disturbs does not meet one of them alone. The first of several rounds warms
# the caches.
TIMEFORMAT=%U
first=$((repetitions > 1 ? 0 : 1))
for ((round = first; round <= repetitions; ++round)); do
    for name in $(printf '%s\n' all root wing floor | shuf); do
        { time "${compiler[@]}" -c -o "$work/$name.o" "$work/$name.cpp"; } 2>"$work/time"
        [ "$round" = 0 ] || cat "$work/time" >>"$work/$name.times"
    done
done

# NAME ROLE TITLE -> one contestant as JSON
contestant() {
    local lines
    lines=$("${compiler[@]}" -E -P "$work/$1.cpp" | wc -l)
    sort -n "$work/$1.times" | LC_ALL=C awk -v name="$3, $lines lines" -v role="$2" '{ s[NR] = $1 * 1e9 } END {
        median = NR % 2 ? s[(NR + 1) / 2] : (s[NR / 2] + s[NR / 2 + 1]) / 2
        printf "{\"name\":\"%s\",\"role\":\"%s\",\"ns\":{\"median\":%.0f,\"least\":%.0f,\"most\":%.0f}}", name, role,
            median, s[1], s[NR] }'
}
result=$(printf '{"subjects":[{"name":"compile","item":"unit","measure":"times the floor","goal":1.2,"contestants":[%s,%s,%s,%s]}]}' \
    "$(contestant all ours '<b24pull.hpp>')" "$(contestant floor floor 'json, result, date')" \
    "$(contestant root ours 'root alone')" "$(contestant wing ours 'one wing, session.hpp')")
if [ -n "$file" ]; then
    printf '%s\n' "$result" >"$file"
else
    printf '%s\n' "$result" | sed 's/},{/\n/g' |
        sed -n 's/.*"name":"\([^"]* lines\)".*"median":\([0-9]*\).*/\1 \2/p' |
        awk '{ ns = $NF; $NF = ""; printf "%-40s %6.2f s\n", $0, ns / 1e9 }'
fi
