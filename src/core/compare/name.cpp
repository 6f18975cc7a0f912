// SPDX-License-Identifier: PostgreSQL
#include "core/compare/name.hpp"

#include <algorithm>
#include <array>

#include "core/text/name.hpp"
#include "core/text/nickname.hpp"
#include "core/text/utf8.hpp"

namespace cdp::compare {

using text::name_words::Generation;

namespace {

constexpr double kParticleWeight = 0.05;
constexpr double kInitialsOnly = 0.6;
constexpr double kOtherGeneration = 0.7;
constexpr double kUntoldGeneration = 0.97;
constexpr std::size_t kMostJoined = 3;  // words written together: van den berg
constexpr std::size_t kLongestJoined = 64;

// A word that parts a birth name from the rest.
bool is_mark(std::string_view word) noexcept {
    return text::name_words::kBirths.contains(word) || text::name_words::kSpouses.contains(word);
}

// The full form of a word that is always abbreviated in one way.
std::string_view written_out(std::string_view word) noexcept {
    return word == "st" ? "saint" : word == "ste" ? "sainte" : word;
}

double weight_of(std::string_view word, std::uint16_t nickname) noexcept {
    if (word.size() == 1) return kInitialWeight;
    if (!text::is_name_particle(word)) return 1;
    return nickname == 0 ? kParticleWeight : kInitialWeight;  // al, ben: particles and given names
}

// The words of one side, of which some may be joined or parted to suit the other.
struct Side {
    std::array<Word, kMostWords> words;
    std::size_t size = 0;

    explicit Side(const NameForm& form) : size(form.words().size()) {
        std::copy(form.words().begin(), form.words().end(), words.begin());
    }
    std::span<const Word> view() const noexcept { return {words.data(), size}; }

    bool has(std::string_view text) const noexcept {
        return std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(size),
                           [&](const Word& w) { return w.text == text; });
    }

    void join(std::size_t at, std::size_t count, const Word& whole) noexcept {
        words[at] = whole;
        std::copy(words.begin() + static_cast<std::ptrdiff_t>(at + count),
                  words.begin() + static_cast<std::ptrdiff_t>(size),
                  words.begin() + static_cast<std::ptrdiff_t>(at + 1));
        size -= count - 1;
    }
};

// Joins words of `side` that the other name writes as the one word `whole`, or shortens to it (Jean Pierre, JP).
void join_as(Side& side, const Word& whole) {
    if (whole.text.size() < 2 || whole.text.size() > kLongestJoined || side.has(whole.text)) return;
    std::array<char, kLongestJoined> buffer;
    for (std::size_t at = 0; at + 1 < side.size; at++) {
        if (whole.nickname == 0 && !whole.text.starts_with(side.words[at].text)) continue;
        std::size_t length = 0;
        for (std::size_t count = 1; count <= kMostJoined && at + count <= side.size; count++) {
            const std::string_view next = side.words[at + count - 1].text;
            if (length + next.size() > whole.text.size()) break;
            std::copy(next.begin(), next.end(), buffer.begin() + static_cast<std::ptrdiff_t>(length));
            length += next.size();
            if (count > 1 && std::string_view(buffer.data(), length) == whole.text) return side.join(at, count, whole);
        }
        const std::string_view first = side.words[at].text, second = side.words[at + 1].text;
        if (whole.nickname == 0 || first.size() + second.size() + 1 > kLongestJoined) continue;
        std::copy(first.begin(), first.end(), buffer.begin());
        buffer[first.size()] = ' ';
        std::copy(second.begin(), second.end(), buffer.begin() + static_cast<std::ptrdiff_t>(first.size() + 1));
        const auto both = text::nickname_id({buffer.data(), first.size() + second.size() + 1});
        if (text::share_nickname(whole.nickname, both)) return side.join(at, 2, {first, 1, both});
    }
}

// Parts `side`'s words without a vowel that are the initials of words of the other name in a row: jm, Jean Michel.
void part_initials(Side& side, const Side& other) {
    for (std::size_t i = 0; i < side.size; i++) {
        const std::string_view letters = side.words[i].text;
        const std::size_t n = letters.size();
        if (n < 2 || n > 3 || side.size + n - 1 > kMostWords ||
            letters.find_first_of("aeiou0123456789") != std::string_view::npos)
            continue;
        bool found = false;
        for (std::size_t at = 0; at + n <= other.size && !found; at++) {
            found = true;
            for (std::size_t k = 0; k < n; k++) {
                const std::string_view word = other.words[at + k].text;
                found = found && word.size() > 1 && word != letters && word.front() == letters[k];
            }
        }
        if (!found) continue;
        std::copy_backward(side.words.begin() + static_cast<std::ptrdiff_t>(i + 1),
                           side.words.begin() + static_cast<std::ptrdiff_t>(side.size),
                           side.words.begin() + static_cast<std::ptrdiff_t>(side.size + n - 1));
        for (std::size_t k = 0; k < n; k++) side.words[i + k] = {letters.substr(k, 1), kInitialWeight, 0};
        side.size += n - 1;
        i += n - 1;
    }
}

double generation_factor(Generation a, Generation b) noexcept {
    if (a == b) return 1;
    return a == Generation::kNone || b == Generation::kNone ? kUntoldGeneration : kOtherGeneration;
}

}  // namespace

NameForm::NameForm(std::string_view name, const Work&) : generation_(Generation::kNone) {
    auto key = text::name_key_parts(text::head_of(name, text::kLongestName));
    key_ = std::move(key.name);
    generation_ = key.generation;
    std::string_view rest = key_;
    while (!rest.empty() && words_.size() < kMostWords) {
        const std::string_view word = written_out(text::next_word(rest));
        if (!words_.empty() && is_mark(word) && !rest.empty()) continue;
        // Smith Jr, John
        const Generation* generation = words_.empty() ? nullptr : text::name_words::kGenerations.find(word);
        if (generation != nullptr && generation_ == Generation::kNone) {
            generation_ = *generation;
            continue;
        }
        const std::uint16_t nickname = text::nickname_id(word);
        words_.push_back({word, weight_of(word, nickname), nickname});
    }
}

double name_similarity(const NameForm& a, const NameForm& b) {
    const double generations = generation_factor(a.generation(), b.generation());
    if (a.key() == b.key()) return generations;
    if (a.words().empty() || b.words().empty()) return 0;
    // Joining words is the same from either side only if one side always begins.
    const bool straight = a.key() < b.key();
    Side x(straight ? a : b), y(straight ? b : a);
    for (std::size_t i = 0; i < x.size; i++) join_as(y, x.words[i]);
    for (std::size_t i = 0; i < y.size; i++) join_as(x, y.words[i]);
    part_initials(x, y);
    part_initials(y, x);
    const Alignment words = alignment_of(x.view(), y.view());
    return words.similarity * generations * (words.words_agree ? 1 : kInitialsOnly);
}

}  // namespace cdp::compare
