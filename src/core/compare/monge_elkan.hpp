// SPDX-License-Identifier: PostgreSQL
// Monge-Elkan similarity (1996): the mean, over the words of one text, of the similarity of the word of the other
// text that is most like each; here by Jaro-Winkler. Not symmetric as published: words of b that nothing in a is
// like do not count.
#pragma once

#include "core/compare/words.hpp"

namespace cdp::compare {

// In [0,1]; 1 for two texts without words, 0 when one only has none. `both_ways` gives the mean of both directions.
// Throws Error(kLimitExceeded) for more than kMaxWordSteps steps, and Error(kCancelled).
double monge_elkan(const Words& a, const Words& b, bool both_ways, const Work& work);
inline double monge_elkan(std::string_view a, std::string_view b, bool both_ways = false, const Work& work = {}) {
    return monge_elkan(Words(a, work), Words(b, work), both_ways, work);
}

}  // namespace cdp::compare
