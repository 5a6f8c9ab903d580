// From JSON to a typed configuration: no envelope, no HTTP. For answers from a file, a test, another library's call.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/config_reader.hpp>
#include <b24pull/detail/json_reader.hpp>
#include <b24pull/limits.hpp>

#include <string_view>

namespace b24pull {

/// Reads a configuration from the text of the answer's member `result`, in any order of members, any of the four
/// generations, with what PHP makes of maps, integers and flags.
///
/// Unknown members are skipped at every level. Of a member that comes twice the last one counts, with a warning.
/// What is odd but leaves something to connect to is a warning with its path, in config::warnings.
///
/// @param json    UTF-8 text of one JSON value
/// @param limits  see json_limits
///
/// @return the configuration, or
///  - protocol_errc::empty_body, json_syntax, json_incomplete, json_too_deep, body_too_large, with an offset;
///  - protocol_errc::wrong_type or missing_member for what is no object, `server` and `server.version`;
///  - protocol_errc::out_of_range for a version below 1;
///  - protocol_errc::no_endpoint when no address can be used;
///  - protocol_errc::no_channel when there is neither a JWT nor a usable channel;
///  - server_errc::not_configured for `[]` and false.
///
/// Complexity: linear, one pass. Source: the result of pull.application.config.get and pull.config.get.
result<config> parse_config(std::string_view json, json_limits const& limits = {});

/// The same for a text that arrives in pieces. Whatever the split, the outcome is that of the whole text.
///
///     config_parser parser;
///     while (read(piece)) parser.write(piece);
///     auto config = parser.finish();
class config_parser {
public:
    /// @param limits  of the whole text and of what is kept of it
    explicit config_parser(json_limits const& limits = {})
        : context_(limits)
        , reader_(context_)
        , json_(reader_, context_.path, limits) {}

    /// Takes the next piece. Never fails: what is wrong with it comes out of finish().
    void write(std::string_view piece) { json_.write(piece); }

    /// The text is complete. Call it once; errors as parse_config().
    result<config> finish() { return finish({}); }

    /// The rest of the text, or all of it, at once.
    result<config> finish(std::string_view rest);

private:
    detail::read_context context_;
    detail::config_reader reader_;
    detail::json_reader<detail::config_reader> json_;
};

// Bodies.

inline result<config> config_parser::finish(std::string_view rest) {
    if (auto broken = json_.finish(rest)) return *broken;
    return reader_.finish();
}

inline result<config> parse_config(std::string_view json, json_limits const& limits) {
    return config_parser(limits).finish(json);
}

} // namespace b24pull
