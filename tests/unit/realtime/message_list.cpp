#include <b24pull/realtime/message_list.hpp>

#include <boost/test/unit_test.hpp>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

BOOST_AUTO_TEST_SUITE(message_list)

namespace {

namespace realtime = b24pull::realtime;

/// Every member away from its default.
void fill(realtime::message& out, std::string_view text) {
    out.mid = out.tag = out.time = out.module_id = out.command = out.params = out.extra = out.rpc_id = text;
    out.sender = {realtime::sender_type::client, std::string(text)};
}

void check_default(realtime::message const& event) {
    BOOST_TEST(event.mid.empty());
    BOOST_TEST(event.tag.empty());
    BOOST_TEST(event.time.empty());
    BOOST_TEST(event.module_id.empty());
    BOOST_TEST(event.command.empty());
    BOOST_TEST(event.params == "{}");
    BOOST_TEST(event.extra == "{}");
    BOOST_TEST((event.sender.type == realtime::sender_type::unknown));
    BOOST_TEST(event.sender.id.empty());
    BOOST_TEST(event.rpc_id.empty());
}

} // namespace

BOOST_AUTO_TEST_CASE(messages_stand_in_the_order_of_appending) {
    realtime::message_list list;
    BOOST_TEST(list.empty());
    BOOST_TEST(list.size() == 0u);
    BOOST_TEST((list.begin() == list.end()));
    for (auto const* mid : {"1", "2", "3"}) list.append().mid = mid;
    BOOST_TEST(!list.empty());
    BOOST_TEST(list.size() == 3u);
    BOOST_TEST(list[1].mid == "2");
    BOOST_TEST(list.front().mid == "1");
    BOOST_TEST(list.back().mid == "3");
    std::string all;
    for (auto const& event : std::as_const(list)) all += event.mid;
    for (auto& event : list) event.mid += "x";
    BOOST_TEST(all == "123");
    BOOST_TEST(std::as_const(list)[2].mid == "3x");
    BOOST_TEST(std::distance(list.begin(), list.end()) == 3);
}

BOOST_AUTO_TEST_CASE(last_message_can_be_taken_back) {
    realtime::message_list list;
    fill(list.append(), "a");
    fill(list.append(), "b");
    list.remove_last();
    BOOST_TEST(list.size() == 1u);
    BOOST_TEST(list.back().mid == "a");
    check_default(list.append());
    BOOST_TEST(list.front().mid == "a");
}

// A message must never show what an earlier payload left in its place.
BOOST_AUTO_TEST_CASE(reused_messages_are_at_their_defaults) {
    realtime::message_list list;
    check_default(list.append());
    for (int round = 0; round != 3; ++round) {
        for (int i = 0; i != 4; ++i) fill(list.append(), "old");
        list.clear();
        BOOST_TEST(list.empty());
        for (int i = 0; i != 4; ++i) check_default(list.append());
        list.clear();
    }
}

BOOST_AUTO_TEST_CASE(cleared_list_keeps_the_memory_of_its_texts) {
    realtime::message_list list;
    std::string const text(1000, 'x');
    fill(list.append(), text);
    auto const* const slot = &list[0];
    auto const* const params = list[0].params.data();
    list.clear();
    auto& again = list.append();
    BOOST_TEST(&again == slot);
    again.params = text;
    BOOST_TEST((again.params.data() == params));
}

// One payload with large messages must not hold its memory for ever.
BOOST_AUTO_TEST_CASE(cleared_list_gives_large_texts_back) {
    std::string const large(17 * 1024, 'x');
    using realtime::message;
    for (auto const member : {&message::params, &message::extra, &message::command, &message::module_id}) {
        realtime::message_list list;
        list.append().*member = large;
        list.append().*member = "small";
        list.clear();
        BOOST_TEST((list.append().*member).capacity() < 1024u);
    }
}

BOOST_AUTO_TEST_CASE(cleared_list_keeps_texts_below_the_bound) {
    realtime::message_list list;
    list.append().params.reserve(15 * 1024);
    list.clear();
    BOOST_TEST(list.append().params.capacity() >= 15u * 1024u);
}

BOOST_AUTO_TEST_CASE(cleared_list_keeps_the_first_1024_messages) {
    realtime::message_list list;
    for (int i = 0; i != 1025; ++i) list.append().params.reserve(100);
    list.clear();
    for (int i = 0; i != 1024; ++i) BOOST_TEST_REQUIRE(list.append().params.capacity() >= 100u);
    BOOST_TEST(list.append().params.capacity() < 100u);
}

BOOST_AUTO_TEST_CASE(copies_are_independent) {
    realtime::message_list list;
    fill(list.append(), "a");
    auto const copy = list;
    list.clear();
    list.append().mid = "b";
    BOOST_TEST(copy.size() == 1u);
    BOOST_TEST(copy.front().mid == "a");
    BOOST_TEST(copy.front().sender.id == "a");
}

BOOST_AUTO_TEST_CASE(moved_list_takes_its_messages_along) {
    realtime::message_list list;
    fill(list.append(), "a");
    auto const moved = std::move(list);
    BOOST_TEST(moved.size() == 1u);
    BOOST_TEST(moved.front().mid == "a");
}

BOOST_AUTO_TEST_CASE(moved_from_list_is_empty) {
    b24pull::realtime::message_list list;
    list.append().mid = "1";
    auto const moved = std::move(list);
    BOOST_TEST(moved.size() == 1u);
    BOOST_TEST(list.empty());
    list.append().mid = "2";
    BOOST_TEST(list.size() == 1u);
    BOOST_TEST(list.front().mid == "2");
    b24pull::realtime::message_list assigned;
    assigned = std::move(list);
    BOOST_TEST(assigned.back().mid == "2");
    BOOST_TEST(list.empty());
}

BOOST_AUTO_TEST_CASE(copy_holds_messages_and_nothing_of_former_ones) {
    b24pull::realtime::message_list list;
    list.append().params = "former";
    list.clear();
    auto const copy = list;
    BOOST_TEST(copy.empty());
    BOOST_TEST((copy.begin() == copy.end()));
    list.append().mid = "1";
    auto const second = list;
    BOOST_TEST(second.size() == 1u);
    BOOST_TEST(second.front().mid == "1");
}

BOOST_AUTO_TEST_SUITE_END()
