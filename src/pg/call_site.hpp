// SPDX-License-Identifier: PostgreSQL
// What a call site remembers from row to row: the prepared form of an argument that a constant or a parameter gives.
// It is made on the first row, compared with the argument on each, and goes with the plan.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <type_traits>

#include "core/compare/units.hpp"

#include "pg/args.hpp"
#include "pg/memory.hpp"

namespace cdp::pg {

// A view is kept as a copy of what it shows.
template <class T>
using Kept = std::conditional_t<std::is_same_v<T, std::string_view>, std::string, T>;

// Form is made by Form(text, options..., const compare::Work&) and may refer to the text.
template <class Form, class... Options>
class CallSite {
public:
    CallSite(MemoryContext context, int fixed) noexcept : memory_(context), fixed_(fixed), text_(&memory_) {}

    // The call site, if the first or the second argument of this call can be expected to stay as it is; otherwise
    // nullptr. May ereport.
    static CallSite* find(FunctionCallInfo fcinfo) {
        FmgrInfo* const function = fcinfo->flinfo;
        if (function == nullptr) return nullptr;
        if (function->fn_extra == nullptr) {
            const int fixed = get_fn_expr_arg_stable(function, 0) ? 0 : get_fn_expr_arg_stable(function, 1) ? 1 : kNone;
            function->fn_extra = make_handle<CallSite>(function->fn_mcxt, function->fn_mcxt, fixed);
        }
        auto* const site = static_cast<CallSite*>(function->fn_extra);
        return site->fixed_ == kNone ? nullptr : site;
    }

    // Which argument, 0 or 1, stays as it is.
    int fixed() const noexcept { return fixed_; }

    // The form of the text. Throws what making one throws; no ereport.
    Form& form(std::string_view given, const Options&... options) {
        if (!form_ || text_ != given || options_ != std::tie(options...)) {
            form_.reset();
            text_ = given;
            options_ = std::tie(options...);
            form_.emplace(text_, options..., compare::Work{&memory_, backend_token()});
            // A variable of a procedural language looks like a parameter but changes: preparing it does not pay.
            if (++made_ > kMostMade) fixed_ = kNone;
        }
        return *form_;
    }

private:
    static constexpr int kNone = -1;
    static constexpr int kMostMade = 100;

    PallocResource memory_;
    int fixed_;
    int made_ = 0;
    std::pmr::string text_;
    std::tuple<Kept<Options>...> options_;
    std::optional<Form> form_;  // of these
};

}  // namespace cdp::pg
