// SPDX-License-Identifier: PostgreSQL
// One text against many: decoded and prepared once, whatever characters the others have. Narrow and Wide are the
// prepared form of a measure for bytes and for code points, such as JaroPattern.
#pragma once

#include <optional>

#include "core/compare/characters.hpp"

namespace cdp::compare {

template <class Narrow, class Wide>
class Query {
public:
    // `work` is used to decode; its memory must outlive the query, the text need not.
    Query(std::string_view query, const Work& work) : text_(query, work.memory), narrow_(work), wide_(work) {
        require_bytes(query, {});
        if (narrow_.characters.decode(text_)) narrow_.prepare();
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    bool made_of(std::string_view query) const noexcept { return text_ == query; }

    // Calls use(pattern, units of other, work). Not for two threads at once: what the first text beyond Latin-1
    // needs is prepared when it comes.
    template <class Use>
    auto against(std::string_view other, const Work& work, const Use& use) {
        if (narrow_.pattern) {
            if (text::is_ascii(other)) return use(*narrow_.pattern, bytes_of(other), work);
            if (may_be_latin1(other)) {
                Characters<unsigned char> units(work);
                if (units.decode(other)) return use(*narrow_.pattern, units.units(), work);
            }
        }
        require_bytes(text_, other);
        if (!wide_.pattern) {
            wide_.characters.decode(text_);
            wide_.prepare();
        }
        Characters<char32_t> units(work);
        units.decode(other);
        return use(*wide_.pattern, units.units(), work);
    }

private:
    template <Unit C, class Pattern>
    struct Prepared {
        explicit Prepared(const Work& work) noexcept : characters(work), memory(work.memory) {}
        void prepare() { pattern.emplace(characters.units(), memory); }

        Characters<C> characters;
        std::pmr::memory_resource* memory;
        std::optional<Pattern> pattern;  // refers to the characters
    };

    std::pmr::string text_;
    Prepared<unsigned char, Narrow> narrow_;
    Prepared<char32_t, Wide> wide_;
};

}  // namespace cdp::compare
