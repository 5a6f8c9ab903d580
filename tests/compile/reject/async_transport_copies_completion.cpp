// An asynchronous transport must not demand that completions can be copied: they may own what cannot.
// expect: AsyncHttpTransport
#include <b24pull/rest/fetch_config.hpp>

#include <concepts>

using namespace b24pull;

void fetch(rest::credentials const& who) {
    auto copying = [](rest::http_request, std::copy_constructible auto) {};
    rest::async_fetch_config(copying, who, {}, [](result<config>) {});
}
