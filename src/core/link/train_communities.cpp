// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_communities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <tuple>

#include "core/base/hash.hpp"
#include "core/base/parallel_sort.hpp"
#include "core/link/co_clusters.hpp"
#include "core/link/term_frequency.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kSampled = 2'000'000;  // records
constexpr std::uint32_t kCorePartners = 8;   // names of the other side that a name needs to make classes: rarer ones tell nothing
constexpr std::size_t kPairsPerClass = 500;  // full names of such names that a class needs
constexpr std::size_t kFewestClasses = 3;
constexpr double kLeastGain = 0.1;  // bits that classes tell of a full name that they were not made from, on average
constexpr double kMostExtra = 1;    // bits: names of different communities make no better evidence than this
constexpr std::uint8_t kNoClass = 255;

// The comparison of this kind that tells namesakes, by the frequency of the names; nullptr: there is none.
const score::Comparison* comparison_of(const score::Model& model, text::Kind kind) {
    for (const auto& c : model.comparisons) {
        const auto& attribute = model.attributes[static_cast<std::size_t>(c.attributes[0])];
        if (c.attributes.size() == 1 && attribute.kind == kind && !attribute.many && c.alike[score::kNamesake] &&
            c.levels[0].term_frequency && c.levels[0].condition.is_plain_exact())
            return &c;
    }
    return nullptr;
}

// The values of one side that are in the sample, in the order of their texts.
struct Names {
    Names(const Values& of, std::pmr::memory_resource* memory)
        : values(&of), hashes(memory), codes(memory), places(of.distinct(), 0, memory), seeds(memory) {
        for (Code c = 1; c <= of.distinct(); c++) hashes.push_back(hash_bytes(of.value(c).text));
    }
    void note(Code c) {
        if (places[c - 1]++ == 0) codes.push_back(c);
    }
    void number(JobContext& context) {
        parallel_sort(codes, context, [this](Code a, Code b) { return values->value(a).text < values->value(b).text; });
        for (std::uint32_t i = 0; i < codes.size(); i++) {
            places[codes[i] - 1] = i;
            seeds.push_back(hashes[codes[i] - 1]);
        }
    }

    const Values* values;
    Vec<std::uint64_t> hashes;    // by code - 1
    Vec<Code> codes;              // by place
    Vec<std::uint32_t> places;    // by code - 1
    Vec<std::uint64_t> seeds;     // by place
};

// The different full names of a sample of the records, chosen by what they are called. Three quarters make the classes, the
// rest shows what these are worth.
struct FullNames {
    FullNames(const Values& given, const Values& family, std::pmr::memory_resource* memory)
        : left(given, memory), right(family, memory), learnt(memory), judged(memory) {}

    void gather(std::size_t records, JobContext& context) {
        constexpr std::size_t kSlice = 65'536;
        Vec<std::uint64_t> found(learnt.get_allocator().resource());
        const double share = std::min(1.0, static_cast<double>(kSampled) / static_cast<double>(records));
        const auto limit = share < 1 ? static_cast<std::uint64_t>(share * 0x1p64) : UINT64_MAX;
        for (Record r = 0; r < records; r++) {
            if (r % kSlice == 0) context.check();
            const Code g = left.values->code(r), f = right.values->code(r);
            if (g != kMissing && f != kMissing && hash(g, f) <= limit) found.push_back(std::uint64_t{g} << 32 | f);
        }
        parallel_sort(found, context);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        for (const auto both : found) {
            left.note(static_cast<Code>(both >> 32));
            right.note(static_cast<Code>(both));
        }
        left.number(context);
        right.number(context);
        for (const auto both : found) {
            const Code g = static_cast<Code>(both >> 32), f = static_cast<Code>(both);
            (mix64(hash(g, f)) % 4 == 0 ? judged : learnt).push_back({left.places[g - 1], right.places[f - 1]});
        }
        parallel_sort(learnt, context);
        parallel_sort(judged, context);
    }

    Names left, right;
    Vec<ValuePair> learnt, judged;

private:
    std::uint64_t hash(Code g, Code f) const { return combine64(left.hashes[g - 1], right.hashes[f - 1]); }
};

using Side = std::array<double, CoClusters::kMost>;
using Grid = std::array<Side, CoClusters::kMost>;  // by class of the left value, then of the right one

// How many times as often as their frequencies say values of two classes meet. Returns what that tells of a pair, in bits on
// average: mutual information, less what chance alone would show in so many pairs (Miller 1955).
double measure_lift(std::span<const ValuePair> pairs, const CoClusters& classes, std::size_t n, Grid& lift) {
    Grid met{};
    Side left{}, right{};
    double all = 0;
    for (const auto& pair : pairs) {
        const auto k = classes.left[pair.left], l = classes.right[pair.right];
        if (k == kNoClass || l == kNoClass) continue;
        met[k][l]++;
        left[k]++;
        right[l]++;
        all++;
    }
    double gain = 0;
    for (std::size_t k = 0; k < n && all > 0; k++)
        for (std::size_t l = 0; l < n; l++) {
            lift[k][l] = (met[k][l] + 1) / (left[k] * right[l] / all + 1);
            gain += met[k][l] / all * std::log2(lift[k][l]);
        }
    const auto cells = static_cast<double>((n - 1) * (n - 1));
    return all > 0 ? gain - cells / (2 * std::numbers::ln2 * all) : 0;
}

// The values that meet enough others, numbered anew.
struct Core {
    Core(std::span<const std::uint64_t> all_seeds, std::span<const std::uint32_t> partners, std::pmr::memory_resource* memory)
        : places(partners.size(), UINT32_MAX, memory), values(memory), seeds(memory) {
        for (std::uint32_t i = 0; i < partners.size(); i++) {
            if (partners[i] < kCorePartners) continue;
            places[i] = static_cast<std::uint32_t>(values.size());
            values.push_back(i);
            seeds.push_back(all_seeds[i]);
        }
    }
    bool holds(std::uint32_t value) const { return places[value] != UINT32_MAX; }

    Vec<std::uint32_t> places;  // by value
    Vec<std::uint32_t> values;  // by place
    Vec<std::uint64_t> seeds;
};

// The class of a value that is in none is that which explains best the values that it meets. `pairs` are sorted by that value;
// bits_of(class, class of the other) speaks for the sides.
template <class BitsOf>
void join_classes(std::span<const ValuePair> pairs, std::uint32_t ValuePair::*value, std::uint32_t ValuePair::*other, std::size_t n,
                  const BitsOf& bits_of, std::span<const std::uint8_t> others, std::span<std::uint8_t> classes, const CancelToken& token) {
    for (std::size_t at = 0, end = 0; at < pairs.size(); at = end) {
        token.check();
        Side bits{};
        bool meets = false;
        for (end = at; end < pairs.size() && pairs[end].*value == pairs[at].*value; end++) {
            const std::uint8_t l = others[pairs[end].*other];
            if (l == kNoClass) continue;
            meets = true;
            for (std::size_t k = 0; k < n; k++) bits[k] += bits_of(k, l);
        }
        std::uint8_t& own = classes[pairs[at].*value];
        if (own == kNoClass && meets) own = static_cast<std::uint8_t>(std::max_element(bits.begin(), bits.begin() + static_cast<std::ptrdiff_t>(n)) - bits.begin());
    }
}

// Classes of the values in these full names, as many as `n` says on return; 0: too few of them meet others.
CoClusters classes_of(const FullNames& names, std::size_t& n, std::pmr::memory_resource* memory, JobContext& context) {
    Vec<std::uint32_t> lefts(names.left.codes.size(), 0, memory), rights(names.right.codes.size(), 0, memory);
    for (const auto& pair : names.learnt) {
        lefts[pair.left]++;
        rights[pair.right]++;
    }
    const Core left(names.left.seeds, lefts, memory), right(names.right.seeds, rights, memory);
    Vec<ValuePair> pairs(memory);
    for (const auto& pair : names.learnt)
        if (left.holds(pair.left) && right.holds(pair.right)) pairs.push_back({left.places[pair.left], right.places[pair.right]});
    CoClusters out{Vec<std::uint8_t>(lefts.size(), kNoClass, memory), Vec<std::uint8_t>(rights.size(), kNoClass, memory)};
    n = std::min(pairs.size() / kPairsPerClass, CoClusters::kMost);
    if (n < kFewestClasses) {
        n = 0;
        return out;
    }
    const CoClusters core = co_cluster(pairs, left.seeds, right.seeds, n, memory, context.token());
    for (std::size_t i = 0; i < core.left.size(); i++) out.left[left.values[i]] = core.left[i];
    for (std::size_t i = 0; i < core.right.size(); i++) out.right[right.values[i]] = core.right[i];
    Grid lift{};
    measure_lift(names.learnt, out, n, lift);
    Grid bits{};
    for (std::size_t k = 0; k < n; k++)
        for (std::size_t l = 0; l < n; l++) bits[k][l] = std::log2(lift[k][l]);
    join_classes(names.learnt, &ValuePair::left, &ValuePair::right, n, [&](std::size_t k, std::size_t l) { return bits[k][l]; }, out.right, out.left, context.token());
    Vec<ValuePair> by_right(names.learnt, memory);
    parallel_sort(by_right, context, [](const ValuePair& a, const ValuePair& b) { return std::tie(a.right, a.left) < std::tie(b.right, b.left); });
    join_classes(by_right, &ValuePair::right, &ValuePair::left, n, [&](std::size_t l, std::size_t k) { return bits[k][l]; }, out.left, out.right, context.token());
    return out;
}

// How many times as often as strangers' frequencies say the model takes two records that are none of the same to have one
// full name, whatever it is: 1, and what it has namesakes for.
double lift_of_namesakes(const score::Model& model, const score::Level& given, const score::Level& family) {
    const double share = model.alike[score::kNamesake];
    return 1 + share / (1 - share) * (given.alike[score::kNamesake] / given.u) * (family.alike[score::kNamesake] / family.u);
}

// Of the values that a model keeps, those that are in a class.
score::KnownValues<std::uint8_t> by_text(const Names& names, std::span<const std::uint8_t> classes, JobContext& context,
                                          std::pmr::memory_resource* memory) {
    Vec<std::uint8_t> by_code(names.values->distinct(), kNoClass, names.values->memory());
    for (std::size_t i = 0; i < classes.size(); i++) by_code[names.codes[i] - 1] = classes[i];
    score::KnownValues<std::uint8_t> out(memory);
    for (const Code c : frequent_codes(*names.values, context))
        if (by_code[c - 1] != kNoClass) out.add(names.values->value(c).text, by_code[c - 1]);
    out.sort();
    return out;
}

}  // namespace

std::optional<score::Communities> learn_communities(const score::Model& model, const Table& table, JobContext& context,
                                                    std::pmr::memory_resource* memory) {
    const score::Comparison* const given = comparison_of(model, text::Kind::kGivenName);
    const score::Comparison* const family = comparison_of(model, text::Kind::kFamilyName);
    if (given == nullptr || family == nullptr) return std::nullopt;
    const auto values = [&](const score::Comparison* c) -> const Values& { return table.attributes[static_cast<std::size_t>(c->attributes[0])]; };
    FullNames names(values(given), values(family), table.raw->memory());
    names.gather(table.size(), context);
    std::size_t classes = 0;
    const CoClusters found = classes_of(names, classes, table.raw->memory(), context);
    Grid lift{};
    if (classes == 0 || measure_lift(names.judged, found, classes, lift) < kLeastGain) return std::nullopt;
    const double usual = lift_of_namesakes(model, given->levels[0], family->levels[0]);
    score::Communities out{static_cast<std::size_t>(given - model.comparisons.data()), static_cast<std::size_t>(family - model.comparisons.data()), classes, {},
                           by_text(names.left, found.left, context, memory), by_text(names.right, found.right, context, memory)};
    for (std::size_t k = 0; k < classes; k++)
        for (std::size_t l = 0; l < classes; l++) {
            const double bits = std::min(std::log2(usual / lift[k][l]), std::log2(usual) + kMostExtra);
            out.bits.push_back(std::round(bits * 1000) / 1000);
        }
    return out;
}

}  // namespace cdp::link
