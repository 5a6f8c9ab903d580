// A model of a portal and its push server, as the protocol describes them: channels that end and are renewed, a history,
// and payloads in the form of each version. It knows nothing of networks and time: whoever drives it tells the time.
#pragma once

#include "../support/protobuf_bytes.hpp"
#include "script.hpp"

#include <b24pull/config.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulation {

/// Wall time at the beginning.
inline constexpr std::int64_t wall_start = 1790000000;

enum kind : std::size_t { private_, shared, kinds };

/// A message as the server keeps it.
struct stored_message {
    std::size_t number = 0; // also its place in the list; in its body
    std::uint64_t counter = 0;
    std::string mid; // empty below version 3
    std::string tag, time;
    simulation::kind to = private_;
    int generation = 0;
    bool stored = true;
    bool doubled = false; // addressed to the private and to the public id
    bool command = false;
    std::string body;
    instant at = 0;
};

/// What a connection listens to, and since when.
struct listening {
    std::array<int, kinds> generation{-1, -1};
    bool binary = false;
    bool resumes = false;
    std::uint64_t after = 0; // with resumes: the counter
};

class push_server {
public:
    explicit push_server(scene const& of)
        : scene_(of) {
        for (std::size_t k = 0; k < kinds; ++k) ends_[k] = scene_.channel_life;
    }

    std::vector<stored_message> messages;

    int generation(kind of) const noexcept { return generations_[of]; }

    void restart(instant now) { started_ = wall_start + now / second; }

    /// New channels for those that have ended.
    /// @return the control messages by which the listeners of the old ones are told
    std::vector<std::size_t> renew_ended(instant now) {
        std::vector<std::size_t> out;
        for (auto const k : {private_, shared})
            if (now >= ends_[k]) out.push_back(renew(now, k, k == shared));
        return out;
    }

    /// A new channel. The control message goes to the old one.
    std::size_t renew(instant now, kind of, bool offers) {
        auto const old = generations_[of];
        std::string const type = of == shared ? "shared" : "app.0123456789abcdef.1";
        std::string body = R"({"module_id":"pull","command":"channel_expire","params":{"action":")";
        body += of == shared && offers ? "reconnect" : "get_config";
        body += R"(","channel":{"id":")" + bare_id(of, old) + R"(","type":")" + type + "\"}";
        generations_[of] = old + 1;
        ends_[of] = now + scene_.channel_life;
        if (of == shared && offers)
            body += R"(,"new_channel":{"id":")" + bare_id(of, old + 1) + R"(","start":)" +
                    std::to_string(wall(now)) + R"(,"end":)" + std::to_string(wall(ends_[of])) +
                    R"(,"type":"shared"})";
        body += "},\"extra\":[]}";
        return add(now, of, old, std::move(body), true, false, true);
    }

    std::size_t command(instant now, std::string_view name) {
        return add(now, shared, generations_[shared],
                   R"({"module_id":"pull","command":")" + std::string(name) + R"(","params":[],"extra":[]})",
                   true, false, true);
    }

    std::size_t publish(instant now, kind to, bool stored, bool doubled) {
        return add(now, to, generations_[to],
                   R"({"module_id":"sim","command":"c","params":{"n":)" + std::to_string(messages.size()) +
                       R"(},"extra":{"server_time_unix":)" + std::to_string(wall(now)) + ".5}}",
                   stored, doubled, false);
    }

    /// The answer to pull.application.config.get.
    b24pull::config config(instant now) const {
        b24pull::config out;
        out.server.version = scene_.version;
        out.server.mode = b24pull::server_mode::shared;
        out.server.websocket_secure = "wss://rt.example.com/subws/";
        out.server.long_polling_secure = "https://rt.example.com/sub/";
        out.server.publish_secure = "https://rt.example.com/rest/";
        out.server.enabled = out.server.publish_enabled = true;
        out.server.websocket_enabled = scene_.websocket;
        out.client_id = b24pull::secret("0123456789abcdef0123456789abcdef");
        for (auto const k : {private_, shared}) {
            b24pull::channel one;
            one.kind = k == shared ? b24pull::channel_kind::shared : b24pull::channel_kind::private_;
            one.id = b24pull::secret(id(k, generations_[k]));
            one.start = {to_wall(ends_[k] - scene_.channel_life), {}};
            one.end = {to_wall(ends_[k]), {}};
            (k == shared ? out.shared_channel : out.private_channel) = one;
        }
        if (scene_.token)
            out.jwt = b24pull::secret("token." + std::to_string(generations_[private_]) + "." +
                                      std::to_string(generations_[shared]));
        out.public_channels.push_back({7,
                                       std::string(32, '7'),
                                       b24pull::secret(std::string(40, 'a')),
                                       {to_wall(0), {}},
                                       {to_wall(1000 * hour), {}}});
        if (now % 2 == 0) out.expires_at = to_wall(now + 24 * hour);
        return out;
    }

    /// What a connection URL asks for, or nothing for channels that are not accepted.
    std::optional<listening> read(std::string_view url, instant now) const {
        listening out;
        if (auto const token = value_of(url, "token"); !token.empty()) {
            auto const dot = token.find('.', 6);
            out.generation[private_] = std::atoi(std::string(token.substr(6, dot - 6)).c_str());
            out.generation[shared] = std::atoi(std::string(token.substr(dot + 1)).c_str());
        } else {
            for (auto list = value_of(url, "CHANNEL_ID"); !list.empty();) {
                auto const part = list.substr(0, list.find("%2F"));
                list.remove_prefix((std::min)(list.size(), part.size() + 3));
                out.generation[part[0] == 'a' ? private_ : shared] =
                    std::atoi(std::string(part.substr(1, 31)).c_str());
            }
        }
        for (auto const k : {private_, shared}) {
            if (out.generation[k] > generations_[k]) return std::nullopt;
            bool const current = out.generation[k] == generations_[k];
            if (scene_.strict && (!current || now >= ends_[k])) return std::nullopt;
        }
        out.binary = value_of(url, "binaryMode") == "true";
        if (auto const mid = value_of(url, "mid"); scene_.version >= 3 && mid.size() == 26) {
            out.resumes = true;
            out.after = std::strtoull(std::string(mid.substr(10)).c_str(), nullptr, 10);
        }
        if (auto const tag = value_of(url, "tag"); scene_.version < 3 && !tag.empty()) {
            auto const time = value_of(url, "time");
            for (auto const& one : messages)
                if (one.tag == tag && encoded(one.time) == time) out.after = one.counter;
            out.resumes = true;
        }
        return out;
    }

    bool reaches(stored_message const& one, listening const& by) const noexcept {
        return by.generation[one.to] == one.generation;
    }

    /// What a connection missed.
    std::vector<std::size_t> replay(listening const& by) const {
        std::vector<std::size_t> out;
        if (!by.resumes) return out;
        auto const first = messages.size() - (std::min)(messages.size(), std::size_t{4000});
        for (auto i = first; i < messages.size(); ++i)
            if (messages[i].counter > by.after && messages[i].stored && reaches(messages[i], by))
                out.push_back(i);
        if (scene_.version < 3) // grouped by channel
            std::stable_sort(out.begin(), out.end(),
                             [this](auto l, auto r) { return messages[l].to < messages[r].to; });
        return out;
    }

    /// The payloads that carry messages, in this order.
    std::vector<std::string> payloads(std::span<std::size_t const> numbers, bool binary) const {
        std::vector<std::string> out(1);
        for (auto const number : numbers) {
            auto const& one = messages[number];
            for (int copy = 0; copy < (one.doubled ? 2 : 1); ++copy) {
                if (scene_.version >= 5) {
                    if (!out.back().empty()) out.emplace_back();
                    out.back() = R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" +
                                 one.mid + R"(","body":)" + one.body + R"(,"sender":{"type":2}}})";
                } else if (binary) {
                    using support::block, support::number;
                    auto const message =
                        block(1, support::bytes(one.mid)) + block(2, one.body) + block(5, number(1, 2));
                    out.back() += block(1, block(1, block(1, message)));
                } else {
                    out.back() += R"(#!NGINXNMS!#{"id":1,)";
                    if (!one.mid.empty()) out.back() += R"("mid":")" + one.mid + "\",";
                    out.back() += R"("channel":"-","tag":")" + one.tag + R"(","time":")" + one.time +
                                  R"(","text":)" + one.body + "}#!NGINXNME!#";
                }
            }
        }
        return out;
    }

    /// The newest stored id, for a poll without one.
    std::string newest_mid() const {
        for (auto at = messages.rbegin(); at != messages.rend(); ++at)
            if (at->stored) return at->mid;
        return {};
    }

    static std::string_view value_of(std::string_view url, std::string_view name) {
        for (auto at = url.find(name); at != url.npos; at = url.find(name, at + 1)) {
            if ((url[at - 1] != '?' && url[at - 1] != '&') || url[at + name.size()] != '=') continue;
            auto const rest = url.substr(at + name.size() + 1);
            return rest.substr(0, rest.find('&'));
        }
        return {};
    }

private:
    static std::int64_t wall(instant at) noexcept { return wall_start + at / second; }
    static std::chrono::sys_seconds to_wall(instant at) noexcept {
        return std::chrono::sys_seconds(std::chrono::seconds(wall(at)));
    }

    static std::string digits(std::uint64_t value, int width) {
        char out[40];
        std::snprintf(out, sizeof out, "%0*llu", width, static_cast<unsigned long long>(value));
        return out;
    }
    /// As the backend signs it in control messages: without the public half.
    static std::string bare_id(kind of, int generation) {
        return (of == private_ ? "a" : "b") + digits(static_cast<std::uint64_t>(generation), 31) + ".c0ffee";
    }
    static std::string id(kind of, int generation) {
        if (of == shared) return bare_id(of, generation);
        return "a" + digits(static_cast<std::uint64_t>(generation), 31) + ":" + std::string(32, 'd') +
               ".decade";
    }
    static std::string encoded(std::string_view time) {
        std::string out;
        for (char const c : time)
            out += c == ' ' ? "%20" : c == ',' ? "%2C" : c == ':' ? "%3A" : std::string(1, c);
        return out;
    }
    static std::string http_time(std::int64_t seconds) {
        using namespace std::chrono;
        sys_seconds const at{std::chrono::seconds(seconds)};
        auto const day = floor<days>(at);
        year_month_day const date(day);
        hh_mm_ss const clock(at - day);
        constexpr std::string_view names = "SunMonTueWedThuFriSat",
                                   months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        char out[40];
        std::snprintf(out, sizeof out, "%.3s, %02u %.3s %d %02d:%02d:%02d GMT",
                      names.data() + 3 * weekday(day).c_encoding(), static_cast<unsigned>(date.day()),
                      months.data() + 3 * (static_cast<unsigned>(date.month()) - 1),
                      static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
        return out;
    }

    std::size_t add(instant now, kind to, int generation, std::string body, bool stored, bool doubled,
                    bool command) {
        stored_message out;
        out.number = messages.size();
        out.counter = ++counter_;
        if (scene_.version >= 3)
            out.mid = digits(static_cast<std::uint64_t>(started_), 10) + digits(counter_, 16);
        if (scene_.version <= 3 || scene_.text) out.time = http_time(wall(now));
        if (scene_.version < 3) {
            tag_ = tagged_at_ == wall(now) ? tag_ + 1 : 1;
            tagged_at_ = wall(now);
        } else {
            tag_ = static_cast<int>(now % 1000);
        }
        out.tag = std::to_string(tag_);
        out.to = to;
        out.generation = generation;
        out.stored = stored || scene_.version <= 3;
        out.doubled = doubled && scene_.version >= 4 && to == private_;
        out.command = command;
        out.body = std::move(body);
        out.at = now;
        messages.push_back(std::move(out));
        return messages.size() - 1;
    }

    scene const& scene_;
    std::array<int, kinds> generations_{};
    std::array<instant, kinds> ends_{};
    std::int64_t started_ = wall_start;
    std::uint64_t counter_ = 0;
    int tag_ = 0;
    std::int64_t tagged_at_ = 0;
};

} // namespace simulation
