// SPDX-License-Identifier: PostgreSQL
#include "core/link/suggest.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/base/error.hpp"
#include "core/link/kinds.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kSampleValues = 2000;
constexpr std::size_t kSampleRows = 5000;

// Some distinct values, the same ones for the same data: those of the smallest hashes.
std::vector<ColumnValue> sample_values(const RawColumn& column) {
    std::vector<std::uint32_t> counts(column.values.size(), 0);
    for (const Code c : column.codes)
        if (c != kMissing) counts[c - 1]++;
    std::vector<std::pair<std::uint64_t, Code>> by_hash;
    by_hash.reserve(counts.size());
    for (Code c = 1; c <= counts.size(); c++) by_hash.emplace_back(hash_bytes(column.values[c]), c);
    const std::size_t n = std::min(kSampleValues, by_hash.size());
    std::partial_sort(by_hash.begin(), by_hash.begin() + static_cast<std::ptrdiff_t>(n), by_hash.end());
    std::vector<ColumnValue> sample;
    for (std::size_t i = 0; i < n; i++)
        sample.push_back({column.values[by_hash[i].second], counts[by_hash[i].second - 1]});
    return sample;
}

ColumnProfile profile_of(const RawColumn& column) {
    const auto nulls = static_cast<std::uint64_t>(std::count(column.codes.begin(), column.codes.end(), kMissing));
    return profile_column(column.name, column.type, column.codes.size(), nulls, column.values.size(),
                          sample_values(column));
}

// Every k-th row in canonical order.
std::vector<std::vector<std::string_view>> sample_rows(const RawTable& table) {
    std::vector<std::vector<std::string_view>> rows;
    const std::size_t step = std::max<std::size_t>(1, table.size() / kSampleRows);
    for (std::size_t r = 0; r < table.size(); r += step) {
        std::vector<std::string_view> row;
        for (std::size_t c = 0; c < table.columns(); c++) {
            const Code code = table.code(c, static_cast<Record>(r));
            row.push_back(code == kMissing ? std::string_view() : table.column(c).values[code]);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// Kinds by how rarely two strangers share a value, rarest first.
constexpr text::Kind kMostTelling[] = {
    text::Kind::kIdentifier, text::Kind::kEmail,   text::Kind::kPhone,     text::Kind::kBirthDate, text::Kind::kFullName,
    text::Kind::kFamilyName, text::Kind::kGivenName, text::Kind::kCompany, text::Kind::kStreet,    text::Kind::kPostcode,
    text::Kind::kCity,       text::Kind::kDate,    text::Kind::kText,      text::Kind::kNumber,    text::Kind::kCountry,
    text::Kind::kGender,     text::Kind::kBoolean};
static_assert(std::size(kMostTelling) == text::kKindCount);

struct Suggestion {
    score::Attribute attribute;
    bool given;     // its kind was
    double values;  // that differ, for each row

    // What is more telling comes first: kinds that were asked for, telling kinds, columns of many values.
    auto rank() const noexcept {
        const auto* kind = std::find(std::begin(kMostTelling), std::end(kMostTelling), attribute.kind);
        return std::tuple(!given, kind - std::begin(kMostTelling), -values);
    }
};

// A model takes so many comparisons, and an attribute may have one of its own.
void keep_most_telling(std::vector<Suggestion>& suggestions) {
    if (suggestions.size() <= score::kMaxComparisons) return;
    std::vector<std::size_t> order(suggestions.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return suggestions[a].rank() < suggestions[b].rank(); });
    order.resize(score::kMaxComparisons);
    std::sort(order.begin(), order.end());
    std::vector<Suggestion> kept;
    for (const std::size_t i : order) kept.push_back(std::move(suggestions[i]));
    suggestions = std::move(kept);
}

}  // namespace

std::vector<score::Attribute> suggest_attributes(const RawTable& table,
                                                 const std::map<std::string, text::Kind>& given) {
    std::vector<ColumnProfile> profiles;
    for (std::size_t c = 0; c < table.columns(); c++) profiles.push_back(profile_of(table.column(c)));
    const auto guesses = guess_kinds(profiles, measure_overlaps(sample_rows(table)));
    std::vector<Suggestion> found;
    std::string left_out;
    for (std::size_t c = 0; c < table.columns(); c++) {
        const std::string& name = table.column(c).name;
        const double values = static_cast<double>(table.column(c).values.size()) / static_cast<double>(std::max<std::size_t>(table.size(), 1));
        if (const auto it = given.find(name); it != given.end())
            found.push_back({{name, it->second}, true, values});
        else if (guesses[c].kind)
            found.push_back({{name, *guesses[c].kind}, false, values});
        else
            left_out += (left_out.empty() ? "" : "; ") + name + ": " + guesses[c].reason;
    }
    for (const auto& entry : given) {
        const std::string& name = entry.first;
        if (std::none_of(found.begin(), found.end(), [&](const Suggestion& s) { return s.attribute.name == name; }))
            throw Error(ErrorCode::kUndefinedColumn, "the query has no column \"" + name + "\"",
                        "A kind was given for it.", "Add the column to the query, or leave the kind out.");
    }
    if (found.empty())
        throw Error(ErrorCode::kInvalidModel, "the query has no column that records could be compared by",
                    left_out.empty() ? "It has an id only." : "Left out: " + left_out + ".",
                    "Select names, birth dates, e-mail addresses, phones or addresses; the first column is the id.");
    keep_most_telling(found);
    std::vector<score::Attribute> attributes;
    for (Suggestion& s : found) attributes.push_back(std::move(s.attribute));
    return attributes;
}

}  // namespace cdp::link
