// SPDX-License-Identifier: PostgreSQL
#include "core/link/kinds.hpp"

#include <algorithm>

#include "core/link/kind_rules.hpp"

namespace cdp::link {

namespace {

using text::Kind;

constexpr double kMostlyEmpty = 0.95;  // NULLs from which only a telling name saves a column
constexpr double kRepeats = 0.6;       // share of rows in which a column holds the words of its parts
constexpr double kSame = 0.9;
constexpr std::uint32_t kFewRows = 5;
constexpr double kAgainstName = 0.7;  // confidence in values that contradict a name with a known meaning

class Judgement {
public:
    Judgement(std::span<const ColumnProfile> columns, std::span<const Overlap> overlaps)
        : columns_(columns), overlaps_(overlaps) {}

    std::vector<KindGuess> run() {
        for (const auto& p : columns_) {
            names_.push_back(read_name(p.name));
            guesses_.push_back(judge_column(p, names_.back()));
        }
        settle_ambiguous_names();
        find_family_name();
        keep_one_given_name();
        keep_named_birth_date();
        drop_same_columns();
        drop_compounds();
        return std::move(guesses_);
    }

private:
    static KindGuess judge_column(const ColumnProfile& p, const NameReading& name) {
        if (auto g = judge_facts(p)) return *g;
        auto g = judge_name(p, name);
        const bool telling = g && g->kind && g->confidence >= 0.6;
        if (p.rows == 0) return g ? *g : judge_values(p);
        if (p.null_share() + (1 - p.null_share()) * p.junk > kMostlyEmpty && !telling)
            return {std::nullopt, 0.6, "almost always empty"};
        if (g) return *g;
        KindGuess by_values = judge_values(p);
        if (name.meaning < Meaning::kNameOrGiven && by_values.kind != Kind::kText) {
            by_values.confidence *= kAgainstName;
            by_values.reason += ", whatever the name says";
        }
        return by_values;
    }

    bool is_kind(std::size_t i, Kind kind) const { return guesses_[i].kind == kind; }

    bool any_of_kind(Kind kind) const {
        return std::ranges::any_of(guesses_, [kind](const KindGuess& g) { return g.kind == kind; });
    }

    void leave_out(std::size_t i, double confidence, std::string reason) {
        guesses_[i] = {std::nullopt, confidence, std::move(reason)};
    }

    // "nom" and "nombre" depend on what stands beside them; "name" may be of a person or of a company.
    void settle_ambiguous_names() {
        const bool given = any_of_kind(Kind::kGivenName);
        const bool family = any_of_kind(Kind::kFamilyName);
        for (std::size_t i = 0; i < columns_.size(); i++) {
            const Meaning m = names_[i].meaning;
            if (m != Meaning::kName && m != Meaning::kNameOrGiven && m != Meaning::kNameOrFamily) continue;
            const ColumnProfile& p = columns_[i];
            const bool judged = p.rows > 0;
            if (judged && (!guesses_[i].kind || p.email > 0.5 || p.letters < 0.3)) continue;
            const double trust = judged ? 1 : kWithoutRows;
            const std::string remark = judged ? "" : "; no rows";
            if (m == Meaning::kNameOrGiven && family && p.mean_tokens < 2.5)
                guesses_[i] = {Kind::kGivenName, 0.9 * trust, "name: the given name beside a family name" + remark};
            else if (m != Meaning::kNameOrGiven && given && p.mean_tokens < 2.5)
                guesses_[i] = {Kind::kFamilyName, (m == Meaning::kName ? 0.7 : 0.9) * trust,
                               "name: the family name beside a given name" + remark};
            else if (judged)
                guesses_[i] = whole_name(p, guesses_[i]);
        }
    }

    static KindGuess whole_name(const ColumnProfile& p, const KindGuess& by_values) {
        const double persons = p.two_tokens * std::max(p.given_first, p.given_name * p.family_name);
        const double companies = p.legal_form * 2 + p.company_word + (1 - p.letters);
        if (by_values.kind == Kind::kGivenName || by_values.kind == Kind::kFamilyName)
            return {by_values.kind, std::max(by_values.confidence, 0.6), by_values.reason};
        if (persons >= companies && p.mean_tokens >= 1.5)
            return {Kind::kFullName, 0.5 + 0.45 * std::min(1.0, persons), "a name with values like those of persons"};
        return {Kind::kCompany, 0.5 + 0.4 * std::min(1.0, companies), "a name with values like those of organisations"};
    }

    // Beside given names, a column of single words that often are family names is the family name.
    void find_family_name() {
        if (!any_of_kind(Kind::kGivenName) || any_of_kind(Kind::kFamilyName)) return;
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < columns_.size(); i++) {
            const ColumnProfile& p = columns_[i];
            if (!is_kind(i, Kind::kText) || names_[i].meaning != Meaning::kNone) continue;
            if (p.letters < 0.8 || p.mean_tokens > 1.6 || p.family_name < 0.12 || p.distinct < 20) continue;
            if (!best || p.family_name > columns_[*best].family_name) best = i;
        }
        if (best) guesses_[*best] = {Kind::kFamilyName, 0.5, "single names beside given names: family names"};
    }

    // Given names of one person are alternatives, not two pieces of evidence: the fuller column is the first name.
    void keep_one_given_name() {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < columns_.size(); i++)
            if (is_kind(i, Kind::kGivenName) && (!best || better(i, *best))) best = i;
        for (std::size_t i = 0; i < columns_.size(); i++)
            if (is_kind(i, Kind::kGivenName) && i != *best)
                guesses_[i] = {Kind::kText, 0.5, "a second given name beside " + columns_[*best].name};
    }

    // Other dates that spread over generations are no birth dates where one column is called that.
    void keep_named_birth_date() {
        const auto named = [this](std::size_t i) {
            return is_kind(i, Kind::kBirthDate) && names_[i].meaning == Meaning::kBirthDate;
        };
        bool any = false;
        for (std::size_t i = 0; i < columns_.size(); i++) any = any || named(i);
        for (std::size_t i = 0; any && i < columns_.size(); i++)
            if (is_kind(i, Kind::kBirthDate) && !named(i)) leave_out(i, 0.5, "a date beside the birth date");
    }

    // Told by name, then fuller, then first.
    bool better(std::size_t a, std::size_t b) const {
        const bool named_a = names_[a].meaning != Meaning::kNone, named_b = names_[b].meaning != Meaning::kNone;
        if (named_a != named_b) return named_a;
        if (columns_[a].filled() != columns_[b].filled()) return columns_[a].filled() > columns_[b].filled();
        return a < b;
    }

    void drop_same_columns() {
        for (const Overlap& o : overlaps_) {
            if (o.both < kFewRows || o.equal < kSame || o.covered < kSame) continue;
            if (!guesses_[o.whole].kind || !guesses_[o.part].kind || !better(o.part, o.whole)) continue;
            leave_out(o.whole, 0.9, "repeats " + columns_[o.part].name);
        }
    }

    // The column of one of `kinds` whose words `whole` holds in most rows.
    std::optional<std::size_t> part_of(std::size_t whole, std::initializer_list<Kind> kinds) const {
        for (const Overlap& o : overlaps_) {
            if (o.whole != whole || o.both < kFewRows || o.contains < kRepeats || o.covered < 0.5) continue;
            if (std::ranges::any_of(kinds, [&](Kind k) { return is_kind(o.part, k); })) return o.part;
        }
        return std::nullopt;
    }

    void drop_compounds() {
        for (std::size_t i = 0; i < columns_.size(); i++) {
            if (is_kind(i, Kind::kFullName) || is_kind(i, Kind::kCompany) || is_kind(i, Kind::kText))
                drop_compound(i, {Kind::kGivenName}, {Kind::kFamilyName});
            if (is_kind(i, Kind::kStreet) || is_kind(i, Kind::kText))
                drop_compound(i, {Kind::kStreet}, {Kind::kCity, Kind::kPostcode});
        }
    }

    void drop_compound(std::size_t i, std::initializer_list<Kind> first, std::initializer_list<Kind> second) {
        const auto a = part_of(i, first);
        const auto b = part_of(i, second);
        if (a && b) leave_out(i, 0.9, "repeats " + columns_[*a].name + " and " + columns_[*b].name);
    }

    std::span<const ColumnProfile> columns_;
    std::span<const Overlap> overlaps_;
    std::vector<NameReading> names_;
    std::vector<KindGuess> guesses_;
};

}  // namespace

std::vector<KindGuess> guess_kinds(std::span<const ColumnProfile> columns, std::span<const Overlap> overlaps) {
    return Judgement(columns, overlaps).run();
}

}  // namespace cdp::link
