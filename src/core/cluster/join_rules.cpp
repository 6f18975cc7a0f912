// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/join_rules.hpp"

#include <algorithm>
#include <bit>

namespace cdp::cluster {

namespace {

using Codes = std::vector<std::uint32_t>;

template <class List>
List union_of(const List& a, const List& b) {
    List both;
    both.reserve(a.size() + b.size());
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

bool holds(const Codes& codes, std::uint32_t code) { return std::binary_search(codes.begin(), codes.end(), code); }

// Whether `of` has a code that `codes` lacks.
bool adds(const Codes& of, const Codes& codes) {
    return std::any_of(of.begin(), of.end(), [&](auto code) { return !holds(codes, code); });
}

}  // namespace

void JoinRules::begin(std::size_t n) {
    apart_.clear();
    if (apart_of_.size() < n) apart_of_.resize(n);
    for (std::size_t i = 0; i < n; i++) apart_of_[i].clear();
    cluster_.resize(n);
    for (Item i = 0; i < n; i++) cluster_[i] = i;
    size_.assign(n, 1);
    sources_.assign(n, 0);
    own_source_.assign(n, 0);
    for (std::size_t limit = 0; limit < limits_.size(); limit++) {
        ambiguous_[limit].assign(n, 0);
        own_ambiguous_[limit].assign(n, 0);
        const auto empty = [&](auto& lists) {
            if (lists.size() < n) lists.resize(n);
            for (std::size_t i = 0; i < n; i++) lists[i].clear();
        };
        empty(values_[limit]);
        empty(own_values_[limit]);
        if (limits_[limit].days == 0) continue;
        empty(seen_[limit]);
        empty(own_seen_[limit]);
    }
}

void JoinRules::keep_apart(Item a, Item b) {
    const auto place = static_cast<std::uint32_t>(apart_.size());
    apart_.push_back({a, b});
    apart_of_[a].push_back(place);
    apart_of_[b].push_back(place);
}

void JoinRules::set_source(Item item, std::uint32_t source) noexcept {
    sources_[item] = own_source_[item] = std::uint64_t{1} << source;
}

namespace {

template <class List, class Element>
void insert_sorted(List& list, const Element& element) {
    if (const auto at = std::lower_bound(list.begin(), list.end(), element); at == list.end() || *at != element) list.insert(at, element);
}

}  // namespace

void JoinRules::add_value(Item item, std::size_t limit, std::uint32_t code, std::int32_t day) {
    insert_sorted(own_values_[limit][item], code);
    values_[limit][item] = own_values_[limit][item];
    if (limits_[limit].days == 0) return;
    insert_sorted(own_seen_[limit][item], Sighting{day, code});
    seen_[limit][item] = own_seen_[limit][item];
}

bool JoinRules::seen_together(Item a, Item b, std::size_t limit) const {
    const std::uint32_t days = limits_[limit].days;
    if (days == 0) return true;
    const auto near = [&](const Sighting& x, const Sighting& y) {
        return x.day == Sighting::kAnyDay || Window{0, std::max(x.day, y.day), days}.holds(std::min(x.day, y.day));
    };
    const auto& others = own_seen_[limit][b];
    return std::any_of(own_seen_[limit][a].begin(), own_seen_[limit][a].end(), [&](const Sighting& x) {
        return std::any_of(others.begin(), others.end(), [&](const Sighting& y) { return near(x, y) || near(y, x); });
    });
}

void JoinRules::set_ambiguous(Item item, std::size_t limit) { ambiguous_[limit][item] = own_ambiguous_[limit][item] = 1; }

// The smallest item of a cluster that `is` true of; there is one.
template <class Is>
Item JoinRules::first_of(Item cluster, const Is& is) const {
    Item i = cluster;  // its smallest
    while (cluster_[i] != cluster || !is(i)) i++;
    return i;
}

std::optional<Clash> JoinRules::decided_clash(Item a, Item b) const {
    const Codes& fewer = apart_of_[a].size() < apart_of_[b].size() ? apart_of_[a] : apart_of_[b];
    for (const auto place : fewer) {
        const auto& [x, y] = apart_[place];
        if (cluster_[x] == a && cluster_[y] == b) return Clash{Rule::kCannotLink, 0, x, y};
        if (cluster_[x] == b && cluster_[y] == a) return Clash{Rule::kCannotLink, 0, y, x};
    }
    return std::nullopt;
}

std::optional<Clash> JoinRules::source_clash(Item a, Item b) const {
    const std::uint64_t both = sources_[a] & sources_[b];
    if (both == 0) return std::nullopt;
    const Item left = first_of(a, [&](Item i) { return (own_source_[i] & both) != 0; });
    const Item right = first_of(b, [&](Item i) { return own_source_[i] == own_source_[left]; });
    return Clash{Rule::kDuplicateFree, 0, left, right};
}

std::optional<Clash> JoinRules::limit_clash(std::size_t limit, Item a, Item b) const {
    const Codes &left = values_[limit][a], &right = values_[limit][b];
    const auto shared = static_cast<std::size_t>(
        std::count_if(right.begin(), right.end(), [&](auto code) { return holds(left, code); }));
    const std::size_t together = left.size() + right.size() - shared;
    if (together <= limits_[limit].values) return std::nullopt;
    if (limits_[limit].days > 0) return window_clash(limit, a, b);
    if (together == std::max(left.size(), right.size())) return std::nullopt;
    const auto& own = own_values_[limit];
    return Clash{Rule::kLimit, static_cast<std::uint32_t>(limit), first_of(a, [&](Item i) { return adds(own[i], right); }),
                 first_of(b, [&](Item i) { return adds(own[i], left); })};
}

std::optional<Clash> JoinRules::window_clash(std::size_t limit, Item a, Item b) const {
    const auto [most, days] = limits_[limit];
    const Sightings &left = seen_[limit][a], &right = seen_[limit][b];
    const auto window = overfull_window(left, right, days, most);
    if (!window) return std::nullopt;
    const auto codes_in = [&](const Sightings& seen) {
        Codes codes;
        for (const Sighting& s : seen)
            if (window->holds(s.day)) insert_sorted(codes, s.code);
        return codes;
    };
    const Codes of_left = codes_in(left), of_right = codes_in(right);
    const auto& own = own_seen_[limit];
    return Clash{Rule::kLimit, static_cast<std::uint32_t>(limit), first_of(a, [&](Item i) { return adds(codes_in(own[i]), of_right); }),
                 first_of(b, [&](Item i) { return adds(codes_in(own[i]), of_left); })};
}

std::optional<Clash> JoinRules::ambiguity_clash(std::size_t limit, Item a, Item b) const {
    const auto& values = values_[limit];
    if (values[a].empty() == values[b].empty()) return std::nullopt;
    const Item without = values[a].empty() ? a : b, owner = values[a].empty() ? b : a;
    if (ambiguous_[limit][without] == 0) return std::nullopt;
    const Item item = first_of(without, [&](Item i) { return own_ambiguous_[limit][i] != 0; });
    const Item holder = first_of(owner, [&](Item i) { return !own_values_[limit][i].empty(); });
    return Clash{Rule::kAmbiguous, static_cast<std::uint32_t>(limit), without == a ? item : holder, without == a ? holder : item};
}

std::optional<Clash> JoinRules::clash(Item a, Item b) const {
    if (const auto clash = decided_clash(a, b)) return clash;
    if (const auto clash = source_clash(a, b)) return clash;
    for (std::size_t limit = 0; limit < limits_.size(); limit++)
        if (const auto clash = limit_clash(limit, a, b)) return clash;
    for (std::size_t limit = 0; limit < limits_.size(); limit++)
        if (const auto clash = ambiguity_clash(limit, a, b)) return clash;
    if (max_size_ != 0 && size_[a] + size_[b] > max_size_) return Clash{Rule::kMaxSize, 0, a, b};
    return std::nullopt;
}

void JoinRules::join(Item a, Item b) {
    for (auto& cluster : cluster_)
        if (cluster == b) cluster = a;
    size_[a] += size_[b];
    sources_[a] |= sources_[b];
    if (!apart_of_[b].empty()) apart_of_[a] = union_of(apart_of_[a], apart_of_[b]);
    for (auto& values : values_) values[a] = union_of(values[a], values[b]);
    for (std::size_t limit = 0; limit < limits_.size(); limit++)
        if (limits_[limit].days > 0) seen_[limit][a] = union_of(seen_[limit][a], seen_[limit][b]);
    for (auto& ambiguous : ambiguous_) ambiguous[a] |= ambiguous[b];
}

}  // namespace cdp::cluster
