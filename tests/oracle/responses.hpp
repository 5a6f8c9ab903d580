// What a server sends: generated, written for protoc to encode, and compared with what the library reads in it.
#pragma once

#include "generator.hpp"
#include "text_format.hpp"

#include <b24pull/realtime/decode.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oracle {

namespace realtime = b24pull::realtime;

inline std::string hex(std::string_view bytes) {
    std::string out;
    for (char const c : bytes)
        for (int shift : {4, 0}) out += "0123456789abcdef"[static_cast<unsigned char>(c) >> shift & 15];
    return out;
}

/// A ResponseBatch in the text format, and what has to be found in it.
class responses {
public:
    responses(std::uint64_t seed, std::size_t messages)
        : random_(seed) {
        while (messages_.size() < messages) add_response();
    }

    std::string const& text() const { return text_; }

    /// The first difference, or "".
    std::string difference(std::string_view payload) const {
        realtime::decode_limits limits;
        limits.refused = 1'000'000;
        auto const got = realtime::decode_binary(std::as_bytes(std::span(payload)), limits);
        if (got.messages.size() != messages_.size())
            return "messages: " + std::to_string(got.messages.size());
        for (std::size_t i = 0; i != messages_.size(); ++i)
            if (summary(got.messages[i]) != summary(messages_[i]))
                return "message " + std::to_string(i) + ": " + summary(got.messages[i]) + "\nexpected " +
                       summary(messages_[i]);
        if (got.refused_count != refused_.size()) return "refused: " + std::to_string(got.refused_count);
        for (std::size_t i = 0; i != refused_.size(); ++i)
            if (got.refused[i].mid != refused_[i]) return "refused part " + std::to_string(i);
        bool const same_statuses = std::equal(
            got.channel_statuses.begin(), got.channel_statuses.end(), statuses_.begin(), statuses_.end(),
            [](realtime::channel_status const& a, realtime::channel_status const& b) {
                return a.public_id == b.public_id && a.is_private == b.is_private &&
                       a.is_online == b.is_online;
            });
        return same_statuses ? "" : "channel statistics";
    }

    std::string counts() const {
        return std::to_string(messages_.size()) + " messages, " + std::to_string(refused_.size()) +
               " refused, " + std::to_string(statuses_.size()) + " channels";
    }

private:
    static std::string summary(realtime::message const& m) {
        std::string out;
        for (auto const* text : {&m.mid, &m.module_id, &m.command, &m.params, &m.extra, &m.sender.id, &m.tag,
                                 &m.time, &m.rpc_id})
            out += *text + '|';
        return out + std::to_string(static_cast<int>(m.sender.type));
    }

    void add_response() {
        auto const kind = random_.below(20);
        text_ += "responses {\n";
        if (kind == 0) {
            text_ += "serverStats { json: " + quoted("[{\"pid\":1}]", random_) + " }";
        } else if (kind == 1) {
            text_ += "json: " + quoted(random_.string().written, random_);
        } else if (kind == 2) {
            text_ += "channelStats {\n";
            for (auto left = random_.below(4); left != 0; --left) add_channel();
            text_ += "}";
        } else if (kind != 3) {
            text_ += "outgoingMessages {\n";
            for (auto left = random_.below(8); left != 0; --left) add_message();
            text_ += "}";
        }
        text_ += "}\n";
    }

    void add_channel() {
        auto const id = random_.bytes(random_.one_in(4) ? random_.below(40) : 16);
        bool const is_private = random_.one_in(2), is_online = random_.one_in(2);
        std::vector<std::string> fields{"id: " + quoted(id, random_)};
        add_flag(fields, "isPrivate", is_private);
        add_flag(fields, "isOnline", is_online);
        add_shuffled("channels", std::move(fields));
        statuses_.push_back({hex(id), is_private, is_online});
    }

    /// A false may be left out.
    void add_flag(std::vector<std::string>& fields, std::string const& name, bool value) {
        if (value || random_.one_in(2)) fields.push_back(name + (value ? ": true" : ": false"));
    }

    void add_message() {
        realtime::message expected;
        std::vector<std::string> fields;
        std::string id;
        if (!random_.one_in(20)) {
            id = random_.bytes(random_.one_in(4) ? random_.below(65) : 13);
            fields.push_back("id: " + quoted(id, random_));
            expected.mid = hex(id);
        }
        bool const good = !random_.one_in(50);
        auto const body = good ? make_body(expected) : broken_body();
        if (good || !random_.one_in(10)) fields.push_back("body: " + quoted(body, random_));
        if (!random_.one_in(3)) fields.push_back("expiry: " + std::to_string(random_.number32()));
        if (!random_.one_in(3)) fields.push_back("created: " + std::to_string(random_.number32()));
        if (!random_.one_in(4)) fields.push_back(make_sender(expected.sender));
        add_shuffled("messages", std::move(fields));
        if (good) messages_.push_back(std::move(expected));
        else refused_.push_back(hex(id));
    }

    std::string make_sender(realtime::sender& expected) {
        using enum realtime::sender_type;
        struct type {
            std::string_view written;
            realtime::sender_type meant;
        };
        constexpr type types[] = {{"UNKNOWN", unknown}, {"0", unknown}, {"CLIENT", client}, {"1", client},
                                  {"BACKEND", backend}, {"2", backend}, {"3", unknown},     {"-1", unknown}};
        std::string out = "sender {";
        if (!random_.one_in(5)) {
            auto const& type = types[random_.below(std::size(types))];
            out += " type: " + std::string(type.written);
            expected.type = type.meant;
        }
        if (random_.one_in(2)) {
            auto const id = random_.bytes(random_.one_in(3) ? random_.below(65) : 16);
            out += " id: " + quoted(id, random_);
            expected.id = hex(id);
        }
        return out + " }";
    }

    std::string make_body(realtime::message& expected) {
        std::vector<std::string> members;
        auto const add = [&](std::string name, std::string const& value) {
            members.push_back('"' + std::move(name) + '"' + random_.blank() + ':' + random_.blank() + value +
                              random_.blank());
        };
        if (!random_.one_in(10)) {
            constexpr std::string_view modules[] = {"crm", "CRM", "Im", "my.App_2", "application", ""};
            auto const module = modules[random_.below(std::size(modules))];
            add("module_id", '"' + std::string(module) + '"');
            for (char const c : module)
                expected.module_id += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        if (!random_.one_in(10)) {
            auto command = random_.string();
            add("command", command.written);
            expected.command = std::move(command.meant);
        }
        if (!random_.one_in(10)) add("params", expected.params = random_.value(3));
        if (!random_.one_in(3)) add("extra", expected.extra = random_.container(2, random_.one_in(2)));
        while (random_.one_in(4)) add("other" + std::to_string(random_.below(10)), random_.value(2));
        shuffle(members);

        auto out = random_.blank() + '{' + random_.blank();
        for (auto const& member : members) {
            if (&member != &members.front()) out += ',' + random_.blank();
            out += member;
        }
        return out + '}' + random_.blank();
    }

    std::string broken_body() {
        constexpr std::string_view broken[] = {"",
                                               "null",
                                               "[]",
                                               "\"text\"",
                                               "7",
                                               "{",
                                               "{\"command\":\"x\"",
                                               "not JSON",
                                               "{}}",
                                               "{\"command\":7}",
                                               "{\"module_id\":[]}"};
        return std::string(broken[random_.below(std::size(broken))]);
    }

    void shuffle(std::vector<std::string>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random_.below(i)]);
    }

    void add_shuffled(std::string_view name, std::vector<std::string> fields) {
        shuffle(fields);
        text_.append(name).append(" {");
        for (auto const& field : fields) text_.append(" ").append(field);
        text_ += " }\n";
    }

    generator random_;
    std::string text_;
    std::vector<realtime::message> messages_;
    std::vector<std::string> refused_; // their ids
    std::vector<realtime::channel_status> statuses_;
};

} // namespace oracle
