// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare numbers, dates, places and arrays.
#include "core/compare/best_pair.hpp"
#include "core/compare/closeness.hpp"
#include "core/compare/words.hpp"

#include "pg/array_args.hpp"
#include "pg/memory.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// Sizes of the sets of elements of the two arguments.
compare::SetSizes array_sizes(FunctionCallInfo fcinfo) {
    const TextArrayArg a(fcinfo, 0), b(fcinfo, 1);
    MemoryContext context = CurrentMemoryContext;
    compare::SetSizes sizes;
    CDP_TRY(PallocResource memory(context);
            sizes = compare::value_sizes(a.views(), b.views(), {&memory, backend_token()}));
    return sizes;
}

std::int64_t days_since_1970(DateADT date) noexcept {
    if (DATE_IS_NOBEGIN(date)) return compare::kBeforeAll;
    if (DATE_IS_NOEND(date)) return compare::kAfterAll;
    return std::int64_t{date} + POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE;
}

}  // namespace

}  // namespace cdp::pg

using cdp::pg::array_sizes, cdp::pg::days_since_1970, cdp::pg::TextArg, cdp::pg::TextArrayArg;
using VectorArg = cdp::pg::NumberArrayArg<double>;
namespace compare = cdp::compare;

CDP_FUNCTION(cdp_numeric_similarity) {
    const double a = PG_GETARG_FLOAT8(0), b = PG_GETARG_FLOAT8(1), scale = PG_GETARG_FLOAT8(2);
    const TextArg decay(fcinfo, 3);
    double result = 0;
    CDP_TRY(result = compare::numeric_similarity(a, b, scale, compare::decay_named(decay.view())));
    PG_RETURN_FLOAT8(result);
}

CDP_FUNCTION(cdp_percent_difference) {
    PG_RETURN_FLOAT8(compare::percent_difference(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1)));
}

CDP_FUNCTION(cdp_date_similarity) {
    const std::int64_t a = days_since_1970(PG_GETARG_DATEADT(0)), b = days_since_1970(PG_GETARG_DATEADT(1));
    const int apart = PG_GETARG_INT32(2);
    double result = 0;
    CDP_TRY(result = compare::date_similarity(a, b, apart));
    PG_RETURN_FLOAT8(result);
}

CDP_FUNCTION(cdp_haversine_km) {
    const double lat1 = PG_GETARG_FLOAT8(0), lon1 = PG_GETARG_FLOAT8(1);
    const double lat2 = PG_GETARG_FLOAT8(2), lon2 = PG_GETARG_FLOAT8(3);
    double result = 0;
    CDP_TRY(result = compare::haversine_km(lat1, lon1, lat2, lon2));
    PG_RETURN_FLOAT8(result);
}

CDP_FUNCTION(cdp_array_intersection) { PG_RETURN_INT32(static_cast<int32>(array_sizes(fcinfo).common)); }
CDP_FUNCTION(cdp_array_jaccard) { PG_RETURN_FLOAT8(compare::jaccard(array_sizes(fcinfo))); }
CDP_FUNCTION(cdp_array_overlap) { PG_RETURN_FLOAT8(compare::overlap(array_sizes(fcinfo))); }

// NULL where there is no pair.
CDP_FUNCTION(cdp_best_pair) {
    const TextArrayArg a(fcinfo, 0), b(fcinfo, 1);
    const TextArg name(fcinfo, 2);
    MemoryContext context = CurrentMemoryContext;
    double result = 0;
    CDP_TRY({
        const compare::PairMeasure measure = compare::pair_measure(name.view());
        cdp::pg::PallocResource memory(context);
        if (!a.empty() && !b.empty())
            result = compare::best_pair(a.views(), b.views(), measure, {&memory, cdp::pg::backend_token()});
    });
    if (a.empty() || b.empty()) PG_RETURN_NULL();
    PG_RETURN_FLOAT8(result);
}

// NULL where there is no angle.
CDP_FUNCTION(cdp_vector_cosine) {
    const VectorArg a(fcinfo, 0, "vector"), b(fcinfo, 1, "vector");
    double result = 0;
    CDP_TRY(result = compare::vector_cosine(a.values(), b.values()));
    if (result != result) PG_RETURN_NULL();
    PG_RETURN_FLOAT8(result);
}
