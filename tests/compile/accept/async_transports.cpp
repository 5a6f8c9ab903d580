// Asynchronous transports, and handlers that can be moved but not copied.
#include <b24pull/rest/fetch_config.hpp>

#include <functional>
#include <memory>
#include <utility>

using namespace b24pull;

struct function_object {
    template <class Completion>
    void operator()(rest::http_request, Completion done) const {
        std::move(done)(result<rest::http_response>(rest::http_response{}));
    }
};

class client {
public:
    client(client const&) = delete;
    client& operator=(client const&) = delete;

    template <class Completion>
    int operator()(rest::http_request const& request, Completion&& done);
};

static_assert(rest::AsyncHttpTransport<function_object>);
static_assert(rest::AsyncHttpTransport<function_object const&>);
static_assert(rest::AsyncHttpTransport<client>);
static_assert(rest::AsyncHttpTransport<std::reference_wrapper<client>>);

void each(rest::credentials const& who) {
    auto lambda = [](rest::http_request request, auto done) {
        done(result<rest::http_response>(rest::http_response{.body = std::move(request.body)}));
    };
    static_assert(rest::AsyncHttpTransport<decltype(lambda)>);
    auto only_movable = [owned = std::make_unique<int>(1)](result<config> outcome) {
        (void)outcome, (void)*owned;
    };

    rest::async_fetch_config(lambda, who, {}, std::move(only_movable));
    rest::async_fetch_config(function_object(), who, {.reopen = true}, [](result<config>) {});
    rest::async_fetch_config(std::ref(lambda), who, {}, [](auto&&) {});
}
