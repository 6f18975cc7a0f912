// SPDX-License-Identifier: PostgreSQL
// Plain views of arguments that are arrays. Like TextArg they may ereport when they are made and own nothing.
#pragma once

#include <cstddef>
#include <iterator>
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
    NumberArrayArg(const NumberArrayArg&) = delete;
    NumberArrayArg& operator=(const NumberArrayArg&) = delete;

    std::span<const T> values() const noexcept {
        return {reinterpret_cast<const T*>(ARR_DATA_PTR(array_)),
                static_cast<std::size_t>(ArrayGetNItems(ARR_NDIM(array_), ARR_DIMS(array_)))};
    }

private:
    ArrayType* array_;
};

// The elements of an array of a type of fixed length, none NULL, to be gone through once where they are stored. why: most arrays of a
// column are packed, and what looks at each row of a hub has no time to copy them.
template <class T>
class PackedArray {
public:
    struct Iterator {
        using iterator_category = std::input_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = T;

        const char* at;  // of any alignment

        T operator*() const noexcept {
            T value;
            memcpy(&value, at, sizeof value);
            return value;
        }
        Iterator& operator++() noexcept {
            at += sizeof(T);
            return *this;
        }
        bool operator==(const Iterator&) const noexcept = default;
    };
    Iterator begin() const noexcept { return {begin_}; }
    Iterator end() const noexcept { return {begin_ + size_ * sizeof(T)}; }
    std::size_t size() const noexcept { return size_; }

    // False for what is compressed or stored elsewhere, has several dimensions or a map of nulls, or is no array.
    bool take(const void* datum) noexcept {
        const auto* const stored = static_cast<const varlena*>(datum);
        if (VARATT_IS_EXTERNAL(stored) || VARATT_IS_COMPRESSED(stored)) return false;
        std::int32_t head[4] = {};  // of an ArrayType, from its number of dimensions on: the last is the size of the first
        memcpy(head, VARDATA_ANY(stored), Min(sizeof head, VARSIZE_ANY_EXHDR(stored)));
        if (head[0] < 0 || head[0] > 1 || head[1] != 0) return false;
        constexpr std::size_t overhead = ARR_OVERHEAD_NONULLS(1) - VARHDRSZ;
        begin_ = VARDATA_ANY(stored) + overhead;
        size_ = static_cast<std::size_t>(head[3]);
        return size_ == 0 || overhead + size_ * sizeof(T) <= VARSIZE_ANY_EXHDR(stored);
    }

protected:
    const char* begin_ = nullptr;
    std::size_t size_ = 0;
};

// The same of an argument, however it is stored. `what` names such an array in the error.
template <class T>
class PackedArrayArg : public PackedArray<T> {
public:
    PackedArrayArg(FunctionCallInfo fcinfo, int n, const char* what) {
        if (this->take(PG_GETARG_POINTER(n))) return;
        const NumberArrayArg<T> array(fcinfo, n, what);
        this->begin_ = reinterpret_cast<const char*>(array.values().data());
        this->size_ = array.values().size();
    }
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
