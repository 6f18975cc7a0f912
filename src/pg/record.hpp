// SPDX-License-Identifier: PostgreSQL
// A row of text columns as the result of a scalar function with OUT arguments.
#pragma once

#include "pg/memory.hpp"

namespace cdp::pg {

// Filled inside CDP_TRY, given back by datum() outside. An empty text is NULL.
template <int kColumns>
class TextRecord {
public:
    void set(int column, std::string_view value) {
        if (!value.empty()) columns_[column].assign(value);
    }

    // NULL when all columns are.
    Datum datum(FunctionCallInfo fcinfo) {
        Datum values[kColumns];
        bool nulls[kColumns];
        bool any = false;
        for (int i = 0; i < kColumns; i++) {
            values[i] = columns_[i].datum();
            nulls[i] = columns_[i].empty();
            any = any || !nulls[i];
        }
        if (!any) PG_RETURN_NULL();
        TupleDesc type = nullptr;
        if (get_call_result_type(fcinfo, nullptr, &type) != TYPEFUNC_COMPOSITE)
            ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                            errmsg("function returning a row was called where none is taken")));
        return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls));
    }

private:
    TextResult columns_[kColumns];
};

}  // namespace cdp::pg
