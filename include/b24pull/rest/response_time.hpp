// What the server says about a call's cost: the member `time` of the envelope.
#pragma once

#include <b24pull/detail/member_table.hpp>
#include <b24pull/timestamp.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace b24pull::rest {

/// Source: the member `time`. Each member is absent where the server sent none or something else.
struct response_time {
    /// Unix seconds, with or without a fraction.
    std::optional<double> start = {};
    /// The same of the end.
    std::optional<double> finish = {};
    /// Seconds.
    std::optional<double> duration = {};
    /// Of `duration`, what the method itself took.
    std::optional<double> processing = {};
    /// In the server's zone. With `date_finish` the server's clock can be compared with one's own.
    std::optional<timestamp> date_start = {};
    /// When the answer was ready, by the server's clock.
    std::optional<timestamp> date_finish = {};
    /// Seconds that this method has used up in the last ten minutes; only where the resource limiter is on.
    std::optional<double> operating = {};
    /// When that sum falls: not before this time repeat a call refused with server_errc::operation_time_limit.
    std::optional<std::chrono::sys_seconds> operating_reset_at = {};
};

namespace detail {

using namespace b24pull::detail;

enum class time_place : unsigned char { ignored, time };

/// A JsonReader for the value of `time`. It never fails: nothing depends on it.
class time_reader : public table_reader<time_reader, time_place> {
public:
    using place = time_place;
    using table_reader::table_reader;

    std::optional<response_time> finish() const { return out_; }

    static table_view<member<time_reader>> members_of(place) noexcept {
        using self = time_reader;
        using value = json_scalar;
        static constexpr member<self> members[] = {
            {"start", [](self& r, value v) { r.out_->start = as_real(v); }},
            {"finish", [](self& r, value v) { r.out_->finish = as_real(v); }},
            {"duration", [](self& r, value v) { r.out_->duration = as_real(v); }},
            {"processing", [](self& r, value v) { r.out_->processing = as_real(v); }},
            {"date_start", [](self& r, value v) { r.out_->date_start = as_date(v); }},
            {"date_finish", [](self& r, value v) { r.out_->date_finish = as_date(v); }},
            {"operating", [](self& r, value v) { r.out_->operating = as_real(v); }},
            {"operating_reset_at", [](self& r, value v) { r.read_reset(v); }},
        };
        return members;
    }
    place on_root(json_shape) noexcept {
        out_.emplace();
        return place::time;
    }
    void on_root(json_scalar) noexcept {}

private:
    void read_reset(json_scalar value) {
        auto const date = as_date(value);
        if (date) out_->operating_reset_at = date->instant;
    }

    std::optional<response_time> out_ = {};
};

} // namespace detail
} // namespace b24pull::rest
