// SPDX-License-Identifier: PostgreSQL
// Similarities of texts whose words may stand in another order, as the fuzzywuzzy and RapidFuzz libraries define
// them, on a scale of 0 to 1. Their base is the indel similarity 2 k / (n + m), with k the length of the longest
// common subsequence of n and m characters (the ratio of Gestalt tools, without its heuristics).
#pragma once

#include "core/compare/units.hpp"

namespace cdp::compare {

// Indel similarity of the words in byte order, parted by single spaces. In [0,1], symmetric; 1 for two texts without
// words. Errors as the longest common subsequence, and as `Words`.
double token_sort_ratio(std::string_view a, std::string_view b, const Work& work = {});

// With c the sorted distinct words of both texts, x and y those of one only: the greatest indel similarity of the
// pairs (c x, c y), (c, c x) and (c, c y), the last two where c is not empty. So 1 when all words of one text are in
// the other; 1 for two texts without words and 0 when one only has none. In [0,1], symmetric.
double token_set_ratio(std::string_view a, std::string_view b, const Work& work = {});

}  // namespace cdp::compare
