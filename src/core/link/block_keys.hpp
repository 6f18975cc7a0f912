// SPDX-License-Identifier: PostgreSQL
// The keys of a record under a frozen model. Two records are compared exactly if they share one of these keys, so an index
// of keys finds all that a new record must be compared with.
#pragma once

#include "core/link/frozen_model.hpp"
#include "core/link/keys.hpp"

namespace cdp::link {

class BlockKeys {
public:
    // The model must be frozen, and outlive the object.
    BlockKeys(const Table& table, const score::Model& model, JobContext& context);
    BlockKeys(const Table& table, const FrozenModel& frozen, JobContext& context);

    // The keys of a record in ascending order, each once.
    void of(Record r, std::vector<Key>& out) const;

private:
    void add(std::size_t rule, Key block, std::size_t from, Record r, std::vector<Key>& out) const;

    const Table* table_;
    const score::FrozenBlocking* frozen_;
    Keys keys_;
};

}  // namespace cdp::link
