// RapidJSON's events, straight into the values.
#include "config_contestant.hpp"
#include "peers.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstddef>
#include <vector>

namespace benchmarks {
namespace {

enum class place {
    outside,
    envelope,
    result,
    server,
    api,
    channels,
    shared,
    private_,
    public_channels,
    public_channel,
    ignored
};

class config_handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, config_handler> {
public:
    config_answer out;

    bool Key(char const* text, rapidjson::SizeType size, bool) {
        key_.assign(text, size);
        return true;
    }
    bool StartObject() {
        places_.push_back(at_);
        at_ = inside();
        if (at_ == place::shared) out.config.shared_channel.emplace();
        if (at_ == place::private_) out.config.private_channel.emplace();
        if (at_ == place::public_channel) out.config.public_channels.emplace_back();
        return true;
    }
    bool EndObject(rapidjson::SizeType) {
        at_ = places_.back();
        places_.pop_back();
        return true;
    }
    bool StartArray() {
        places_.push_back(at_);
        at_ = place::ignored;
        return true;
    }
    bool EndArray(rapidjson::SizeType count) { return EndObject(count); }

    bool String(char const* text, rapidjson::SizeType size, bool) {
        take(std::string_view(text, size));
        return true;
    }
    bool Bool(bool value) {
        auto& server = out.config.server;
        if (at_ != place::server) return true;
        if (key_ == "server_enabled") server.enabled = value;
        else if (key_ == "websocket_enabled") server.websocket_enabled = value;
        else if (key_ == "publish_enabled") server.publish_enabled = value;
        return true;
    }
    bool Int(int value) { return Int64(value); }
    bool Uint(unsigned value) { return Int64(value); }
    bool Int64(std::int64_t value) {
        auto& config = out.config;
        if (at_ == place::server && key_ == "version") config.server.version = static_cast<int>(value);
        else if (at_ == place::server && key_ == "config_timestamp") config.server.config_timestamp = value;
        else if (at_ == place::api && key_ == "revision_web") config.revision_web = static_cast<int>(value);
        else if (at_ == place::api && key_ == "revision_mobile")
            config.revision_mobile = static_cast<int>(value);
        else if (at_ == place::result && key_ == "exp") config.expires_at = value;
        else if (at_ == place::public_channel && key_ == "user_id")
            config.public_channels.back().user_id = value;
        return true;
    }

private:
    place inside() const {
        if (at_ == place::outside) return place::envelope;
        if (at_ == place::envelope && key_ == "result") return place::result;
        if (at_ == place::public_channels) return place::public_channel;
        if (at_ == place::channels && key_ == "shared") return place::shared;
        if (at_ == place::channels && key_ == "private") return place::private_;
        if (at_ != place::result) return place::ignored;
        if (key_ == "server") return place::server;
        if (key_ == "api") return place::api;
        if (key_ == "channels") return place::channels;
        return key_ == "publicChannels" ? place::public_channels : place::ignored;
    }

    void take(std::string_view text) {
        switch (at_) {
        case place::envelope:
            if (key_ == "error") out.error = text;
            else if (key_ == "error_description") out.description = text;
            break;
        case place::result:
            if (key_ == "clientId") out.config.client_id = checked_id(text);
            break;
        case place::server: take_server(text); break;
        case place::shared: take_channel(*out.config.shared_channel, text); break;
        case place::private_: take_channel(*out.config.private_channel, text); break;
        case place::public_channel: take_public_channel(text); break;
        default: break;
        }
    }

    void take_server(std::string_view text) {
        auto& server = out.config.server;
        if (key_ == "mode") server.mode = text;
        else if (key_ == "hostname") server.hostname = text;
        else if (key_ == "websocket") server.websocket = checked_url(text, "wss", "ws");
        else if (key_ == "websocket_secure") server.websocket_secure = checked_url(text, "wss", {});
        else if (key_ == "long_polling") server.long_polling = checked_url(text, "https", "http");
        else if (key_ == "long_pooling_secure") server.long_polling_secure = checked_url(text, "https", {});
        else if (key_ == "publish") server.publish = checked_url(text, "https", "http");
        else if (key_ == "publish_secure") server.publish_secure = checked_url(text, "https", {});
    }

    void take_channel(channel_values& channel, std::string_view text) {
        if (key_ == "id") channel.id = checked_id(text);
        else if (key_ == "public_id") channel.public_id = checked_id(text);
        else if (key_ == "start") channel.start = read_date(text);
        else if (key_ == "end") channel.end = read_date(text);
    }

    void take_public_channel(std::string_view text) {
        auto& channel = out.config.public_channels.back();
        if (key_ == "public_id") channel.public_id = checked_id(text);
        else if (key_ == "signature") channel.signature = checked_id(text);
        else if (key_ == "start") channel.start = read_date(text);
        else if (key_ == "end") channel.end = read_date(text);
    }

    place at_ = place::outside;
    std::vector<place> places_;
    std::string key_;
};

config_answer read_events(std::string const& body) {
    rapidjson::MemoryStream stream(body.data(), body.size());
    rapidjson::Reader reader;
    config_handler handler;
    if (reader.Parse<rapidjson::kParseValidateEncodingFlag>(stream, handler).IsError())
        throw bad_answer("JSON");
    if (handler.out.error.empty()) check_complete(handler.out.config);
    return std::move(handler.out);
}

} // namespace

contestant config_rapidjson_sax(std::string body) {
    return config_contestant("RapidJSON SAX", std::move(body), read_events);
}

} // namespace benchmarks
