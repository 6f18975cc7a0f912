// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two texts by their words, or by aligning them.
#include "core/compare/alignment.hpp"
#include "core/compare/monge_elkan.hpp"
#include "core/compare/token_ratio.hpp"
#include "core/compare/words.hpp"

#include "pg/measure_call.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// score(x, y, scores, work) of the characters, or, where `share`, that as a share of the best possible.
template <class Score>
Datum aligned(FunctionCallInfo fcinfo, const compare::AlignmentScores& scores, bool share, const Score& score) {
    PG_RETURN_FLOAT8(by_characters(fcinfo, [&](auto x, auto y, const compare::Work& work) {
        const double raw = score(x, y, compare::checked(scores), work);
        return share ? compare::aligned_share(raw, x.size(), y.size(), scores) : raw;
    }));
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

using cdp::pg::by_forms;
using compare::Work;

// token_f(a, b): a similarity of the sets of words.
#define CDP_TOKEN_SIMILARITY(name)                                                                         \
    CDP_FUNCTION(cdp_token_##name) {                                                                       \
        PG_RETURN_FLOAT8(by_forms<compare::DistinctWords>(fcinfo, [](const auto& x, const auto& y, auto&) { \
            return compare::name(compare::word_sizes(x, y));                                               \
        }));                                                                                               \
    }

CDP_TOKEN_SIMILARITY(jaccard)
CDP_TOKEN_SIMILARITY(dice)
CDP_TOKEN_SIMILARITY(overlap)
CDP_TOKEN_SIMILARITY(cosine)

CDP_FUNCTION(cdp_token_sort_ratio) {
    PG_RETURN_FLOAT8(cdp::pg::measured<compare::TokenSortQuery>(
        fcinfo,
        [](std::string_view a, std::string_view b, const Work& work) { return compare::token_sort_ratio(a, b, work); },
        [](auto& query, std::string_view other, const Work& work, bool) { return query.ratio(other, work); }));
}

CDP_FUNCTION(cdp_token_set_ratio) {
    PG_RETURN_FLOAT8(by_forms<compare::DistinctWords>(fcinfo, [](const auto& x, const auto& y, const Work& work) {
        return compare::token_set_ratio(x, y, work);
    }));
}

CDP_FUNCTION(cdp_monge_elkan) {
    const bool both_ways = PG_GETARG_BOOL(2);
    PG_RETURN_FLOAT8(by_forms<compare::Words>(fcinfo, [both_ways](const auto& x, const auto& y, const Work& work) {
        return compare::monge_elkan(x, y, both_ways, work);
    }));
}

CDP_FUNCTION(cdp_smith_waterman) { return cdp::pg::smith_waterman(fcinfo, false); }
CDP_FUNCTION(cdp_smith_waterman_similarity) { return cdp::pg::smith_waterman(fcinfo, true); }
CDP_FUNCTION(cdp_affine_gap) { return cdp::pg::affine_gap(fcinfo, false); }
CDP_FUNCTION(cdp_affine_gap_similarity) { return cdp::pg::affine_gap(fcinfo, true); }
