// libprotobuf, with code that protoc has generated, and Boost.JSON's document tree for what is in the bodies.
#include "../subjects/connection_input.hpp"
#include "messages.hpp"
#include "peers.hpp"

#include <push_server.pb.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace benchmarks {
namespace {

namespace binary = portal::binary;
namespace json = boost::json;

/// Keeps its memory, as libprotobuf's documentation advises.
class batch_decoder {
public:
    std::vector<message_values> const& decode(std::string const& payload) {
        if (!batch_.ParseFromString(payload)) throw std::runtime_error("no ResponseBatch");
        messages_.clear();
        for (auto const& response : batch_.responses())
            for (auto const& message : response.outgoing_messages().messages()) take(message);
        return messages_;
    }

private:
    void take(binary::OutgoingMessage const& message) {
        auto& out = messages_.emplace_back();
        out.mid = hex_of(message.id());
        out.sender_type = message.sender().type();
        out.sender_id = hex_of(message.sender().id());
        take_event(json::parse(message.body()), out);
    }

    binary::ResponseBatch batch_;
    std::vector<message_values> messages_;
};

std::string encode(std::vector<b24pull::realtime::publication> const& all, b24pull::config const& config) {
    binary::RequestBatch batch;
    auto& messages = *batch.add_requests()->mutable_incoming_messages();
    for (auto const& publication : all) {
        auto& out = *messages.add_messages();
        for (auto const user : publication.users) {
            auto const at = std::find_if(config.public_channels.begin(), config.public_channels.end(),
                                         [user](auto const& channel) { return channel.user_id == user; });
            if (at == config.public_channels.end()) throw std::runtime_error("no such user");
            auto& to = *out.add_receivers();
            to.set_id(bytes_of(at->public_id));
            to.set_signature(bytes_of(at->signature.reveal()));
        }
        out.set_body(json::serialize(json::object{{"module_id", publication.module_id},
                                                  {"command", publication.command},
                                                  {"params", json::parse(publication.params)}}));
        out.set_expiry(static_cast<std::uint32_t>(publication.expiry->count()));
    }
    return batch.SerializeAsString();
}

} // namespace

contestant batch_libprotobuf(std::string payload) {
    auto const work = [payload = std::move(payload),
                       decoder = std::make_shared<batch_decoder>()]() -> std::vector<message_values> const& {
        return decoder->decode(payload);
    };
    return make_contestant("libprotobuf + Boost.JSON DOM", role::peer, work,
                           [work] { return values_of(work()); });
}

contestant publish_libprotobuf() {
    auto const work = [] { return encode(publication_input(), connection_config()); };
    return make_contestant("libprotobuf + Boost.JSON DOM", role::peer, work, [work] {
        digest out;
        out.add("bytes", work());
        return out;
    });
}

} // namespace benchmarks
