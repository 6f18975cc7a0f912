// SPDX-License-Identifier: PostgreSQL
// How segments overlap: pairs, and all combinations.
#include <span>

#include "core/segment/overlap.hpp"

#include "pg/idset.hpp"
#include "pg/rows.hpp"

namespace cdp::pg {

namespace {

// The sets of an array, each detoasted once. A null is an error, since rows name sets by their place.
std::span<const std::string_view> sets_of(ArrayType* array) {
    Datum* values;
    bool* nulls;
    int count;
    deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_INT, &values, &nulls, &count);
    auto* const sets = static_cast<std::string_view*>(palloc(static_cast<Size>(count) * sizeof(std::string_view)));
    for (int i = 0; i < count; i++) {
        if (nulls[i])
            ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("set %d is null", i + 1),
                            errhint("Leave it out, or give an empty set: '{}'.")));
        new (&sets[i]) std::string_view(view_of_datum(values[i]));
    }
    return {sets, static_cast<std::size_t>(count)};
}

double share(std::uint64_t part, std::uint64_t whole) noexcept { return static_cast<double>(part) / static_cast<double>(whole); }

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_segment_overlap) {
    const auto sets = sets_of(PG_GETARG_ARRAYTYPE_P(0));
    Rows rows(fcinfo);
    const MemoryContext context = CurrentMemoryContext;
    cdp::segment::PairOverlap* pairs = nullptr;
    std::size_t count = 0;
    CDP_TRY({
        CountedPalloc memory(context);
        const auto found = cdp::segment::overlaps(sets, &memory, backend_token());
        count = found.size();
        pairs = static_cast<cdp::segment::PairOverlap*>(memory.allocate(count * sizeof *pairs, alignof(cdp::segment::PairOverlap)));
        std::copy(found.begin(), found.end(), pairs);
    });
    for (std::size_t i = 0; i < count; i++) {
        const auto& pair = pairs[i];
        const std::uint64_t either = pair.size_a + pair.size_b - pair.both;
        rows.set(0, Int32GetDatum(static_cast<int32>(pair.a + 1)));
        rows.set(1, Int32GetDatum(static_cast<int32>(pair.b + 1)));
        rows.set_int(2, static_cast<int64>(pair.size_a));
        rows.set_int(3, static_cast<int64>(pair.size_b));
        rows.set_int(4, static_cast<int64>(pair.both));
        rows.set_int(5, static_cast<int64>(pair.size_a - pair.both));
        rows.set_int(6, static_cast<int64>(pair.size_b - pair.both));
        if (pair.size_a > 0) rows.set_float(7, share(pair.both, pair.size_a));
        if (pair.size_b > 0) rows.set_float(8, share(pair.both, pair.size_b));
        if (either > 0) rows.set_float(9, share(pair.both, either));
        rows.put();
    }
    return 0;
}

CDP_FUNCTION(cdp_segment_combinations) {
    const auto sets = sets_of(PG_GETARG_ARRAYTYPE_P(0));
    Rows rows(fcinfo);
    const MemoryContext context = CurrentMemoryContext;
    std::uint64_t counts[std::size_t{1} << cdp::segment::kMostCombined];
    std::size_t count = 0;
    CDP_TRY({
        CountedPalloc memory(context);
        const auto found = cdp::segment::combination_counts(sets, &memory, backend_token());
        count = found.size();
        std::copy(found.begin(), found.end(), counts);
    });
    for (std::size_t m = 1; m < count; m++) {
        if (counts[m] == 0) continue;
        Datum places[cdp::segment::kMostCombined];
        int n = 0;
        for (std::size_t i = 0; i < sets.size(); i++)
            if ((m >> i & 1) != 0) places[n++] = Int32GetDatum(static_cast<int32>(i + 1));
        MemoryContext before = MemoryContextSwitchTo(rows.context());
        rows.set(0, PointerGetDatum(construct_array(places, n, INT4OID, 4, true, TYPALIGN_INT)));
        MemoryContextSwitchTo(before);
        rows.set_int(1, static_cast<int64>(counts[m]));
        rows.put();
    }
    return 0;
}
