// One JSON text, whole or in pieces, into a reader that takes what it knows and passes the rest by: no tree is built.
//
// Pieces are gathered until the text is complete, so that the outcome cannot depend on how it was split.
#pragma once

#include <b24pull/detail/json_input.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/result.hpp>
#include <b24pull/secret.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace b24pull::detail {

/// Reads one value, whatever its type, and gives whether the text went on well. What it makes of the value, and whether
/// that will do, it tells afterwards.
template <class Reader>
concept JsonReader = requires(Reader& reader, json_input& in) {
    { reader.read(in) } -> std::same_as<bool>;
};

template <JsonReader Reader>
class json_reader {
public:
    json_reader(Reader& reader, json_path& path, json_limits const& limits)
        : reader_(reader)
        , path_(path)
        , limits_(limits) {
        limits_.body = (std::min)(limits_.body, json_scalar::longest);
    }
    json_reader(json_reader const&) = delete;
    json_reader& operator=(json_reader const&) = delete;
    ~json_reader() { wipe(gathered_); }

    /// Takes the next piece of the text. Beyond the limit nothing more is kept.
    void write(std::string_view piece) {
        too_large_ = too_large_ || piece.size() > limits_.body - gathered_.size();
        if (!too_large_) gather(piece);
    }

    /// The last piece is in, or all of it: nothing, or why the text is no JSON. Call it once.
    std::optional<failure> finish(std::string_view rest = {}) {
        if (gathered_.empty() && !too_large_) return read(rest);
        write(rest);
        return read(gathered_);
    }

private:
    void gather(std::string_view piece);
    std::optional<failure> read(std::string_view text);

    Reader& reader_;
    json_path& path_;
    json_limits limits_;
    std::string gathered_;
    bool too_large_ = false;
};

// Bodies.

template <JsonReader Reader>
void json_reader<Reader>::gather(std::string_view piece) {
    if (auto const size = gathered_.size() + piece.size(); size > gathered_.capacity()) {
        std::string larger; // by hand: growing would leave copies of secrets behind
        larger.reserve((std::max)(size, 2 * gathered_.capacity()));
        larger = gathered_;
        wipe(gathered_);
        gathered_.swap(larger);
    }
    gathered_.append(piece);
}

template <JsonReader Reader>
std::optional<failure> json_reader<Reader>::read(std::string_view text) {
    if (too_large_ || text.size() > limits_.body)
        return failure(protocol_errc::body_too_large, std::string(), limits_.body);
    json_input in(text, limits_.depth, path_);
    if (in.at_end()) return failure(protocol_errc::empty_body, std::string(), text.size());
    if (reader_.read(in) && in.at_end()) return std::nullopt;
    auto const fault = in.scanner().fault();
    return failure(fault.value_or(protocol_errc::json_syntax), path_.text(), in.scanner().offset());
}

} // namespace b24pull::detail
