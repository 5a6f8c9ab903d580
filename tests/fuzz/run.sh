#!/usr/bin/env bash
# Installs what is missing, builds the fuzzing targets with clang++ and lets each try inputs, two targets at a time.
# Usage: tests/fuzz/run.sh [SECONDS]
#   SECONDS  how long each target runs, 10 by default
# Each begins with the inputs in tests/fuzz/corpus. An input that ends a target (by a property violated, a finding of the
# sanitizers, more than 10 s or 2 GB) stays in build/fuzz/findings: give it to the program again to see it again.
# The last line is "N passed, M failed": each target is one, and so is a build that fails.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

[ "${1:-}" != --help ] || { sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; exit 0; }
seconds=${1:-10}
[ $# -le 1 ] && [[ $seconds =~ ^[1-9][0-9]*$ ]] ||
    { echo "a number of seconds at most (see tests/fuzz/run.sh --help)" >&2; exit 2; }

packaging/system-packages.sh build clang

start=$SECONDS
if ! { cmake --preset fuzz && cmake --build --preset fuzz --parallel "$(nproc)"; }; then
    echo "the build failed"
    echo "0 passed, 1 failed"
    exit 1
fi
echo "== built in $((SECONDS - start)) s"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
findings=$PWD/build/fuzz/findings
mkdir -p "$findings"

# Runs one target. What it says is shown at its end, and in full only if it failed.
fuzz() {
    local target=$1 log=$scratch/$1.log
    cp -r "tests/fuzz/corpus/$target" "$scratch/$target"
    if "build/fuzz/tests/fuzz/b24pull_fuzz_$target" "$scratch/$target" \
        -dict="tests/fuzz/dictionaries/$target.dict" -artifact_prefix="$findings/$target-" \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 >"$log" 2>&1; then
        echo "$target: $(tail -n 1 "$log")"
        touch "$scratch/$target.passed"
    else
        echo "$target: failed"
        cat "$log"
    fi
}

targets=(tests/fuzz/*.cpp)
targets=("${targets[@]##*/}")
targets=("${targets[@]%.cpp}")
for target in "${targets[@]}"; do
    while [ "$(jobs -r | wc -l)" -ge 2 ]; do wait -n; done
    fuzz "$target" &
done
wait

passed=$(find "$scratch" -maxdepth 1 -name '*.passed' | wc -l)
failed=$((${#targets[@]} - passed))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
