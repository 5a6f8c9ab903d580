#!/usr/bin/env bash
# The tool against a loopback portal over TLS, as a user would run it.
# Usage: tool_live.sh SCENARIO TOOL PORTAL JSON_LINES CERTIFICATES_FOLDER
set -uo pipefail
exec </dev/null
scenario=$1 tool=$2 portal_program=$3 json_lines=$4 certificates=$5

scratch=$(mktemp -d)
portal=
listener=
trap 'kill $listener $portal 2>/dev/null; wait; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failures=0

fail() { # TEXT [FILE…]: goes on, so that one run tells all
    echo "FAILED: $1"
    shift
    for file in "$@"; do sed "s|^|  $file: |" "$file"; done
    failures=$((failures + 1))
}

expect() { # WHAT EXPECTED FOUND [FILE…]
    local what=$1 expected=$2 found=$3
    shift 3
    [ "$expected" = "$found" ] || fail "$what is \"$found\", not \"$expected\"" "$@"
}

expect_text() { # FILE PATTERN
    grep -qE -- "$2" "$1" || fail "$1 does not have: $2" "$1"
}

expect_no_text() { # FILE PATTERN
    ! grep -qE -- "$2" "$1" || fail "$1 has: $2" "$1"
}

wait_for() { # FILE PATTERN
    for _ in $(seq 300); do
        grep -qE -- "$2" "$1" 2>/dev/null && return
        sleep 0.1
    done
    fail "$1 never had: $2" "$1"
}

start_portal() { # OPTION…
    "$portal_program" --port 0 --ready-file ready --quiet --tls \
        --cert "$certificates/server.pem" --key "$certificates/server.key" "$@" >portal.log 2>&1 &
    portal=$!
    wait_for ready https
    reach=(--portal "$(cat ready)" --ca-file "$certificates/ca.pem")
}

stop_portal() {
    kill "$portal"
    wait "$portal"
    portal=
}

export B24PULL_TOKEN=token-of-an-administrator

start_listening() { # OPTION…: until the file `events` says online
    "$tool" listen "${reach[@]}" --for 30s "$@" >events 2>errors &
    listener=$!
    wait_for events online
}

end_listening() { # EXPECTED_STATUS
    wait "$listener"
    expect "the exit status of listen" "$1" $? events errors
    listener=
}

publish() { # NUMBER [OPTION…]
    "$tool" publish "${reach[@]}" --command "count" --params "{\"n\":$1}" "${@:2}" >published 2>&1
    expect "the exit status of publish" 0 $? published
}

# The numbers of the messages among the JSON lines of a file.
numbers() { "$json_lines" type params <"$1" | sed -n 's/^message {"n":\([0-9]*\)}$/\1/p' | paste -sd ' '; }

case $scenario in
events)
    start_portal
    start_listening --json --count 3
    for n in 1 2 3; do publish $n; done
    end_listening 0
    expect "what came" "1 2 3" "$(numbers events)" events
    expect "the first message" "application count backend" \
        "$("$json_lines" type module_id command sender <events | sed -n 's/^message \([a-z]*\) count {"type":"\([a-z]*\)".*/\1 count \2/p' | head -n 1)" events
    expect "the summary" "3 3 0 1 0" \
        "$(grep '"summary"' events | "$json_lines" messages shown duplicates connections gaps)" events
    expect "the order of types" "status status message message message" \
        "$("$json_lines" type <events | head -n 5 | paste -sd ' ')" events
    ;;
text)
    start_portal
    start_listening --count 2 --length 30 --module application
    "$tool" publish "${reach[@]}" --command ring --params '{"a":"\u001b[2J\u009b\u202e"}' >published 2>&1
    "$tool" publish "${reach[@]}" --command ring --params '["0123456789012345678901234567890"]' >published 2>&1
    end_listening 0
    expect_text events '^[0-9:.]{12} -- status: online$'
    expect_text events '^[0-9:.]{12} application ring \{"a":"\\u001b\[2J\\u009b\\u202e"\}$'
    expect_text events '^[0-9:.]{12} application ring \["0123456789012345678901234567…$'
    expect_text events '^-- 2 events, 0 duplicates suppressed, 1 connection, '
    expect_no_text events $'\x1b'
    ;;
filters)
    start_portal
    start_listening --json --module OTHER --command count --count 1
    publish 1
    "$tool" publish "${reach[@]}" --module other --command ring >published 2>&1
    publish 2 --module other
    end_listening 0
    expect "what came" "2" "$(numbers events)" events
    expect "the summary" "3 1" "$(grep '"summary"' events | "$json_lines" messages shown)" events
    ;;
polling)
    start_portal
    start_listening --json --transport polling --count 2
    for n in 1 2; do publish $n; done
    end_listening 0
    expect "what came" "1 2" "$(numbers events)" events
    ;;
direct)
    start_portal
    start_listening --json --count 2
    publish 1 --direct --module m --user 1
    expect_text published 'sent, and not refused'
    publish 2 --direct --module m --user 1
    end_listening 0
    expect "what came" "1 2" "$(numbers events)" events
    expect_text events '"sender":\{"type":"client"'
    ;;
direct_refused)
    start_portal --server-version 3
    "$tool" publish "${reach[@]}" --direct --command ring --user 1 >out 2>&1
    expect "the exit status" 3 $? out
    expect_text out 'does not let clients publish'
    expect_text out 'what to do  Send it through the portal'
    ;;
check)
    start_portal
    "$tool" check "${reach[@]}" >out 2>&1
    expect "the exit status" 0 $? out
    for step in TCP TLS token call clock configuration WebSocket event 'long polling'; do
        expect_text out "^ok +$step "
    done
    expect_text out '^All is well\.$'
    "$tool" check "${reach[@]}" --no-event >/dev/full 2>errors
    expect "the exit status of a report that is lost" 1 $? errors
    "$tool" publish "${reach[@]}" --command ring >/dev/full 2>errors
    expect "the exit status of an answer that is lost" 1 $? errors
    B24PULL_TOKEN="$B24PULL_TOKEN
" "$tool" check "${reach[@]}" --no-event >out 2>&1
    expect "the exit status with a line's end behind the token" 0 $? out
    expect_no_text out 'FAIL|->'
    ;;
wrong_token)
    start_portal
    B24PULL_TOKEN=secret-0123456789-wrong "$tool" check "${reach[@]}" >out 2>&1
    expect "the exit status of check" 3 $? out
    expect_text out '^FAIL token .*not known'
    expect_text out '-> Renew the access token'
    B24PULL_TOKEN=secret-0123456789-wrong "$tool" listen "${reach[@]}" >out2 2>&1
    expect "the exit status of listen" 3 $? out2
    expect_text out2 'what to do  Renew the access token'
    B24PULL_TOKEN=secret-0123456789-wrong "$tool" config "${reach[@]}" >out3 2>&1
    expect "the exit status of config" 3 $? out3
    expect_no_text out 'secret-0123456789'
    expect_no_text out2 'secret-0123456789'
    expect_no_text out3 'secret-0123456789'
    env -u B24PULL_TOKEN "$tool" check "${reach[@]}" >out4 2>&1
    expect "the exit status without a token" 2 $? out4
    expect_text out4 '^FAIL token'
    expect_text out4 '^ok +TLS '
    ;;
unreachable)
    start_portal
    "$tool" check --portal "$(cat ready)" --ca-file "$certificates/unknown_ca.pem" >out 2>&1
    expect "the exit status with another authority" 4 $? out
    expect_text out '^FAIL TLS +unable to get local issuer certificate'
    expect_text out '-> .*--ca-file'
    stop_portal
    "$tool" check "${reach[@]}" >out 2>&1
    expect "the exit status without a portal" 4 $? out
    expect_text out '^FAIL TCP .*refused'
    expect_text out '-> Nothing answers there'
    expect_text out '^ok +token '
    "$tool" listen "${reach[@]}" --for 1s >out 2>&1
    expect "the exit status of listen" 4 $? out
    expect_text out 'no configuration: .*refused'
    expect_text out 'b24pull check'
    ;;
signals)
    start_portal
    start_listening
    publish 1
    wait_for events 'count'
    kill -INT "$listener"
    end_listening 0
    expect_text events '^-- 1 event, '
    start_listening --count 5
    kill -TERM "$listener"
    end_listening 5
    expect_text events '^-- 0 events, '
    ;;
snapshot)
    start_portal
    start_listening --json --count 2 --snapshot place
    for n in 1 2 3; do publish $n; done # the third may come with the second, and is for the next run then
    end_listening 0
    expect "what came at first" "1 2" "$(numbers events)" events
    for n in 4 5; do publish $n; done
    start_listening --json --count 3 --snapshot place
    end_listening 0
    expect "what came then" "3 4 5" "$(numbers events)" events
    expect "the files" "1" "$(find . -name 'place*' | wc -l)"
    echo nonsense >place
    "$tool" listen "${reach[@]}" --snapshot place >out 2>&1
    expect "the exit status with another file" 2 $? out
    expect "the other file" nonsense "$(cat place)"
    ;;
killed)
    start_portal
    start_listening --json --snapshot place
    for n in 1 2 3; do publish $n; done
    wait_for events '"n":3'
    sleep 1.5 # the place is stored a second after the first event
    kill -KILL "$listener"
    wait "$listener" 2>/dev/null
    publish 4
    start_listening --json --count 1 --snapshot place
    end_listening 0
    expect "what came then" "4" "$(numbers events)" events
    ;;
versions)
    for version in 3 5; do
        start_portal --server-version $version
        start_listening --json --count 2
        for n in 1 2; do publish $n; done
        end_listening 0
        expect "what came from version $version" "1 2" "$(numbers events)" events
        stop_portal
        rm ready
    done
    ;;
faults)
    start_portal --cut 0.2 --repeat 0.2 --seed 7 --gather 0.05
    start_listening --json --count 40
    for n in $(seq 40); do publish "$n"; done
    end_listening 0
    expect "what came" "$(seq -s ' ' 40)" "$(numbers events)" events
    expect_text events '"type":"connection_lost"'
    expect_text events '"retry_in_ms":[0-9]+'
    ;;
reader_gone)
    start_portal
    { "$tool" listen "${reach[@]}" --for 30s 2>errors; echo $? >status; } | head -n 1 >events &
    wait_for events connecting
    for n in 1 2 3; do publish $n; done
    wait_for status .
    expect "the exit status" 0 "$(cat status)" errors
    expect "what was said" "" "$(cat errors)"
    ;;
config)
    start_portal
    "$tool" config "${reach[@]}" >out 2>&1
    expect "the exit status" 0 $? out
    expect_text out '^  version +4,'
    expect_no_text out '[0-9a-f]{32}'
    "$tool" config "${reach[@]}" --json >out 2>&1
    expect "the exit status" 0 $? out
    expect "the end of the warnings" "[]" "$("$json_lines" warnings <out)" out
    expect_no_text out '[0-9a-f]{32}'
    echo "$(cat ready)/rest/1/webhook-secret/" >webhook
    "$tool" config --webhook-file webhook --ca-file "$certificates/ca.pem" >out 2>&1
    expect "the exit status with a webhook" 0 $? out
    echo "$(cat ready)/rest/1/wrong-secret/" >webhook
    "$tool" config --webhook-file webhook --ca-file "$certificates/ca.pem" >out 2>&1
    expect "the exit status with a wrong webhook" 3 $? out
    expect_no_text out 'wrong-secret'
    ;;
usage)
    "$tool" >out 2>&1
    expect "the exit status without a subcommand" 2 $? out
    "$tool" listen --portal https://127.0.0.1 --token secret-0123456789 >out 2>&1
    expect "the exit status with a token" 2 $? out
    expect_no_text out 'secret'
    expect_text out 'B24PULL_TOKEN'
    "$tool" listen --portal https://127.0.0.1 --token-file /nowhere >out 2>&1
    expect "the exit status without the file" 2 $? out
    "$tool" listen --portal http://127.0.0.1 >out 2>&1
    expect "the exit status for clear text" 2 $? out
    "$tool" publish --portal https://127.0.0.1 --direct --command ring --channel-file /nowhere >out 2>&1
    expect "the exit status without the channels" 2 $? out
    expect_text out 'The channels cannot be read'
    "$tool" config --webhook-file /nowhere >out 2>&1
    expect "the exit status without the webhook" 2 $? out
    expect_no_text out 'check'
    for proxy in secret.example.com:3128 https://secret.example.com:3128 http://secret.example.com/path; do
        "$tool" config --portal https://127.0.0.1 --proxy "$proxy" >out 2>&1
        expect "the exit status with the proxy $proxy" 2 $? out
        expect_text out 'not http://HOST:PORT'
        expect_no_text out 'secret'
    done
    for command in config listen publish check; do
        "$tool" $command --help >out 2>&1
        expect "the exit status of $command --help" 0 $? out
        expect_text out '^Examples:'
        expect_text out '^Exit status: 0 done'
    done
    ;;
*)
    echo "no such scenario: $scenario"
    exit 2
    ;;
esac
[ "$failures" = 0 ]
