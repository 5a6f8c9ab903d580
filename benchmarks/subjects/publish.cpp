// A RequestBatch of ten messages, each to two users.
#include "connection_input.hpp"
#include "subjects.hpp"

#include <b24pull/realtime/publish.hpp>

namespace benchmarks {

std::vector<subject> publish_subjects() {
    auto const encode = [] {
        return b24pull::realtime::encode_publications(publication_input(),
                                                      connection_config().public_channels, publication_time);
    };
    subject one{.name = "publish", .item = "message", .items = publication_input().size()};
    one.contestants.push_back(make_contestant("b24pull", role::ours, encode, [encode] {
        auto const bytes = encode().value();
        digest out;
        out.add("bytes", std::string_view(reinterpret_cast<char const*>(bytes.data()), bytes.size()));
        return out;
    }));
    one.contestants.push_back(make_contestant("copying the finished bytes", role::floor,
                                              [bytes = encode().value()] { return std::vector(bytes); }));
    return {one};
}

} // namespace benchmarks
