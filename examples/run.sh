#!/usr/bin/env bash
# Prints a connection report: fetches a portal's Push & Pull configuration and says what it holds.
# Usage: examples/run.sh                                  against a portal of its own on the loopback, made for this run
#        examples/run.sh --portal URL --token TOKEN       against a real portal
#        examples/run.sh --file PATH                      from a recorded answer; - is the standard input
# All arguments go to the program b24pull-report, which explains them with --help; a token may also come in the
# environment variable B24PULL_TOKEN. Installs what is missing, then builds. Exit status: that of the report.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(dirname "$here")
build=$tree/build/examples

own_portal=yes
for argument in "$@"; do
    case $argument in --portal | --portal=* | --file | --file=* | --help | -h) own_portal=no ;; esac
done

"$tree/packaging/system-packages.sh" build curl tls cli11 </dev/null

programs=(b24pull-report)
[ $own_portal = no ] || programs+=(b24pull-portal)
mkdir -p "$build"
echo "Building ${programs[*]}" >&2
{
    cmake -S "$tree" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DB24PULL_BUILD_TESTING=OFF &&
        cmake --build "$build" --parallel "$(nproc)" --target "${programs[@]}"
} >"$build/build.log" 2>&1 </dev/null || {
    tail -n 40 "$build/build.log" >&2
    echo "The build failed; all of its output is in $build/build.log" >&2
    exit 1
}

if [ $own_portal = no ]; then
    exec "$build/examples/1_connection_report/b24pull-report" "$@"
fi

# A certificate for this run alone, which the report is told to trust.
scratch=$(mktemp -d)
portal=
trap 'kill $portal 2>/dev/null || true; rm -rf "$scratch"' EXIT
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=loopback -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$scratch/key.pem" -out "$scratch/certificate.pem" 2>"$scratch/openssl.log" </dev/null || {
    cat "$scratch/openssl.log" >&2
    exit 1
}
exec 3< <(exec "$build/examples/portal/b24pull-portal" --port 0 --quiet \
    --tls --cert "$scratch/certificate.pem" --key "$scratch/key.pem" </dev/null)
portal=$!
ready=
IFS= read -r -t 30 ready <&3 || true
case $ready in
    'portal ready at '*) url=${ready#portal ready at } ;;
    *) echo "The loopback portal did not start." >&2; exit 1 ;;
esac
echo "Started a portal on the loopback: $url" >&2

# The token that the loopback portal accepts unless told otherwise.
export B24PULL_TOKEN=token-of-an-administrator
status=0
"$build/examples/1_connection_report/b24pull-report" --portal "$url" --ca-file "$scratch/certificate.pem" "$@" || status=$?
exit $status
