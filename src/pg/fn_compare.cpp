// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two texts character by character and have a prepared form for an argument that stays the
// same from row to row. One row at the end for each measure.
#include "core/compare/jaro.hpp"
#include "core/compare/jaro_score.hpp"
#include "core/compare/lcs.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"
#include "core/compare/qgram.hpp"

#include "pg/measure_call.hpp"

#include "pg/compat.hpp"

namespace compare = cdp::compare;
using compare::Work, compare::kUnbounded;

// Integer functions f(a, b) and f(a, b, bound). bound + 1 may be one more than an integer holds, but no distance is:
// inputs are far shorter. `measure` is made of x, y, bound and work, `prepared` of p, y, bound and work.
#define CDP_COUNT(name, Pattern, measure, prepared)                                                           \
    CDP_FUNCTION(cdp_##name) {                                                                                \
        [[maybe_unused]] const std::size_t bound = cdp::pg::bound_of(fcinfo);                                 \
        PG_RETURN_INT32(static_cast<int32>(cdp::pg::by_characters<compare::Pattern>(                          \
            fcinfo, [bound](auto x, auto y, const Work& work) -> std::size_t { return measure; },             \
            [bound](const auto& p, auto y, const Work& work) -> std::size_t { return prepared; })));          \
    }

// float8 functions of (a, b) and perhaps options, `given`: `measure` is made of x, y and work, `prepared` of p, y
// and work.
#define CDP_SIMILARITY(name, Pattern, option, measure, prepared)                                 \
    CDP_FUNCTION(cdp_##name) {                                                                   \
        [[maybe_unused]] const auto given = option;                                              \
        PG_RETURN_FLOAT8(cdp::pg::by_characters<compare::Pattern>(                               \
            fcinfo, [given](auto x, auto y, const Work& work) -> double { return measure; },     \
            [given](const auto& p, auto y, const Work& work) -> double { return prepared; }));   \
    }

// f(a, b, q): a similarity of the sets of q-grams.
#define CDP_SET_SIMILARITY(name)                                                                          \
    CDP_FUNCTION(cdp_##name) {                                                                            \
        const int q = PG_GETARG_INT32(2);                                                                 \
        PG_RETURN_FLOAT8(cdp::pg::by_characters<compare::QgramPattern>(                                   \
            fcinfo, [q](auto x, auto y, const Work& work) { return compare::name(x, y, q, work); },       \
            [](auto& p, auto y, const Work& work) { return compare::name(p.sizes(y, work)); }, q));       \
    }

CDP_COUNT(levenshtein, LevenshteinPattern, compare::levenshtein(x, y, bound, work), p.distance(y, bound, work))
CDP_COUNT(osa_distance, OsaPattern, compare::osa_distance(x, y, bound, work), p.distance(y, bound, work))
CDP_COUNT(lcs_length, LcsPattern, compare::lcs_length(x, y, work), p.length(y, work))
CDP_SIMILARITY(levenshtein_similarity, LevenshteinPattern, nullptr,
               compare::normalized_similarity(compare::levenshtein(x, y, kUnbounded, work), x.size(), y.size()),
               compare::normalized_similarity(p.distance(y, kUnbounded, work), p.pattern().size(), y.size()))
CDP_SIMILARITY(lcs_similarity, LcsPattern, nullptr,
               compare::lcs_similarity(compare::lcs_length(x, y, work), x.size(), y.size()),
               compare::lcs_similarity(p.length(y, work), p.pattern().size(), y.size()))
CDP_SIMILARITY(indel_similarity, LcsPattern, nullptr,
               compare::indel_ratio(compare::lcs_length(x, y, work), x.size(), y.size()),
               compare::indel_ratio(p.length(y, work), p.pattern().size(), y.size()))
CDP_SIMILARITY(jaro, JaroPattern, nullptr, compare::jaro(x, y, 0, work), p.jaro(y, 0, work))
CDP_SIMILARITY(jaro_winkler, JaroPattern, (compare::JaroBoost{PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3)}),
               compare::jaro_winkler(x, y, compare::checked_prefix_weight(given.weight),
                                     compare::checked_boost_threshold(given.threshold), 0, work),
               p.jaro_winkler(y, compare::checked_prefix_weight(given.weight),
                              compare::checked_boost_threshold(given.threshold), 0, work))
CDP_SET_SIMILARITY(jaccard)
CDP_SET_SIMILARITY(dice)
CDP_SET_SIMILARITY(overlap)
CDP_SET_SIMILARITY(cosine)
