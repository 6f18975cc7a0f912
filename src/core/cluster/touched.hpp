// SPDX-License-Identifier: PostgreSQL
// What one record that is new, changed or gone touches in a hub: from the records that it is linked to, before and now, on to
// everything that links and must-links reach. These are clustered anew from their own pairs, as a run over all records would do
// it, and what then differs from before is told. The caller brings rows, links, decisions and identities when asked for them.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/cluster/identities.hpp"
#include "core/cluster/vicinity.hpp"

namespace cdp::cluster {

using RecordId = std::int64_t;

class Touched {
public:
    struct Row {
        std::string source, key;
        std::vector<std::optional<std::string>> cells;
    };
    struct Link {
        RecordId a, b;  // a < b
        double weight;
        std::vector<int> levels;
        bool same_model = true;
        bool operator==(const Link&) const = default;
    };
    struct Conflict {
        RecordId a, b;  // a < b
        double linkage;
        std::string reason, detail;
        bool same_model = true;
        bool operator==(const Conflict&) const = default;
    };
    struct Decision {
        std::string left_source, left_key, right_source, right_key;
        bool must_link;
    };
    struct Identity {
        ProfileId profile;
        std::int64_t since;
    };
    struct Move {
        RecordId record;
        ProfileId from, to;  // from: 0 for none
    };

    // The model and the names of the columns of cells outlive the object.
    Touched(const link::FrozenModel& frozen, std::span<const std::string> columns, std::size_t budget, CancelToken cancel = {})
        : frozen_(&frozen), model_(&frozen.model()), columns_(columns), budget_(budget), cancel_(cancel) {}

    // The record that is new or changed, with its values of now; or the one that goes: what is about it counts no more.
    void set_self(RecordId id, Row row);
    void lose(RecordId id) { lost_ = id; }
    std::vector<link::Key> keys() const;  // of it

    void add_row(RecordId id, Row row) { rows_.emplace(id, std::move(row)); }
    bool has_row(RecordId id) const { return rows_.contains(id); }
    const Row& row(RecordId id) const { return rows_.at(id); }

    // Compares the record with those rows that share a key with it, and reaches those it has a link with.
    void compare(std::span<const RecordId> candidates);
    struct Match {
        RecordId record;
        double weight;
        std::string why;  // comparisons and their bits, the most telling first
    };
    std::vector<Match> matches(std::span<const RecordId> candidates);  // what it would be linked with
    void reach(RecordId id) { if (id != lost_ && reached_.insert(id).second) next_.push_back(id); }
    // What was reached since the last time. Rows, links and decisions of these are to be added.
    std::vector<RecordId> take_reached() { return std::exchange(next_, {}); }
    void add_link(Link link);
    void add_decision(Decision decision, std::optional<RecordId> left, std::optional<RecordId> right);

    // Clusters what was reached.
    void resolve();
    const std::vector<RecordId>& scope() const noexcept { return scope_; }  // ascending
    // Whether the record is all there is, and was never known.
    bool is_alone() const noexcept { return scope_.size() == 1; }

    // What is to be written, once the conflicts of before are added.
    void add_conflict(Conflict conflict) { old_conflicts_.push_back(std::move(conflict)); }
    std::vector<Link> dropped_links() const, new_links() const, changed_links() const;
    std::vector<Conflict> dropped_conflicts() const, put_conflicts() const;
    // How many more there are of records that have a profile, and of links that count in components, once all is written.
    struct Gain {
        std::int32_t records, links;
        bool operator==(const Gain&) const = default;
    };
    Gain gain() const;

    // Identities: those of the scope; for records without one that were there before, the last.
    void add_identity(RecordId id, Identity identity) {
        identities_.insert_or_assign(id, identity);
        known_.insert(identity.profile);
    }
    void add_last(RecordId id, Identity identity) { last_.emplace(id, identity); }
    bool has_last(RecordId id) const { return last_.contains(id); }
    std::vector<RecordId> without_identity() const;
    void assign();                                // profiles by overlap
    std::vector<RecordId> unassigned() const;     // records of clusters without an id
    void revive(const std::vector<std::pair<RecordId, Identity>>& former);  // of those, ids that nobody has
    std::size_t unnamed() const;                  // clusters that need a new id,
    void name(std::span<const ProfileId> fresh);  // in the order of their oldest records
    ProfileId profile(RecordId id) const { return assigned_.at(cluster_.at(id)); }

    void leave(ProfileId profile) {  // a record of it is gone
        left_.insert(profile);
        known_.insert(profile);
    }
    std::vector<ProfileId> concerned() const;     // profiles of before and of now that no record is in: which of them are there is
    void add_known(ProfileId profile) { known_.insert(profile); }  // to be told
    bool restores() const;                        // an id of now is that of a profile which is not there
    std::vector<ProfileEvent> events() const;
    std::vector<Move> moves() const;
    std::vector<ProfileId> changed_profiles() const;  // whose members, or the values of one, changed
    // How sure it is that the records of each belong together: of each record that has a link to another one of the profile the
    // best probability, and of these the lowest; 1 where there is none.
    std::vector<double> confidences(std::span<const ProfileId> profiles) const;

private:
    // Records side by side.
    struct Group {
        std::optional<Vicinity> vicinity;
        std::vector<RecordId> ids;               // by place
        std::map<RecordId, std::size_t> places;
    };
    void gather(Group& group, std::span<const RecordId> ids) const;
    std::vector<Vicinity::Pair> links_with(std::span<const RecordId> candidates);
    RecordId other(const Vicinity::Pair& pair) const { return compared_.ids[std::max(pair.left, pair.right)]; }  // than the record itself
    bool counts(const Link& link) const noexcept;
    bool compared_all() const;  // the scope is among those that the record was compared with
    std::vector<Overlap> overlaps() const;

    const link::FrozenModel* frozen_;
    const score::Model* model_;
    std::span<const std::string> columns_;
    std::size_t budget_;
    CancelToken cancel_;
    std::optional<RecordId> self_, lost_;
    Group compared_;  // the record and those that share a key with it
    std::map<RecordId, Row> rows_;
    std::set<RecordId> reached_;
    std::vector<RecordId> next_, scope_;
    std::map<std::pair<RecordId, RecordId>, Link> old_links_, links_;
    std::set<std::pair<RecordId, RecordId>> lost_links_;  // that count, of the record that goes
    std::vector<Conflict> old_conflicts_, conflicts_;
    std::vector<Decision> decisions_;
    std::map<RecordId, std::size_t> cluster_;  // by place of its first record in the scope
    std::map<RecordId, Identity> identities_, last_;
    Assignment assigned_;
    std::set<std::size_t> fresh_;
    std::set<ProfileId> left_, known_;
};

}  // namespace cdp::cluster
