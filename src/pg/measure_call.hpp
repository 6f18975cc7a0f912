// SPDX-License-Identifier: PostgreSQL
// What functions that compare their first two arguments, both text, have in common.
#pragma once

#include "core/compare/characters.hpp"

#include "pg/args.hpp"
#include "pg/memory.hpp"

namespace cdp::pg {

// measure(a, b, work) for the first two arguments as UTF-8; what it throws is raised.
template <class Result, class Measure>
Result compare_texts(FunctionCallInfo fcinfo, const Measure& measure) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    MemoryContext context = CurrentMemoryContext;
    Result result{};
    CDP_TRY(PallocResource memory(context);
            result = measure(a.view(), b.view(), compare::Work{&memory, backend_token()}));
    return result;
}

// measure(x, y, work) for the characters of the first two arguments; what it throws is raised.
template <class Result, class Measure>
Result compare_characters(FunctionCallInfo fcinfo, const Measure& measure) {
    return compare_texts<Result>(fcinfo, [&](std::string_view a, std::string_view b, const compare::Work& work) {
        return compare::with_characters(a, b, work, measure);
    });
}

// The third argument of a distance, where there is one. Raises for a negative bound.
inline std::size_t bound_of(FunctionCallInfo fcinfo) {
    if (PG_NARGS() < 3) return compare::kUnbounded;
    const int bound = PG_GETARG_INT32(2);
    if (bound < 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("bound must not be negative"),
                        errdetail("It is %d.", bound), errhint("Leave the bound out to get the exact distance.")));
    return static_cast<std::size_t>(bound);
}

}  // namespace cdp::pg
