// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_labels.hpp"

#include <algorithm>

namespace cdp::link {

namespace {
constexpr std::uint64_t kSeed = 0x6c616265;
}  // namespace

void Labels::add_pair(Record a, Record b, bool same) {
    pairs_.push_back({{std::min(a, b), std::max(a, b)}, same});
    in_pairs_[a] = in_pairs_[b] = 1;
}

void Labels::finish(const CancelToken& token) {
    token.check();
    std::sort(pairs_.begin(), pairs_.end(), [](const Known& x, const Known& y) { return x.pair < y.pair; });
    token.check();
}

std::optional<bool> Labels::verdict(Record a, Record b) const noexcept {
    if (entities_[a] != kMissing && entities_[b] != kMissing) return entities_[a] == entities_[b];
    if (in_pairs_[a] == 0 || in_pairs_[b] == 0) return std::nullopt;
    const Pair wanted{std::min(a, b), std::max(a, b)};
    const auto it = std::lower_bound(pairs_.begin(), pairs_.end(), wanted,
                                     [](const Known& x, const Pair& y) { return x.pair < y; });
    if (it == pairs_.end() || it->pair != wanted) return std::nullopt;
    return it->same;
}

void Labels::matches_of(std::span<const Record> members, double share, Vec<Pair>& to) const {
    const std::uint64_t all = pairs_in(members.size());
    if (share >= 1) {
        for (std::size_t i = 0; i < members.size(); i++)
            for (std::size_t k = i + 1; k < members.size(); k++) to.push_back({members[i], members[k]});
        return;
    }
    // why: by the entity's first record, so that neither its name nor the order of labels shows.
    const std::uint64_t seed = combine64(kSeed, members[0]);
    const double wanted = static_cast<double>(all) * share;
    auto draws = static_cast<std::uint64_t>(wanted);
    if (static_cast<double>(seed >> 11) * 0x1p-53 < wanted - static_cast<double>(draws)) draws++;
    for (std::uint64_t i = 0; i < draws; i++) {
        const std::uint64_t place = combine64(seed, i + 1) % (members.size() * (members.size() - 1));
        const std::size_t first = place / (members.size() - 1), other = place % (members.size() - 1);
        const std::size_t second = other >= first ? other + 1 : other;
        to.push_back({std::min(members[first], members[second]), std::max(members[first], members[second])});
    }
}

Vec<Pair> Labels::matches(std::size_t most, const CancelToken& token) const {
    Vec<Pair> out(pairs_.get_allocator().resource());
    Vec<Record> members(pairs_.get_allocator().resource());
    for (std::size_t r = 0; r < entities_.size(); r++)
        if (entities_[r] != kMissing) members.push_back(static_cast<Record>(r));
    std::sort(members.begin(), members.end(), [&](Record x, Record y) {
        return entities_[x] != entities_[y] ? entities_[x] < entities_[y] : x < y;
    });
    const auto each_entity = [&](const auto& body) {
        for (std::size_t begin = 0, end; begin < members.size(); begin = end) {
            for (end = begin + 1; end < members.size() && entities_[members[end]] == entities_[members[begin]];) end++;
            if (end - begin > 1) body(std::span<const Record>(members.data() + begin, end - begin));
        }
    };
    double all = 0;
    each_entity([&](std::span<const Record> entity) { all += static_cast<double>(pairs_in(entity.size())); });
    const double share = all > static_cast<double>(most) ? static_cast<double>(most) / all : 1;
    each_entity([&](std::span<const Record> entity) {
        token.check();
        matches_of(entity, share, out);
    });
    for (const Known& known : pairs_)
        if (known.same) out.push_back(known.pair);
    std::sort(out.begin(), out.end());
    return out;
}

std::size_t Labels::records() const noexcept {
    std::size_t n = 0;
    for (std::size_t r = 0; r < entities_.size(); r++) n += entities_[r] != kMissing || in_pairs_[r] != 0 ? 1 : 0;
    return n;
}

Vec<Pair> Labels::others() const {
    Vec<Pair> out(pairs_.get_allocator().resource());
    for (const Known& known : pairs_)
        if (!known.same) out.push_back(known.pair);
    return out;
}

}  // namespace cdp::link
