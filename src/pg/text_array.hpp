// SPDX-License-Identifier: PostgreSQL
// A text[] made by core code in one allocation: like TextResult, begin() and add() may be called inside CDP_TRY, they
// throw and do not ereport. Plain data, no destructor: the memory belongs to the current context.
#pragma once

#include "pg/memory.hpp"

namespace cdp::pg {

class TextArrayResult {
public:
    // Room for so many elements of so many bytes in all. Throws kLimitExceeded when no value can be that large.
    void begin(std::size_t count, std::size_t bytes) {
        const std::size_t header = count == 0 ? sizeof(ArrayType) : ARR_OVERHEAD_NONULLS(1);
        if (count > MaxArraySize || !AllocSizeIsValid(bytes) ||
            !AllocSizeIsValid(header + bytes + count * (VARHDRSZ + MAXIMUM_ALIGNOF)))
            throw Error(ErrorCode::kLimitExceeded, "result is longer than a value can be", {},
                        "Cut the text into shorter ones first.");
        const std::size_t size = header + bytes + count * (VARHDRSZ + sizeof(int32));
        array_ = static_cast<ArrayType*>(palloc_extended(size, MCXT_ALLOC_NO_OOM | MCXT_ALLOC_ZERO));
        if (array_ == nullptr) throw std::bad_alloc();
        array_->ndim = count == 0 ? 0 : 1;
        array_->elemtype = TEXTOID;
        if (count > 0) {
            ARR_DIMS(array_)[0] = static_cast<int>(count);
            ARR_LBOUND(array_)[0] = 1;
        }
        end_ = reinterpret_cast<char*>(array_) + header;
        SET_VARSIZE(array_, header);
    }

    // The next element; begin() was told of it.
    void add(std::string_view element) noexcept {
        SET_VARSIZE(end_, element.size() + VARHDRSZ);
        std::memcpy(end_ + VARHDRSZ, element.data(), element.size());
        end_ += INTALIGN(element.size() + VARHDRSZ);
        SET_VARSIZE(array_, end_ - reinterpret_cast<char*>(array_));
    }

    Datum datum() const noexcept { return PointerGetDatum(array_); }

private:
    ArrayType* array_ = nullptr;
    char* end_ = nullptr;
};

}  // namespace cdp::pg
