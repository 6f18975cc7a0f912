// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/touched.hpp"

#include <algorithm>
#include <array>

#include "core/score/weights.hpp"

namespace cdp::cluster {

namespace {

// why: a hair less than the threshold, since links were weighed in fixed point.
constexpr double kHair = 1e-6;

std::vector<std::optional<std::string_view>> views_of(const Touched::Row& row) {
    std::vector<std::optional<std::string_view>> out;
    for (const auto& cell : row.cells) out.push_back(cell ? std::optional<std::string_view>(*cell) : std::nullopt);
    return out;
}

void add_decisions(Decisions& to, const std::vector<Touched::Decision>& decisions) {
    static constexpr std::array<const char*, 5> kNames{"left_source", "left_id", "right_source", "right_id", "verdict"};
    static constexpr std::array<const char*, 5> kTypes{"text", "text", "text", "text", "text"};
    if (decisions.empty()) return;
    to.begin(kNames.size(), kNames.data(), kTypes.data());
    for (const auto& d : decisions) {
        const std::array<std::optional<std::string_view>, 5> cells{d.left_source, d.left_key, d.right_source, d.right_key,
                                                                   d.must_link ? "must_link" : "cannot_link"};
        to.row(cells.data());
    }
}

}  // namespace

void Touched::set_self(RecordId id, Row row) {
    self_ = id;
    rows_.insert_or_assign(id, std::move(row));
    reached_.insert(id);
}

std::vector<link::Key> Touched::keys() const {
    const Row& self = rows_.at(*self_);
    Vicinity vicinity(*frozen_, columns_, budget_, cancel_);
    vicinity.add(self.source, self.key, views_of(self));
    vicinity.prepare();
    return vicinity.keys(0);
}

void Touched::gather(Group& group, std::span<const RecordId> ids) const {
    group.vicinity.emplace(*frozen_, columns_, budget_, cancel_);
    group.ids.assign(ids.begin(), ids.end());
    for (std::size_t i = 0; i < ids.size(); i++) {
        const Row& row = rows_.at(ids[i]);
        group.vicinity->add(row.source, row.key, views_of(row));
        group.places.emplace(ids[i], i);
    }
}

std::vector<Vicinity::Pair> Touched::links_with(std::span<const RecordId> candidates) {
    std::vector<RecordId> ids{*self_};
    for (const RecordId id : candidates)
        if (id != *self_ && rows_.contains(id)) ids.push_back(id);
    if (ids.size() == 1) return {};
    gather(compared_, ids);
    compared_.vicinity->prepare();
    return compared_.vicinity->links_of_first(std::min(model_->thresholds.component, model_->thresholds.review));
}

std::vector<Touched::Match> Touched::matches(std::span<const RecordId> candidates) {
    std::vector<Match> out;
    for (const auto& pair : links_with(candidates)) out.push_back({other(pair), pair.weight, compared_.vicinity->why(pair)});
    return out;
}

void Touched::compare(std::span<const RecordId> candidates) {
    for (const auto& pair : links_with(candidates)) reach(other(pair));
}

bool Touched::counts(const Link& link) const noexcept { return link.weight >= model_->thresholds.component; }

void Touched::add_link(Link link) {
    const auto is_of = [&](const std::optional<RecordId>& id) { return id && (link.a == *id || link.b == *id); };
    if (is_of(self_) || is_of(lost_) || link.weight >= model_->thresholds.component - kHair) {
        reach(link.a);
        reach(link.b);
    }
    if (is_of(lost_)) {
        if (counts(link)) lost_links_.insert({link.a, link.b});
        return;
    }
    old_links_.insert_or_assign({link.a, link.b}, std::move(link));
}

void Touched::add_decision(Decision decision, std::optional<RecordId> left, std::optional<RecordId> right) {
    const auto is_self = [&](const std::string& source, const std::string& key) {
        return self_ && rows_.at(*self_).source == source && rows_.at(*self_).key == key;
    };
    if (is_self(decision.left_source, decision.left_key)) left = self_;
    if (is_self(decision.right_source, decision.right_key)) right = self_;
    if (decision.must_link && left && right && (reached_.contains(*left) || reached_.contains(*right))) {
        reach(*left);
        reach(*right);
    }
    decisions_.push_back(std::move(decision));
}

// why: records of decisions have to be told of before records are prepared.
bool Touched::compared_all() const {
    return compared_.vicinity && decisions_.empty() &&
           std::all_of(scope_.begin(), scope_.end(), [&](RecordId id) { return compared_.places.contains(id); });
}

void Touched::resolve() {
    scope_.clear();
    cluster_.clear();
    links_.clear();
    conflicts_.clear();
    for (const RecordId id : reached_)
        if (rows_.contains(id)) scope_.push_back(id);
    if (scope_.size() < 2) {
        for (const RecordId id : scope_) cluster_.emplace(id, 0);
        return;
    }
    Group own;
    Group& group = compared_all() ? compared_ : own;
    if (&group == &own) {
        gather(own, scope_);
        add_decisions(own.vicinity->decisions(), decisions_);
        own.vicinity->prepare();
    }
    Vicinity& vicinity = *group.vicinity;
    std::vector<std::size_t> places;
    std::map<std::size_t, std::size_t> in_scope;  // by place
    for (std::size_t i = 0; i < scope_.size(); i++) {
        places.push_back(group.places.at(scope_[i]));
        in_scope.emplace(places.back(), i);
    }
    vicinity.find_clusters(places);
    for (std::size_t i = 0; i < scope_.size(); i++) cluster_.emplace(scope_[i], in_scope.at(vicinity.cluster(places[i])));
    for (const auto& p : vicinity.pairs()) {
        const auto [a, b] = std::minmax(group.ids[p.left], group.ids[p.right]);
        links_.insert_or_assign({a, b}, Link{a, b, p.weight, p.levels});
    }
    for (const auto& r : vicinity.refusals()) {
        const auto [a, b] = std::minmax(group.ids[r.left], group.ids[r.right]);
        conflicts_.push_back({a, b, r.linkage, r.reason, r.detail});
    }
}

std::vector<Touched::Link> Touched::dropped_links() const {
    std::vector<Link> out;
    for (const auto& [pair, l] : old_links_)
        if (cluster_.contains(l.a) && cluster_.contains(l.b) && !links_.contains(pair)) out.push_back(l);
    return out;
}

std::vector<Touched::Link> Touched::new_links() const {
    std::vector<Link> out;
    for (const auto& [pair, l] : links_)
        if (!old_links_.contains(pair)) out.push_back(l);
    return out;
}

std::vector<Touched::Link> Touched::changed_links() const {
    std::vector<Link> out;
    for (const auto& [pair, l] : links_)
        if (const auto it = old_links_.find(pair); it != old_links_.end() && !(it->second == l)) out.push_back(l);
    return out;
}

std::vector<Touched::Conflict> Touched::dropped_conflicts() const {
    std::vector<Conflict> out;
    for (const auto& c : old_conflicts_)
        if (std::none_of(conflicts_.begin(), conflicts_.end(), [&](const Conflict& n) { return n.a == c.a && n.b == c.b; })) out.push_back(c);
    return out;
}

std::vector<Touched::Conflict> Touched::put_conflicts() const {
    std::vector<Conflict> out;
    for (const auto& c : conflicts_)
        if (std::find(old_conflicts_.begin(), old_conflicts_.end(), c) == old_conflicts_.end()) out.push_back(c);
    return out;
}

Touched::Gain Touched::gain() const {
    Gain out{lost_ && !left_.empty() ? -1 : 0, -static_cast<std::int32_t>(lost_links_.size())};
    for (const Move& m : moves()) out.records += m.from == 0 ? 1 : 0;
    for (const auto& [pair, l] : links_) out.links += counts(l) ? 1 : 0;
    for (const auto& [pair, l] : old_links_)
        if (cluster_.contains(l.a) && cluster_.contains(l.b)) out.links -= counts(l) ? 1 : 0;
    return out;
}

std::vector<RecordId> Touched::without_identity() const {
    std::vector<RecordId> out;
    for (const RecordId id : scope_)
        if (!identities_.contains(id)) out.push_back(id);
    return out;
}

std::vector<Overlap> Touched::overlaps() const {
    std::map<std::pair<std::size_t, ProfileId>, Overlap> found;
    for (const RecordId id : scope_) {
        auto it = identities_.find(id);
        if (it == identities_.end() && (it = last_.find(id)) == last_.end()) continue;
        const std::size_t cluster = cluster_.at(id);
        const auto [profile, since] = it->second;
        const auto [place, is_new] = found.try_emplace({cluster, profile}, Overlap{cluster, profile, 0, since, id});
        place->second.records++;
        place->second.since = std::min(place->second.since, since);
    }
    std::vector<Overlap> out;
    for (const auto& [place, overlap] : found) out.push_back(overlap);
    return out;
}

void Touched::assign() {
    assigned_.clear();
    fresh_.clear();
    assign_ids(overlaps(), assigned_);
}

std::vector<RecordId> Touched::unassigned() const {
    std::vector<RecordId> out;
    for (const RecordId id : scope_)
        if (!assigned_.contains(cluster_.at(id))) out.push_back(id);
    return out;
}

void Touched::revive(const std::vector<std::pair<RecordId, Identity>>& former) {
    std::map<std::pair<std::size_t, ProfileId>, Overlap> found;
    for (const auto& [id, identity] : former) {
        const std::size_t cluster = cluster_.at(id);
        const auto [place, is_new] = found.try_emplace({cluster, identity.profile}, Overlap{cluster, identity.profile, 0, identity.since, id});
        place->second.records++;
        place->second.since = std::min(place->second.since, identity.since);
        place->second.first_record = std::min(place->second.first_record, id);
    }
    std::vector<Overlap> overlaps;
    for (const auto& [place, overlap] : found) overlaps.push_back(overlap);
    assign_ids(std::move(overlaps), assigned_);
}

std::size_t Touched::unnamed() const {
    std::set<std::size_t> clusters;
    for (const auto& [id, cluster] : cluster_)
        if (!assigned_.contains(cluster)) clusters.insert(cluster);
    return clusters.size();
}

void Touched::name(std::span<const ProfileId> fresh) {
    std::size_t next = 0;
    for (const RecordId id : scope_) {
        const std::size_t cluster = cluster_.at(id);
        if (assigned_.contains(cluster)) continue;
        assigned_.emplace(cluster, fresh[next++]);
        fresh_.insert(cluster);
    }
}

std::vector<ProfileId> Touched::concerned() const {
    std::set<ProfileId> out = left_;
    for (const Overlap& o : overlaps()) out.insert(o.profile);
    for (const auto& [cluster, profile] : assigned_)
        if (!fresh_.contains(cluster)) out.insert(profile);
    for (const ProfileId profile : known_) out.erase(profile);
    return {out.begin(), out.end()};
}

bool Touched::restores() const {
    return std::any_of(assigned_.begin(), assigned_.end(), [&](const auto& a) { return !fresh_.contains(a.first) && !known_.contains(a.second); });
}

std::vector<ProfileEvent> Touched::events() const { return profile_events({overlaps(), assigned_, fresh_, known_}, left_); }

std::vector<Touched::Move> Touched::moves() const {
    std::vector<Move> out;
    for (const RecordId id : scope_) {
        const auto it = identities_.find(id);
        const ProfileId from = it == identities_.end() ? 0 : it->second.profile, to = profile(id);
        if (from != to) out.push_back({id, from, to});
    }
    return out;
}

std::vector<double> Touched::confidences(std::span<const ProfileId> profiles) const {
    std::map<RecordId, double> best;
    for (const auto& [pair, l] : links_) {
        if (cluster_.at(l.a) != cluster_.at(l.b)) continue;
        for (const RecordId id : {l.a, l.b}) best[id] = std::max(best[id], score::probability(l.weight));
    }
    std::map<ProfileId, double> lowest;
    for (const auto& [id, probability] : best) {
        const auto [place, is_first] = lowest.try_emplace(profile(id), probability);
        place->second = std::min(place->second, probability);
    }
    std::vector<double> out;
    for (const ProfileId profile : profiles) out.push_back(lowest.contains(profile) ? lowest.at(profile) : 1);
    return out;
}

std::vector<ProfileId> Touched::changed_profiles() const {
    std::set<ProfileId> out = left_;
    if (self_) out.insert(profile(*self_));
    for (const Move& m : moves()) {
        out.insert(m.to);
        if (m.from != 0) out.insert(m.from);
    }
    return {out.begin(), out.end()};
}

}  // namespace cdp::cluster
