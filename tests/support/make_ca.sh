#!/bin/sh
# Makes the certificates that the tests over loopback need, as PEM files, anew at each run.
# Usage: make_ca.sh FOLDER
#   ca.pem                              the authority that the clients trust
#   server.pem, server.key              for localhost and 127.0.0.1, signed by it
#   other_host.pem, other_host.key      for other.example.com, signed by it
#   expired.pem, expired.key            for localhost and 127.0.0.1, signed by it, no longer valid
#   unknown_ca.pem                      an authority that has signed none of them
set -eu
folder=$1
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
trap '[ $? = 0 ] || cat openssl.log >&2' EXIT

authority() { # NAME COMMON_NAME
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -keyout "$1.key" -out "$1.pem" \
        -days 2 -subj "/CN=$2" -addext keyUsage=critical,keyCertSign 2>>openssl.log
}

certificate() { # NAME SUBJECT_ALTERNATIVE_NAMES DAYS
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -keyout "$1.key" -out "$1.csr" \
        -subj "/CN=$1" 2>>openssl.log
    printf '%s\n' basicConstraints=critical,CA:FALSE extendedKeyUsage=serverAuth "subjectAltName=$2" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days "$3" -extfile "$1.ext" \
        -out "$1.pem" 2>>openssl.log
}

authority ca 'Test authority'
authority unknown_ca 'Unknown authority'
certificate server DNS:localhost,IP:127.0.0.1 2
certificate other_host DNS:other.example.com 2
certificate expired DNS:localhost,IP:127.0.0.1 -1

# Nothing more is to be signed.
rm -f ca.key unknown_ca.key ./*.csr ./*.ext ./*.srl openssl.log
