#include <b24pull/realtime/detail/delivery.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(delivery)

// What a payload becomes. Resuming from before it is in delivery_overlap.cpp, what a snapshot sees in
// delivery_snapshot.cpp.
namespace {

namespace realtime = b24pull::realtime;
using realtime::decoded;
using realtime::message;
using realtime::detail::session_core;

std::string mid(std::size_t number) {
    auto const digits = std::to_string(number);
    return "1760441027" + std::string(16 - digits.size(), '0') + digits;
}

message& add(decoded& to, std::string_view id, std::string_view command = "ring") {
    auto& out = to.messages.append();
    out.mid = id;
    out.module_id = "myapp";
    out.command = command;
    return out;
}

decoded payload(std::vector<std::size_t> const& numbers) {
    decoded out;
    for (auto const number : numbers) add(out, mid(number));
    return out;
}

void refuse(decoded& to, std::string_view id) {
    realtime::refused_part part;
    part.mid = id;
    part.size = 5;
    part.code = b24pull::protocol_errc::json_syntax;
    to.refused.push_back(part);
    ++to.refused_count;
}

struct desk {
    session_core core{{}, 1};
    realtime::detail::delivery inbox{core.options.remembered_ids};

    realtime::detail::delivery::outcome take(decoded got) { return inbox.take(core, got); }

    /// What the host gets, in words: the ids of messages from their last digits on.
    std::string heard() {
        std::string out;
        while (auto const event = core.pop_event()) {
            if (!out.empty()) out += ' ';
            if (auto const* const m = std::get_if<message>(&*event))
                out += m->mid.empty()
                           ? "none"
                           : m->mid.substr((std::min)(m->mid.find_last_of('0') + 1, m->mid.size() - 1));
            else if (auto const* const p = std::get_if<realtime::presence_changed>(&*event))
                out += "user:" + std::to_string(p->user.user_id) + (p->user.online ? "+" : "-");
            else if (auto const* const r = std::get_if<realtime::part_refused>(&*event))
                out += "refused:" + std::to_string(r->part.size);
            else if (auto const* const g = std::get_if<realtime::history_gap>(&*event))
                out += g->why == realtime::history_gap::reason::unavailable ? "gap" : "too_old";
        }
        return out;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(window_has_two_ids_at_the_least_and_the_limit_at_the_most) {
    constexpr auto most = b24pull::limits::remembered_ids;
    for (auto const& [asked, kept] :
         {std::pair<std::size_t, std::size_t>{0, 2}, {1, 2}, {2, 2}, {3, 3}, {most + 1, most}}) {
        session_core core({}, 1);
        realtime::detail::delivery inbox(asked);
        for (std::size_t number = 1; number <= kept + 1; ++number) {
            auto got = payload({number});
            inbox.take(core, got);
            while (core.pop_event()) continue;
        }
        BOOST_TEST(inbox.seen().ids().size() == kept);
    }
}

BOOST_AUTO_TEST_CASE(new_delivery_stands_nowhere) {
    desk d;
    BOOST_TEST((d.inbox.place() == realtime::resume_point()));
    BOOST_TEST((d.inbox.resume_from() == realtime::resume_point()));
    BOOST_TEST((d.inbox.to_continue_from(d.core) == realtime::resume_point()));
    BOOST_TEST(d.inbox.delivered_ids(d.core).empty());
    BOOST_TEST(d.inbox.seen().suppressed() == 0u);
}

BOOST_AUTO_TEST_CASE(messages_are_delivered_in_the_order_of_the_payload) {
    desk d;
    BOOST_TEST(d.take(payload({3, 1, 2})).fresh == 3u);
    BOOST_TEST(d.heard() == "3 1 2");
    BOOST_TEST(d.inbox.place().mid == mid(3));
}

BOOST_AUTO_TEST_CASE(messages_are_delivered_once) {
    desk d;
    BOOST_TEST(d.take(payload({1, 2, 1, 2, 2})).fresh == 2u);
    BOOST_TEST(d.take(payload({2, 3, 1})).fresh == 1u);
    BOOST_TEST(d.take(payload({1, 2, 3})).fresh == 0u);
    BOOST_TEST(d.heard() == "1 2 3");
    BOOST_TEST(d.inbox.seen().suppressed() == 8u);
}

BOOST_AUTO_TEST_CASE(messages_without_an_id_are_always_delivered) {
    desk d;
    decoded got;
    add(got, "");
    add(got, "");
    BOOST_TEST(d.take(got).fresh == 2u);
    BOOST_TEST(d.heard() == "none none");
    BOOST_TEST(d.inbox.place().mid == "");
    d.take(payload({1}));
    d.take(got);
    BOOST_TEST(d.inbox.place().mid == mid(1));
}

BOOST_AUTO_TEST_CASE(place_moves_forward_only) {
    desk d;
    d.take(payload({5}));
    d.take(payload({4}));
    BOOST_TEST(d.inbox.place().mid == mid(5));
    d.take(decoded()); // an empty payload loses nothing
    BOOST_TEST(d.inbox.place().mid == mid(5));
    d.take(payload({6}));
    BOOST_TEST(d.inbox.place().mid == mid(6));
}

BOOST_AUTO_TEST_CASE(duplicate_does_not_move_the_place) {
    desk d;
    for (auto const* id : {"aa", "bb"}) { // ids without an order: the last one counts
        decoded got;
        add(got, id);
        d.take(got);
    }
    decoded again;
    add(again, "aa");
    d.take(again);
    BOOST_TEST(d.inbox.place().mid == "bb");
}

BOOST_AUTO_TEST_CASE(oldest_servers_resume_by_tag_and_time) {
    desk d;
    decoded got;
    auto& one = add(got, "");
    one.tag = "7";
    one.time = "Tue, 14 Oct 2025 11:23:47 GMT";
    d.take(got);
    BOOST_TEST((d.inbox.place() == realtime::resume_point{"", "7", "Tue, 14 Oct 2025 11:23:47 GMT"}));
    BOOST_TEST((d.inbox.resume_from() == d.inbox.place()));
}

BOOST_AUTO_TEST_CASE(control_commands_are_not_for_the_host) {
    desk d;
    decoded got;
    for (auto const* command : {"config_expire", "server_restart", "channel_expire"})
        add(got, mid(got.messages.size() + 1), command).module_id = "pull";
    add(got, mid(4));
    auto const out = d.take(got);
    BOOST_TEST(out.fresh == 1u);
    BOOST_TEST_REQUIRE(out.commands.size() == 3u);
    BOOST_TEST(std::holds_alternative<realtime::config_expire>(out.commands[0].what));
    BOOST_TEST(std::holds_alternative<realtime::server_restart>(out.commands[1].what));
    BOOST_TEST(std::holds_alternative<realtime::channel_expire>(out.commands[2].what));
    BOOST_TEST(d.heard() == "4");
    BOOST_TEST(d.take(got).commands.empty()); // replayed
}

BOOST_AUTO_TEST_CASE(control_command_moves_the_place) {
    desk d;
    decoded got;
    add(got, mid(1), "server_restart").module_id = "pull";
    BOOST_TEST(d.take(got).fresh == 0u);
    BOOST_TEST(d.inbox.place().mid == mid(1));
    BOOST_TEST(d.core.events.empty());
}

BOOST_AUTO_TEST_CASE(control_command_of_a_client_is_a_message) {
    desk d;
    decoded got;
    auto& one = add(got, mid(1), "config_expire");
    one.module_id = "pull";
    one.sender.type = realtime::sender_type::client;
    auto const out = d.take(got);
    BOOST_TEST(out.commands.empty());
    BOOST_TEST(out.fresh == 1u);
    BOOST_TEST(d.heard() == "1");
}

BOOST_AUTO_TEST_CASE(presence_is_told_beside_its_message) {
    desk d;
    decoded got;
    auto& came = add(got, mid(1), "userStatusChange");
    came.module_id = "online";
    came.params = R"({"user_id":7,"online":true})";
    auto& odd = add(got, mid(2), "userStatusChange");
    odd.module_id = "online";
    odd.params = R"({"user_id":"?"})";
    BOOST_TEST(d.take(got).fresh == 2u);
    BOOST_TEST(d.heard() == "user:7+ 1 2");
    d.take(got);
    BOOST_TEST(d.heard() == "");
}

BOOST_AUTO_TEST_CASE(refused_parts_are_told_and_passed_by) {
    desk d;
    auto got = payload({1});
    refuse(got, mid(2));
    refuse(got, "");
    BOOST_TEST(d.take(got).fresh == 1u);
    BOOST_TEST(d.heard() == "1 refused:5 refused:5");
    BOOST_TEST(d.inbox.place().mid == mid(2));
    auto older = payload({});
    refuse(older, mid(1));
    d.take(older);
    BOOST_TEST(d.inbox.place().mid == mid(2));
}

BOOST_AUTO_TEST_CASE(poll_without_a_payload_may_name_a_place) {
    desk d;
    d.inbox.unchanged("");
    BOOST_TEST(d.inbox.place().mid == "");
    d.inbox.unchanged(mid(5));
    BOOST_TEST(d.inbox.place().mid == mid(5));
    d.inbox.unchanged(mid(4));
    d.inbox.unchanged("");
    BOOST_TEST(d.inbox.place().mid == mid(5));
    BOOST_TEST(d.core.events.empty());
    BOOST_TEST(d.take(payload({5})).fresh == 1u); // nobody has had it
}

BOOST_AUTO_TEST_CASE(place_the_server_cannot_resume_from_is_forgotten) {
    desk d;
    d.take(payload({1, 2}));
    d.heard();
    d.inbox.forget(d.core);
    BOOST_TEST((d.inbox.place() == realtime::resume_point()));
    BOOST_TEST((d.inbox.resume_from() == realtime::resume_point()));
    BOOST_TEST(d.heard() == "gap");
    BOOST_TEST(d.take(payload({2, 3})).fresh == 1u); // what was seen is not
    BOOST_TEST(d.inbox.place().mid == mid(3));
}

BOOST_AUTO_TEST_CASE(former_session_is_continued) {
    desk d;
    d.inbox.restore({.mid = mid(3)}, {mid(2), mid(3)});
    BOOST_TEST(d.inbox.place().mid == mid(3));
    BOOST_TEST(d.inbox.resume_from().mid == mid(3));
    BOOST_TEST(d.take(payload({2, 3, 4})).fresh == 1u);
    BOOST_TEST(d.heard() == "4");
}

BOOST_AUTO_TEST_SUITE_END()
