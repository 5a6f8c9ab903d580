#!/usr/bin/env bash
# Installs what is missing, builds the benchmarks and runs all of them: our own ways beside the floor and beside others'.
# Usage: benchmarks/run.sh [--quick] [--out=DIR] [OPTION…]
#   --quick    short runs without 100,000 sessions, within a minute: to see that it works
#   --out=DIR  where results.json and results.svg go, instead of build/bench
#   OPTION     of Google Benchmark, such as --benchmark_filter=config
# First every contestant has to find the same values in the same inputs: one that does not ends the run with status 1.
# Then come one table, in which the least of the repetitions counts and `spread` says how far the median lies above it, and
# lines `RATIO <subject> <value>` for programs.
# The figures are of this machine and this moment: run nothing else beside.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."

out=build/bench
engine=(--benchmark_repetitions=15 --benchmark_min_time=0.1)
compile=(--repetitions 5)
more=()
for word in "$@"; do
    case $word in
        --help) sed -n '2,10p' benchmarks/run.sh | sed 's/^# \{0,1\}//'; exit 0 ;;
        --quick)
            engine=(--benchmark_repetitions=5 --benchmark_min_time=0.01 --sessions=1000)
            compile=(--repetitions 1) ;;
        --out=*) out=${word#*=} ;;
        *) more+=("$word") ;;
    esac
done

packaging/system-packages.sh build tls protobuf benchmark peers valgrind
log=build/bench.log
mkdir -p build "$out"
echo "Building the benchmarks" >&2
{ cmake --preset bench && cmake --build --preset bench --parallel "$(nproc)"; } >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    exit 1
}

program=build/bench/benchmarks/b24pull_benchmark
"$program" --check-only

# What other programs measure goes into the same table, unless some subjects are chosen.
case " ${more[*]-} " in
    *--benchmark_filter*) ;;
    *)
        benchmarks/compile_time/compile_time.sh "${compile[@]}" build/bench/compile_time.json
        more+=(--merge=build/bench/compile_time.json) ;;
esac
benchmarks/instructions/instructions.sh build/bench/benchmarks/instructions/b24pull_benchmark_instructions --counts \
    >build/bench/instructions.txt || [ $? = 77 ]
exec "$program" --out="$out" --instructions=build/bench/instructions.txt "${engine[@]}" ${more[@]+"${more[@]}"}
