#!/usr/bin/env bash
# Runs the unit tests under valgrind's memcheck: a quarter of an hour. A figure, not a test of every day.
# Left out are the two that watch operator delete, which valgrind replaces, and the dates, hours of plain arithmetic.
# Exit status: that of the tests, or 9 for an error of memory or a leak.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

packaging/system-packages.sh build curl tls protobuf cli11 httplib qt redis test python valgrind
cmake --preset dev -DCMAKE_CXX_FLAGS_DEBUG=-g1
cmake --build --preset dev --parallel "$(nproc)" --target b24pull_unit
valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite,possible --error-exitcode=9 \
    build/dev/tests/unit/b24pull_unit --report_level=short \
    --run_test='!timestamp:!secret/memory_of_texts_is_wiped_before_it_is_given_back:!text_room/room_that_is_left_is_wiped'
