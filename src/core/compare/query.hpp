// SPDX-License-Identifier: PostgreSQL
// One text against many: decoded and prepared once, whatever characters the others have. Narrow and Wide are the
// prepared form of a measure for bytes and for code points, such as JaroPattern; they are made of units, memory and the
// options, such as the q of q-grams.
#pragma once

#include <optional>
#include <tuple>

#include "core/compare/characters.hpp"

namespace cdp::compare {

template <class Narrow, class Wide, class... Options>
class Query {
public:
    // `work` is used to decode; its memory and the text must outlive the query.
    Query(std::string_view query, const Options&... options, const Work& work)
        : text_(query), options_(options...), narrow_(work), wide_(work) {
        require_bytes(query, {});
        if (narrow_.characters.decode(query)) narrow_.prepare(options_);
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

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
            wide_.prepare(options_);
        }
        Characters<char32_t> units(work);
        units.decode(other);
        return use(*wide_.pattern, units.units(), work);
    }

private:
    template <Unit C, class Pattern>
    struct Prepared {
        explicit Prepared(const Work& work) noexcept : characters(work), memory(work.memory) {}
        void prepare(const std::tuple<Options...>& options) {
            std::apply([this](const Options&... given) { pattern.emplace(characters.units(), memory, given...); },
                       options);
        }

        Characters<C> characters;
        std::pmr::memory_resource* memory;
        std::optional<Pattern> pattern;  // refers to the characters
    };

    std::string_view text_;
    std::tuple<Options...> options_;
    Prepared<unsigned char, Narrow> narrow_;
    Prepared<char32_t, Wide> wide_;
};

}  // namespace cdp::compare
