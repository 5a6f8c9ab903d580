#!/usr/bin/env bash
# How much of include/ the tests run through: lines, and both ways of each branch. A figure, not a test.
# Usage: tests/coverage/run.sh [--unit]
#   --unit  the unit tests alone: all but the adapters, in a third of the time
# Lists what no test has reached, line by line; the last line counts.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

targets=()
programs=("$PWD"/build/coverage/{tests,examples}) # where they are
tests=(--label-exclude 'mutations|simulation|stories|speed')
case ${1:-} in
    '') ;;
    --unit)
        targets=(--target b24pull_unit)
        programs=("$PWD/build/coverage/tests/unit")
        tests=(--label-regex '^unit$') ;;
    --help) sed -n '2,5p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    *) echo "unknown option: $1 (see tests/coverage/run.sh --help)" >&2; exit 2 ;;
esac

packaging/system-packages.sh build curl tls protobuf cli11 httplib qt redis test clang coverage
build=$PWD/build/coverage
profiles=$build/profiles
cmake --preset coverage
cmake --build --preset coverage --parallel "$(nproc)" "${targets[@]}"
rm -rf "$profiles"
# A test that fails has run through something as well.
LLVM_PROFILE_FILE=$profiles/%p-%m.profraw ctest --preset coverage --parallel "$(nproc)" "${tests[@]}" || true

llvm-profdata merge -sparse "$profiles"/*.profraw -o "$build/all.profdata"
mapfile -t programs < <(find "${programs[@]}" -type f -name 'b24pull*' -perm -u+x -not -name '*.so*' 2>/dev/null |
    xargs grep -l __llvm_covmap)
objects=("${programs[0]}")
for program in "${programs[@]:1}"; do objects+=(-object "$program"); done
of_library=("${objects[@]}" "-instr-profile=$build/all.profdata" include)

# Each line and branch as often as it is in templates: reached is what any of them has reached.
llvm-cov show "${of_library[@]}" -show-branches=count | awk '
    /^\/.*:$/ { file = $0; sub(/.*\/include\/b24pull\//, "", file); sub(/:$/, "", file) }
    match($0, /^ *[0-9]+\| *[0-9.]+[kM]?\|/) {
        split($0, part, /[|]/)
        line = sprintf("%s:%05d", file, part[1])
        text[line] = substr($0, RLENGTH + 1)
        if (part[2] + 0 > 0) reached[line]
    }
    /Branch \([0-9:]+\): \[True: / {
        match($0, /\([0-9]+:[0-9]+\)/)
        split(substr($0, RSTART + 1, RLENGTH - 2), place, ":")
        branch = sprintf("%s:%05d: column %d", file, place[1], place[2])
        branches[branch]
        if ($0 !~ /True: 0[],]/) was_true[branch]
        if ($0 !~ /False: 0[],]/) was_false[branch]
    }
    END {
        for (line in text) if (!(line in reached)) print line ":" text[line]
        for (branch in branches) if (!(branch in was_true)) print branch " is never true"
        for (branch in branches) if (!(branch in was_false)) print branch " is never false"
    }' | sort | sed -E 's/:0+([0-9]+):/:\1:/'
llvm-cov report "${of_library[@]}" | awk '$1 == "TOTAL" { print "lines " $10 ", branches " $13 }'
