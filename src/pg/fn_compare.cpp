// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two texts character by character. One row at the end for each measure.
#include "core/compare/characters.hpp"
#include "core/compare/jaro.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"
#include "core/compare/qgram.hpp"

#include "pg/args.hpp"
#include "pg/memory.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// Runs measure(x, y, work) on the characters of the first two arguments; what it throws is raised.
template <class Result, class Measure>
Result measured(FunctionCallInfo fcinfo, const Measure& measure) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    MemoryContext context = CurrentMemoryContext;
    Result result{};
    CDP_TRY(PallocResource memory(context);
            result = compare::with_characters(a.view(), b.view(), {&memory, backend_token()}, measure));
    return result;
}

// A distance as integer; the third argument, where there is one, is the bound.
template <class Distance>
Datum distance(FunctionCallInfo fcinfo, const Distance& of) {
    const bool bounded = PG_NARGS() > 2;
    const int bound = bounded ? PG_GETARG_INT32(2) : 0;
    const auto result = measured<std::size_t>(fcinfo, [&](auto x, auto y, const compare::Work& work) {
        if (bound < 0)
            throw Error(ErrorCode::kInvalidArgument, "bound must not be negative",
                        "It is " + std::to_string(bound) + ".", "Leave the bound out to get the exact distance.");
        return of(x, y, bounded ? static_cast<std::size_t>(bound) : compare::kUnbounded, work);
    });
    // bound + 1 may be one more than an integer holds, but no distance is: inputs are far shorter.
    PG_RETURN_INT32(static_cast<int32>(result));
}

}  // namespace

}  // namespace cdp::pg

namespace compare = cdp::compare;

// Integer functions f(a, b) and f(a, b, bound).
#define CDP_DISTANCE(name)                                                                                  \
    CDP_FUNCTION(cdp_##name) {                                                                              \
        return cdp::pg::distance(fcinfo, [](auto x, auto y, std::size_t bound, const compare::Work& work) { \
            return compare::name(x, y, bound, work);                                                        \
        });                                                                                                 \
    }

// float8 functions of (a, b) and perhaps an option: `similarity` is made of x, y, work and `given`, the option.
#define CDP_SIMILARITY(name, option, similarity)                                                           \
    CDP_FUNCTION(cdp_##name) {                                                                             \
        [[maybe_unused]] const auto given = option;                                                        \
        PG_RETURN_FLOAT8(cdp::pg::measured<double>(                                                        \
            fcinfo, [given](auto x, auto y, const compare::Work& work) -> double { return similarity; })); \
    }

CDP_DISTANCE(levenshtein)
CDP_DISTANCE(osa_distance)
CDP_SIMILARITY(levenshtein_similarity, nullptr,
               compare::normalized_similarity(compare::levenshtein(x, y, compare::kUnbounded, work), x.size(),
                                              y.size()))
CDP_SIMILARITY(jaro, nullptr, compare::jaro(x, y, 0, work))
CDP_SIMILARITY(jaro_winkler, PG_GETARG_FLOAT8(2),
               compare::jaro_winkler(x, y, compare::checked_prefix_weight(given), compare::kBoostThreshold, 0, work))
CDP_SIMILARITY(jaccard, PG_GETARG_INT32(2), compare::jaccard(x, y, given, work))
