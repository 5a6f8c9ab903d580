// Boost.JSON's event parser, driven block by block, feeding a sink: no document tree is ever built.
//
// The parser always sees the same blocks of the text, however the text arrives: pieces are gathered up to a fixed
// block size. A text in any split therefore gives the same events, the same failure and the same offset.
#pragma once

#include <b24pull/detail/json_path.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/secret.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::detail {

/// What a sink receives. Texts are valid during the call only.
template <class Sink>
concept JsonSink = requires(Sink& sink, std::string_view key, json_scalar const& scalar, json_shape shape) {
    sink.on_key(key);       // a member name of the current object; its value comes next
    sink.on_scalar(scalar); // a value
    sink.on_begin(shape);   // a value that holds others; the path is still outside
    sink.on_end();          // its end; the path is outside again
};

/// Adapts the parser's events: joins texts that come in parts, and keeps the path.
template <JsonSink Sink>
class json_events {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    json_events(Sink& sink, json_path& path)
        : sink_(sink)
        , path_(path) {}
    json_events(json_events const&) = delete;
    json_events& operator=(json_events const&) = delete;
    ~json_events() { wipe(joined_); } // parts of tokens pass through here

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return begin(json_shape::object); }
    bool on_object_end(std::size_t, error_code&) { return end(); }
    bool on_array_begin(error_code&) { return begin(json_shape::array); }
    bool on_array_end(std::size_t, error_code&) { return end(); }

    bool on_key_part(boost::json::string_view part, std::size_t, error_code&) { return join(part); }
    bool on_key(boost::json::string_view last, std::size_t, error_code&) {
        auto const key = whole(last);
        path_.member(key);
        sink_.on_key(key);
        joined_.clear();
        return true;
    }
    bool on_string_part(boost::json::string_view part, std::size_t, error_code&) { return join(part); }
    bool on_string(boost::json::string_view last, std::size_t, error_code&) {
        scalar({.type = json_scalar::kind::text, .text = whole(last)});
        joined_.clear();
        return true;
    }

    bool on_number_part(boost::json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t value, boost::json::string_view, error_code&) {
        return scalar({.type = json_scalar::kind::integer, .integer = value});
    }
    bool on_uint64(std::uint64_t value, boost::json::string_view, error_code&) {
        return scalar({.type = json_scalar::kind::real, .real = static_cast<double>(value)});
    }
    bool on_double(double value, boost::json::string_view, error_code&) {
        return scalar({.type = json_scalar::kind::real, .real = value});
    }
    bool on_bool(bool value, error_code&) {
        return scalar({.type = json_scalar::kind::boolean, .boolean = value});
    }
    bool on_null(error_code&) { return scalar({}); }
    bool on_comment_part(boost::json::string_view, error_code&) { return true; }
    bool on_comment(boost::json::string_view, error_code&) { return true; }

private:
    bool begin(json_shape shape) {
        path_.value();
        sink_.on_begin(shape);
        path_.enter(shape);
        return true;
    }
    bool end() {
        path_.leave();
        sink_.on_end();
        return true;
    }
    bool scalar(json_scalar const& value) {
        path_.value();
        sink_.on_scalar(value);
        return true;
    }
    bool join(std::string_view part) {
        joined_.reserve(1024); // most secrets fit: growing would leave copies of them behind
        joined_.append(part);
        return true;
    }
    std::string_view whole(std::string_view last) {
        if (joined_.empty()) return last;
        joined_.append(last);
        return joined_;
    }

    Sink& sink_;
    json_path& path_;
    std::string joined_;
};

/// Reads one JSON text into a sink.
template <JsonSink Sink>
class json_reader {
public:
    json_reader(Sink& sink, json_path& path, json_limits const& limits)
        : path_(path)
        , limits_(limits)
        , parser_(options(limits), sink, path) {}
    json_reader(json_reader const&) = delete;
    json_reader& operator=(json_reader const&) = delete;
    ~json_reader() { wipe(block_); }

    /// Takes the next piece of the text. After a failure further pieces are ignored.
    void write(std::string_view piece) {
        if (!block_.empty()) {
            auto const part = piece.substr(0, block_size - block_.size());
            block_.append(part);
            piece.remove_prefix(part.size());
            if (block_.size() == block_size) parse_gathered();
        }
        for (; piece.size() >= block_size; piece.remove_prefix(block_size))
            parse(piece.substr(0, block_size));
        if (!piece.empty()) {
            block_.reserve(block_size);
            block_.append(piece);
        }
    }

    /// The last piece is in. Nothing, or why the text is no JSON; a failure stays.
    std::optional<failure> finish() { return finish({}); }

    /// The whole text, or its rest, at once: the same as write() and finish(), with one copy less.
    std::optional<failure> finish(std::string_view rest) {
        if (block_.empty()) {
            for (; rest.size() >= block_size; rest.remove_prefix(block_size))
                parse(rest.substr(0, block_size));
            parse(rest);
        } else {
            write(rest);
            if (!block_.empty()) parse_gathered();
        }
        if (!failure_) {
            error_code error;
            parser_.write_some(false, nullptr, 0, error);
            if (error) fail(error);
        }
        return failure_;
    }

private:
    /// Large enough for a whole configuration as a rule, small enough to gather.
    static constexpr std::size_t block_size = 4096;

    static boost::json::parse_options options(json_limits const& limits) {
        boost::json::parse_options out;
        out.max_depth = limits.depth;
        return out;
    }

    void parse_gathered() {
        parse(block_);
        block_.clear();
    }

    void parse(std::string_view block) {
        if (failure_ || block.empty()) return;
        if (block.size() > limits_.body - consumed_) {
            failure_.emplace(protocol_errc::body_too_large, std::string(), limits_.body);
            return;
        }
        blank_ = blank_ && block.find_first_not_of(" \t\r\n") == block.npos;
        error_code error;
        auto const used = parser_.write_some(true, block.data(), block.size(), error);
        consumed_ += used;
        if (error) fail(error);
        else if (used != block.size()) refuse(protocol_errc::json_syntax); // text after the value
    }

    void fail(error_code const& error) {
        using json_error = boost::json::error;
        if (blank_) refuse(protocol_errc::empty_body);
        else if (error == json_error::too_deep) refuse(protocol_errc::json_too_deep);
        else if (error == json_error::incomplete) refuse(protocol_errc::json_incomplete);
        else refuse(protocol_errc::json_syntax);
    }
    void refuse(protocol_errc code) { failure_.emplace(code, path_.text(), consumed_); }

    json_path& path_;
    json_limits limits_;
    boost::json::basic_parser<json_events<Sink>> parser_;
    std::string block_; // what has arrived of the current block, if it did not come whole
    std::size_t consumed_ = 0;
    bool blank_ = true;
    std::optional<failure> failure_;
};

} // namespace b24pull::detail
