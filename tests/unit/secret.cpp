#include <b24pull/secret.hpp>

#include "../support/freed_arrays.hpp"

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(secret)

namespace {

using hidden = b24pull::secret;

template <class T>
concept Streams = requires(std::ostream& out, T const& value) {
    out << value;
};
template <class T>
concept StreamsWide = requires(std::wostream& out, T const& value) {
    out << value;
};
template <class T, class U>
concept Equals = requires(T const& a, U const& b) {
    a == b;
};
template <class T, class U>
concept Differs = requires(T const& a, U const& b) {
    a != b;
};
template <class T>
concept Orders = requires(T const& a, T const& b) {
    a < b;
};
template <class T>
concept RevealsWhenDying = requires {
    T().reveal();
};
template <class T>
concept Reveals = requires(T const& value) {
    value.reveal();
};

static_assert(Streams<std::string> && !Streams<hidden> && !StreamsWide<hidden>);
static_assert(!Equals<hidden, hidden> && !Differs<hidden, hidden> && !Orders<hidden>);
static_assert(!Equals<hidden, std::string> && !Equals<hidden, std::string_view> &&
              !Equals<hidden, char const*>);
static_assert(!std::convertible_to<hidden, std::string> && !std::convertible_to<hidden, std::string_view>);
static_assert(!std::constructible_from<std::string, hidden const&>);
static_assert(!std::constructible_from<std::string_view, hidden const&>);
static_assert(!std::convertible_to<std::string, hidden> && !std::convertible_to<char const*, hidden>);
static_assert(!std::convertible_to<hidden, bool> && !std::constructible_from<bool, hidden const&>);
static_assert(Reveals<hidden> && !RevealsWhenDying<hidden>);
static_assert(std::is_nothrow_move_constructible_v<hidden> && std::is_nothrow_move_assignable_v<hidden>);
static_assert(std::is_nothrow_destructible_v<hidden> && std::is_default_constructible_v<hidden>);

constexpr std::string_view short_text = "k7Qz-short";
constexpr std::string_view long_text = "k7Qz-long-4f0c8a1e92b7d6355e01c9f8a7b6d5e4f30";

/// The bytes of storage, read so that the optimiser believes nothing about them.
std::string bytes_of(void const* storage, std::size_t size) {
    auto const* byte = static_cast<unsigned char const volatile*>(storage);
    std::string out;
    for (; size != 0; --size) out += static_cast<char>(*byte++);
    return out;
}

bool holds(std::string const& bytes, std::string_view part) { return bytes.find(part) != bytes.npos; }

} // namespace

BOOST_AUTO_TEST_CASE(default_secret_is_empty) {
    hidden const value;
    BOOST_TEST(value.empty());
    BOOST_TEST(value.size() == 0u);
    BOOST_TEST(value.reveal().empty());
}

BOOST_AUTO_TEST_CASE(text_comes_back_byte_by_byte) {
    std::string every_byte;
    for (int c = 0; c != 256; ++c) every_byte += static_cast<char>(c);
    for (std::string_view const text :
         {std::string_view(), short_text, long_text, std::string_view(every_byte)}) {
        hidden const value{text};
        BOOST_TEST((value.reveal() == text));
        BOOST_TEST(value.size() == text.size());
        BOOST_TEST(value.empty() == text.empty());
    }
}

BOOST_AUTO_TEST_CASE(copy_holds_text_of_its_own) {
    for (auto const text : {short_text, long_text}) {
        auto original = std::make_unique<hidden>(text);
        hidden const copy = *original;
        BOOST_TEST((original->reveal() == text));
        BOOST_TEST((copy.reveal().data() != original->reveal().data()));
        original.reset();
        BOOST_TEST((copy.reveal() == text));
    }
}

BOOST_AUTO_TEST_CASE(moved_from_secret_is_empty) {
    for (auto const text : {short_text, long_text}) {
        hidden from{text};
        hidden constructed{std::move(from)};
        BOOST_TEST(from.empty()); // NOLINT: what is left behind is the subject
        BOOST_TEST((constructed.reveal() == text));
        hidden assigned{"old"};
        assigned = std::move(constructed);
        BOOST_TEST(constructed.empty()); // NOLINT
        BOOST_TEST((assigned.reveal() == text));
    }
}

BOOST_AUTO_TEST_CASE(assignment_between_all_lengths_replaces_text) {
    constexpr std::string_view texts[] = {"", short_text, long_text};
    for (auto const before : texts) {
        for (auto const after : texts) {
            hidden copied{before}, moved{before}, source{after};
            copied = source;
            BOOST_TEST((copied.reveal() == after));
            BOOST_TEST((source.reveal() == after));
            moved = std::move(source);
            BOOST_TEST((moved.reveal() == after));
            BOOST_TEST(source.empty()); // NOLINT
        }
    }
}

BOOST_AUTO_TEST_CASE(self_assignment_keeps_text) {
    for (auto const text : {short_text, long_text}) {
        hidden value{text};
        auto& same = value; // so that no compiler warns of what is meant
        value = same;
        BOOST_TEST((value.reveal() == text));
        value = std::move(same);
        BOOST_TEST((value.reveal() == text));
    }
}

BOOST_AUTO_TEST_CASE(swapped_secrets_exchange_texts) {
    hidden a{short_text}, b{long_text};
    std::swap(a, b);
    BOOST_TEST((a.reveal() == long_text));
    BOOST_TEST((b.reveal() == short_text));
}

BOOST_AUTO_TEST_CASE(moved_secret_stays_where_it_is) {
    for (auto const text : {short_text, long_text}) {
        hidden from{text};
        auto const* const where = from.reveal().data();
        hidden const to{std::move(from)};
        BOOST_TEST((to.reveal().data() == where)); // so nothing is left behind
    }
}

BOOST_AUTO_TEST_CASE(memory_of_texts_is_wiped_before_it_is_given_back) {
    freed_arrays const freed;
    { std::unique_ptr<char[]> const unprotected(new char[2]{'a', 'b'}); }
    BOOST_TEST((freed.bytes() == "ab")); // else this test could not fail
    for (auto const text : {short_text, long_text}) {
        hidden value{text};
        hidden const copy = value;
        value = hidden{"n"}; // one
        value = copy;        // another
    }                        // and the last two
    BOOST_TEST(freed.count() == 1u + 2u * 4u);
    BOOST_TEST((freed.bytes().substr(2).find_first_not_of('\0') == std::string::npos));
}

BOOST_AUTO_TEST_CASE(wiped_string_is_empty_and_zeroed_up_to_its_capacity) {
    for (auto const text : {short_text, long_text}) {
        std::string value{text};
        value.resize(5); // the tail stays in the buffer
        auto const* const data = value.data();
        auto const capacity = value.capacity();
        b24pull::detail::wipe(value);
        BOOST_TEST(value.empty());
        BOOST_TEST(value.capacity() == capacity);
        BOOST_TEST((value.data() == data));
        value.resize(capacity, '\1'); // gives back what was there only as far as nobody wrote: look before
        BOOST_TEST((value.data() == data));
    }
    std::string tail{long_text};
    tail.resize(5);
    auto const* const data = tail.data();
    b24pull::detail::wipe(tail);
    BOOST_TEST(!holds(bytes_of(data, long_text.size()), long_text.substr(6)));
}

BOOST_AUTO_TEST_SUITE_END()
