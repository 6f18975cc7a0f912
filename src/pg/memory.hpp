// SPDX-License-Identifier: PostgreSQL
// Memory at the border: a palloc-backed memory resource for core containers in glue and aggregates, and
// handles: C++ objects owned by a memory context, destroyed when the context goes, on success and on error.
#pragma once

#include "pg/boundary.hpp"

namespace cdp::pg {

// Allocates in one memory context and throws std::bad_alloc, never ereport; so core code may use it.
class PallocResource final : public std::pmr::memory_resource {
public:
    explicit PallocResource(MemoryContext context) noexcept : context_(context) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        if (alignment > MAXIMUM_ALIGNOF || !AllocHugeSizeIsValid(bytes)) throw std::bad_alloc();
        void* p = MemoryContextAllocExtended(context_, bytes == 0 ? 1 : bytes, MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);
        if (p == nullptr) throw std::bad_alloc();
        return p;
    }
    void do_deallocate(void* p, std::size_t, std::size_t) noexcept override { pfree(p); }
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }

    MemoryContext context_;
};

// Bytes made by core code and kept by PostgreSQL: assign() may be called inside CDP_TRY, it throws bad_alloc
// and does not ereport. Plain data, no destructor: the memory belongs to the current context.
class TextResult {
public:
    void assign(std::string_view bytes) {
        if (!AllocSizeIsValid(bytes.size() + VARHDRSZ))
            throw Error(ErrorCode::kLimitExceeded, "result is longer than a value can be");
        text_ = static_cast<text*>(palloc_extended(bytes.size() + VARHDRSZ, MCXT_ALLOC_NO_OOM));
        if (text_ == nullptr) throw std::bad_alloc();
        SET_VARSIZE(text_, bytes.size() + VARHDRSZ);
        std::memcpy(VARDATA(text_), bytes.data(), bytes.size());
    }
    bool empty() const noexcept { return text_ == nullptr; }
    text* get() const noexcept { return text_; }
    Datum datum() const noexcept { return PointerGetDatum(text_); }

private:
    text* text_ = nullptr;
};

// Makes a T that lives as long as `context`: a reset callback deletes it. T's destructor must not throw.
template <class T, class... Args>
T* make_handle(MemoryContext context, Args&&... args) {
    auto* callback =
        static_cast<MemoryContextCallback*>(MemoryContextAllocZero(context, sizeof(MemoryContextCallback)));
    callback->func = [](void* object) { delete static_cast<T*>(object); };
    T* object = nullptr;
    CDP_TRY(object = new T(std::forward<Args>(args)...));
    callback->arg = object;
    MemoryContextRegisterResetCallback(context, callback);
    return object;
}

}  // namespace cdp::pg
