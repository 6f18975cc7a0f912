// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/touched.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/score/weights.hpp"
#include "unit/cluster/frozen_customers.hpp"

namespace cdp::cluster {
namespace {

// The tables of a hub, as far as Touched asks for them.
class Store {
public:
    explicit Store(const link::FrozenModel& model) : model_(&model) {}

    void put(RecordId id, const Customer& customer) {
        Touched touched(*model_, columns_, kFrozenBudget);
        Touched::Row row{"shop", customer.id, {}};
        for (const auto& cell : cells_of(customer)) row.cells.emplace_back(cell);
        touched.set_self(id, row);
        const auto keys = touched.keys();
        std::vector<RecordId> candidates;
        for (const auto& [other, theirs] : keys_) {
            if (std::find_first_of(keys.begin(), keys.end(), theirs.begin(), theirs.end()) == keys.end()) continue;
            candidates.push_back(other);
            if (other != id) touched.add_row(other, rows_.at(other));
        }
        touched.compare(candidates);
        ask_links(touched, id);
        const bool is_new = rows_.insert_or_assign(id, row).second;
        keys_[id] = keys;
        finish(touched, is_new ? 0 : profiles_.at(id), counts());
    }

    void remove(RecordId id) {
        Touched touched(*model_, columns_, kFrozenBudget);
        const ProfileId profile = profiles_.at(id);
        const auto before = counts();
        touched.lose(id);
        touched.leave(profile);
        ask_links(touched, id);
        for (const auto& [other, of] : profiles_)
            if (of == profile) touched.reach(other);
        ask_links(touched, id);  // a link is told of from either end
        std::erase_if(links_, [&](const auto& l) { return l.first.first == id || l.first.second == id; });
        rows_.erase(id);
        keys_.erase(id);
        profiles_.erase(id);
        finish(touched, profile, before);
    }

    Partition partition() const {
        std::map<ProfileId, std::set<std::string>> groups;
        for (const auto& [id, profile] : profiles_) groups[profile].insert(rows_.at(id).key);
        Partition out;
        for (auto& [profile, keys] : groups) out.insert(keys);
        return out;
    }
    std::set<std::pair<std::string, std::string>> links() const {
        std::set<std::pair<std::string, std::string>> out;
        for (const auto& [pair, l] : links_) out.insert(std::minmax(rows_.at(pair.first).key, rows_.at(pair.second).key));
        return out;
    }
    const std::map<RecordId, ProfileId>& profiles() const { return profiles_; }

private:
    void ask_links(Touched& touched, RecordId id) {
        for (const auto& [pair, l] : links_)
            if (pair.first == id || pair.second == id) touched.add_link(l);
    }

    // Records with a profile, and links of components.
    std::pair<std::size_t, std::size_t> counts() const {
        const double least = model_->model().thresholds.component;
        return {profiles_.size(), std::count_if(links_.begin(), links_.end(), [&](const auto& l) { return l.second.weight >= least; })};
    }

    void finish(Touched& touched, ProfileId before, std::pair<std::size_t, std::size_t> counted) {
        for (auto ids = touched.take_reached(); !ids.empty(); ids = touched.take_reached())
            for (const RecordId id : ids) {
                if (!touched.has_row(id)) touched.add_row(id, rows_.at(id));
                ask_links(touched, id);
            }
        touched.resolve();
        for (const RecordId id : touched.scope())
            if (const auto it = profiles_.find(id); it != profiles_.end()) touched.add_identity(id, {it->second, 0});
        touched.assign();
        for (const ProfileId profile : touched.concerned()) touched.add_known(profile);
        std::vector<ProfileId> fresh;
        while (fresh.size() < touched.unnamed()) fresh.push_back(++last_profile_);
        touched.name(fresh);
        for (const auto& l : touched.dropped_links()) EXPECT_EQ(links_.erase({l.a, l.b}), 1u);
        for (const auto& l : touched.changed_links()) links_.at({l.a, l.b}) = l;
        for (const auto& l : touched.new_links()) EXPECT_TRUE(links_.emplace(std::pair(l.a, l.b), l).second);
        for (const auto& m : touched.moves()) {
            const auto it = profiles_.find(m.record);
            EXPECT_EQ(m.from, it == profiles_.end() ? 0 : it->second);
            profiles_[m.record] = m.to;
        }
        const auto [records, links] = counts();
        EXPECT_EQ(touched.gain(), (Touched::Gain{static_cast<int>(records - counted.first), static_cast<int>(links - counted.second)}));
        // every profile of before and of now is told of
        const auto changed = touched.changed_profiles();
        for (const auto& m : touched.moves()) EXPECT_TRUE(std::binary_search(changed.begin(), changed.end(), m.to));
        const auto confidences = touched.confidences(changed);
        for (std::size_t i = 0; i < changed.size(); i++) EXPECT_EQ(confidences[i], confidence(changed[i]));
        if (before != 0 && std::none_of(profiles_.begin(), profiles_.end(), [&](const auto& p) { return p.second == before; })) {
            const auto events = touched.events();
            EXPECT_TRUE(std::any_of(events.begin(), events.end(), [&](const auto& e) {
                return e.profile == before && (e.event == "retired" || e.event == "redirected");
            }));
        }
    }

    double confidence(ProfileId profile) const {
        double lowest = 1;
        for (const auto& [id, of] : profiles_) {
            double best = 0;
            for (const auto& [pair, l] : links_)
                if (of == profile && (pair.first == id || pair.second == id) && profiles_.at(pair.first) == profiles_.at(pair.second))
                    best = std::max(best, score::probability(l.weight));
            if (best > 0) lowest = std::min(lowest, best);
        }
        return lowest;
    }

    const link::FrozenModel* model_;
    const std::vector<std::string> columns_ = column_names();
    std::map<RecordId, Touched::Row> rows_;
    std::map<RecordId, std::vector<link::Key>> keys_;
    std::map<std::pair<RecordId, RecordId>, Touched::Link> links_;
    std::map<RecordId, ProfileId> profiles_;
    ProfileId last_profile_ = 0;
};

// Records one by one, in any order, changed and deleted on the way: what a run over all that is left gives.
TEST(Touched, OneByOneIsAllAtOnce) {
    const auto rows = crowd(80, 11);
    score::Model model = frozen_model(rows);
    for (const bool constrained : {false, true}) {
        if (constrained) model.constraints.max_size = 1;
        for (std::uint32_t seed = 1; seed <= 3; seed++) {
            std::mt19937 random(seed);
            std::vector<RecordId> order(rows.size());
            for (std::size_t i = 0; i < order.size(); i++) order[i] = static_cast<RecordId>(i + 1);
            std::shuffle(order.begin(), order.end(), random);
            const link::FrozenModel frozen(model);
            Store store(frozen);
            std::map<RecordId, Customer> kept;
            for (const RecordId id : order) {
                Customer customer = rows[static_cast<std::size_t>(id) - 1];
                store.put(id, customer);
                kept[id] = customer;
                const RecordId other = order[random() % order.size()];
                if (!kept.contains(other)) continue;
                if (random() % 4 == 0) {
                    store.remove(other);
                    kept.erase(other);
                } else if (random() % 3 == 0) {
                    // it takes the values of another customer
                    const std::string key = kept[other].id;
                    kept[other] = rows[random() % rows.size()];
                    kept[other].id = key;
                    store.put(other, kept[other]);
                }
            }
            std::vector<Customer> left;
            for (const auto& [id, customer] : kept) left.push_back(customer);
            Engine engine(kFrozenBudget);
            engine.set_model(model);
            engine.keep_near = true;
            fill_sources(engine, left);
            run_alone([&](JobContext& context) { engine.run_dedupe(context); });
            EXPECT_EQ(store.partition(), partition_of(engine)) << seed;
            std::set<std::pair<std::string, std::string>> expected;
            for (const auto* list : {&engine.links(), &engine.near_links()})
                for (const auto& l : *list)
                    expected.insert(std::minmax(std::string(engine.raw().id(l.a)), std::string(engine.raw().id(l.b))));
            EXPECT_EQ(store.links(), expected) << seed;
        }
    }
}

// A record that comes back takes its last id, whose profile is gone.
TEST(Touched, RestoresAProfile) {
    const auto rows = crowd(80, 11);
    const link::FrozenModel model(frozen_model(rows));
    const auto columns = column_names();
    Touched touched(model, columns, kFrozenBudget);
    Touched::Row row{"shop", "1", {}};
    for (const auto& cell : cells_of(rows[0])) row.cells.emplace_back(cell);
    touched.set_self(1, row);
    touched.resolve();
    touched.add_last(1, {7, 0});
    touched.assign();
    EXPECT_EQ(touched.profile(1), 7);
    EXPECT_EQ(touched.concerned(), std::vector<ProfileId>{7});
    EXPECT_TRUE(touched.restores());
    touched.add_known(7);
    EXPECT_FALSE(touched.restores());
}

}  // namespace
}  // namespace cdp::cluster
