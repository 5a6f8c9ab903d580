#include <b24pull/realtime/decode.hpp>

#include "../../support/protobuf_bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(decode)

namespace {

using b24pull::realtime::decode_binary;
using b24pull::realtime::decode_limits;
using b24pull::realtime::decode_text;
using b24pull::realtime::decoded;
using b24pull::realtime::payload_kind;
using b24pull::realtime::payload_reader;
using support::block;
using namespace std::string_view_literals;

/// Everything that an outcome says, so that two can be compared and their difference be read.
std::string described(decoded const& got) {
    std::string out = got.ping ? "ping\n" : "";
    auto const line = [&out](auto const&... words) {
        ((out += words, out += '|'), ...);
        out += '\n';
    };
    auto const number = [](auto value) { return std::to_string(static_cast<long long>(value)); };
    for (auto const& m : got.messages)
        line("message", m.mid, m.tag, m.time, m.module_id, m.command, m.params, m.extra,
             number(m.sender.type), m.sender.id, m.rpc_id);
    for (auto const& r : got.refused)
        line("refused", r.code.message(), number(r.offset), number(r.size), r.path, r.mid);
    line(number(got.refused_count));
    for (auto const& s : got.channel_statuses)
        line("status", s.public_id, number(s.is_private), number(s.is_online));
    for (auto const& a : got.answers)
        line("answer", a.id ? number(*a.id) : "none", a.result, a.error ? a.error->message : "no error",
             a.error ? number(a.error->code) : "");
    for (auto const& r : got.requests) line("request", r.method, r.id);
    return out;
}

decoded decoded_whole(payload_kind kind, std::string_view payload, decode_limits const& limits) {
    if (kind == payload_kind::text) return decode_text(payload, limits);
    return decode_binary(std::as_bytes(std::span(payload)), limits);
}

struct sample {
    std::string_view name;
    payload_kind kind;
    std::string payload;
    decode_limits limits = {};
};

std::vector<sample> samples() {
    using enum payload_kind;
    std::string const frames =
        R"(#!NGINXNMS!#{"mid":"17","tag":"1","text":{"module_id":"m","command":"\ud83d\ude00ж",)"
        R"("params":{"a":"#!NGINXNME!#"}}}#!NGINXNME!#)";
    auto const body = R"({"module_id":"m","command":"c"})"sv;
    auto const message = block(1, block(1, "\x14\x52\x61") + block(2, body) + block(5, "\x08\x02"));
    auto const status = block(1, block(1, "\xab\xcd") + "\x18\x01");
    auto const batch = block(1, block(1, message)) + block(1, block(2, status));
    std::string const rpc =
        R"([{"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"5","body":{}},"id":1},)"
        R"({"jsonrpc":"2.0","id":2,"result":[]},{"jsonrpc":"2.0","method":"x"},null])";
    return {
        {"frames", text, frames + "\r\n" + frames},
        {"cut frame, then a whole one", text, "#!NGINXNMS!#{\"a" + frames},
        {"unfinished frame", text, frames + "#!NGINXNMS!#{}"},
        {"array", text, R"([{"mid":"1","text":{}},7,{"command":"c"}])"},
        {"cut array", text, R"([{"mid":"1","text":{}},{"mi)"},
        {"JSON-RPC", text, rpc},
        {"ping", text, "ping"},
        {"nothing", text, ""},
        {"words", text, "Channel deleted"},
        {"NUL and bytes that are not UTF-8", text, std::string("\0\xff\0"sv)},
        {"at the limit", text, "[ ]", {.payload = 3}},
        {"beyond the limit by one byte", text, "[ ] ", {.payload = 3}},
        {"beyond the limit by far", text, "[ ]" + std::string(40, ' '), {.payload = 3}},
        {"limit of nothing", text, "ping", {.payload = 0}},
        {"without a limit", text, frames, {.payload = static_cast<std::size_t>(-1)}},
        {"binary", binary, batch},
        {"empty batch", binary, "\x0a\x02\x0a" + std::string(1, '\0')},
        {"empty binary", binary, ""},
        {"cut binary", binary, batch.substr(0, batch.size() - 1)},
        {"binary that is none", binary, "\x0f\x01"},
        {"binary beyond the limit", binary, batch + batch, {.payload = batch.size()}},
    };
}

/// Reads the payload in pieces. The reader is the caller's: it has read something else before.
void check_pieces(payload_reader& reader, sample const& whole, std::vector<std::size_t> cuts) {
    std::sort(cuts.begin(), cuts.end());
    cuts.push_back(whole.payload.size());
    std::size_t from = 0;
    for (auto const cut : cuts) {
        auto const piece = whole.payload.substr(from, cut - from); // a copy: keeping a view of it would show
        reader.write(piece);
        from = cut;
    }
    auto const expected = described(decoded_whole(whole.kind, whole.payload, whole.limits));
    BOOST_TEST(described(reader.finish(whole.kind)) == expected);
}

} // namespace

BOOST_AUTO_TEST_CASE(every_split_in_two_gives_what_the_whole_gives) {
    for (auto const& whole : samples()) {
        BOOST_TEST_CONTEXT(whole.name) {
            payload_reader reader(whole.limits);
            for (std::size_t cut = 0; cut <= whole.payload.size(); ++cut) check_pieces(reader, whole, {cut});
        }
    }
}

BOOST_AUTO_TEST_CASE(splits_in_many_give_what_the_whole_gives) {
    std::mt19937 random(4);
    for (auto const& whole : samples()) {
        BOOST_TEST_CONTEXT(whole.name) {
            payload_reader reader(whole.limits);
            std::vector<std::size_t> every(whole.payload.size() + 1);
            for (std::size_t i = 0; i != every.size(); ++i) every[i] = i;
            check_pieces(reader, whole, every);
            for (int round = 0; round != 50; ++round) {
                std::vector<std::size_t> cuts(random() % 9);
                for (auto& cut : cuts) cut = random() % (whole.payload.size() + 1);
                check_pieces(reader, whole, cuts);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(abandoned_payload_leaves_nothing_behind) {
    auto const all = samples();
    for (auto const& whole : all) {
        BOOST_TEST_CONTEXT(whole.name) {
            payload_reader reader(whole.limits);
            for (auto const& other : all) {
                reader.write(other.payload);
                reader.abandon();
                check_pieces(reader, whole, {whole.payload.size() / 2});
            }
            reader.abandon();
            BOOST_TEST(described(reader.finish(whole.kind)) == described({}));
        }
    }
}

BOOST_AUTO_TEST_CASE(reader_goes_on_after_a_large_payload) {
    payload_reader reader;
    reader.write(std::string(b24pull::limits::message + 1, ' '));
    reader.abandon();
    reader.write(R"([{"mid":"1","text":{"command":"c"}}])");
    BOOST_TEST(described(reader.finish(payload_kind::text)) ==
               described(decode_text(R"([{"mid":"1","text":{"command":"c"}}])")));
}

BOOST_AUTO_TEST_CASE(reader_starts_afresh_after_a_finish) {
    payload_reader reader;
    reader.write(R"([{"mid":"1",)");
    BOOST_TEST(reader.finish(payload_kind::text).refused_count == 1u);
    reader.write(R"("text":{}}])");
    BOOST_TEST(reader.finish(payload_kind::text).messages.empty());
    reader.write("ping");
    BOOST_TEST(reader.finish(payload_kind::text).ping);
    auto const& nothing = reader.finish(payload_kind::text);
    BOOST_TEST((!nothing.ping && nothing.refused_count == 0));
}

BOOST_AUTO_TEST_CASE(outcome_is_valid_until_more_is_written) {
    payload_reader reader;
    reader.write(R"([{"mid":"1","text":{"command":"a command of some length"}}])");
    auto const& got = reader.finish(payload_kind::text);
    reader.abandon();
    BOOST_TEST_REQUIRE(got.messages.size() == 1u);
    BOOST_TEST(got.messages[0].command == "a command of some length");
}

BOOST_AUTO_TEST_CASE(decoding_again_into_the_same_outcome_uses_the_same_memory) {
    std::string event =
        R"({"mid":"17000000000000000000000007","tag":"a tag of some length","time":"Tue, 31 Mar 2026 14:05:18 GMT",)"
        R"("text":{"module_id":"a_module_of_some_length","command":"aCommandOfSomeL\u0065ngth",)"
        R"("params":{"list":[1,2,3,4,5,6,7]},"extra":{"sender":{"type":1,"id":"0123456789abcdef0123"}}}})";
    auto const payload = '[' + event + ',' + event + ']';
    decoded out;
    auto const memory = [&out] {
        std::vector<void const*> places{out.messages.begin()};
        for (auto const& m : out.messages)
            for (auto const* text :
                 {&m.mid, &m.tag, &m.time, &m.module_id, &m.command, &m.params, &m.extra, &m.sender.id})
                places.push_back(text->data());
        return places;
    };
    decode_text(payload, out);
    BOOST_TEST_REQUIRE(out.messages.size() == 2u);
    auto const before = memory();
    auto const expected = described(out);
    for (int round = 0; round != 3; ++round) {
        decode_text("[]", out);
        BOOST_TEST(out.messages.empty());
        decode_text(payload, out);
        BOOST_TEST((memory() == before));
        BOOST_TEST(described(out) == expected);
    }
    decode_text(R"([{"text":{}},{"command":"c"}])", out); // nothing of the earlier messages shines through
    BOOST_TEST(described(out) == described(decode_text(R"([{"text":{}},{"command":"c"}])")));
}

BOOST_AUTO_TEST_SUITE_END()
