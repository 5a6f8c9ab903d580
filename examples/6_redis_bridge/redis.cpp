#include "redis.hpp"

#include <hiredis/hiredis.h>

#include <cstddef>
#include <utility>

namespace examples {
namespace {

timeval as_timeval(std::chrono::milliseconds time) {
    timeval out{};
    out.tv_sec = static_cast<decltype(out.tv_sec)>(time.count() / 1000);
    out.tv_usec = static_cast<decltype(out.tv_usec)>(time.count() % 1000 * 1000);
    return out;
}

redisContext* open(std::string const& address, std::chrono::milliseconds patience) {
    auto const time = as_timeval(patience);
    if (address.starts_with('/')) return redisConnectUnixWithTimeout(address.c_str(), time);
    auto const colon = address.rfind(':');
    auto const host = address.substr(0, colon);
    auto const port = colon == std::string::npos ? "6379" : address.substr(colon + 1);
    int number = 0;
    for (char const c : port) {
        if (c < '0' || c > '9' || number > 65535) throw redis_error("not a Redis address: " + address);
        number = number * 10 + (c - '0');
    }
    return redisConnectWithTimeout(host.c_str(), number, time);
}

} // namespace

void redis::release::operator()(redisContext* context) const noexcept { redisFree(context); }

redis::redis(std::string const& address, std::chrono::milliseconds patience)
    : context_(open(address, patience)) {
    if (!context_) throw std::bad_alloc();
    if (context_->err != 0) throw redis_error(std::string("Redis: ") + context_->errstr);
    if (redisSetTimeout(context_.get(), as_timeval(patience)) != REDIS_OK)
        throw redis_error("Redis: the time-out cannot be set");
}

redis_reply redis::command(std::vector<std::string_view> const& words) {
    std::vector<char const*> begins;
    std::vector<std::size_t> sizes;
    for (auto const word : words) {
        begins.push_back(word.data());
        sizes.push_back(word.size());
    }
    struct free_reply {
        void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
    };
    std::unique_ptr<redisReply, free_reply> const reply(static_cast<redisReply*>(
        redisCommandArgv(context_.get(), static_cast<int>(words.size()), begins.data(), sizes.data())));
    if (!reply) throw redis_error(std::string("Redis: ") + context_->errstr);
    redis_reply out;
    switch (reply->type) {
    case REDIS_REPLY_ERROR: throw redis_error("Redis: " + std::string(reply->str, reply->len));
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS: out.text.emplace(reply->str, reply->len); break;
    case REDIS_REPLY_INTEGER: out.number = reply->integer; break;
    case REDIS_REPLY_NIL: break;
    default: throw redis_error("Redis: a reply of an unexpected kind");
    }
    return out;
}

} // namespace examples
