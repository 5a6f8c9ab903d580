#!/usr/bin/env bash
# Installs, through the system's package manager, what is missing of the named groups of packages.
# Usage: packaging/system-packages.sh GROUP…
#   build      compiler, CMake, Ninja, Boost with Boost.JSON            (all that a user of the library needs)
#   curl       libcurl and the certificates of public authorities       (the curl adapter)
#   tls        OpenSSL, library and command                             (the loopback portal, the Beast adapter)
#   protobuf   protoc and its library for C++                           (the loopback portal, a second opinion in the tests)
#   httplib    cpp-httplib and pkg-config                               (the cpp-httplib adapter)
#   qt         Qt 6 with Network and WebSockets                         (the Qt adapter)
#   redis      hiredis, and a Redis server                              (the bridge of the examples)
#   cli11      CLI11                                                    (command lines of the programs)
#   test       Boost.Test                                               (the tests)
#   python     Python 3                                                 (the test of the Conan recipe)
#   benchmark  Google Benchmark                                         (the benchmarks)
#   peers      nlohmann/json, RapidJSON, date, node                     (what the benchmarks compare with)
#   valgrind   valgrind                                                 (the count of instructions)
#   clang      clang++, its sanitizers, and libc++                      (the builds with the other compiler)
#   coverage   llvm's readers of counts                                 (how much of the library the tests run through)
#   format     clang-format 14                                          (the check of the formatting)
#   docs       Doxygen and Graphviz                                     (the documentation)
# It says what it installs, never removes a package, and does nothing where nothing is missing.
# Exit status: 0 all there; 2 wrong usage; 3 cannot be installed here, with what to do instead; 4 the installation failed.
# B24PULL_SYSTEM_PACKAGES=skip turns it off, for systems whose libraries come from elsewhere.
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ "${B24PULL_SYSTEM_PACKAGES:-}" != skip ] || exit 0

needs='b24pull needs: a C++20 compiler (g++ 12 or clang 14 and later), CMake 3.25 or later, Ninja,
  and Boost 1.81 or later with Boost.JSON;
  for its examples and tests also libcurl, OpenSSL, CLI11 and protobuf; for the other adapters cpp-httplib and Qt 6, for
  the bridge hiredis; for its tests also Boost.Test, Python 3 and a Redis server; for its benchmarks Google Benchmark,
  protobuf, nlohmann/json, RapidJSON and date, and, for some of their lines, node and valgrind.
With these installed by other means, run the same command again with B24PULL_SYSTEM_PACKAGES=skip in its environment
(and CMAKE_PREFIX_PATH naming their folders where CMake would not look).'

give_up() {
    printf '%s\n' "$@" >&2
    exit 3
}

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
    give_up "This system has no apt, so nothing was installed." "$needs"

release=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")
case $release in
    'debian 12') boost=1.81 ;; # the default, 1.74, has no Boost.JSON
    'debian 13' | 'ubuntu 24.04') boost=1.83 ;;
    *) give_up "The packages of this release ($release) are not known here, so nothing was installed." "$needs" ;;
esac

# Each row is a package, or alternatives any of which will do, the first being the one to install.
# A program counts as present wherever it comes from.
wanted=()
for group in "$@"; do
    case $group in
        build) wanted+=(g++ cmake ninja-build "libboost$boost-dev" "libboost-json$boost-dev") ;;
        curl) wanted+=('libcurl4-openssl-dev|libcurl4-gnutls-dev|libcurl4-nss-dev' ca-certificates) ;;
        tls) wanted+=(libssl-dev openssl) ;;
        cli11) wanted+=(libcli11-dev) ;;
        protobuf) wanted+=(protobuf-compiler libprotobuf-dev) ;;
        httplib) wanted+=(libcpp-httplib-dev 'pkg-config|pkgconf') ;;
        qt) wanted+=(qt6-base-dev qt6-websockets-dev) ;;
        redis) wanted+=(libhiredis-dev redis-server) ;;
        python) wanted+=(python3) ;;
        test) wanted+=("libboost-test$boost-dev") ;;
        benchmark) wanted+=(libbenchmark-dev) ;;
        peers) wanted+=(nlohmann-json3-dev rapidjson-dev libhowardhinnant-date-dev nodejs) ;;
        valgrind) wanted+=(valgrind) ;;
        clang) wanted+=(clang libclang-rt-dev libc++-dev) ;;
        coverage) wanted+=(llvm) ;;
        format) wanted+=(clang-format-14) ;;
        docs) wanted+=(doxygen graphviz) ;;
        *) echo "no such group of packages: $group" >&2; exit 2 ;;
    esac
done

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

present() {
    local package
    case $1 in
        ninja-build) command -v ninja >/dev/null && return ;;
        clang) command -v clang++ >/dev/null && return ;;
        protobuf-compiler) command -v protoc >/dev/null && return ;;
        nodejs) command -v node >/dev/null && return ;;
        cmake | g++ | openssl | python3 | valgrind | clang-format-14 | doxygen) command -v "$1" >/dev/null && return ;;
    esac
    for package in ${1//|/ }; do
        if installed "$package"; then return; fi
    done
    return 1
}

missing=()
for row in "${wanted[@]}"; do
    present "$row" || missing+=("${row%%|*}")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
        give_up "Some packages are missing, and installing them takes root, but there is no sudo here. As root, run:" \
            "  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo "${as_root[@]}")
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed() {
    tail -n 20 "$log" >&2
    echo "$1" >&2
    exit 4
}

echo "Missing packages: ${missing[*]}"
"${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 || failed "apt-get update failed."

install=(apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install -y --no-install-recommends)
LC_ALL=C "${install[@]}" --simulate "${missing[@]}" >"$log" 2>&1 || failed "apt-get cannot install ${missing[*]}."
in_the_way=$(sed -n 's/^Remv \([^ ]*\).*/\1/p' "$log" | sort | tr '\n' ' ')
if [ -n "$in_the_way" ]; then
    give_up "Nothing was installed: beside Boost $boost, which b24pull needs here, these packages cannot stay:" \
        "  $in_the_way" \
        "They belong to another version of Boost or depend on it. Choose one:" \
        "  - give them up, if nothing else needs them: apt-get install --no-install-recommends ${missing[*]}" \
        "  - build in a container or on a machine without them" \
        "  - install Boost 1.81 or later in a folder of its own, and run the same command again with" \
        "    B24PULL_SYSTEM_PACKAGES=skip and CMAKE_PREFIX_PATH naming that folder"
fi
echo "Installing them with apt-get"
"${as_root[@]}" "${install[@]}" --no-remove "${missing[@]}" >"$log" 2>&1 || failed "apt-get install failed."
