// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two texts by their q-grams, by their words, or by aligning them.
#include "core/compare/alignment.hpp"
#include "core/compare/lcs.hpp"
#include "core/compare/monge_elkan.hpp"
#include "core/compare/qgram.hpp"
#include "core/compare/token_ratio.hpp"
#include "core/compare/words.hpp"

#include "pg/measure_call.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// A float8 of the two texts.
template <class Measure>
Datum of_texts(FunctionCallInfo fcinfo, const Measure& measure) {
    PG_RETURN_FLOAT8(compare_texts<double>(fcinfo, measure));
}

// A float8 of their characters.
template <class Measure>
Datum of_characters(FunctionCallInfo fcinfo, const Measure& measure) {
    PG_RETURN_FLOAT8(compare_characters<double>(fcinfo, measure));
}

// score(x, y, scores, work) of the characters, or, where `share`, that as a share of the best possible.
template <class Score>
Datum aligned(FunctionCallInfo fcinfo, const compare::AlignmentScores& scores, bool share, const Score& score) {
    return of_characters(fcinfo, [&](auto x, auto y, const compare::Work& work) {
        const double raw = score(x, y, compare::checked(scores), work);
        return share ? compare::aligned_share(raw, x.size(), y.size(), scores) : raw;
    });
}

Datum smith_waterman(FunctionCallInfo fcinfo, bool share) {
    const double gap = PG_GETARG_FLOAT8(4);
    return aligned(fcinfo, {PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), gap, gap}, share,
                   [](auto x, auto y, const compare::AlignmentScores& scores, const compare::Work& work) {
                       return compare::smith_waterman(x, y, scores, work);
                   });
}

Datum affine_gap(FunctionCallInfo fcinfo, bool share) {
    return aligned(fcinfo, {PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), PG_GETARG_FLOAT8(4), PG_GETARG_FLOAT8(5)}, share,
                   [](auto x, auto y, const compare::AlignmentScores& scores, const compare::Work& work) {
                       return compare::affine_gap(x, y, scores, work);
                   });
}

}  // namespace

}  // namespace cdp::pg

namespace compare = cdp::compare;

// f(a, b, q): a similarity of the sets of q-grams; and token_f(a, b), the same of the sets of words.
#define CDP_SET_SIMILARITY(name)                                                                                 \
    CDP_FUNCTION(cdp_##name) {                                                                                   \
        const int q = PG_GETARG_INT32(2);                                                                        \
        return cdp::pg::of_characters(                                                                           \
            fcinfo, [q](auto x, auto y, const compare::Work& work) { return compare::name(x, y, q, work); });    \
    }                                                                                                            \
    CDP_FUNCTION(cdp_token_##name) {                                                                             \
        return cdp::pg::of_texts(fcinfo, [](std::string_view a, std::string_view b, const compare::Work& work) { \
            return compare::name(compare::word_sizes(a, b, work));                                               \
        });                                                                                                      \
    }

CDP_SET_SIMILARITY(jaccard)
CDP_SET_SIMILARITY(dice)
CDP_SET_SIMILARITY(overlap)
CDP_SET_SIMILARITY(cosine)

CDP_FUNCTION(cdp_indel_similarity) {
    return cdp::pg::of_characters(fcinfo, [](auto x, auto y, const compare::Work& work) {
        return compare::indel_ratio(compare::lcs_length(x, y, work), x.size(), y.size());
    });
}

CDP_FUNCTION(cdp_token_sort_ratio) { return cdp::pg::of_texts(fcinfo, &compare::token_sort_ratio); }
CDP_FUNCTION(cdp_token_set_ratio) { return cdp::pg::of_texts(fcinfo, &compare::token_set_ratio); }

CDP_FUNCTION(cdp_monge_elkan) {
    const bool both_ways = PG_GETARG_BOOL(2);
    return cdp::pg::of_texts(fcinfo, [both_ways](std::string_view a, std::string_view b, const compare::Work& work) {
        return compare::monge_elkan(a, b, both_ways, work);
    });
}

CDP_FUNCTION(cdp_smith_waterman) { return cdp::pg::smith_waterman(fcinfo, false); }
CDP_FUNCTION(cdp_smith_waterman_similarity) { return cdp::pg::smith_waterman(fcinfo, true); }
CDP_FUNCTION(cdp_affine_gap) { return cdp::pg::affine_gap(fcinfo, false); }
CDP_FUNCTION(cdp_affine_gap_similarity) { return cdp::pg::affine_gap(fcinfo, true); }
