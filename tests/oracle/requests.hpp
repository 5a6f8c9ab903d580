// What a client sends: generated, encoded by the library, and compared with what protoc reads in the bytes.
#pragma once

#include "generator.hpp"
#include "text_format.hpp"

#include <b24pull/realtime/publish.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oracle {

namespace realtime = b24pull::realtime;

/// Requests of a hundred messages each. Their encodings one behind the other are the encoding of one batch of all.
class requests {
public:
    requests(std::uint64_t seed, std::size_t count)
        : random_(seed) {
        for (std::int64_t user = 1; user != 50; ++user) {
            auto const one = make_address();
            b24pull::public_channel channel;
            channel.user_id = user;
            channel.public_id = digits(one.id);
            channel.signature = b24pull::secret(digits(one.signature));
            channel.end.instant = now + std::chrono::seconds(1);
            known_.push_back(std::move(channel));
            users_.push_back(one);
        }
        for (std::size_t i = 0; i != count; ++i) {
            if (random_.one_in(20)) add_statistics();
            add_messages();
        }
    }

    std::string const& bytes() const { return bytes_; }

    /// The first difference, or "".
    std::string difference(std::string_view text) const {
        text_reader in(text);
        for (auto const& request : requests_) {
            bool same = in.open("requests") &&
                        in.open(request.messages.empty() ? "channelStats" : "incomingMessages");
            for (auto const& each : request.channels) same = same && is_address(in, "channels", each);
            for (auto const& message : request.messages) {
                same = same && in.open("messages");
                for (auto const& each : message.receivers) same = same && is_address(in, "receivers", each);
                same = same && in.string("body", message.body) &&
                       in.number("expiry", std::to_string(message.expiry)) && in.close();
            }
            if (!same || !in.close() || !in.close()) return "line " + std::to_string(in.line());
        }
        return in.at_end() ? "" : "more than was sent, from line " + std::to_string(in.line());
    }

    std::string counts() const {
        std::size_t messages = 0;
        for (auto const& request : requests_) messages += request.messages.size();
        return std::to_string(messages) + " messages in " + std::to_string(requests_.size()) + " requests";
    }

private:
    struct address {
        std::string id, signature;
    };
    struct sent_message {
        std::vector<address> receivers;
        std::string body;
        std::uint32_t expiry = 0;
    };
    struct sent_request {
        std::vector<sent_message> messages = {};
        std::vector<address> channels = {};
    };

    static constexpr std::chrono::sys_seconds now{std::chrono::seconds{1760441027}};

    static bool is_address(text_reader& in, std::string_view name, address const& expected) {
        return in.open(name) && in.string("id", expected.id) && in.string("signature", expected.signature) &&
               in.close();
    }

    address make_address() {
        bool const usual = !random_.one_in(4);
        return {random_.bytes(usual ? 16 : 1 + random_.below(256)),
                random_.bytes(usual ? 20 : random_.below(257))};
    }

    /// Digits of either case.
    std::string digits(std::string_view content) {
        auto const* const all = random_.one_in(4) ? "0123456789ABCDEF" : "0123456789abcdef";
        std::string out;
        for (char const c : content)
            for (int shift : {4, 0}) out += all[static_cast<unsigned char>(c) >> shift & 15];
        return out;
    }

    realtime::receiver receiver_of(address const& one) {
        return realtime::receiver::make(digits(one.id), digits(one.signature)).value();
    }

    /// A JSON string as JavaScript writes it.
    static std::string escaped(std::string_view text) {
        std::string out = "\"";
        for (char const c : text) {
            constexpr std::string_view named = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
            auto const at = named.find(c);
            if (at != named.npos) out += {'\\', letters[at]};
            else if (c >= 0 && c < 0x20)
                out.append("\\u00").append(1, c < 16 ? '0' : '1').append(1, "0123456789abcdef"[c & 15]);
            else out += c;
        }
        return out + '"';
    }

    void add_messages() {
        std::vector<realtime::publication> publications(100);
        sent_request request;
        for (auto& publication : publications) {
            sent_message sent;
            for (auto left = random_.below(3); left != 0; --left) {
                auto const user = random_.below(users_.size());
                publication.users.push_back(static_cast<std::int64_t>(user) + 1);
                sent.receivers.push_back(users_[user]);
            }
            for (auto left = random_.below(3) + (sent.receivers.empty() ? 1 : 0); left != 0; --left) {
                sent.receivers.push_back(make_address());
                publication.channels.push_back(receiver_of(sent.receivers.back()));
            }
            publication.module_id = random_.string().meant;
            publication.command = random_.string().meant;
            if (!random_.one_in(5)) publication.params = random_.container(3, random_.one_in(2));
            if (!random_.one_in(4))
                publication.expiry = std::chrono::seconds(sent.expiry = random_.number32());
            sent.body = "{\"module_id\":" + escaped(publication.module_id) +
                        ",\"command\":" + escaped(publication.command) +
                        ",\"params\":" + (publication.params.empty() ? "{}" : publication.params) + '}';
            request.messages.push_back(std::move(sent));
        }
        append(realtime::encode_publications(publications, known_, now).value());
        requests_.push_back(std::move(request));
    }

    void add_statistics() {
        sent_request request;
        std::vector<realtime::receiver> channels;
        for (auto left = 1 + random_.below(100); left != 0; --left) {
            request.channels.push_back(make_address());
            channels.push_back(receiver_of(request.channels.back()));
        }
        append(realtime::encode_channel_stats_request(channels).value());
        requests_.push_back(std::move(request));
    }

    void append(std::vector<std::byte> const& encoded) {
        bytes_.append(reinterpret_cast<char const*>(encoded.data()), encoded.size());
    }

    generator random_;
    std::vector<b24pull::public_channel> known_;
    std::vector<address> users_;
    std::vector<sent_request> requests_;
    std::string bytes_;
};

} // namespace oracle
