// SPDX-License-Identifier: PostgreSQL
#include "core/link/block_keys.hpp"

#include <algorithm>

namespace cdp::link {

namespace {
constexpr std::size_t kNoParts = SIZE_MAX;  // blocks of rules with many keys a record are not split
}

BlockKeys::BlockKeys(const Table& table, const score::Model& model, JobContext& context)
    : table_(&table), frozen_(&*model.frozen), keys_(table, model.all_rules(), context, nullptr, model.frozen) {}

BlockKeys::BlockKeys(const Table& table, const FrozenModel& frozen, JobContext& context)
    : table_(&table), frozen_(&*frozen.model().frozen), keys_(table, frozen.rules(), context, nullptr, frozen.model().frozen) {}

// The key of a block, or of its parts from the one place on where it is oversized.
void BlockKeys::add(std::size_t rule, Key block, std::size_t from, Record r, std::vector<Key>& out) const {
    if (!frozen_->is_oversized(block)) {
        out.push_back(block);
        return;
    }
    const auto& splits = frozen_->splits[rule];
    for (std::size_t i = from; i < splits.size(); i++) {
        const Values& values = table_->attributes[static_cast<std::size_t>(splits[i])];
        if (const Code code = values.code(r); code != kMissing)
            add(rule, sub_block_key(block, i, values.value(code).text), i + 1, r, out);
    }
}

void BlockKeys::of(Record r, std::vector<Key>& out) const {
    out.clear();
    for (std::size_t rule = 0; rule < keys_.rules(); rule++) {
        if (keys_.explodes(rule))
            keys_.each(rule, r, [&](Key key) { add(rule, block_key(rule, key), kNoParts, r, out); });
        else if (const Key key = keys_.of(rule, r); key != 0)
            add(rule, block_key(rule, key), 0, r, out);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

}  // namespace cdp::link
