// SPDX-License-Identifier: PostgreSQL
// Plain views of arguments. Making one may ereport (detoasting), so make them before anything else; they own
// nothing that needs a destructor.
#pragma once

#include "pg/boundary.hpp"

namespace cdp::pg {

[[gnu::cold]] void check_encoding();

// The core speaks UTF-8 only. Raises feature_not_supported in a database of another encoding; a backend serves one
// database, so it is asked once.
inline void require_utf8() {
    static constinit bool known = false;
    if (known) return;
    check_encoding();
    known = true;
}

inline std::string_view view_of(const text* t) noexcept {
    return {VARDATA_ANY(t), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(t))};
}

// Bytes of a text-like datum, detoasted if need be in the current memory context.
inline std::string_view view_of_datum(Datum value) {
    auto* const stored = reinterpret_cast<text*>(DatumGetPointer(value));
    const bool plain = !VARATT_IS_COMPRESSED(stored) && !VARATT_IS_EXTERNAL(stored);
    return view_of(plain ? stored : pg_detoast_datum_packed(stored));
}

// A non-null text argument.
class TextArg {
public:
    TextArg(FunctionCallInfo fcinfo, int n) {
        require_utf8();
        view_ = view_of_datum(PG_GETARG_DATUM(n));
    }
    std::string_view view() const noexcept { return view_; }

private:
    std::string_view view_;
};

}  // namespace cdp::pg
