// SPDX-License-Identifier: PostgreSQL
// From two UTF-8 texts to the units that measures work on, decoded once: the bytes themselves when both are ASCII, one
// byte per character when both are short or stay within Latin-1, code points otherwise.
#pragma once

#include <array>
#include <vector>

#include "core/compare/units.hpp"
#include "core/text/utf8.hpp"

namespace cdp::compare {

// The characters of one text as units of type C, in place up to 128 of them. Ill-formed bytes are U+FFFD.
template <Unit C>
class Characters {
public:
    explicit Characters(const Work& work) noexcept : cancel_(work.cancel), heap_(work.memory) {}

    // False when a character does not fit in C.
    bool decode(std::string_view text);

    Units<C> units() const noexcept { return {heap_.empty() ? stack_.data() : heap_.data(), size_}; }

private:
    CancelToken cancel_;
    std::size_t size_ = 0;
    std::array<C, 128> stack_;
    std::pmr::vector<C> heap_;
};

extern template class Characters<unsigned char>;
extern template class Characters<char32_t>;

// True when no byte can begin a character above U+00FF.
bool may_be_latin1(std::string_view s) noexcept;

// Throws Error(kLimitExceeded) for texts that must hold more than kMaxUnits characters.
void require_bytes(std::string_view a, std::string_view b);

// Two short texts with a byte for each character: ASCII stands for itself, and other characters get the bytes from 128
// on in the order in which they come. Since a measure only asks which units are equal, that is as good as code points.
class ShortCharacters {
public:
    static constexpr std::size_t kMostBytes = 128;

    // False when they hold more different characters than there are bytes for. At most kMostBytes each.
    bool decode(std::string_view a, std::string_view b) noexcept { return decode(a, a_) && decode(b, b_); }

    Bytes a() const noexcept { return {a_.units.data(), a_.size}; }
    Bytes b() const noexcept { return {b_.units.data(), b_.size}; }

private:
    struct Side {
        std::size_t size;
        std::array<unsigned char, kMostBytes> units;
    };
    bool decode(std::string_view text, Side& side) noexcept;

    std::size_t others_ = 0;
    std::array<char32_t, 32> other_;  // why: few, so that looking one up is a short walk
    Side a_, b_;
};

// Calls measure(x, y, work) on the units of a and b, which are not both ASCII. Kept apart: short ASCII texts should not
// pay for its stack.
template <class Measure>
[[gnu::noinline]] auto with_decoded(std::string_view a, std::string_view b, const Work& work, const Measure& measure) {
    if (a.size() <= ShortCharacters::kMostBytes && b.size() <= ShortCharacters::kMostBytes) {
        ShortCharacters both;
        if (both.decode(a, b)) return measure(both.a(), both.b(), work);
    }
    require_bytes(a, b);
    if (may_be_latin1(a) && may_be_latin1(b)) {
        Characters<unsigned char> x(work), y(work);
        if (x.decode(a) && y.decode(b)) return measure(x.units(), y.units(), work);
    }
    Characters<char32_t> x(work), y(work);
    x.decode(a);
    y.decode(b);
    return measure(x.units(), y.units(), work);
}

// Calls measure(x, y, work) on the units of a and b.
template <class Measure>
auto with_characters(std::string_view a, std::string_view b, const Work& work, const Measure& measure) {
    if (text::is_ascii(a) && text::is_ascii(b)) return measure(bytes_of(a), bytes_of(b), work);
    return with_decoded(a, b, work, measure);
}

}  // namespace cdp::compare
