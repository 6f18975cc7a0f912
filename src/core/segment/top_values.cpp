// SPDX-License-Identifier: PostgreSQL
#include "core/segment/top_values.hpp"

#include <algorithm>
#include <cstring>

#include "core/base/error.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kCheckEvery = 4096;

void put(std::pmr::string& bytes, std::uint64_t number) { bytes.append(reinterpret_cast<const char*>(&number), sizeof number); }

std::uint64_t take(std::string_view& bytes) {
    std::uint64_t number = 0;
    if (bytes.size() < sizeof number) throw Error(ErrorCode::kInvalidText, "invalid state of top_k");
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes.remove_prefix(sizeof number);
    return number;
}

}  // namespace

void TopValues::add(std::string_view value, std::uint64_t count) {
    const auto found = counts_.find(value);
    if (found != counts_.end())
        found->second += count;
    else
        counts_.emplace(value, count);
}

void TopValues::add(const TopValues& other, const CancelToken& cancel) {
    std::size_t n = 0;
    for (const auto& [value, count] : other.counts_) {
        if (++n % kCheckEvery == 0) cancel.check();
        add(value, count);
    }
}

std::pmr::vector<CountedValue> TopValues::top(std::size_t most, std::pmr::memory_resource* memory, const CancelToken& cancel) const {
    std::pmr::vector<CountedValue> values(memory);
    values.reserve(counts_.size());
    for (const auto& [value, count] : counts_) values.push_back({value, count});
    const auto kept = values.begin() + static_cast<std::ptrdiff_t>(std::min(most, values.size()));
    std::size_t n = 0;
    std::partial_sort(values.begin(), kept, values.end(), [&](const CountedValue& a, const CountedValue& b) {
        if (++n % (16 * kCheckEvery) == 0) cancel.check();
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
    values.erase(kept, values.end());
    return values;
}

void TopValues::write(std::pmr::string& bytes) const {
    for (const auto& [value, count] : counts_) {
        put(bytes, count);
        put(bytes, value.size());
        bytes.append(value);
    }
}

void TopValues::read(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::uint64_t count = take(bytes), size = take(bytes);
        if (size > bytes.size()) throw Error(ErrorCode::kInvalidText, "invalid state of top_k");
        add(bytes.substr(0, size), count);
        bytes.remove_prefix(size);
    }
}

}  // namespace cdp::segment
