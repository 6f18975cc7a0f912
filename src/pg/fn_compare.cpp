// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two texts character by character. One row at the end for each measure.
#include "core/compare/jaro.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"
#include "core/compare/query.hpp"

#include "pg/call_site.hpp"
#include "pg/measure_call.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// Gives measure(x, y, work) for the characters of the first two arguments. Where one of them stays the same from row
// to row, it is prepared once and prepared(pattern, y, work) gives the same; the measure must be symmetric.
template <class Result, class Narrow, class Wide, class Measure, class Prepared>
Result measured(FunctionCallInfo fcinfo, const Measure& measure, const Prepared& prepared) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    MemoryContext context = CurrentMemoryContext;
    auto* const site = CallSite<compare::Query<Narrow, Wide>>::find(fcinfo);
    Result result{};
    CDP_TRY({
        PallocResource memory(context);
        const compare::Work work{&memory, backend_token()};
        if (site == nullptr) {
            result = compare::with_characters(a.view(), b.view(), work, measure);
        } else {
            const bool first = site->fixed() == 0;
            result = site->form((first ? a : b).view()).against((first ? b : a).view(), work, prepared);
        }
    });
    return result;
}

}  // namespace

}  // namespace cdp::pg

namespace compare = cdp::compare;

// Integer functions f(a, b) and f(a, b, bound). bound + 1 may be one more than an integer holds, but no distance is:
// inputs are far shorter.
#define CDP_DISTANCE(name, Pattern)                                                                                  \
    CDP_FUNCTION(cdp_##name) {                                                                                       \
        const std::size_t bound = cdp::pg::bound_of(fcinfo);                                                         \
        const auto distance = cdp::pg::measured<std::size_t, Pattern<unsigned char>, Pattern<char32_t>>(             \
            fcinfo, [bound](auto x, auto y, const compare::Work& work) { return compare::name(x, y, bound, work); }, \
            [bound](const auto& p, auto y, const compare::Work& work) { return p.distance(y, bound, work); });       \
        PG_RETURN_INT32(static_cast<int32>(distance));                                                               \
    }

// float8 functions of (a, b) and perhaps an option, `given`: `similarity` is made of x, y and work, `prepared` of p, y
// and work.
#define CDP_SIMILARITY(name, Pattern, option, similarity, prepared)                                      \
    CDP_FUNCTION(cdp_##name) {                                                                           \
        [[maybe_unused]] const auto given = option;                                                      \
        const auto result = cdp::pg::measured<double, Pattern<unsigned char>, Pattern<char32_t>>(        \
            fcinfo, [given](auto x, auto y, const compare::Work& work) -> double { return similarity; }, \
            [given](const auto& p, auto y, const compare::Work& work) -> double { return prepared; });   \
        PG_RETURN_FLOAT8(result);                                                                        \
    }

using compare::JaroPattern;
using compare::LevenshteinPattern;
using compare::OsaPattern;

CDP_DISTANCE(levenshtein, LevenshteinPattern)
CDP_DISTANCE(osa_distance, OsaPattern)
CDP_SIMILARITY(levenshtein_similarity, LevenshteinPattern, nullptr,
               compare::normalized_similarity(compare::levenshtein(x, y, compare::kUnbounded, work), x.size(),
                                              y.size()),
               compare::normalized_similarity(p.distance(y, compare::kUnbounded, work), p.pattern().size(), y.size()))
CDP_SIMILARITY(jaro, JaroPattern, nullptr, compare::jaro(x, y, 0, work), p.jaro(y, 0, work))
CDP_SIMILARITY(jaro_winkler, JaroPattern, PG_GETARG_FLOAT8(2),
               compare::jaro_winkler(x, y, compare::checked_prefix_weight(given), compare::kBoostThreshold, 0, work),
               p.jaro_winkler(y, compare::checked_prefix_weight(given), compare::kBoostThreshold, 0, work))
