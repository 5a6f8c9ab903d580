#!/usr/bin/env bash
# Counts the instructions of our own work, by callgrind: a measure that does not depend on what else the machine does.
# Usage: instructions.sh PROGRAM [--check BASELINE | --baseline | --counts]
#   PROGRAM           b24pull_benchmark_instructions
#   (nothing)         a table: instructions for one item, ours and of the floor
#   --counts          the same as lines of subject, role and number
#   --baseline        what to commit as benchmarks/instructions.txt
#   --check BASELINE  fails if a count has grown by more than 5 %: then make it less, or commit the new baseline together
#                     with the change, which says why
# Exit status 77: nothing was counted, as valgrind is not installed or the baseline is that of another compiler.
set -euo pipefail

[ $# -gt 0 ] && [ "$1" != --help ] || { sed -n '2,10p' "$0" | sed 's/^# \{0,1\}//'; exit 0; }
program=$1
mode=${2:-}
command -v valgrind >/dev/null || { echo "valgrind is not installed: nothing is counted"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One file for each call of the function, with the instructions inside of it. The C library chooses among its own
# functions by what the processor can do: it is told to choose the same everywhere.
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX2_Usable,-ERMS,-FSRM \
    valgrind --tool=callgrind --callgrind-out-file="$work/out" --toggle-collect=b24pull_counted_work \
    --dump-after=b24pull_counted_work "$program" >"$work/names" 2>"$work/errors" ||
    { cat "$work/errors" >&2; exit 1; }

built=$(sed -n 's/^built //p' "$work/names" | tr -d ' ')
number=0
sed 1d "$work/names" | while read -r subject who items; do
    number=$((number + 1))
    total=$(sed -n 's/^\(summary\|totals\): //p' "$work/out.$number" | head -n 1)
    echo "$subject $who $(((total + items / 2) / items))"
done >"$work/counts"

case $mode in
    '') awk '$2 == "ours" { ours[$1] = $3; name[++n] = $1 } $2 == "floor" { floor[$1] = $3 }
        END { printf "%-20s %12s %12s %8s\n", "subject", "ours", "floor", "ratio"
              for (i = 1; i <= n; ++i)
                  printf "%-20s %12d %12d %8.2f\n", name[i], ours[name[i]], floor[name[i]],
                      ours[name[i]] / (floor[name[i]] ? floor[name[i]] : 1) }' "$work/counts" ;;
    --counts) cat "$work/counts" ;;
    --baseline)
        echo "# Instructions for one item. Counted, checked and renewed by benchmarks/instructions/instructions.sh."
        echo "built $built"
        awk '$2 == "ours" { print $1, $3 }' "$work/counts" ;;
    --check)
        if ! grep -qx "built $built" "$3"; then
            echo "The baseline is of another build than this one ($built): nothing is compared"
            exit 77
        fi
        awk 'FNR == NR { if ($1 !~ /^(#|built)/) baseline[$1] = $2; next }
            $2 != "ours" { next }
            !($1 in baseline) { print $1 ": not in the baseline"; failed = 1; next }
            { seen[$1]; change = 100 * ($3 / baseline[$1] - 1)
              told = change > 5 ? ": too many" : change < -5 ? ": commit the new baseline" : ""
              printf "%-20s %9d, baseline %9d, %+.1f %%%s\n", $1, $3, baseline[$1], change, told
              if (change > 5) failed = 1 }
            END { for (one in baseline) if (!(one in seen)) { print one ": not counted any more"; failed = 1 }
                  exit failed }' "$3" "$work/counts" ;;
    *) echo "unknown option: $mode (see $0 --help)" >&2; exit 2 ;;
esac
