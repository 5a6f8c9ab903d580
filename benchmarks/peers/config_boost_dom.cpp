// Boost.JSON's document tree.
#include "config_contestant.hpp"
#include "config_extraction.hpp"
#include "peers.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace benchmarks {
namespace {

namespace json = boost::json;

struct boost_dom {
    using value = json::value;

    static value const* find(value const& object, std::string_view key) {
        auto const* const members = object.if_object();
        if (!members) throw bad_answer("no object");
        return members->if_contains(key);
    }
    static std::string_view text(value const& from) {
        auto const* const found = from.if_string();
        if (!found) throw bad_answer("no text");
        return *found;
    }
    static std::int64_t integer(value const& from) {
        auto const* const found = from.if_int64();
        if (!found) throw bad_answer("no integer");
        return *found;
    }
    static bool flag(value const& from) {
        auto const* const found = from.if_bool();
        if (!found) throw bad_answer("no flag");
        return *found;
    }
    template <class OnValue>
    static void each_member(value const& object, OnValue on_value) {
        auto const* const members = object.if_object();
        if (!members) throw bad_answer("no object");
        for (auto const& member : *members) on_value(member.value());
    }
};

template <date_reader read>
config_answer by_hand(std::string const& body) {
    return config_extraction<boost_dom, read>::answer(json::parse(body));
}

} // namespace

contestant config_boost_dom(std::string body) {
    return config_contestant("Boost.JSON DOM, by hand", std::move(body), by_hand<read_date>);
}

contestant config_boost_dom_date_parse(std::string body) {
    return config_contestant("Boost.JSON DOM, date::parse", std::move(body), by_hand<parse_date>);
}

} // namespace benchmarks
