// Configuration from the bytes of an answer to values, as application_config_get::parse_response() takes it.
#include "config_input.hpp"
#include "subjects.hpp"

#include <b24pull/rest/application_config_get.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <memory>

namespace benchmarks {
namespace {

using b24pull::rest::application_config_get;
using b24pull::rest::http_response;

void add_dates(digest& out, std::string const& at, b24pull::timestamp start, b24pull::timestamp end) {
    out.add(at + ".start", start.instant.time_since_epoch().count());
    out.add(at + ".start_offset", start.offset.count());
    out.add(at + ".end", end.instant.time_since_epoch().count());
    out.add(at + ".end_offset", end.offset.count());
}

void add_channel(digest& out, std::string const& at, std::optional<b24pull::channel> const& channel) {
    out.add(at + ".id", channel ? channel->id.reveal() : "-");
    if (!channel) return;
    out.add(at + ".public_id", channel->public_id.reveal());
    add_dates(out, at, channel->start, channel->end);
}

digest values_of(b24pull::result<b24pull::config> const& answer) {
    digest out;
    auto const* const reply = answer.error().reply();
    out.add("error", reply ? reply->error : "");
    out.add("description", reply ? reply->description : "");
    if (!answer) return out;
    auto const& server = answer->server;
    out.add("version", server.version);
    out.add("mode", server.mode == b24pull::server_mode::shared ? "shared" : "personal");
    out.add("hostname", server.hostname);
    out.add("websocket", server.websocket);
    out.add("websocket_secure", server.websocket_secure);
    out.add("long_polling", server.long_polling);
    out.add("long_polling_secure", server.long_polling_secure);
    out.add("publish", server.publish);
    out.add("publish_secure", server.publish_secure);
    out.add("enabled", server.enabled);
    out.add("websocket_enabled", server.websocket_enabled);
    out.add("publish_enabled", server.publish_enabled);
    out.add("config_timestamp", server.config_timestamp);
    out.add("revision_web", answer->revision_web);
    out.add("revision_mobile", answer->revision_mobile);
    add_channel(out, "shared", answer->shared_channel);
    add_channel(out, "private", answer->private_channel);
    out.add("public_channels", answer->public_channels.size());
    for (auto const& channel : answer->public_channels) {
        auto const at = "public." + std::to_string(channel.user_id);
        out.add(at + ".public_id", channel.public_id);
        out.add(at + ".signature", channel.signature.reveal());
        add_dates(out, at, channel.start, channel.end);
    }
    out.add("expires_at", answer->expires_at ? answer->expires_at->time_since_epoch().count() : 0);
    out.add("client_id", answer->client_id ? answer->client_id->reveal() : "");
    out.add("warnings", answer->warnings.size());
    return out;
}

/// Reads no value at all: what is left is what the parser needs to find its way.
struct empty_handler {
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1),
                                 max_array_size = max_object_size, max_key_size = max_object_size,
                                 max_string_size = max_object_size;
    using code = boost::system::error_code;
    using text = boost::json::string_view;

    bool on_document_begin(code&) { return true; }
    bool on_document_end(code&) { return true; }
    bool on_object_begin(code&) { return true; }
    bool on_object_end(std::size_t, code&) { return true; }
    bool on_array_begin(code&) { return true; }
    bool on_array_end(std::size_t, code&) { return true; }
    bool on_key_part(text, std::size_t, code&) { return true; }
    bool on_key(text, std::size_t, code&) { return true; }
    bool on_string_part(text, std::size_t, code&) { return true; }
    bool on_string(text, std::size_t, code&) { return true; }
    bool on_number_part(text, code&) { return true; }
    bool on_int64(std::int64_t, text, code&) { return true; }
    bool on_uint64(std::uint64_t, text, code&) { return true; }
    bool on_double(double, text, code&) { return true; }
    bool on_bool(bool, code&) { return true; }
    bool on_null(code&) { return true; }
    bool on_comment_part(text, code&) { return true; }
    bool on_comment(text, code&) { return true; }
};

std::size_t walk(std::string const& body) {
    boost::json::basic_parser<empty_handler> parser({});
    boost::system::error_code error;
    return parser.write_some(false, body.data(), body.size(), error);
}

} // namespace

std::vector<subject> config_subjects() {
    std::vector<subject> all;
    for (auto const& input : config_inputs) {
        auto const response = std::make_shared<http_response const>(
            http_response{.status = input.status, .body = input_file(input.file)});
        auto const read = [response] { return application_config_get::parse_response(*response); };
        subject one{.name = std::string(input.subject), .item = "answer", .counted = true};
        one.goal.measure = measure::over_floor;
        if (input.subject == "config.documented") {
            one.goal.at_most = 1.40;
            one.goal.allocations = 16;
            one.pictured = true;
        }
        one.contestants.push_back(
            make_contestant("b24pull", role::ours, read, [read] { return values_of(read()); }));
        one.contestants.push_back(make_contestant("basic_parser, empty handler", role::floor,
                                                  [response] { return walk(response->body); }));
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace benchmarks
