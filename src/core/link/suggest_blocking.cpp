// SPDX-License-Identifier: PostgreSQL
#include <algorithm>
#include <optional>

#include "core/link/suggest.hpp"

namespace cdp::link {

using score::BlockingRule;
using score::KeyForm;
using score::KeyPart;
using text::Kind;

namespace {

constexpr std::size_t kMaxBlock = 1000;       // a block of more records is not counted as compared
constexpr double kPairsPerRecord = 6;         // one rule
constexpr double kAllPairsPerRecord = 30;     // all rules
constexpr double kAlwaysAffordable = 100'000; // pairs that cost nothing to speak of
constexpr std::size_t kFewestRules = 8;
constexpr std::size_t kMaxParts = 8;          // of a rule
constexpr double kSampledRecords = 200'000;   // beyond, pairs are estimated from a share of the keys

struct Proposal {
    BlockingRule rule;
    double pairs = 0;
    double skipped = 0;
};

// Every way in which records of these attributes are commonly found again, most telling first.
class Proposals {
public:
    explicit Proposals(const score::Model& model) : model_(model) {}

    std::vector<Proposal> run() {
        singles();
        people();
        places();
        full_names();
        organisations();
        others();
        if (out_.empty()) whole_record();
        return std::move(out_);
    }

private:
    using Part = std::optional<KeyPart>;

    std::vector<int> all(Kind kind) const {
        std::vector<int> found;
        for (std::size_t i = 0; i < model_.attributes.size(); i++)
            if (model_.attributes[i].kind == kind) found.push_back(static_cast<int>(i));
        return found;
    }
    Part first(Kind kind, KeyForm form = KeyForm::kWhole, int length = 0) const {
        const auto found = all(kind);
        if (found.empty()) return std::nullopt;
        return KeyPart{found[0], form, length};
    }
    // Adds the rule unless an attribute is not there.
    void add(std::initializer_list<Part> parts) {
        BlockingRule rule;
        for (const auto& part : parts) {
            if (!part) return;
            rule.push_back(*part);
        }
        if (std::none_of(out_.begin(), out_.end(), [&](const Proposal& p) { return p.rule == rule; }))
            out_.push_back({std::move(rule)});
    }

    void singles() {
        for (const Kind kind : {Kind::kIdentifier, Kind::kEmail, Kind::kPhone})
            for (const int a : all(kind)) add({KeyPart{a}});
        for (const int a : all(Kind::kPhone)) add({KeyPart{a, KeyForm::kSuffix, 8}});
        for (const int a : all(Kind::kEmail)) add({KeyPart{a, KeyForm::kUser}});
    }

    void people() {
        const Part given = first(Kind::kGivenName), family = first(Kind::kFamilyName), birth = first(Kind::kBirthDate);
        const Part given3 = first(Kind::kGivenName, KeyForm::kPrefix, 3);
        const Part given1 = first(Kind::kGivenName, KeyForm::kPrefix, 1);
        const Part family3 = first(Kind::kFamilyName, KeyForm::kPrefix, 3);
        const Part family_sound = first(Kind::kFamilyName, KeyForm::kMetaphone);
        const Part given_sound = first(Kind::kGivenName, KeyForm::kMetaphone);
        const Part year = first(Kind::kBirthDate, KeyForm::kYear);
        const Part month_day = first(Kind::kBirthDate, KeyForm::kMonthDay);
        add({birth});
        add({family, birth});
        add({given, birth});
        add({family, given});
        add({family_sound, birth});
        add({given_sound, birth});
        add({family_sound, given_sound, year});
        add({family_sound, given_sound, month_day});
        add({family3, given3, year});
        add({family3, given3, month_day});
        add({family_sound, given_sound});
        add({family_sound, given1, year});
        add({family, month_day});
        add({given, family3, year});
    }

    void places() {
        const Part given = first(Kind::kGivenName), family = first(Kind::kFamilyName), birth = first(Kind::kBirthDate);
        const Part family_sound = first(Kind::kFamilyName, KeyForm::kMetaphone);
        const Part given_sound = first(Kind::kGivenName, KeyForm::kMetaphone);
        for (const Kind kind : {Kind::kStreet, Kind::kPostcode, Kind::kCity})
            for (const int a : all(kind)) {
                const KeyPart place{a};
                if (kind == Kind::kStreet) add({place});
                add({place, given});
                add({place, family});
                add({place, birth});
                add({place, given_sound, family_sound});
                add({place, first(Kind::kBirthDate, KeyForm::kYear), family_sound});
                add({place, first(Kind::kBirthDate, KeyForm::kYear), given_sound});
                add({place, first(Kind::kBirthDate, KeyForm::kMonthDay)});
                add({place, first(Kind::kFullName, KeyForm::kPrefix, 4)});
                add({place, first(Kind::kFullName, KeyForm::kTokens)});
            }
    }

    void full_names() {
        const Part sorted = first(Kind::kFullName, KeyForm::kSorted);
        const Part tokens = first(Kind::kFullName, KeyForm::kTokens);
        add({sorted});
        add({first(Kind::kFullName, KeyForm::kRare)});
        add({first(Kind::kFullName, KeyForm::kPrefix, 6)});
        add({tokens, first(Kind::kBirthDate)});
        add({tokens, first(Kind::kBirthDate, KeyForm::kYear)});
        add({tokens, first(Kind::kBirthDate, KeyForm::kMonthDay)});
        add({tokens, first(Kind::kGivenName)});
        add({tokens, first(Kind::kFamilyName)});
    }

    void organisations() {
        for (const int a : all(Kind::kCompany)) {
            add({KeyPart{a, KeyForm::kSorted}});
            add({KeyPart{a, KeyForm::kRare}});
            add({KeyPart{a, KeyForm::kTokens}});
            add({KeyPart{a, KeyForm::kPrefix, 6}});
            for (const Kind place : {Kind::kPostcode, Kind::kCity, Kind::kStreet}) {
                add({KeyPart{a, KeyForm::kTokens}, first(place)});
                add({KeyPart{a, KeyForm::kMetaphone}, first(place)});
            }
        }
    }

    // Columns of no special kind: telling together with a name or a date, or alone if values are rare.
    void others() {
        for (const Kind kind : {Kind::kText, Kind::kNumber, Kind::kDate})
            for (const int a : all(kind)) {
                const KeyPart part{a};
                add({part});
                add({part, first(Kind::kFamilyName), first(Kind::kGivenName, KeyForm::kPrefix, 1)});
                add({part, first(Kind::kFamilyName)});
                add({part, first(Kind::kGivenName)});
                add({part, first(Kind::kBirthDate)});
                add({part, first(Kind::kFullName, KeyForm::kPrefix, 4)});
                add({part, first(Kind::kCompany, KeyForm::kPrefix, 4)});
            }
    }

    // Nothing tells records apart: those that agree on everything.
    void whole_record() {
        BlockingRule rule;
        for (std::size_t i = 0; i < std::min(model_.attributes.size(), kMaxParts); i++)
            rule.push_back({static_cast<int>(i)});
        out_.push_back({std::move(rule)});
    }

    const score::Model& model_;
    std::vector<Proposal> out_;
};

// Pairs that the rule would give, from the keys whose hash falls below `share`.
void count_pairs(const Keys& keys, std::size_t rule, std::size_t records, double share, const CancelToken& token,
                 Proposal& proposal, std::pmr::memory_resource* memory) {
    const auto limit = share >= 1 ? ~Key{0} : static_cast<Key>(share * 18446744073709551615.0);
    Vec<Key> found(memory);
    const auto take = [&](Key key) {
        if (key != 0 && mix64(key) <= limit) found.push_back(key);
    };
    for (Record r = 0; r < records; r++) {
        if (keys.explodes(rule))
            keys.each(rule, r, take);
        else
            take(keys.of(rule, r));
    }
    token.check();
    std::sort(found.begin(), found.end());
    for (std::size_t begin = 0, end; begin < found.size(); begin = end) {
        for (end = begin + 1; end < found.size() && found[end] == found[begin];) end++;
        const double n = static_cast<double>(end - begin), pairs = n * (n - 1) / 2 / share;
        (n > kMaxBlock ? proposal.skipped : proposal.pairs) += pairs;
    }
}

// True when whatever agrees on `narrow` agrees on `wide`: each key of `wide` follows from one of `narrow`.
bool follows(const BlockingRule& narrow, const BlockingRule& wide) {
    return std::all_of(wide.begin(), wide.end(), [&](const KeyPart& w) {
        return std::any_of(narrow.begin(), narrow.end(), [&](const KeyPart& n) {
            return n == w || (n.attribute == w.attribute && n.form == KeyForm::kWhole);
        });
    });
}

}  // namespace

std::vector<BlockingRule> suggest_blocking(const score::Model& model, const Table& table, JobContext& context) {
    std::vector<Proposal> proposals = Proposals(model).run();
    std::vector<BlockingRule> rules;
    for (const auto& p : proposals) rules.push_back(p.rule);
    const Keys keys(table, rules, context);
    const auto n = static_cast<double>(table.size());
    const double share = std::min(1.0, kSampledRecords / std::max(n, 1.0));
    context.progress().begin("choosing blocking rules", rules.size());
    context.parallel_for(rules.size(), 1, [&](std::size_t i, std::size_t, unsigned) {
        count_pairs(keys, i, table.size(), share, context.token(), proposals[i], table.raw->memory());
        context.progress().done.fetch_add(1, std::memory_order_relaxed);
    });

    // Widest first: a rule that follows from one already taken adds nothing.
    std::vector<const Proposal*> order;
    for (const auto& p : proposals)
        if (p.pairs > 0) order.push_back(&p);
    std::stable_sort(order.begin(), order.end(),
                     [](const Proposal* a, const Proposal* b) { return a->rule.size() < b->rule.size(); });
    std::vector<const Proposal*> taken;
    double budget = std::max(kAlwaysAffordable, kAllPairsPerRecord * n);
    for (const Proposal* p : order) {
        if (p->pairs > std::max(kAlwaysAffordable, kPairsPerRecord * n) || p->pairs > budget) continue;
        // why: a rule with blocks over the limit leaves them to narrower rules.
        if (std::any_of(taken.begin(), taken.end(),
                        [&](const Proposal* t) { return t->skipped == 0 && follows(p->rule, t->rule); }))
            continue;
        taken.push_back(p);
        budget -= p->pairs;
    }
    if (taken.empty()) {
        const auto cost = [](const Proposal& p) { return p.pairs + p.skipped; };
        const Proposal* least = nullptr;
        for (const auto& p : proposals)
            if (cost(p) > 0 && (least == nullptr || cost(p) < cost(*least))) least = &p;
        if (least != nullptr) taken.push_back(least);
    }
    std::vector<BlockingRule> out;
    // No two records agree on anything, or there are none: rules all the same, so that the model is whole.
    for (std::size_t i = 0; taken.empty() && i < std::min(kFewestRules, proposals.size()); i++)
        out.push_back(proposals[i].rule);
    for (const Proposal* p : taken) out.push_back(p->rule);
    return out;
}

}  // namespace cdp::link
