// SPDX-License-Identifier: PostgreSQL
// Plain views of arguments that are arrays. Like TextArg they may ereport when they are made and own nothing.
#pragma once

#include <span>

#include "pg/args.hpp"

namespace cdp::pg {

// The elements of a text[] argument that are not NULL, in storage order whatever its dimensions.
class TextArrayArg {
public:
    TextArrayArg(FunctionCallInfo fcinfo, int n) {
        require_utf8();
        Datum* values;
        bool* nulls;
        int count;
        deconstruct_array(PG_GETARG_ARRAYTYPE_P(n), TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &count);
        views_ = static_cast<std::string_view*>(
            MemoryContextAllocHuge(CurrentMemoryContext, static_cast<std::size_t>(count) * sizeof(std::string_view)));
        for (int i = 0; i < count; i++)
            if (!nulls[i]) views_[size_++] = view_of_datum(values[i]);
    }
    std::span<const std::string_view> views() const noexcept { return {views_, size_}; }
    bool empty() const noexcept { return size_ == 0; }

private:
    std::string_view* views_;
    std::size_t size_ = 0;
};

// The elements of an array argument of a type of fixed length, none NULL. `what` names such an array in the error.
template <class T>
class NumberArrayArg {
public:
    NumberArrayArg(FunctionCallInfo fcinfo, int n, const char* what) : array_(PG_GETARG_ARRAYTYPE_P(n)) {
        if (array_contains_nulls(array_))
            ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("%s must not have null elements", what),
                            errhint("Leave it out, or put 0 for what is not known.")));
    }
    std::span<const T> values() const noexcept {
        return {reinterpret_cast<const T*>(ARR_DATA_PTR(array_)),
                static_cast<std::size_t>(ArrayGetNItems(ARR_NDIM(array_), ARR_DIMS(array_)))};
    }

private:
    ArrayType* array_;
};

// An integer[] with `count` elements, to be written through `values`. May ereport.
inline ArrayType* new_integer_array(std::size_t count, std::span<std::int32_t>& values) {
    if (count == 0) {
        values = {};
        return construct_empty_array(INT4OID);
    }
    const std::size_t size = ARR_OVERHEAD_NONULLS(1) + count * sizeof(std::int32_t);
    auto* const array = static_cast<ArrayType*>(palloc0(size));
    SET_VARSIZE(array, size);
    array->ndim = 1;
    array->elemtype = INT4OID;
    ARR_DIMS(array)[0] = static_cast<int>(count);
    ARR_LBOUND(array)[0] = 1;
    values = {reinterpret_cast<std::int32_t*>(ARR_DATA_PTR(array)), count};
    return array;
}

}  // namespace cdp::pg
