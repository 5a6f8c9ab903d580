#include <b24pull/realtime/decode.hpp>

#include "../support/realtime_fixtures.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_files)

namespace {

using namespace realtime_fixtures;
using b24pull::error_code;

constexpr std::string_view published_extra =
    R"({"server_time":"2017-06-29T11:50:16+02:00","server_time_unix":1498729816.1234,)"
    R"("server_name":"portal.example","revision_web":19,"revision_mobile":3})";

void check_value(boost::json::value const& got, std::string_view expected) {
    BOOST_TEST((got == json::parse(expected)), json::serialize(got) << " is not " << expected);
}

/// The two events that most of the files hold.
void check_pair(realtime::decoded const& got) {
    BOOST_TEST_REQUIRE(got.messages.size() == 2u);
    int last = 6;
    for (auto const& message : got.messages) {
        auto const digit = std::to_string(last++);
        BOOST_TEST(described(message) ==
                   "1452613435000000000032014" + digit + R"( main user_online {"USER_ID":1})");
        BOOST_TEST(message.tag == "14" + digit);
        BOOST_TEST(message.time == "Thu, 29 Jun 2017 09:50:16 GMT");
        check_value(message.extra_value(), published_extra);
        BOOST_TEST(message.server_time().value() == 1498729816.1234);
        BOOST_TEST(name_of(message.sender.type) == "unknown");
        BOOST_TEST((message.sender.id + message.rpc_id).empty());
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(folder_holds_the_files_that_are_read) {
    if (!available()) return;
    std::vector<std::string> known(std::begin(known_files), std::end(known_files)), found;
    for (auto const& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename() != "manifest.md") found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    BOOST_TEST(known == found, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(manifest_names_the_files_that_are_read) {
    if (!available()) return;
    auto const manifest = content_of("manifest.md");
    for (auto const file : known_files) // recorded frames have a page of their own
        if (file != "recorded-frames.json")
            BOOST_TEST(manifest.find('`' + std::string(file) + '`') != manifest.npos, file);
}

BOOST_AUTO_TEST_CASE(two_frames_back_to_back_are_two_messages) {
    if (!available()) return;
    auto const got = realtime::decode_text(content_of("nginx-two-frames.txt"));
    check_only_messages(got, 2);
    check_pair(got);
}

BOOST_AUTO_TEST_CASE(noise_around_frames_is_passed_by) {
    if (!available()) return;
    auto const text = content_of("nginx-garbage.txt");
    BOOST_TEST_REQUIRE(text.ends_with("#!NGINX"));
    auto const got = realtime::decode_text(text);
    check_only_messages(got, 2);
    check_pair(got);
}

BOOST_AUTO_TEST_CASE(frame_that_was_cut_is_reported_with_its_size) {
    if (!available()) return;
    auto const text = content_of("nginx-truncated.txt");
    auto const got = realtime::decode_text(text);
    BOOST_TEST_REQUIRE(got.messages.size() == 1u);
    BOOST_TEST(described(got.messages[0]) == R"(14526134350000000000320146 main user_online {"USER_ID":1})");
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST(got.refused[0].code == error_code(b24pull::protocol_errc::unfinished_frame));
    BOOST_TEST(got.refused[0].offset == text.rfind(realtime::frame_begin));
    BOOST_TEST(got.refused[0].offset + got.refused[0].size == text.size());
}

BOOST_AUTO_TEST_CASE(frames_of_the_documentation_are_no_json) {
    if (!available()) return;
    auto const text = content_of("docs-frames-literal.txt");
    auto const got = realtime::decode_text(text);
    BOOST_TEST(got.messages.empty());
    BOOST_TEST_REQUIRE(got.refused.size() == 2u);
    auto const second = text.rfind(realtime::frame_begin);
    BOOST_TEST(got.refused[0].offset == 0u);
    BOOST_TEST(got.refused[0].size == text.find(realtime::frame_end) + realtime::frame_end.size());
    BOOST_TEST(got.refused[1].offset == second);
    BOOST_TEST(got.refused[1].size == text.rfind(realtime::frame_end) + realtime::frame_end.size() - second);
    for (auto const& part : got.refused)
        BOOST_TEST(part.code == error_code(b24pull::protocol_errc::json_syntax));
}

BOOST_AUTO_TEST_CASE(array_of_events_is_read_like_frames) {
    if (!available()) return;
    auto const got = realtime::decode_text(content_of("format-json-array.json"));
    check_only_messages(got, 2);
    check_pair(got);
}

BOOST_AUTO_TEST_CASE(documented_message_has_its_extra_beside_the_text) {
    if (!available()) return;
    auto const got = realtime::decode_text(content_of("message-documented.json"));
    check_only_messages(got, 1);
    BOOST_TEST(described(got.messages[0]) == "14526134350000000000320146 main user_online {}");
    BOOST_TEST(got.messages[0].tag == "672");
    BOOST_TEST(got.messages[0].time == "Mon, 03 Oct 2017 06:36:01 GMT");
    BOOST_TEST(got.messages[0].server_time().value() == 1507012561.0);
    check_value(got.messages[0].extra_value(),
                R"({"server_time":"2017-10-03T08:36:01+02:00","server_time_unix":1507012561,)"
                R"("server_time_ago":0,"revision":16,"revisionMobile":1,)"
                R"("channel":"6221e0eb48981fce67cf4756e82e8102"})");
}

BOOST_AUTO_TEST_CASE(event_of_an_application_is_read_bare) {
    if (!available()) return;
    auto const got = realtime::decode_text(content_of("application-event.json"));
    check_only_messages(got, 1);
    BOOST_TEST(described(got.messages[0]) == R"( application myCommand {"id":1,"text":"Привет"})");
    check_value(got.messages[0].extra_value(), published_extra);
    auto const params = got.messages[0].params_value();
    BOOST_TEST(params.at("id").as_int64() == 1);
    BOOST_TEST(text_of(params.at("text")) == "Привет");
}

BOOST_AUTO_TEST_CASE(every_text_file_read_in_pieces_gives_the_same) {
    if (!available()) return;
    for (auto const file : known_files) {
        if (!file.ends_with(".txt") && file != "format-json-array.json") continue;
        auto const text = content_of(file);
        auto const whole = realtime::decode_text(text);
        realtime::payload_reader reader;
        for (std::size_t piece = 1; piece <= text.size(); piece = piece * 2 + 1) {
            for (std::size_t at = 0; at < text.size(); at += piece) reader.write(text.substr(at, piece));
            auto const& got = reader.finish(realtime::payload_kind::text);
            BOOST_TEST(commands_of(got) == commands_of(whole));
            BOOST_TEST(refused_of(got) == refused_of(whole));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
