#include <b24pull/realtime/long_poll.hpp>

#include <b24pull/realtime/resume_point.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(long_poll)

namespace {

namespace realtime = b24pull::realtime;
using realtime::payload_kind;
using realtime::poll_answer;
using realtime::read_poll_answer;
using realtime::remedy;

constexpr std::string_view mark = "Thu, 01 Jan 1973 11:11:01 GMT";

} // namespace

BOOST_AUTO_TEST_CASE(body_is_binary_if_its_type_says_so) {
    struct row {
        std::string_view type;
        payload_kind kind;
    };
    constexpr row rows[] = {
        {"application/octet-stream", payload_kind::binary},
        {"Application/Octet-Stream", payload_kind::binary},
        {"application/octet-stream; charset=x", payload_kind::binary},
        {"application/octet-stream;x", payload_kind::binary},
        {"application/octet-stream ;x", payload_kind::binary},
        {"", payload_kind::text},
        {"text/plain", payload_kind::text},
        {"text/plain; x=application/octet-stream", payload_kind::text},
        {"application/json", payload_kind::text},
        {"application/octet-stream2", payload_kind::text},
        {"application/octet", payload_kind::text},
        {"; application/octet-stream", payload_kind::text},
    };
    for (auto const& row : rows) {
        auto const answer = read_poll_answer({.status = 200, .content_type = row.type});
        BOOST_TEST((answer.what == poll_answer::kind::payload), row.type);
        BOOST_TEST((answer.payload == row.kind), row.type);
        BOOST_TEST(answer.last_message_id == "");
    }
}

BOOST_AUTO_TEST_CASE(unchanged_answer_may_tell_where_the_server_stands) {
    std::string const fits(128, '1'), too_long(129, '1');
    struct row {
        std::string_view name, id, expires, taken;
    };
    row const rows[] = {
        {"both", "14526134350000000000000007", mark, "14526134350000000000000007"},
        {"hexadecimal", "14526134350000000032014f", mark, "14526134350000000032014f"},
        {"longest", fits, mark, fits},
        {"too long", too_long, mark, ""},
        {"nothing stored", "", mark, ""},
        {"no date", "14", "", ""},
        {"another date", "14", "Thu, 01 Jan 1973 11:11:02 GMT", ""},
        {"date in another form", "14", "thu, 01 Jan 1973 11:11:01 GMT", ""},
        {"no id", "1 4", mark, ""},
        {"would break a URL", "1&mid=2", mark, ""},
    };
    for (auto const& row : rows) {
        auto const answer =
            read_poll_answer({.status = 304, .last_message_id = row.id, .expires = row.expires});
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST((answer.what == poll_answer::kind::unchanged));
            BOOST_TEST(answer.last_message_id == row.taken);
        }
    }
}

BOOST_AUTO_TEST_CASE(id_counts_beside_an_unchanged_answer_only) {
    for (unsigned const status : {200u, 400u, 500u}) {
        auto const answer = read_poll_answer({.status = status, .last_message_id = "14", .expires = mark});
        BOOST_TEST(answer.last_message_id == "", status);
    }
}

BOOST_AUTO_TEST_CASE(unchanged_answer_leaves_the_place_or_moves_it_forward) {
    realtime::resume_point place{"15", "3", "now"};
    for (std::string_view const id : {"", "14", "15"})
        place.advance_to(
            read_poll_answer({.status = 304, .last_message_id = id, .expires = mark}).last_message_id);
    BOOST_TEST((place == realtime::resume_point{"15", "3", "now"}));
    place.advance_to(
        read_poll_answer({.status = 304, .last_message_id = "16", .expires = mark}).last_message_id);
    BOOST_TEST((place == realtime::resume_point{"16", "3", "now"}));
}

BOOST_AUTO_TEST_CASE(every_other_status_is_a_refusal) {
    for (unsigned status = 0; status != 1000; ++status) {
        if (status == 200 || status == 304) continue;
        auto const answer = read_poll_answer({.status = status, .content_type = "application/octet-stream"});
        BOOST_TEST((answer.what == poll_answer::kind::refused), status);
        bool const about_channels = status == 400 || status == 401 || status == 403 || status == 404;
        BOOST_TEST((answer.remedy == (about_channels ? remedy::refetch_config : remedy::reconnect)), status);
    }
}

BOOST_AUTO_TEST_CASE(empty_answer_is_a_refusal) {
    BOOST_TEST((read_poll_answer({}).what == poll_answer::kind::refused));
    static_assert(read_poll_answer({.status = 304}).what == poll_answer::kind::unchanged);
}

BOOST_AUTO_TEST_SUITE_END()
