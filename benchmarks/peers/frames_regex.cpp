// Frames found by a regular expression, the one of the official client, and their JSON read as a document tree.
#include "messages.hpp"
#include "peers.hpp"

#include <boost/json/parse.hpp>
#include <boost/regex.hpp>

#include <memory>

namespace benchmarks {
namespace {

/// Calls on_frame(text) for what stands between each two markers.
template <class OnFrame>
void each_frame(std::string const& payload, OnFrame on_frame) {
    static boost::regex const frame("#!NGINXNMS!#([^\\n\\r]*?)#!NGINXNME!#");
    for (boost::sregex_iterator at(payload.begin(), payload.end(), frame), end; at != end; ++at)
        on_frame(std::string_view(&*(*at)[1].first, static_cast<std::size_t>((*at)[1].length())));
}

void read_enveloped(std::string_view text, message_values& out) {
    auto packet = boost::json::parse(text);
    auto& members = packet.as_object();
    out.mid = members.at("mid").as_string();
    take_event(std::move(members.at("text")), out);
}

/// An empty frame is passed by.
std::vector<message_values> messages_of(std::string const& payload) {
    std::vector<message_values> out;
    each_frame(payload, [&out](std::string_view text) {
        if (!text.empty()) read_enveloped(text, out.emplace_back());
    });
    return out;
}

} // namespace

contestant frames_regex_split(std::string payload) {
    auto const held = std::make_shared<std::string const>(std::move(payload));
    return make_contestant(
        "Boost.Regex", role::peer,
        [held] {
            each_frame(*held, [](std::string_view text) { keep(text); });
            return 0;
        },
        [held] { return values_of(messages_of(*held)); });
}

contestant frames_regex_messages(std::string payload) {
    auto const work = [payload = std::move(payload)] { return messages_of(payload); };
    return make_contestant("Boost.Regex + Boost.JSON DOM", role::peer, work,
                           [work] { return values_of(work()); });
}

} // namespace benchmarks
