// What a contestant has found out, in a form in which different libraries and languages can be compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace benchmarks {

/// One value that was read. Numbers are decimal, flags `true` or `false`, what is absent is `-`.
struct digest_field {
    std::string name;
    std::string value;

    friend bool operator==(digest_field const&, digest_field const&) = default;
};

class digest {
public:
    void add(std::string name, std::string_view value) {
        fields_.push_back({std::move(name), std::string(value)});
    }
    void add(std::string name, char const* value) { add(std::move(name), std::string_view(value)); }
    void add(std::string name, bool value) { add(std::move(name), value ? "true" : "false"); }
    void add(std::string name, std::int64_t value) { add(std::move(name), std::to_string(value)); }
    void add(std::string name, int value) { add(std::move(name), std::int64_t{value}); }
    void add(std::string name, std::size_t value) { add(std::move(name), static_cast<std::int64_t>(value)); }

    /// A JSON text, written anew in one way.
    void add_json(std::string name, std::string_view text);

    std::vector<digest_field> const& fields() const noexcept { return fields_; }

private:
    std::vector<digest_field> fields_;
};

/// The first field in which two digests differ, with both values, or nothing.
std::optional<std::string> first_difference(digest const& ours, digest const& theirs);

} // namespace benchmarks
