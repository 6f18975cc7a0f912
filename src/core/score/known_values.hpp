// SPDX-License-Identifier: PostgreSQL
// What is known of some tens of thousands of values, by match form: two blocks of memory, of which a budget may put either into
// files. Filled in any order, sorted once, shorter texts first, as jsonb has the keys of an object, and looked up by bisection from
// then on.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/memory.hpp"

namespace cdp::score {

template <class T>
class KnownValues {
public:
    KnownValues() = default;
    explicit KnownValues(std::pmr::memory_resource* memory) : entries_(memory), text_(memory) {}
    KnownValues(std::initializer_list<std::pair<std::string_view, T>> of) : KnownValues() {
        for (const auto& [text, what] : of) add(text, what);
        sort();
    }

    void add(std::string_view text, T what) {
        if (text.size() > UINT32_MAX - text_.size()) throw Error(ErrorCode::kLimitExceeded, "the values of a model are too long");
        entries_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size()), what});
        text_.insert(text_.end(), text.begin(), text.end());
    }
    // Once all are there, each once.
    void sort() {
        const auto less = [this](const Entry& a, const Entry& b) { return is_less(text_of(a), text_of(b)); };
        if (!std::is_sorted(entries_.begin(), entries_.end(), less)) std::sort(entries_.begin(), entries_.end(), less);
        entries_.shrink_to_fit();
        text_.shrink_to_fit();
    }

    bool empty() const noexcept { return entries_.empty(); }
    std::size_t size() const noexcept { return entries_.size(); }
    const T* find(std::string_view text) const noexcept {  // null: nothing is known
        const auto it = std::lower_bound(entries_.begin(), entries_.end(), text, [this](const Entry& e, std::string_view t) { return is_less(text_of(e), t); });
        return it != entries_.end() && text_of(*it) == text ? &it->what : nullptr;
    }
    // Calls use(text, what) for each, in order.
    template <class Use>
    void each(const Use& use) const {
        for (const Entry& e : entries_) use(text_of(e), e.what);
    }
    bool operator==(const KnownValues& other) const noexcept {
        return std::equal(entries_.begin(), entries_.end(), other.entries_.begin(), other.entries_.end(), [&](const Entry& a, const Entry& b) {
            return text_of(a) == other.text_of(b) && a.what == b.what;
        });
    }

private:
    struct Entry {
        std::uint32_t begin, size;  // in the text
        T what;
    };
    static bool is_less(std::string_view a, std::string_view b) noexcept { return a.size() != b.size() ? a.size() < b.size() : a < b; }
    std::string_view text_of(const Entry& e) const noexcept { return {text_.data() + e.begin, e.size}; }

    Vec<Entry> entries_;
    Vec<char> text_;
};

}  // namespace cdp::score
