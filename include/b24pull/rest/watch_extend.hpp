// pull.watch.extend: keeps watches on tags alive. Watches live 1,860 s; prolong them every 1,740 s.
#pragma once

#include <b24pull/rest/detail/method_request.hpp>
#include <b24pull/rest/envelope.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::rest {

/// One tag of the answer.
struct watched_tag {
    /// As it was sent.
    std::string tag = {};
    /// Prolonged; false: not watched any more.
    bool watched = false;
};

/// Needs scope `pull`.
struct watch_extend {
    /// At least one, none of them empty.
    std::vector<std::string> tags = {};

    /// The request to send: always with a list, since some servers fail without one.
    ///
    /// Errors: usage_errc::no_tags, request_too_large, invalid_text.
    result<http_request> make_request(credentials const& who) const;

    /// The state of each tag in an answer; none when the server knows neither tags nor user (`false`).
    ///
    /// A map by tag is what servers send; with the tags "0", "1", … it arrives as a list of flags. A list of names,
    /// which the vendor's own clients expect, is taken as tags that are not watched any more.
    ///
    /// Errors: protocol_errc::wrong_type for what is none of these; server_errc and protocol_errc as for every answer.
    static result<std::vector<watched_tag>> parse_response(http_response const& response,
                                                           clear_text clear = clear_text::refused);

    /// The same together with the envelope's `time`.
    static result<answer<std::vector<watched_tag>>> parse_answer(http_response const& response,
                                                                 clear_text clear = clear_text::refused);
};

// Bodies.

namespace detail {

/// A JsonReader for tags and their states.
class watch_reader {
public:
    explicit watch_reader(read_context& context)
        : context_(context) {}

    bool read(json_input& in) {
        auto const shape = in.shape();
        if (!shape) {
            auto const value = in.scalar();
            readable_ = value.is_absent();
            return !value.is_broken();
        }
        auto const add = [&](std::string_view name) {
            std::string const tag(name); // the next call overwrites it
            auto const value = in.scalar();
            if (value.is_broken()) return false;
            readable_ = readable_ && out_.size() != limits::watch_tags && add_tag(*shape, tag, value);
            return true;
        };
        readable_ = true;
        return *shape == json_shape::object ? in.object(add) : in.array([&] { return add({}); });
    }

    result<std::vector<watched_tag>> finish() {
        if (!readable_) return context_.fail_inside("", protocol_errc::wrong_type);
        return std::move(out_);
    }

private:
    bool add_tag(json_shape shape, std::string const& name, json_scalar value) {
        auto const watched = as_flag(value);
        if (shape == json_shape::object && watched) out_.push_back({name, *watched});
        else if (shape == json_shape::array && value.is_text())
            out_.push_back({std::string(value.text()), false});
        else if (shape == json_shape::array && watched)
            out_.push_back({std::to_string(out_.size()), *watched});
        else return false;
        return true;
    }

    read_context& context_;
    bool readable_ = false;
    std::vector<watched_tag> out_;
};

} // namespace detail

inline result<http_request> watch_extend::make_request(credentials const& who) const {
    if (tags.empty()) return usage_errc::no_tags;
    boost::json::array list;
    for (auto const& tag : tags) {
        if (tag.empty()) return usage_errc::no_tags;
        list.push_back(boost::json::value(tag));
    }
    boost::json::object parameters;
    parameters["TAGS"] = std::move(list);
    return detail::method_request(who, "pull.watch.extend", std::move(parameters));
}

inline result<answer<std::vector<watched_tag>>> watch_extend::parse_answer(http_response const& response,
                                                                           clear_text clear) {
    return detail::read_answer<detail::watch_reader>(response, {.clear = clear});
}

inline result<std::vector<watched_tag>> watch_extend::parse_response(http_response const& response,
                                                                     clear_text clear) {
    return detail::read_value<detail::watch_reader>(response, {.clear = clear});
}

} // namespace b24pull::rest
