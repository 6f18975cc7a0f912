// SPDX-License-Identifier: PostgreSQL
// Rows of a set-returning function, written to its tuplestore one by one.
#pragma once

#include "pg/memory.hpp"

namespace cdp::pg {

// Sets the function up for materialised output; put() adds a row. Values made by setters live in a context that
// is reset after each row.
class Rows {
public:
    // `named`: the caller names the columns.
    explicit Rows(FunctionCallInfo fcinfo, bool named = false) {
        InitMaterializedSRF(fcinfo, named ? MAT_SRF_USE_EXPECTED_DESC : 0);
        info_ = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
        const auto n = static_cast<std::size_t>(info_->setDesc->natts);
        values_ = static_cast<Datum*>(palloc0(n * sizeof(Datum)));
        nulls_ = static_cast<bool*>(palloc0(n * sizeof(bool)));
        count_ = n;
        context_ = AllocSetContextCreate(CurrentMemoryContext, "cdp rows", ALLOCSET_DEFAULT_SIZES);
        clear();
    }

    void set(int column, Datum value) {
        values_[column] = value;
        nulls_[column] = false;
    }
    void set_int(int column, int64 value) { set(column, Int64GetDatum(value)); }
    void set_float(int column, double value) { set(column, Float8GetDatum(value)); }
    // An empty text is NULL unless `keep_empty`.
    void set_text(int column, std::string_view value, bool keep_empty = false) {
        if (value.empty() && !keep_empty) return;
        MemoryContext before = MemoryContextSwitchTo(context_);
        set(column, PointerGetDatum(cstring_to_text_with_len(value.data(), static_cast<int>(value.size()))));
        MemoryContextSwitchTo(before);
    }
    // Switch to this context to make values by hand.
    MemoryContext context() const noexcept { return context_; }

    void put() {
        tuplestore_putvalues(info_->setResult, info_->setDesc, values_, nulls_);
        MemoryContextReset(context_);
        clear();
        CHECK_FOR_INTERRUPTS();
    }

private:
    void clear() {
        for (std::size_t i = 0; i < count_; i++) {
            values_[i] = 0;
            nulls_[i] = true;
        }
    }

    ReturnSetInfo* info_;
    Datum* values_;
    bool* nulls_;
    std::size_t count_;
    MemoryContext context_;
};

}  // namespace cdp::pg
