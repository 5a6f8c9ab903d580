#include <b24pull/detail/member_name.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(member_name)

namespace {

using name = b24pull::detail::member_name;

constexpr name names[] = {"",
                          "a",
                          "id",
                          "start",
                          "server",
                          "version",
                          "hostname",
                          "public_id",
                          "websocket_secure",
                          "long_pooling_secure",
                          "twenty_one_characters"};

/// The name as JSON has it, with what follows, and enough of it to be looked at.
std::string written(std::string_view text) {
    return '"' + std::string(text) + "\":" + std::string(name::reach, '1');
}

} // namespace

BOOST_AUTO_TEST_CASE(name_of_any_length_stands_where_it_is_written) {
    for (auto const& one : names) {
        auto const text = written(one.name());
        BOOST_TEST(one.stands_at(text.data()), one.name());
        BOOST_TEST(text.substr(one.written_size()) == std::string(name::reach, '1'));
    }
}

BOOST_AUTO_TEST_CASE(any_other_character_anywhere_is_another_name) {
    for (auto const& one : names)
        for (std::size_t place = 0; place != one.written_size(); ++place)
            for (int c = 0; c != 256; ++c) {
                auto text = written(one.name());
                bool const same = text[place] == static_cast<char>(c);
                text[place] = static_cast<char>(c);
                BOOST_REQUIRE_EQUAL(one.stands_at(text.data()), same);
            }
}

BOOST_AUTO_TEST_CASE(what_follows_does_not_matter) {
    for (auto const& one : names)
        for (std::size_t place = one.written_size(); place < name::reach; ++place) {
            auto text = written(one.name());
            text[place] = '\xff';
            BOOST_REQUIRE(one.stands_at(text.data()));
        }
}

BOOST_AUTO_TEST_CASE(no_name_stands_for_another) {
    for (auto const& one : names)
        for (auto const& other : names)
            BOOST_TEST(one.stands_at(written(other.name()).data()) == (one.name() == other.name()));
}

BOOST_AUTO_TEST_SUITE_END()
