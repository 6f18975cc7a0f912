// SPDX-License-Identifier: PostgreSQL
// A list of names out of the tables: drawn evenly, or by rank so that a few are common and many rare.
#pragma once

#include <string_view>
#include <vector>

#include "data/random.hpp"

namespace cdp::sample {

class WordList {
public:
    struct Entry {
        std::string_view native;
        std::vector<std::string_view> latin;  // at least one
    };

    WordList() : WordList(std::string_view()) {}

    // "a,b=c|d" gives a (Latin a) and b (Latin c or d). The text must outlive the list.
    explicit WordList(std::string_view text);

    const Entry& any(Random& random) const { return random.pick(entries_); }
    const Entry& ranked(Random& random) const { return entries_[picker_.pick(random)]; }
    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
    RankPicker picker_;
};

}  // namespace cdp::sample
