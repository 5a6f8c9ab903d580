# Counts tests in the JUnit file that CTest writes: each case of a Boost.Test program counts as one, and each other
# CTest test as one. A program that failed without one of its cases failing (it died, or leaked) counts as one failed
# test more; one that says that it has nothing to run with here (SKIP_RETURN_CODE) does not count. Prints "PASSED FAILED".
function settle() {
    if (status == "run") {
        passed += cases_passed ? cases_passed : 1
    } else if (status != "" && !skipped) {
        passed += cases_passed
        failed += cases_failed ? cases_failed : 1
    }
    cases_passed = cases_failed = skipped = 0
}
/^\t<testcase / {
    settle()
    status = $0
    sub(/.* status="/, "", status)
    sub(/".*/, "", status)
}
/<skipped message="SKIP_RETURN_CODE=/ { skipped = 1 }
# The last lines of such a program, for instance: "  2 test cases out of 12 passed with warnings".
/^  [0-9]+ test cases? out of [0-9]+ passed/ { cases_passed += $1 }
/^  [0-9]+ test cases? out of [0-9]+ failed/ { cases_failed += $1 }
END {
    settle()
    print passed + 0, failed + 0
}
