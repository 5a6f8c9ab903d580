#include <b24pull/error.hpp>

#include <boost/system/errc.hpp>
#include <boost/system/generic_category.hpp>
#include <boost/system/system_category.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(error)

namespace {

using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;

constexpr int server_count = static_cast<int>(server_errc::rejected);
constexpr int protocol_count = static_cast<int>(protocol_errc::too_many_messages);
constexpr int usage_count = static_cast<int>(usage_errc::queue_full);
static_assert(protocol_count == 30 && usage_count == 26, "new enumerators need rows below");

struct category_row {
    boost::system::error_category const& category;
    int count;
    std::string_view name, unknown;
};

std::vector<category_row> const& categories() {
    static std::vector<category_row> const rows{
        {b24pull::usage_category(), usage_count, "b24pull.usage", "unknown usage error"},
        {b24pull::protocol_category(), protocol_count, "b24pull.protocol", "unknown protocol error"},
        {b24pull::server_category(), server_count, "b24pull.server", "unknown server error"},
        {b24pull::condition_category(), 4, "b24pull.condition", "unknown condition"},
    };
    return rows;
}

} // namespace

BOOST_AUTO_TEST_CASE(messages_are_there_for_all_values_and_for_no_other) {
    for (auto const& row : categories()) {
        BOOST_TEST(row.category.name() == row.name);
        for (int value = 1; value <= row.count; ++value) {
            auto const text = row.category.message(value);
            BOOST_TEST_CONTEXT(row.name << ' ' << value << ": " << text) {
                BOOST_TEST(!text.empty());
                BOOST_TEST(text != row.unknown);
                BOOST_TEST(text.find_first_of("\r\n\t") == text.npos);
            }
        }
        constexpr int lowest = std::numeric_limits<int>::min(), highest = std::numeric_limits<int>::max();
        for (int const value : {0, -1, row.count + 1, row.count + 1000, lowest, highest})
            BOOST_TEST_CONTEXT(row.name << ' ' << value)
        BOOST_TEST(row.category.message(value) == row.unknown);
    }
}

// The three faults of a broken installation ask the same of the reader; everything else is told apart.
BOOST_AUTO_TEST_CASE(messages_are_distinct) {
    std::map<std::string, std::vector<int>> values;
    for (auto const& row : categories())
        for (int value = 1; value <= row.count; ++value) values[row.category.message(value)].push_back(value);
    std::vector<int> const broken_installation{static_cast<int>(server_errc::wrong_transport),
                                               static_cast<int>(server_errc::wrong_handler_class),
                                               static_cast<int>(server_errc::wrong_file_handler)};
    for (auto const& [text, same] : values)
        BOOST_TEST((same.size() == 1 || same == broken_installation),
                   text << " stands " << same.size() << " times");
}

BOOST_AUTO_TEST_CASE(unknown_values_give_up) {
    for (auto const& row : categories()) {
        if (row.category == b24pull::condition_category()) continue;
        for (int const value : {0, -1, row.count + 1, 100000, std::numeric_limits<int>::min()})
            BOOST_TEST((error_code(value, row.category) == condition::give_up), row.name << ' ' << value);
    }
}

BOOST_AUTO_TEST_CASE(categories_are_one_object_each_and_differ) {
    BOOST_TEST((b24pull::usage_category() == b24pull::usage_category()));
    for (auto const& a : categories())
        for (auto const& b : categories()) BOOST_TEST((a.category == b.category) == (&a == &b));
    for (auto const& row : categories()) {
        BOOST_TEST((row.category != boost::system::generic_category()));
        BOOST_TEST((row.category != boost::system::system_category()));
    }
}

BOOST_AUTO_TEST_CASE(enumerators_become_codes_of_their_category) {
    error_code const usage = usage_errc::no_users, protocol = protocol_errc::no_channel,
                     server = server_errc::expired_token;
    BOOST_TEST((usage.category() == b24pull::usage_category() && usage.value() == 9));
    BOOST_TEST((protocol.category() == b24pull::protocol_category() && protocol.value() == 10));
    BOOST_TEST((server.category() == b24pull::server_category() && server.value() == 8));
    BOOST_TEST((usage.failed() && protocol.failed() && server.failed()));
    BOOST_TEST((error_code(usage_errc::invalid_url) != error_code(protocol_errc::empty_body))); // both are 1
    boost::system::error_condition const wanted = condition::refetch_config;
    BOOST_TEST((wanted.category() == b24pull::condition_category() && wanted.value() == 3));
}

BOOST_AUTO_TEST_SUITE_END()
