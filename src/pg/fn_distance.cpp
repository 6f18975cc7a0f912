// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two texts character by character, beside those of fn_compare.cpp: none of these has a
// prepared form. One row at the end for each measure.
#include "core/compare/common_substring.hpp"
#include "core/compare/damerau.hpp"
#include "core/compare/hamming.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/strcmp95.hpp"

#include "pg/measure_call.hpp"

#include "pg/compat.hpp"

namespace compare = cdp::compare;
using cdp::pg::by_characters;
using compare::Work;

// A function of (a, b) and perhaps an option, `given`: `measure` is made of x, y and work.
#define CDP_COUNT(name, option, measure)                                                               \
    CDP_FUNCTION(cdp_##name) {                                                                         \
        [[maybe_unused]] const auto given = option;                                                    \
        PG_RETURN_INT32(static_cast<int32>(by_characters(                            \
            fcinfo, [given](auto x, auto y, [[maybe_unused]] const Work& work) { return measure; }))); \
    }
#define CDP_SIMILARITY(name, option, measure)                                                                   \
    CDP_FUNCTION(cdp_##name) {                                                                                  \
        [[maybe_unused]] const auto given = option;                                                             \
        PG_RETURN_FLOAT8(                                                                                       \
            by_characters(fcinfo, [given](auto x, auto y, const Work& work) { return measure; })); \
    }

CDP_COUNT(damerau_levenshtein, cdp::pg::bound_of(fcinfo), compare::damerau_levenshtein(x, y, given, work))
CDP_COUNT(hamming, nullptr, compare::hamming(x, y))
CDP_COUNT(longest_common_substring, nullptr, compare::longest_common_substring(x, y, work))
CDP_SIMILARITY(damerau_levenshtein_similarity, nullptr,
               compare::normalized_similarity(compare::damerau_levenshtein(x, y, compare::kUnbounded, work), x.size(),
                                              y.size()))
CDP_SIMILARITY(jaro_winkler_strcmp95, PG_GETARG_BOOL(2), compare::jaro_winkler_strcmp95(x, y, given, work))
