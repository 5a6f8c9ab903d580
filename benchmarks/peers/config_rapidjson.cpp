// RapidJSON's document tree.
#include "config_contestant.hpp"
#include "config_extraction.hpp"
#include "peers.hpp"

#include <rapidjson/document.h>

namespace benchmarks {
namespace {

struct rapidjson_dom {
    using value = rapidjson::Value;

    static value const* find(value const& object, std::string_view key) {
        if (!object.IsObject()) throw bad_answer("no object");
        auto const at = object.FindMember(
            value(rapidjson::StringRef(key.data(), static_cast<rapidjson::SizeType>(key.size()))));
        return at == object.MemberEnd() ? nullptr : &at->value;
    }
    static std::string_view text(value const& from) {
        if (!from.IsString()) throw bad_answer("no text");
        return {from.GetString(), from.GetStringLength()};
    }
    static std::int64_t integer(value const& from) {
        if (!from.IsInt64()) throw bad_answer("no integer");
        return from.GetInt64();
    }
    static bool flag(value const& from) {
        if (!from.IsBool()) throw bad_answer("no flag");
        return from.GetBool();
    }
    template <class OnValue>
    static void each_member(value const& object, OnValue on_value) {
        if (!object.IsObject()) throw bad_answer("no object");
        for (auto const& member : object.GetObject()) on_value(member.value);
    }
};

} // namespace

contestant config_rapidjson_dom(std::string body) {
    return config_contestant("RapidJSON DOM, by hand", std::move(body), [](std::string const& text) {
        rapidjson::Document document;
        document.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
        if (document.HasParseError()) throw bad_answer("JSON");
        return config_extraction<rapidjson_dom, read_date>::answer(document);
    });
}

} // namespace benchmarks
