#include <b24pull/realtime/event.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(event)

namespace {

using namespace b24pull::realtime;

/// A host: one function for each kind of event, and none forgotten, or it would not compile.
struct host {
    std::string operator()(message const& m) const { return "message " + m.command; }
    std::string operator()(status_changed const& s) const {
        return s.status == status::online ? "online" : s.status == status::offline ? "offline" : "connecting";
    }
    std::string operator()(connection_lost const& lost) const {
        return "lost " + std::to_string(lost.code) + (lost.retry_in ? " for a while" : " for now");
    }
    std::string operator()(config_failed const& failed) const {
        return "no configuration " + std::string(failed.retry_in ? "for a while" : "at all");
    }
    std::string operator()(history_gap const& gap) const {
        return gap.why == history_gap::reason::too_old ? "gap: too old" : "gap: unavailable";
    }
    std::string operator()(part_refused const& refused) const {
        return "refused " + std::to_string(refused.part.size);
    }
    std::string operator()(publication_outcome const& outcome) const {
        return "publication " + std::to_string(outcome.id) + (outcome.code ? " failed" : " done");
    }
    std::string operator()(presence_changed const& presence) const {
        return "user " + std::to_string(presence.user.user_id) + (presence.user.online ? " came" : " went");
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(host_hears_each_kind) {
    struct row {
        session_event what;
        std::string_view heard;
    };
    message ring;
    ring.command = "ring";
    std::vector<row> const rows{
        {ring, "message ring"},
        {status_changed{status::connecting}, "connecting"},
        {status_changed{status::online}, "online"},
        {status_changed{status::offline}, "offline"},
        {connection_lost{.code = 1006, .retry_in = std::chrono::milliseconds(500)}, "lost 1006 for a while"},
        {connection_lost{connection_lost::cause::offline}, "lost 0 for now"},
        {config_failed{.retry_in = std::chrono::milliseconds(500)}, "no configuration for a while"},
        {config_failed{b24pull::server_errc::expired_token}, "no configuration at all"},
        {history_gap{history_gap::reason::unavailable}, "gap: unavailable"},
        {history_gap{history_gap::reason::too_old}, "gap: too old"},
        {part_refused{{.size = 12}}, "refused 12"},
        {publication_outcome{.id = 3}, "publication 3 done"},
        {publication_outcome{.id = 3, .code = b24pull::server_errc::rejected, .refusal = 4020},
         "publication 3 failed"},
        {presence_changed{{7, true}}, "user 7 came"},
        {presence_changed{{7, false}}, "user 7 went"},
    };
    std::vector<bool> seen(std::variant_size_v<session_event>);
    for (auto const& row : rows) {
        BOOST_TEST(std::visit(host(), row.what) == row.heard);
        seen[row.what.index()] = true;
    }
    for (std::size_t index = 0; index != seen.size(); ++index) BOOST_TEST(seen[index], index);
}

BOOST_AUTO_TEST_CASE(defaults_claim_nothing) {
    BOOST_TEST((status_changed().status == status::offline));
    connection_lost const lost;
    BOOST_TEST((lost.why == connection_lost::cause::closed));
    BOOST_TEST(lost.code == 0u);
    BOOST_TEST(!lost.retry_in.has_value());
    BOOST_TEST(!lost.error.failed());
    BOOST_TEST(!config_failed().why.code().failed());
    BOOST_TEST(!config_failed().retry_in.has_value());
    BOOST_TEST((history_gap().why == history_gap::reason::unavailable));
    BOOST_TEST(part_refused().part.size == 0u);
    publication_outcome const outcome;
    BOOST_TEST(outcome.id == 0u);
    BOOST_TEST(!outcome.code.failed());
    BOOST_TEST(outcome.refusal == 0u);
    BOOST_TEST((presence_changed().user == user_status()));
    BOOST_TEST((std::holds_alternative<message>(session_event())));
}

BOOST_AUTO_TEST_CASE(line_for_a_log_tells_what_happened) {
    struct row {
        session_event what;
        std::string line;
    };
    using enum connection_lost::cause;
    using std::chrono::milliseconds;
    auto const timed_out = make_error_code(boost::system::errc::timed_out);
    std::vector<row> const rows{
        {status_changed{status::connecting}, "status: connecting"},
        {status_changed{status::online}, "status: online"},
        {status_changed{status::offline}, "status: offline"},
        {connection_lost{closed, 1006, milliseconds(500)},
         "connection lost: closed with 1006, next attempt in 500 ms"},
        {connection_lost{refused, 400}, "connection lost: refused with 400"},
        {connection_lost{unreachable}, "connection lost: unreachable"},
        {connection_lost{silent, 0, milliseconds(0)}, "connection lost: silent, next attempt in 0 ms"},
        {connection_lost{unreadable}, "connection lost: unreadable"},
        {connection_lost{.why = config, .error = timed_out},
         "connection lost: configuration, " + timed_out.message()},
        {connection_lost{command}, "connection lost: command of the portal"},
        {connection_lost{offline}, "connection lost: host offline"},
        {config_failed{{timed_out, "result.server"}, milliseconds(500)},
         "no configuration: generic: " + timed_out.message() +
             " [path result.server], next attempt in 500 ms"},
        {config_failed{timed_out}, "no configuration: generic: " + timed_out.message()},
        {history_gap{history_gap::reason::unavailable},
         "events may have been lost: the server cannot read its history"},
        {history_gap{history_gap::reason::too_old}, "events may have been lost: not connected for too long"},
        {part_refused{{.code = timed_out, .size = 12}}, "a part of 12 bytes refused: " + timed_out.message()},
        {publication_outcome{.id = 3}, "publication 3: done"},
        {publication_outcome{.id = 3, .code = timed_out}, "publication 3: " + timed_out.message()},
        {publication_outcome{3, timed_out, 4020}, "publication 3: " + timed_out.message() + " with 4020"},
        {presence_changed{{7, true}}, "user 7 came"},
        {presence_changed{{7, false}}, "user 7 went"},
    };
    for (auto const& row : rows) BOOST_TEST(to_string(row.what) == row.line);
}

BOOST_AUTO_TEST_CASE(value_that_is_no_enumerator_has_no_name) {
    BOOST_TEST(to_string(static_cast<status>(99)) == "");
    BOOST_TEST(to_string(static_cast<connection_lost::cause>(99)) == "");
    BOOST_TEST(to_string(static_cast<history_gap::reason>(99)) == "");
}

BOOST_AUTO_TEST_CASE(line_for_a_log_shows_no_content) {
    message ring;
    ring.mid = "10000000000000000000000042";
    ring.module_id = "telephony";
    ring.command = "ring";
    ring.params = ring.extra = R"({"from":"5e171e1a90b2"})";
    ring.sender = {sender_type::client, "5e171e1a90b2"};
    BOOST_TEST(to_string(session_event(ring)) ==
               "message 10000000000000000000000042: telephony ring, 23 bytes");
    ring.mid.clear();
    BOOST_TEST(to_string(session_event(ring)) == "message: telephony ring, 23 bytes");
}

BOOST_AUTO_TEST_SUITE_END()
