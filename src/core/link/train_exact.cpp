// SPDX-License-Identifier: PostgreSQL
// Exact counts of pairs by which attributes they have and agree on: records are grouped by the values of every subset of
// the attributes, and what subsets count more than once is taken off again (inclusion and exclusion).
#include <algorithm>
#include <array>
#include <bit>

#include "core/link/blocks.hpp"
#include "core/link/train_random.hpp"

namespace cdp::link {

namespace {

using score::Measure;
using score::Op;

constexpr std::size_t kMostAttributes = 3;
constexpr std::size_t kBlocksPerTurn = 8192;
constexpr std::size_t kSubsets = std::size_t{1} << kMostAttributes;

using Mask = unsigned;  // a set of attributes, by place in `attributes`
using ByMask = std::array<std::int64_t, kSubsets>;

// The attributes behind a comparison and those of its leading levels that codes decide.
struct Leading {
    std::vector<int> attributes;
    std::size_t levels = 0;

    Mask bit(int attribute) const noexcept {
        const auto it = std::find(attributes.begin(), attributes.end(), attribute);
        return it == attributes.end() ? 0 : 1u << (it - attributes.begin());
    }
};

void add_attribute(std::vector<int>& attributes, int attribute) {
    if (std::find(attributes.begin(), attributes.end(), attribute) == attributes.end()) attributes.push_back(attribute);
}

// Whether equality and presence of at most so many attributes decide the condition; adds those. Lists are equal as
// wholes, and keys are made of their elements.
bool is_countable(const score::Condition& condition, const Table& table, std::vector<int>& attributes) {
    for (const score::Test& t : condition.tests) {
        if (t.left != t.right || (t.measure != Measure::kExact && t.measure != Measure::kPresent)) return false;
        if (table.attributes[static_cast<std::size_t>(t.left)].is_list()) return false;
        add_attribute(attributes, t.left);
    }
    return attributes.size() <= kMostAttributes;
}

Leading leading_levels(const score::Comparison& comparison, const Table& table) {
    Leading out;
    for (const int a : comparison.attributes) {
        if (table.attributes[static_cast<std::size_t>(a)].is_list()) return out;
        add_attribute(out.attributes, a);
    }
    if (!is_countable(comparison.missing_when, table, out.attributes)) return out;
    for (const auto& level : comparison.levels) {
        auto attributes = out.attributes;
        if (level.condition.is_else() || !is_countable(level.condition, table, attributes)) break;
        out.attributes = std::move(attributes);
        out.levels++;
    }
    return out;
}

// Whether a pair that has the attributes `present`, and agrees on `equal` of them, meets a condition.
bool holds(const score::Condition& condition, const Leading& leading, Mask present, Mask equal) {
    std::vector<bool> stack;
    const auto pop = [&] {
        const bool top = stack.back();
        stack.pop_back();
        return top;
    };
    for (const auto& step : condition.steps) switch (step.op) {
            case Op::kTrue: stack.push_back(true); break;
            case Op::kTest: {
                const auto& test = condition.tests[step.operand];
                stack.push_back(((test.measure == Measure::kExact ? equal : present) & leading.bit(test.left)) != 0);
                break;
            }
            case Op::kNot: stack.back() = !stack.back(); break;
            case Op::kAnd: {
                const bool right = pop();
                stack.back() = stack.back() && right;
                break;
            }
            case Op::kOr: {
                const bool right = pop();
                stack.back() = stack.back() || right;
                break;
            }
            case Op::kSkipIfFalse:
            case Op::kSkipIfTrue: break;  // both sides are cheap here
        }
    return stack.back();
}

class Counter {
public:
    Counter(const Leading& leading, const Table& table, score::LinkType type, JobContext& context)
        : leading_(leading), table_(table), between_sources_(type == score::LinkType::kLink), context_(context),
          masks_(table.size(), 0, table.raw->memory()) {
        for (std::size_t i = 0; i < leading.attributes.size(); i++) {
            const auto codes = values(leading.attributes[i]).codes();
            for (std::size_t r = 0; r < codes.size(); r++)
                masks_[r] = static_cast<unsigned char>(masks_[r] | (codes[r] != kMissing ? 1u : 0u) << i);
        }
    }

    // Pairs that agree on exactly the attributes `equal` and both have exactly `present`: by equal, then present.
    std::array<ByMask, kSubsets> count() {
        const std::array<ByMask, kSubsets> at_least = count_at_least();
        std::array<ByMask, kSubsets> exactly{};
        for (Mask present = 0; present < kSubsets; present++)
            for (Mask equal = 0; equal < kSubsets; equal++)
                for (Mask more = 0; more < kSubsets; more++)
                    if (contains(present, more) && contains(more, equal))
                        exactly[equal][present] += (std::popcount(more ^ equal) % 2 == 0 ? 1 : -1) * at_least[more][present];
        return exactly;
    }

private:
    static bool contains(Mask set, Mask part) noexcept { return (set & part) == part; }
    const Values& values(int attribute) const noexcept {
        return table_.attributes[static_cast<std::size_t>(attribute)];
    }

    // Pairs that agree on the attributes `equal`, and perhaps on more: by equal, then what both have.
    std::array<ByMask, kSubsets> count_at_least() {
        std::array<ByMask, kSubsets> out{};
        out[0] = among_all();
        const Mask end = 1u << leading_.attributes.size();
        if (end == 2 && !between_sources_) {
            for (Code c = 1; c <= values(leading_.attributes[0]).distinct(); c++)
                out[1][1] += pairs_of(values(leading_.attributes[0]).value(c).count);
            return out;
        }
        std::vector<score::BlockingRule> rules;
        for (Mask equal = 1; equal < end; equal++) {
            rules.emplace_back();
            for (std::size_t i = 0; i < leading_.attributes.size(); i++)
                if (contains(equal, 1u << i)) rules.back().push_back({leading_.attributes[i], score::KeyForm::kWhole, 0});
        }
        const Keys keys(table_, rules, context_);
        for (Mask equal = 1; equal < end; equal++) out[equal] = within_blocks(keys, equal - 1);
        return out;
    }

    static std::int64_t pairs_of(std::int64_t n) noexcept { return n * (n - 1) / 2; }

    // Adds the pairs within a group of records, by the attributes that both have; `sign` may take them off.
    static void add_pairs(const ByMask& records, int sign, ByMask& to) {
        for (Mask x = 0; x < kSubsets; x++) {
            if (records[x] == 0) continue;
            to[x] += sign * pairs_of(records[x]);
            for (Mask y = x + 1; y < kSubsets; y++) to[x & y] += sign * records[x] * records[y];
        }
    }

    // A group of records: `record(i)`, in ascending order, so that those of one source stand side by side.
    template <class RecordAt>
    void add_group(std::size_t size, const RecordAt& record, ByMask& to) const {
        ByMask all{}, own{};
        for (std::size_t i = 0; i < size; i++) {
            const Mask mask = masks_[record(i)];
            all[mask]++;
            if (!between_sources_) continue;
            own[mask]++;
            if (i + 1 < size && table_.raw->source_code(record(i)) == table_.raw->source_code(record(i + 1))) continue;
            add_pairs(own, -1, to);
            own = {};
        }
        add_pairs(all, 1, to);
    }

    ByMask among_all() const {
        ByMask out{};
        add_group(table_.size(), [](std::size_t i) { return static_cast<Record>(i); }, out);
        return out;
    }

    ByMask within_blocks(const Keys& keys, std::size_t rule) {
        const Blocks blocks = make_blocks(keys, rule, table_.size(), table_.size(), table_.raw->memory(), context_);
        std::vector<ByMask> by_worker(context_.threads(), ByMask{});
        context_.parallel_for(blocks.within.size(), kBlocksPerTurn, [&](std::size_t begin, std::size_t end, unsigned worker) {
            context_.check();
            for (std::size_t i = begin; i < end; i++) {
                const auto run = blocks.within.run(i);
                add_group(run.size(), [&](std::size_t k) { return run[k]; }, by_worker[worker]);
            }
        });
        ByMask out{};
        for (const ByMask& part : by_worker)
            for (Mask mask = 0; mask < kSubsets; mask++) out[mask] += part[mask];
        return out;
    }

    const Leading& leading_;
    const Table& table_;
    bool between_sources_;
    JobContext& context_;
    Vec<unsigned char> masks_;  // by record: the attributes that it has
};

}  // namespace

ExactLevels count_exact_levels(const score::Comparison& comparison, const Table& table, score::LinkType type,
                               JobContext& context) {
    ExactLevels out;
    const Leading leading = leading_levels(comparison, table);
    if (leading.levels == 0) return out;
    Mask own = 0;
    for (const int a : comparison.attributes) own |= leading.bit(a);
    const auto missing = [&](Mask present, Mask equal) {
        return comparison.missing_when.empty() ? (present & own) == 0 : holds(comparison.missing_when, leading, present, equal);
    };
    const auto counts = Counter(leading, table, type, context).count();
    out.pairs.assign(leading.levels, 0);
    for (Mask present = 0; present < kSubsets; present++) {
        for (Mask equal = 0; equal < kSubsets; equal++) {
            if ((present & equal) != equal || missing(present, equal)) continue;
            const auto pairs = static_cast<double>(counts[equal][present]);
            out.present += pairs;
            for (std::size_t l = 0; l < leading.levels; l++) {
                if (!holds(comparison.levels[l].condition, leading, present, equal)) continue;
                out.pairs[l] += pairs;
                break;
            }
        }
    }
    return out;
}

}  // namespace cdp::link
