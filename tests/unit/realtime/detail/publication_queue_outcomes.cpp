#include <b24pull/realtime/detail/publication_queue.hpp>

#include "../../../support/publication_desk.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

BOOST_AUTO_TEST_SUITE(publication_queue_outcomes)
namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;
using namespace std::chrono_literals;
using namespace support::publication_desk;

b24pull::error_code const aborted =
    boost::system::errc::make_error_code(boost::system::errc::connection_aborted);
b24pull::error_code const timed_out = boost::system::errc::make_error_code(boost::system::errc::timed_out);

/// Two over the WebSocket, one that was posted, one that waits; nobody does all of that at once but a queue in a test.
desk mixed(int version) {
    desk d(version, way::websocket);
    d.put();
    d.put();
    d.config.server.version = 4;
    d.by = way::polling;
    d.put();
    d.by = way::none;
    d.put();
    return d;
}

} // namespace

// Version 4 does not confirm.
BOOST_AUTO_TEST_CASE(sent_publication_is_done_when_nothing_happened_for_a_while) {
    desk d(4, way::websocket);
    d.put();
    d.pass(1s);
    d.put();
    d.pass(999ms);
    BOOST_TEST(d.outcomes() == "");
    d.pass(1ms);
    BOOST_TEST(d.outcomes() == "1 done");
    BOOST_TEST((d.core.timers.next() == d.core.now + 1s));
    d.pass(1s);
    BOOST_TEST(d.outcomes() == "2 done");
    BOOST_TEST(!d.armed());
}

BOOST_AUTO_TEST_CASE(refusal_goes_to_the_oldest_that_was_sent) {
    for (unsigned code = 4012; code <= 4021; ++code)
        for (int const version : {4, 5}) BOOST_TEST_CONTEXT(code << ' ' << version) {
                auto d = mixed(version);
                d.queue.socket_lost(d.core, code);
                BOOST_TEST(d.outcomes() ==
                           outcome_text(1, server_errc::rejected, code) + "; " + outcome_text(2, aborted));
                d.queue.socket_lost(d.core, code); // nobody is left to blame
                BOOST_TEST(d.outcomes() == "");
                d.queue.posted(d.core, 3, 200, "");
                BOOST_TEST(d.outcomes() == "3 done");
                d.by = way::websocket;
                while (d.next_action() != "") {
                }
                d.flush();
                BOOST_TEST(d.next_action().starts_with("send binary")); // the one that waited
                BOOST_TEST(d.next_action() == "");                      // the others are never sent again
            }
}

BOOST_AUTO_TEST_CASE(loss_for_other_reasons_is_nobodys_fault) {
    for (unsigned const code : {0u, 1000u, 1006u, 3005u, 4010u, 4011u, 4022u, 4029u})
        for (int const version : {4, 5}) BOOST_TEST_CONTEXT(code << ' ' << version) {
                auto d = mixed(version);
                d.queue.socket_lost(d.core, code);
                BOOST_TEST(d.outcomes() == outcome_text(1, aborted) + "; " + outcome_text(2, aborted));
            }
}

BOOST_AUTO_TEST_CASE(publication_that_outlived_its_grace_is_not_refused) {
    desk d(4, way::websocket);
    d.put();
    d.pass(2s);
    d.put();
    d.outcomes();
    d.queue.socket_lost(d.core, 4020);
    BOOST_TEST(d.outcomes() == outcome_text(2, server_errc::rejected, 4020));
}

BOOST_AUTO_TEST_CASE(call_ends_with_its_answer) {
    desk d(5, way::websocket);
    for (int i = 0; i != 3; ++i) d.put();
    BOOST_TEST(d.queue.answered(d.core, 2, {}));
    BOOST_TEST(d.outcomes() == "2 done");
    BOOST_TEST(!d.queue.answered(d.core, 2, {}));
    BOOST_TEST(!d.queue.answered(d.core, 99, {})); // another's call
    BOOST_TEST(!d.queue.answered(d.core, 0, {}));
    BOOST_TEST(d.queue.answered(d.core, 1, server_errc::invalid_argument));
    BOOST_TEST(d.outcomes() == outcome_text(1, server_errc::invalid_argument));
    d.pass(24h); // the calls tell when one is too late
    BOOST_TEST(d.outcomes() == "");
    BOOST_TEST(d.queue.answered(d.core, 3, timed_out));
    BOOST_TEST(d.outcomes() == outcome_text(3, timed_out));
}

// What was not called has no call, and so none with the number 0.
BOOST_AUTO_TEST_CASE(answer_to_no_call_changes_nothing) {
    auto d = mixed(4);
    for (std::uint64_t call = 0; call != 5; ++call) BOOST_TEST(!d.queue.answered(d.core, call, {}));
    BOOST_TEST(d.outcomes() == "");
}

BOOST_AUTO_TEST_CASE(calls_and_publications_have_numbers_of_their_own) {
    desk d(5, way::websocket);
    BOOST_TEST(d.calls.start(d.core.now).has_value()); // somebody else's
    d.core.new_id();
    d.core.new_id();
    BOOST_TEST(d.put() == 3u);
    BOOST_TEST(!d.queue.answered(d.core, 3, {}));
    BOOST_TEST(d.queue.answered(d.core, 2, {}));
    BOOST_TEST(d.outcomes() == "3 done");
}

BOOST_AUTO_TEST_CASE(post_ends_with_its_answer) {
    struct row {
        unsigned status;
        std::string_view body;
        b24pull::error_code code;
        unsigned refusal;
    };
    row const rows[] = {
        {0, "", aborted, 0},
        {400, "4020: Private channel is not allowed.", server_errc::rejected, 4020},
        {400, "something", server_errc::rejected, 400},
        {413, "", server_errc::rejected, 413},
        {500, "<html>", server_errc::rejected, 500},
        {429, "4029: Too many connections.", server_errc::rejected, 4029},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.status << ' ' << row.body) {
            desk d(4, way::polling);
            d.put();
            d.queue.posted(d.core, 1, row.status, row.body);
            BOOST_TEST(d.outcomes() == outcome_text(1, row.code, row.refusal));
            BOOST_TEST(!d.armed());
        }
    desk d(4, way::polling);
    d.put();
    d.put();
    d.queue.posted(d.core, 2, 200, "whatever");
    BOOST_TEST(d.outcomes() == "2 done");
}

BOOST_AUTO_TEST_CASE(answer_to_no_post_changes_nothing) {
    auto d = mixed(4);
    for (b24pull::realtime::operation_id const id : {0u, 1u, 2u, 4u, 5u}) d.queue.posted(d.core, id, 200, "");
    BOOST_TEST(d.outcomes() == "");
    d.queue.posted(d.core, 3, 200, "");
    d.queue.posted(d.core, 3, 500, "");
    BOOST_TEST(d.outcomes() == "3 done");
}

BOOST_AUTO_TEST_CASE(configuration_that_forbids_publishing_ends_what_waits) {
    desk d(4, way::none);
    d.put();
    d.put();
    d.config.server.publish_enabled = false;
    d.flush(); // no way to send: it may be allowed again when there is one
    BOOST_TEST(d.outcomes() == "");
    d.by = way::websocket;
    d.flush();
    BOOST_TEST(d.outcomes() == outcome_text(1, usage_errc::publishing_disabled) + "; " +
                                   outcome_text(2, usage_errc::publishing_disabled));
    BOOST_TEST(!d.armed());
}

BOOST_AUTO_TEST_CASE(publication_without_an_address_to_post_to_fails) {
    desk d(4, way::polling);
    d.config.server.publish_secure.clear();
    BOOST_TEST(d.put() == 1u);
    BOOST_TEST(d.next_action() == "");
    BOOST_TEST(d.outcomes() == outcome_text(1, usage_errc::insecure_url));
    d.config.server.publish.clear();
    d.put();
    BOOST_TEST(d.outcomes() == outcome_text(2, protocol_errc::no_endpoint));
    BOOST_TEST(!d.armed());
}

BOOST_AUTO_TEST_CASE(stop_ends_everything_in_order) {
    for (int const version : {4, 5}) {
        auto d = mixed(version);
        d.queue.stop(d.core);
        std::string expected;
        for (std::uint64_t id = 1; id <= 4; ++id)
            expected += (id == 1 ? "" : "; ") + outcome_text(id, usage_errc::session_stopped);
        BOOST_TEST(d.outcomes() == expected);
        BOOST_TEST(!d.armed());
        d.queue.stop(d.core);
        d.pass(24h);
        BOOST_TEST(d.outcomes() == "");
    }
}

BOOST_AUTO_TEST_SUITE_END()
