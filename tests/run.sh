#!/usr/bin/env bash
# Installs what is missing, builds the tests and runs all of them through CTest.
# Usage: tests/run.sh [--clang | --asan | --all]
#   (nothing)  a debug build with g++, or with the compiler that CXX names
#   --clang    a debug build with clang++, and each header against libc++
#   --asan     the same with clang++ under AddressSanitizer and UndefinedBehaviorSanitizer
#   --all      the three builds, one after the other
# The last line is "N passed, M failed". It counts each Boost.Test case as one and each other CTest test as one
# (tests/count.awk), and that nothing printed looks like a secret as another; a build that fails counts as one failed
# test, and --all adds up its builds.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case $# in
    0) presets=(dev) ;;
    1)
        case $1 in
            --clang) presets=(clang) ;;
            --asan) presets=(asan) ;;
            --all) presets=(dev clang asan) ;;
            --help) sed -n '2,10p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
            *) echo "unknown option: $1 (see tests/run.sh --help)" >&2; exit 2 ;;
        esac ;;
    *) echo "one option at most (see tests/run.sh --help)" >&2; exit 2 ;;
esac

groups=(build curl tls protobuf cli11 httplib qt redis test python valgrind)
case " ${presets[*]} " in *' clang '* | *' asan '*) groups+=(clang) ;; esac
packaging/system-packages.sh "${groups[@]}"

jobs=$(nproc)
waiting_jobs=$((jobs + 2)) # tests over sockets wait more than they work
portal=$PWD/build/dev/examples/portal/b24pull-portal
passed=0
failed=0
for preset in "${presets[@]}"; do
    echo "== $preset"
    start=$SECONDS
    # A failing test tells line numbers: all other debug information would take a sixth of the time to build.
    options=(-DCMAKE_CXX_FLAGS_DEBUG=-g1)
    # The loopback portal is the other side: the one of the first build serves the others as well.
    if [ "$preset" != dev ] && [ -x "$portal" ] &&
        [ -z "$(find examples/portal -type f -newer "$portal" -print -quit)" ]; then
        options+=(-DB24PULL_PORTAL_PROGRAM="$portal")
    fi
    if ! { cmake --preset "$preset" "${options[@]}" && cmake --build --preset "$preset" --parallel "$jobs"; }; then
        echo "== $preset: the build failed"
        failed=$((failed + 1))
        continue
    fi
    built=$SECONDS
    results=$PWD/build/$preset/tests.xml
    rm -f "$results"
    ctest --preset "$preset" --parallel "$waiting_jobs" --output-junit "$results" \
        --test-output-size-passed 100000000 --test-output-size-failed 100000000 || true
    if [ -s "$results" ]; then
        read -r more_passed more_failed <<<"$(awk -f tests/count.awk "$results")"
        # Nothing that any test or program printed holds a credential: neither one of the portal's, nor one that is planted.
        if grep -nE '[0-9a-f]{32}|5e171e1' "$results"; then
            echo "== $preset: this looks like a secret"
            more_failed=$((more_failed + 1))
        else
            more_passed=$((more_passed + 1))
        fi
    else
        more_passed=0 more_failed=1
    fi
    echo "== $preset: built in $((built - start)) s, ran in $((SECONDS - built)) s"
    passed=$((passed + more_passed))
    failed=$((failed + more_failed))
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
