// SPDX-License-Identifier: PostgreSQL
// What is known of some tens of thousands of values, by match form. Entries hold the form itself unless it is long, so that a
// look-up touches one line of memory, or two: of few values each is waited for on its own. The memory is the caller's, best in huge
// pages.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/base/hash.hpp"
#include "core/base/memory.hpp"
#include "core/score/known_values.hpp"

namespace cdp::link {

template <class T>
class KnownForms {
public:
    KnownForms(const score::KnownValues<T>& known, std::pmr::memory_resource* memory) : entries_(room_for(known.size()), memory) {
        known.each([&](std::string_view form, const T& what) { add(form, what); });
    }

    // Bytes of that memory.
    static std::size_t bytes(std::size_t known) noexcept { return room_for(known) * kEntry; }

    // What is known of a form, or `otherwise`.
    T find(std::string_view form, T otherwise) const noexcept {
        for (std::size_t at = place(form); entries_[at].size != kFree; at = next(at))
            if (is(entries_[at], form)) return entries_[at].what;
        return otherwise;
    }
    // It will be asked for.
    void expect(std::string_view form) const noexcept { __builtin_prefetch(&entries_[place(form)]); }

private:
    static constexpr std::size_t kEntry = 48;  // bytes
    static constexpr std::uint32_t kFree = UINT32_MAX;
    struct Entry {
        T what{};
        std::uint32_t size = kFree;
        char form[kEntry - sizeof(std::uint32_t) - std::max(sizeof(T), sizeof(std::uint32_t))];  // or where in long_ it begins
    };
    static_assert(sizeof(Entry) == kEntry);
    static constexpr std::size_t room_for(std::size_t known) noexcept { return known * 8 / 5 + 1; }

    std::size_t place(std::string_view form) const noexcept {
        __extension__ typedef unsigned __int128 Word128;
        return static_cast<std::size_t>(static_cast<Word128>(quick_hash(form)) * entries_.size() >> 64);
    }
    std::size_t next(std::size_t at) const noexcept { return at + 1 == entries_.size() ? 0 : at + 1; }
    static bool is_long(std::size_t size) noexcept { return size > sizeof(Entry::form); }
    bool is(const Entry& entry, std::string_view form) const noexcept {
        if (entry.size != form.size()) return false;
        if (!is_long(form.size())) return std::memcmp(entry.form, form.data(), form.size()) == 0;
        std::size_t begin;
        std::memcpy(&begin, entry.form, sizeof begin);
        return std::memcmp(long_.data() + begin, form.data(), form.size()) == 0;
    }

    void add(std::string_view form, const T& what) {
        std::size_t at = place(form);
        while (entries_[at].size != kFree) at = next(at);
        Entry& entry = entries_[at];
        entry.what = what;
        entry.size = static_cast<std::uint32_t>(form.size());
        if (is_long(form.size())) {
            const std::size_t begin = long_.size();
            std::memcpy(entry.form, &begin, sizeof begin);
            long_.append(form);
        } else {
            std::memcpy(entry.form, form.data(), form.size());
        }
    }

    Vec<Entry> entries_;
    std::string long_;
};

}  // namespace cdp::link
