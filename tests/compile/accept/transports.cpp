// Whatever can be called is a transport: a function, a lambda, a function object, a class, a reference to any of them.
#include <b24pull/rest/fetch_config.hpp>

#include <functional>
#include <memory>

using namespace b24pull;

result<rest::http_response> function(rest::http_request const&);

struct function_object {
    result<rest::http_response> operator()(rest::http_request const&) const;
};

class client {
public:
    explicit client(int descriptor);
    client(client const&) = delete;
    client& operator=(client const&) = delete;
    rest::http_response operator()(rest::http_request const& request);

private:
    std::unique_ptr<int> connection_;
};

static_assert(rest::HttpTransport<decltype(function)>);
static_assert(rest::HttpTransport<decltype(&function)>);
static_assert(rest::HttpTransport<function_object>);
static_assert(rest::HttpTransport<function_object const&>);
static_assert(rest::HttpTransport<client>);
static_assert(rest::HttpTransport<std::reference_wrapper<client>>);
static_assert(rest::HttpTransport<std::function<result<rest::http_response>(rest::http_request const&)>>);

void each(client& kept, rest::credentials const& who) {
    auto stateful = [calls = 0](rest::http_request const&) mutable -> result<rest::http_response> {
        ++calls;
        return rest::http_response{};
    };
    (void)rest::fetch_config(function, who);
    (void)rest::fetch_config(function_object(), who);
    (void)rest::fetch_config(kept, who);
    (void)rest::fetch_config(std::ref(kept), who);
    (void)rest::fetch_config(stateful, who, {.cache = false});
    (void)rest::fetch_config(
        [owned = std::make_unique<int>(0)](rest::http_request const&) -> result<rest::http_response> {
            return rest::http_response{.status = static_cast<unsigned>(*owned)};
        },
        who);
}
