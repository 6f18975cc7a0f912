// SPDX-License-Identifier: PostgreSQL
#include "core/link/overlap.hpp"

#include <algorithm>
#include <string>

#include "core/base/hash.hpp"
#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kLongestCell = 200;  // longer cells are free text and take no part
constexpr double kTelling = 0.25;
constexpr std::uint32_t kTrial = 200;  // rows after which a hopeless pair is given up

// Sorted distinct hashes of the words of one cell.
using Words = std::vector<std::uint64_t>;

Words words_of(std::string_view cell) {
    Words words;
    if (cell.empty() || cell.size() > kLongestCell) return words;
    const std::string folded = text::fold(cell);
    std::string_view rest = folded;
    while (!rest.empty()) words.push_back(hash_bytes(text::next_word(rest)));
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

Overlap compare(std::span<const std::vector<Words>> columns, std::uint32_t whole, std::uint32_t part) {
    std::uint32_t both = 0, equal = 0, contains = 0, filled = 0;
    const auto& a = columns[whole];
    const auto& b = columns[part];
    for (std::size_t row = 0; row < a.size(); row++) {
        if (a[row].empty()) continue;
        filled++;
        if (b[row].empty()) continue;
        both++;
        if (std::ranges::includes(a[row], b[row])) {
            contains++;
            if (a[row].size() == b[row].size()) equal++;
        }
        if (both == kTrial && contains * 10 < both) return {whole, part, both, 0, 0, 0};
    }
    const double n = std::max<double>(both, 1);
    return {whole, part, both, equal / n, contains / n, both / std::max<double>(filled, 1)};
}

}  // namespace

std::vector<Overlap> measure_overlaps(std::span<const std::vector<std::string_view>> rows, const CancelToken& cancel) {
    std::vector<Overlap> overlaps;
    if (rows.empty()) return overlaps;
    std::vector<std::vector<Words>> columns(rows.front().size());
    for (const auto& row : rows) {
        cancel.check();
        for (std::size_t c = 0; c < columns.size(); c++) columns[c].push_back(words_of(row[c]));
    }
    const auto n = static_cast<std::uint32_t>(columns.size());
    for (std::uint32_t i = 0; i < n; i++) {
        for (std::uint32_t j = 0; j < n; j++) {
            if (i == j) continue;
            cancel.check();
            const Overlap overlap = compare(columns, i, j);
            if (overlap.contains >= kTelling) overlaps.push_back(overlap);
        }
    }
    return overlaps;
}

}  // namespace cdp::link
