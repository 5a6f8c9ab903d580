#!/usr/bin/env bash
# Shows what a portal's Push & Pull says, and events as they arrive.
# Usage: examples/run.sh                                  against a portal of its own on the loopback, made for this run:
#                                                         a connection report, then three events, published and received
#        examples/run.sh --portal URL --token TOKEN       a connection report of a real portal
#        examples/run.sh --file PATH                      the same from a recorded answer; - is the standard input
# All arguments go to the program b24pull-report, which explains them with --help; a token may also come in the
# environment variable B24PULL_TOKEN. Installs what is missing, then builds, in build/examples, or in the folder that
# B24PULL_BUILD names, which has been configured already. Exit status: that of the report, or that of the
# tool b24pull if not all events have arrived.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(dirname "$here")
build=${B24PULL_BUILD:-$tree/build/examples}

own_portal=yes
for argument in "$@"; do
    case $argument in --portal | --portal=* | --file | --file=* | --help | -h) own_portal=no ;; esac
done

"$tree/packaging/system-packages.sh" build curl tls protobuf cli11 </dev/null

programs=(b24pull-report)
[ $own_portal = no ] || programs+=(b24pull-portal b24pull-tool)
mkdir -p "$build"
echo "Building ${programs[*]}: some minutes, told in $build/build.log" >&2
begin=$SECONDS
{
    # Without optimisation: what is built here is to run once, and soon.
    { [ -n "${B24PULL_BUILD:-}" ] ||
        cmake -S "$tree" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE= -DB24PULL_BUILD_TESTING=OFF; } &&
        cmake --build "$build" --parallel "$(nproc)" --target "${programs[@]}"
} >"$build/build.log" 2>&1 </dev/null || {
    tail -n 40 "$build/build.log" >&2
    echo "The build failed; all of its output is in $build/build.log" >&2
    exit 1
}
echo "Built in $((SECONDS - begin)) s" >&2

if [ $own_portal = no ]; then
    exec "$build/examples/1_connection_report/b24pull-report" "$@"
fi

# A certificate for this run alone, which the programs are told to trust.
scratch=$(mktemp -d)
portal=
listener=
trap 'kill $listener $portal 2>/dev/null || true; rm -rf "$scratch"' EXIT
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
reach=(--portal "$url" --ca-file "$scratch/certificate.pem")
"$build/examples/1_connection_report/b24pull-report" "${reach[@]}" "$@" || exit

tool=$build/examples/b24pull/b24pull
echo
echo "Listening: b24pull listen --portal $url --ca-file … --count 3"
exec 4< <(exec "$tool" listen "${reach[@]}" --count 3 --for 1m </dev/null)
listener=$!
while IFS= read -r -t 30 line <&4; do
    printf '%s\n' "$line"
    case $line in
        *' status: online')
            for number in 1 2 3; do
                "$tool" publish "${reach[@]}" --module telephony --command ring --params "{\"line\":$number}" \
                    >"$scratch/published" 2>&1 </dev/null || { cat "$scratch/published" >&2; exit 1; }
            done ;;
    esac
done
wait "$listener"
