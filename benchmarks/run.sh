#!/usr/bin/env bash
# Installs what is missing, builds the benchmarks and runs them: what a session costs in bytes and time.
# Usage: benchmarks/run.sh [--quick] [OPTION…]
#   --quick  without 100,000 sessions, and with short runs: to see that it works
#   OPTION   of Google Benchmark, such as --benchmark_filter=reconnect
# The figures are of this machine and this moment: run nothing else beside. The complaint about a library built as DEBUG
# is about Debian's package of Google Benchmark, and does no harm.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."

options=(--benchmark_counters_tabular=true)
case ${1:-} in
    --help) sed -n '2,7p' benchmarks/run.sh | sed 's/^# \{0,1\}//'; exit 0 ;;
    --quick) shift; options+=(--benchmark_min_time=0.02 '--benchmark_filter=-sessions:100000') ;;
esac

packaging/system-packages.sh build benchmark
log=build/bench.log
mkdir -p build
echo "Building the benchmarks" >&2
{ cmake --preset bench && cmake --build --preset bench --parallel "$(nproc)"; } >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    exit 1
}
exec build/bench/benchmarks/b24pull_benchmark_session "${options[@]}" "$@"
