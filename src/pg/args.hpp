// SPDX-License-Identifier: PostgreSQL
// Plain views of arguments. Making one may ereport (detoasting), so make them before anything else; they own
// nothing that needs a destructor.
#pragma once

#include "pg/boundary.hpp"

namespace cdp::pg {

// The core speaks UTF-8 only. Raises feature_not_supported in a database of another encoding.
void require_utf8();

inline std::string_view view_of(const text* t) noexcept {
    return {VARDATA_ANY(t), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(t))};
}

// Bytes of a text-like datum, detoasted if need be in the current memory context.
inline std::string_view view_of_datum(Datum value) {
    return view_of(reinterpret_cast<const text*>(PG_DETOAST_DATUM_PACKED(value)));
}

// A non-null text argument.
class TextArg {
public:
    TextArg(FunctionCallInfo fcinfo, int n) {
        require_utf8();
        text_ = PG_GETARG_TEXT_PP(n);
    }
    std::string_view view() const noexcept { return view_of(text_); }

private:
    const text* text_;
};

}  // namespace cdp::pg
