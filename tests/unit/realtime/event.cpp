#include <b24pull/realtime/event.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
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
    BOOST_TEST((history_gap().why == history_gap::reason::unavailable));
    BOOST_TEST(part_refused().part.size == 0u);
    publication_outcome const outcome;
    BOOST_TEST(outcome.id == 0u);
    BOOST_TEST(!outcome.code.failed());
    BOOST_TEST(outcome.refusal == 0u);
    BOOST_TEST((presence_changed().user == user_status()));
    BOOST_TEST((std::holds_alternative<message>(session_event())));
}

BOOST_AUTO_TEST_SUITE_END()
