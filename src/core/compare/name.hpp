// SPDX-License-Identifier: PostgreSQL
// Similarity of two names of persons, each in one field.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/compare/units.hpp"
#include "core/compare/word_alignment.hpp"
#include "core/text/name_words.hpp"

namespace cdp::compare {

// A name prepared for many comparisons: folded words with their weights, without titles and degrees. Takes any text;
// of long ones the first text::kLongestName bytes and kMostWords words.
class NameForm {
public:
    explicit NameForm(std::string_view name) : NameForm(name, Work{}) {}
    NameForm(std::string_view name, const Work& work);
    NameForm(NameForm&&) = delete;  // words point into the text

    const std::vector<Word>& words() const noexcept { return words_; }
    text::name_words::Generation generation() const noexcept { return generation_; }
    std::string_view key() const noexcept { return key_; }

private:
    std::string key_;
    std::vector<Word> words_;
    text::name_words::Generation generation_;
};

// In [0,1], symmetric; 1 for names that are one after folding, titles and degrees aside, and for two without a letter
// or digit; 0 when only one is without. The words of one name are assigned to those of the other (align_words), after
// words written together or apart (Jeanpierre, Jean-Pierre; Vandenberg, van den Berg), short forms of double names
// (JP, Chema) and initials in one word (JM for Jean Michel) are brought to one form. Particles weigh little, initials
// half. Where nothing but initials agrees the result is multiplied by 0.6; by 0.7 for generations that contradict one
// another (Jr, Sr), by 0.97 for one that only one name tells.
double name_similarity(const NameForm& a, const NameForm& b);

}  // namespace cdp::compare
