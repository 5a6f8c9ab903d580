#include <b24pull/rest/http_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(http_transport)

namespace {

namespace rest = b24pull::rest;
using b24pull::result;
using rest::AsyncHttpTransport;
using rest::http_request;
using rest::http_response;
using rest::HttpTransport;

using function = result<http_response>(http_request const&);
using plain = http_response(http_request const&);
using by_value = result<http_response>(http_request);
using of_wrong_answer = int(http_request const&);
using of_no_answer = void(http_request const&);
using of_wrong_request = result<http_response>(std::string const&);
using taking_a_mutable_request = result<http_response>(http_request&);

struct object {
    result<http_response> operator()(http_request const&) const;
};
struct mutable_object {
    result<http_response> operator()(http_request const&);
};
class keeping_a_connection {
public:
    keeping_a_connection(keeping_a_connection const&) = delete;
    result<http_response> operator()(http_request const&);
};
struct by_callback {
    template <class Completion>
    void operator()(http_request, Completion);
};
struct by_request_only {
    void operator()(http_request);
};
struct giving_something {
    template <class Completion>
    int operator()(http_request&&, Completion&&);
};

static_assert(HttpTransport<function> && HttpTransport<function&> && HttpTransport<function*>);
static_assert(HttpTransport<by_value&> && HttpTransport<plain&>);
static_assert(HttpTransport<object> && HttpTransport<object&> && HttpTransport<object const&>);
static_assert(HttpTransport<mutable_object> && HttpTransport<mutable_object&>);
static_assert(!HttpTransport<mutable_object const&>);
static_assert(HttpTransport<keeping_a_connection&>);
static_assert(HttpTransport<std::reference_wrapper<mutable_object>>);
static_assert(HttpTransport<std::function<result<http_response>(http_request const&)>>);
static_assert(!HttpTransport<of_wrong_answer&>);
static_assert(!HttpTransport<of_no_answer&>);
static_assert(!HttpTransport<of_wrong_request&>);
static_assert(!HttpTransport<taking_a_mutable_request&>);
static_assert(!HttpTransport<int> && !HttpTransport<http_request> && !HttpTransport<by_callback>);

static_assert(AsyncHttpTransport<by_callback> && AsyncHttpTransport<by_callback&>);
static_assert(!AsyncHttpTransport<by_callback const&>);
static_assert(AsyncHttpTransport<giving_something>);
static_assert(!AsyncHttpTransport<by_request_only> && !AsyncHttpTransport<object> &&
              !AsyncHttpTransport<int>);

static_assert(!std::is_copy_constructible_v<rest::http_completion_archetype>);
static_assert(!std::is_default_constructible_v<rest::http_completion_archetype>);
static_assert(std::is_invocable_v<rest::http_completion_archetype, result<http_response>>);

} // namespace

BOOST_AUTO_TEST_CASE(lambdas_are_transports) {
    int calls = 0;
    auto counting = [&calls](http_request const&) -> result<http_response> {
        ++calls;
        return http_response{200, {}, "{}"};
    };
    auto stateful = [n = 0](http_request const&) mutable {
        return http_response{static_cast<unsigned>(200 + n++), {}, ""};
    };
    auto owning = [kept = std::make_unique<int>(7)](http_request const&) -> result<http_response> {
        return http_response{static_cast<unsigned>(*kept), {}, ""};
    };
    static_assert(HttpTransport<decltype(counting)> && HttpTransport<decltype(counting)&>);
    static_assert(HttpTransport<decltype(stateful)&> && !HttpTransport<decltype(stateful) const&>);
    static_assert(HttpTransport<decltype(owning)&>);
    result<http_response> const answer = counting({});
    BOOST_TEST(answer.value().status == 200u);
    BOOST_TEST(calls == 1);
    stateful({});
    BOOST_TEST(stateful({}).status == 201u);
    BOOST_TEST(owning({}).value().status == 7u);
}

BOOST_AUTO_TEST_CASE(asynchronous_lambdas_are_transports) {
    auto immediate = [](http_request, auto done) {
        std::move(done)(result<http_response>(http_response{204, {}, ""}));
    };
    static_assert(AsyncHttpTransport<decltype(immediate)>);
    static_assert(!HttpTransport<decltype(immediate)>);
    unsigned status = 0;
    immediate({}, [kept = std::make_unique<unsigned*>(&status)](result<http_response> answer) mutable {
        **kept = answer->status;
    });
    BOOST_TEST(status == 204u);
}

BOOST_AUTO_TEST_SUITE_END()
