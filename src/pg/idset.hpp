// SPDX-License-Identifier: PostgreSQL
// Type cdp.idset at the border: a value is a varlena of the set's portable bytes, as core/segment writes them.
#pragma once

#include "core/base/memory.hpp"
#include "core/segment/idset_writer.hpp"

#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/memory.hpp"

namespace cdp::pg {

// palloc that counts: more than cdp.memory is refused with SQLSTATE 53200. What it gave goes with its context.
class CountedPalloc final : public std::pmr::memory_resource {
public:
    explicit CountedPalloc(MemoryContext context) noexcept : memory_(context), budget_(memory_budget()) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        budget_.take(bytes);
        try {
            return memory_.allocate(bytes, alignment);
        } catch (...) {
            budget_.give(bytes);
            throw;
        }
    }
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) noexcept override {
        memory_.deallocate(p, bytes, alignment);
        budget_.give(bytes);
    }
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }

    PallocResource memory_;
    Budget budget_;
};

// The bytes of a set argument; detoasting may ereport.
inline std::string_view idset_argument(FunctionCallInfo fcinfo, int n) { return view_of_datum(PG_GETARG_DATUM(n)); }

// A set made by core code: assign() may be called inside CDP_TRY, it throws and does not ereport.
class IdSetResult {
public:
    void assign(const segment::IdSetWriter& writer) {
        const std::size_t size = writer.size() + VARHDRSZ;
        value_ = static_cast<struct varlena*>(palloc_extended(size, MCXT_ALLOC_NO_OOM));
        if (value_ == nullptr) throw std::bad_alloc();
        SET_VARSIZE(value_, size);
        writer.write(reinterpret_cast<unsigned char*>(VARDATA(value_)));
    }
    Datum datum() const noexcept { return PointerGetDatum(value_); }

private:
    struct varlena* value_ = nullptr;
};

// The set that fill(writer, memory, cancel) writes.
template <class Fill>
Datum make_idset(const Fill& fill) {
    IdSetResult result;
    const MemoryContext context = CurrentMemoryContext;
    CDP_TRY({
        CountedPalloc memory(context);
        segment::IdSetWriter writer(&memory);
        fill(writer, &memory, backend_token());
        result.assign(writer);
    });
    return result.datum();
}

}  // namespace cdp::pg
