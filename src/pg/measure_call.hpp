// SPDX-License-Identifier: PostgreSQL
// What functions that compare their first two arguments, both text, have in common. There is one way of calling a
// measure, measured(), and two shapes of it: by the characters of the texts, or by forms that both are brought to.
#pragma once

#include <optional>

#include "core/compare/query.hpp"

#include "pg/call_site.hpp"

namespace cdp::pg {

// Gives pairwise(a, b, work) of the two texts. Where one of them stays the same from row to row, a Form is made of it
// once, and prepared(form, other, work, first), which must give the same, is called instead; `first` says that the
// form is of the first text. What they throw is raised.
template <class Form, class... Options, class Pairwise, class Prepared>
auto measured(FunctionCallInfo fcinfo, const Pairwise& pairwise, const Prepared& prepared, const Options&... options) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    MemoryContext context = CurrentMemoryContext;
    auto* const site = CallSite<Form, Options...>::find(fcinfo);
    std::invoke_result_t<Pairwise, std::string_view, std::string_view, const compare::Work&> result{};
    CDP_TRY({
        PallocResource memory(context);
        const compare::Work work{&memory, backend_token()};
        if (site == nullptr) {
            result = pairwise(a.view(), b.view(), work);
        } else {
            const bool first = site->fixed() == 0;
            result = prepared(site->form((first ? a : b).view(), options...), (first ? b : a).view(), work, first);
        }
    });
    return result;
}

// measure(x, y, work) for the characters of the two texts. Pattern is the measure's prepared form, made of units,
// memory and the options; prepared(pattern, y, work) gives the same, so the measure must be symmetric.
template <template <class> class Pattern, class... Options, class Measure, class Prepared>
auto by_characters(FunctionCallInfo fcinfo, const Measure& measure, const Prepared& prepared,
                   const Options&... options) {
    return measured<compare::Query<Pattern<unsigned char>, Pattern<char32_t>, Options...>, Options...>(
        fcinfo,
        [&](std::string_view a, std::string_view b, const compare::Work& work) {
            return compare::with_characters(a, b, work, measure);
        },
        [&](auto& query, std::string_view other, const compare::Work& work, bool) {
            return query.against(other, work, prepared);
        },
        options...);
}

// The same for a measure that has no prepared form.
template <class Measure>
auto by_characters(FunctionCallInfo fcinfo, const Measure& measure) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    MemoryContext context = CurrentMemoryContext;
    std::invoke_result_t<Measure, compare::Bytes, compare::Bytes, const compare::Work&> result{};
    CDP_TRY(PallocResource memory(context); result = compare::with_characters(
                                                a.view(), b.view(), compare::Work{&memory, backend_token()}, measure));
    return result;
}

// measure(x, y, work) for the two texts brought to a Form each, made of text, options and work.
template <class Form, class... Options, class Measure>
auto by_forms(FunctionCallInfo fcinfo, const Measure& measure, const Options&... options) {
    return measured<Form, Options...>(
        fcinfo,
        [&](std::string_view a, std::string_view b, const compare::Work& work) {
            const Form x(a, options..., work), y(b, options..., work);
            return measure(x, y, work);
        },
        [&](const Form& form, std::string_view other, const compare::Work& work, bool first) {
            const Form y(other, options..., work);
            return first ? measure(form, y, work) : measure(y, form, work);
        },
        options...);
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

inline Datum number_or_null(FunctionCallInfo fcinfo, const std::optional<double>& number) {
    if (!number) PG_RETURN_NULL();
    PG_RETURN_FLOAT8(*number);
}

}  // namespace cdp::pg
