// SPDX-License-Identifier: PostgreSQL
#include "core/compare/words.hpp"

#include <string>

#include "core/compare/sort_runs.hpp"

namespace cdp::compare {

namespace {

constexpr std::size_t kPollWords = 1 << 14;

void require_words(std::size_t count) {
    if (count <= kMaxWords) return;
    throw Error(ErrorCode::kLimitExceeded, "too many words to compare",
                "One argument has more than " + std::to_string(kMaxWords) + " of them.",
                "Compare a part, such as left(value, 10000) of a text.");
}

std::uint64_t bytes_in(WordViews words) noexcept {
    std::uint64_t sum = 0;
    for (const std::string_view word : words) sum += word.size();
    return sum;
}

// Steps of comparing each of `words` with `others` other words: even an empty word takes one.
std::uint64_t steps_of(WordViews words, std::size_t others) noexcept {
    return (bytes_in(words) + words.size()) * others;
}

}  // namespace

Words::Words(std::string_view text, const Work& work) : words_(work.memory) {
    require_bytes(text, {});
    text::for_each_token(text, [&](std::string_view word) {
        words_.push_back(word);
        if (words_.size() % kPollWords == 0) {
            require_words(words_.size());
            work.cancel.check();
        }
    });
    require_words(words_.size());
}

Words::Words(WordViews list, const Work& work) : words_(work.memory) {
    require_words(list.size());
    words_.append(list);
}

void Words::sort(const Work& work) { detail::sort_in_runs(words_.span(), work); }
void Words::sort_distinct(const Work& work) { words_.shrink(detail::sort_distinct(words_.span(), work)); }

SetSizes value_sizes(WordViews a, WordViews b, const Work& work) {
    Words x(a, work), y(b, work);
    x.sort_distinct(work);
    y.sort_distinct(work);
    return sizes_of_sorted(x.views(), y.views());
}

template <Unit C>
bool UnitWords<C>::decode(WordViews words) {
    // Never more units than bytes, so that words refer to places that stay.
    units_.reserve(bytes_in(words));
    for (const std::string_view word : words) {
        if (words_.size() % kPollWords == 0) cancel_.check();
        const std::size_t first = units_.size();
        const char* p = word.data();
        const char* const end = p + word.size();
        while (p < end) {
            const char32_t c = text::next_code_point(p, end);
            if (c > std::numeric_limits<C>::max()) return false;
            units_.push_back(static_cast<C>(c));
        }
        words_.push_back({units_.data() + first, units_.size() - first});
    }
    return true;
}

template class UnitWords<unsigned char>;
template class UnitWords<char32_t>;

void require_word_steps(WordViews a, WordViews b) {
    require_words(std::max(a.size(), b.size()));
    if (steps_of(a, b.size()) + steps_of(b, a.size()) <= kMaxWordSteps) return;
    throw Error(ErrorCode::kLimitExceeded, "too many words to compare each with each",
                "The arguments have " + std::to_string(a.size()) + " and " + std::to_string(b.size()) + " of them.",
                "Compare a part, such as left(value, 10000) of a text.");
}

}  // namespace cdp::compare
