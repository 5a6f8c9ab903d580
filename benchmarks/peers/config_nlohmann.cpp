// nlohmann/json's document tree.
#include "config_contestant.hpp"
#include "config_extraction.hpp"
#include "peers.hpp"

#include <nlohmann/json.hpp>

namespace benchmarks {
namespace {

struct nlohmann_dom {
    using value = nlohmann::json;

    static value const* find(value const& object, std::string_view key) {
        if (!object.is_object()) throw bad_answer("no object");
        auto const at = object.find(key);
        return at == object.end() ? nullptr : &*at;
    }
    static std::string_view text(value const& from) {
        if (!from.is_string()) throw bad_answer("no text");
        return from.get_ref<std::string const&>();
    }
    static std::int64_t integer(value const& from) {
        if (!from.is_number_integer()) throw bad_answer("no integer");
        return from.get<std::int64_t>();
    }
    static bool flag(value const& from) {
        if (!from.is_boolean()) throw bad_answer("no flag");
        return from.get<bool>();
    }
    template <class OnValue>
    static void each_member(value const& object, OnValue on_value) {
        if (!object.is_object()) throw bad_answer("no object");
        for (auto const& member : object) on_value(member);
    }
};

} // namespace

contestant config_nlohmann(std::string body) {
    return config_contestant("nlohmann/json, by hand", std::move(body), [](std::string const& text) {
        return config_extraction<nlohmann_dom, read_date>::answer(nlohmann::json::parse(text));
    });
}

} // namespace benchmarks
