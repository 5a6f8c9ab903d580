#include <b24pull/realtime/decode.hpp>

#include "../../support/protobuf_bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(decode_limits)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using realtime::decode_binary;
using realtime::decode_text;
using realtime::decoded;
using support::block;
// The suite has the name of the class.
using bounds = realtime::decode_limits;

decoded decoded_binary(std::string_view payload, bounds const& limits = {}) {
    return decode_binary(std::as_bytes(std::span(payload)), limits);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    while (times-- != 0) out += text;
    return out;
}

std::string framed(std::string_view json) {
    return std::string(realtime::frame_begin) + std::string(json) + std::string(realtime::frame_end);
}

std::string array_of(std::string_view element, std::size_t count) {
    auto out = repeated(std::string(element) + ',', count);
    if (count != 0) out.pop_back();
    return '[' + out + ']';
}

/// A batch of one response.
std::string batch(std::string_view messages) { return block(1, block(1, messages)); }
std::string binary_message(std::string_view body) { return block(1, block(1, "\x14\x52") + block(2, body)); }

constexpr std::string_view event = R"({"mid":"5","text":{}})";

/// `count` messages, and one refused part unless `code` is none.
void check(decoded const& got, std::size_t count, protocol_errc code = {}, std::size_t offset = 0,
           std::size_t size = 0) {
    BOOST_TEST(got.messages.size() == count);
    bool const sound = code == protocol_errc{};
    BOOST_TEST_REQUIRE(got.refused.size() == (sound ? 0u : 1u));
    BOOST_TEST(got.refused_count == got.refused.size());
    if (sound) return;
    BOOST_TEST((got.refused[0].code == code), got.refused[0].code.message());
    BOOST_TEST(got.refused[0].offset == offset);
    BOOST_TEST(got.refused[0].size == size);
}

} // namespace

BOOST_AUTO_TEST_CASE(payload_beyond_its_limit_is_refused_whole) {
    for (auto const& text :
         {framed(event), array_of(event, 1), std::string(event), batch(binary_message("{}"))}) {
        for (auto const limit : {text.size() + 1, text.size(), text.size() - 1, std::size_t{0}}) {
            BOOST_TEST_CONTEXT(text << ", limit " << limit) {
                bool const is_binary = text[0] == '\x0a';
                auto const got = is_binary ? decoded_binary(text, {.payload = limit})
                                           : decode_text(text, {.payload = limit});
                if (limit >= text.size()) check(got, 1);
                else check(got, 0, protocol_errc::payload_too_large, 0, text.size());
            }
        }
    }
    check(decode_text(" ", {.payload = 0}), 0, protocol_errc::payload_too_large, 0, 1);
    check(decode_text("", {.payload = 0}), 0);
}

BOOST_AUTO_TEST_CASE(messages_beyond_their_limit_are_refused_as_one_part) {
    auto const frame = framed(event);
    auto const message = binary_message("{}");
    for (std::size_t const limit : {0u, 1u, 2u, 3u}) {
        for (std::size_t count = limit == 0 ? 0 : limit - 1; count != limit + 3; ++count) {
            BOOST_TEST_CONTEXT("limit " << limit << ", count " << count) {
                auto const delivered = count < limit ? count : limit;
                auto const code = count > limit ? protocol_errc::too_many_messages : protocol_errc{};
                auto const over = count - delivered;
                bounds const limits{.messages = limit};

                auto const frames = repeated(frame, count) + "\r\n";
                check(decode_text(frames, limits), delivered, code, limit * frame.size(),
                      frames.size() - limit * frame.size());

                auto const array = array_of(event, count);
                auto const begin = 1 + limit * (event.size() + 1);
                check(decode_text(array, limits), delivered, code, begin, array.size() - begin);

                auto const binary = batch(repeated(message, count));
                auto const tail =
                    over * message.size() - 2; // without the tag and the length of the first one
                check(decoded_binary(binary, limits), delivered, code, binary.size() - tail, tail);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(limit_on_messages_holds_for_a_single_object_too) {
    check(decode_text(event, {.messages = 1}), 1);
    check(decode_text(event, {.messages = 0}), 0, protocol_errc::too_many_messages, 0, event.size());
}

BOOST_AUTO_TEST_CASE(parts_that_are_no_messages_do_not_reach_the_limit) {
    auto const frame = framed(event);
    check(decode_text(frame + framed(""), {.messages = 1}), 1);
    check(decode_text(frame + " noise", {.messages = 1}), 1);
    auto const broken = framed("!");
    check(decode_text(broken + frame, {.messages = 1}), 1, protocol_errc::json_syntax, 0, broken.size());
    check(decode_text("[7," + std::string(event) + ']', {.messages = 1}), 1, protocol_errc::wrong_type, 1, 1);
}

BOOST_AUTO_TEST_CASE(answers_and_calls_count_like_messages) {
    constexpr std::string_view answer = R"({"jsonrpc":"2.0","id":1,"result":1})";
    constexpr std::string_view call = R"({"jsonrpc":"2.0","method":"x"})";
    auto const payload = array_of(std::string(answer) + ',' + std::string(call), 2);
    auto const got = decode_text(payload, {.messages = 3});
    BOOST_TEST(got.answers.size() == 2u);
    BOOST_TEST(got.requests.size() == 1u);
    check(got, 0, protocol_errc::too_many_messages, payload.size() - call.size() - 1, call.size() + 1);
}

BOOST_AUTO_TEST_CASE(channel_statuses_count_like_messages) {
    auto const status = block(1, block(1, "\xab"));
    auto const payload = block(1, block(2, repeated(status, 3)));
    check(decoded_binary(payload, {.messages = 3}), 0);
    auto const got = decoded_binary(payload, {.messages = 2});
    BOOST_TEST(got.channel_statuses.size() == 2u);
    check(got, 0, protocol_errc::too_many_messages, payload.size() - status.size() + 2, status.size() - 2);
}

BOOST_AUTO_TEST_CASE(message_beyond_its_limit_is_refused_by_itself) {
    // Its envelope counts, and in a frame the markers.
    std::string const large = R"({"mid":"7","text":{"params":"xxxxxxxxxxxxxxxxxxxx"}})";
    auto const frame = framed(large);
    auto const body = R"({"params":"xxxxxxxxxxxxxxxxxxxx"})";
    auto const message = binary_message(body);
    auto const other = std::string(event);
    for (int const over : {-1, 0, 1}) {
        BOOST_TEST_CONTEXT(over) {
            auto const code = over > 0 ? protocol_errc::message_too_large : protocol_errc{};
            std::size_t const count = over > 0 ? 1 : 2;
            auto const limits = [over](std::size_t size) {
                return bounds{.message = over > 0 ? size - 1 : over < 0 ? size + 1 : size};
            };
            auto const text = decode_text(frame + framed(event), limits(frame.size()));
            check(text, count, code, 0, frame.size());
            if (over > 0) BOOST_TEST(text.refused[0].mid == "7");
            check(decode_text('[' + large + ',' + other + ']', limits(large.size())), count, code, 1,
                  large.size());
            check(decode_text(large, limits(large.size())), count - 1, code, 0, large.size());
            auto const content = message.size() - 2;
            auto const payload = batch(message + binary_message("{}"));
            auto const got = decoded_binary(payload, limits(content));
            check(got, count, code, 6, content);
            if (over > 0) BOOST_TEST(got.refused[0].mid == "1452");
        }
    }
}

BOOST_AUTO_TEST_CASE(json_nested_beyond_the_limit_is_refused) {
    // The body of the event is the second level, the params begin the third.
    auto const nested = [](std::size_t depth) {
        return R"({"mid":"5","text":{"params":)" + repeated("[", depth) + "1" + repeated("]", depth) + "}}";
    };
    for (std::size_t const limit : {2u, 3u, 32u, 512u}) {
        BOOST_TEST_CONTEXT(limit) {
            bounds const limits{.depth = limit};
            auto const fits = nested(limit - 2), deeper = nested(limit - 1);
            auto const deep = protocol_errc::json_too_deep;
            check(decode_text(framed(fits), limits), 1);
            check(decode_text(fits, limits), 1);
            check(decode_text(framed(deeper) + framed(fits), limits), 1, deep, 0, framed(deeper).size());
            check(decode_text(deeper, limits), 0, deep, 0, deeper.size());
            // Each element is measured by itself. Beyond 512 levels it cannot be passed by.
            check(decode_text('[' + fits + ']', limits), 1);
            auto const array = '[' + deeper + ',' + fits + ']';
            if (limit < 512) check(decode_text(array, limits), 1, deep, 1, deeper.size());
            else check(decode_text(array, limits), 0, deep, 1, array.size() - 1);

            auto const body = repeated("{\"a\":", limit) + "1" + repeated("}", limit);
            check(decoded_binary(batch(binary_message(body)), limits), 1);
            auto const message = binary_message("{\"b\":" + body + '}');
            auto const got = decoded_binary(batch(message + binary_message("{}")), limits);
            BOOST_TEST(got.messages.size() == 1u);
            BOOST_TEST_REQUIRE(got.refused.size() == 1u);
            BOOST_TEST((got.refused[0].code == deep));
            BOOST_TEST(got.refused[0].mid == "1452");
        }
    }
    check(decode_text(nested(511), {.depth = 100'000}), 0, protocol_errc::json_too_deep, 0,
          nested(511).size());
    check(decode_text("[]", {.depth = 0}), 0); // there is nothing in it
}

BOOST_AUTO_TEST_CASE(unknown_groups_nested_beyond_the_limit_refuse_the_payload_whole) {
    // Field 15: begin 7b, end 7c.
    for (std::size_t const limit : {0u, 1u, 16u}) {
        for (std::size_t depth = limit == 0 ? 0 : limit - 1; depth != limit + 2; ++depth) {
            auto const groups = repeated("\x7b", depth) + repeated("\x7c", depth);
            for (auto const& payload :
                 {batch(binary_message("{}")) + groups, batch(binary_message("{}") + groups)}) {
                BOOST_TEST_CONTEXT("limit " << limit << ", depth " << depth) {
                    auto const got = decoded_binary(payload, {.groups = limit});
                    if (depth <= limit) check(got, 1);
                    else check(got, 0, protocol_errc::nested_too_deep, 0, payload.size());
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(refused_parts_beyond_their_limit_are_counted) {
    for (std::size_t const limit : {0u, 1u, 2u, 64u}) {
        for (std::size_t const count : {limit, limit + 1, limit + 7}) {
            for (auto const& payload : {repeated(framed("!"), count), array_of("7", count)}) {
                auto const got = decode_text(payload, {.refused = limit});
                BOOST_TEST(got.refused.size() == limit);
                BOOST_TEST(got.refused_count == count);
                if (limit != 0) BOOST_TEST(got.refused.back().offset < payload.size());
            }
        }
        if (limit == 0) continue;
        auto const got = decode_text(array_of("7", limit - 1), {.refused = limit});
        BOOST_TEST(got.refused.size() == limit - 1);
        BOOST_TEST(got.refused_count == limit - 1);
    }
    auto const whole = decode_text("!", {.refused = 0});
    BOOST_TEST((whole.refused.empty() && whole.refused_count == 1));
}

BOOST_AUTO_TEST_SUITE_END()
