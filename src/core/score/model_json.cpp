// SPDX-License-Identifier: PostgreSQL
#include "core/score/model_json.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/base/error.hpp"
#include "core/score/attribute_json.hpp"
#include "core/score/communities_json.hpp"
#include "core/score/frequency_json.hpp"
#include "core/score/frozen_json.hpp"
#include "core/score/model_names.hpp"
#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

constexpr std::size_t kMaxLevels = 15;  // a level and "missing" fit four bits of a pattern
constexpr std::size_t kMaxRules = 64;
constexpr std::size_t kMaxKeyParts = 8;
constexpr double kLeast = 1e-300;  // of m and u: their ratio must have a logarithm, and 32 of them a sum

std::vector<KeyPart> read_keys(const Json& j, const std::string& path, const Model& model) {
    if (!j.is_array() || j.empty() || j.size() > kMaxKeyParts)
        fail(path, "must be an array of 1 to 8 keys", "Example: [\"family_name.soundex\", \"birth_date\"].");
    std::vector<KeyPart> keys;
    for (std::size_t k = 0; k < j.size(); k++) {
        if (!j[k].is_string()) fail(at(path, k), std::string("must be a string, not ") + type_of(j[k]));
        keys.push_back(parse_key(j[k].get<std::string>(), model, at(path, k)));
    }
    return keys;
}

std::vector<BlockingRule> read_rules(const Json& j, const char* key, const std::string& path, const Model& model) {
    std::vector<BlockingRule> rules;
    const Json& list = array(j, key, path);
    if (list.size() > kMaxRules) fail(path + "." + key, "has more than 64 rules");
    for (std::size_t i = 0; i < list.size(); i++) {
        const std::string here = at(path + "." + key, i);
        BlockingRule rule = read_keys(list[i], here, model);
        const auto exploding = std::count_if(rule.begin(), rule.end(), [](const KeyPart& part) { return explodes(part.form); });
        if (exploding > 1) fail(here, "has more than one key that explodes", "Use one of tokens, rare and daitch_mokotoff once in a rule.");
        rules.push_back(std::move(rule));
    }
    return rules;
}

int read_attribute_name(const Json& j, const std::string& path, const Model& model) {
    if (!j.is_string()) fail(path, std::string("must be a string, not ") + type_of(j));
    const std::string name = j.get<std::string>();
    const int index = model.attribute_index(name);
    if (index < 0) fail(path, "attribute \"" + name + "\" is not among the model's attributes");
    return index;
}

// `true`, or an object that says whose frequencies count and how.
void read_frequency(const Json& j, const std::string& path, const Model& model, Level& level) {
    const Json* f = field(j, "term_frequency");
    if (f == nullptr || !f->is_object()) {
        level.term_frequency = flag(j, "term_frequency", path);
        return;
    }
    const std::string here = path + ".term_frequency";
    check_object(*f, here, {"attribute", "weight", "minimum", "base"});
    level.term_frequency = true;
    if (const Json* name = field(*f, "attribute"))
        level.frequency.attribute = read_attribute_name(*name, here + ".attribute", model);
    level.frequency.weight = number(*f, "weight", here, 1, 0, 1000);
    level.frequency.minimum = number(*f, "minimum", here, 0, 0, 1);
    level.frequency.base = read_choice<FrequencyBase>(*f, "base", here, kFrequencyBases);
}

// A frequency measured against the exact level needs one.
void check_frequencies(const Comparison& c, const std::string& path, const Model& model) {
    for (std::size_t i = 0; i < c.levels.size(); i++) {
        const int a = frequency_attribute(c.levels[i], c);
        if (a >= 0 && model.attributes[static_cast<std::size_t>(a)].many)
            fail(at(path + ".levels", i) + ".term_frequency", "an attribute with many values has no frequencies");
        if (a >= 0 && c.levels[i].frequency.base == FrequencyBase::kExact && exact_level(c, a) == nullptr)
            fail(at(path + ".levels", i) + ".term_frequency.base",
                 "the comparison has no level \"exact(" + model.attributes[static_cast<std::size_t>(a)].name + ")\"",
                 "Add one, or choose average or own.");
    }
}

void read_neighbourhoods(const Json& j, const std::string& path, Model& model) {
    const Json& list = array(j, "neighbourhoods", path);
    if (list.size() > kMaxRules) fail(path + ".neighbourhoods", "has more than 64 rules");
    for (std::size_t i = 0; i < list.size(); i++) {
        const std::string here = at(path + ".neighbourhoods", i);
        check_object(list[i], here, {"sort_by", "window"});
        Neighbourhood rule;
        rule.keys = read_keys(array(list[i], "sort_by", here), here + ".sort_by", model);
        for (std::size_t k = 0; k < rule.keys.size(); k++)
            if (explodes(rule.keys[k].form) || model.attributes[static_cast<std::size_t>(rule.keys[k].attribute)].many)
                fail(at(here + ".sort_by", k), "a key with many values gives no order");
        const double window = number(list[i], "window", here, 10, 2, 1000);
        rule.window = static_cast<std::size_t>(window);
        model.neighbourhoods.push_back(std::move(rule));
    }
}

// `true`, or the one of m and u that training leaves as it is.
void read_fixed(const Json& j, const std::string& path, Level& level) {
    const Json* f = field(j, "fixed");
    if (f == nullptr || !f->is_string()) {
        level.fixed = flag(j, "fixed", path);
        return;
    }
    const std::string which = f->get<std::string>();
    if (which != "m" && which != "u") fail(path + ".fixed", "must be true, false, \"m\" or \"u\"");
    (which == "m" ? level.fixed_m : level.fixed_u) = true;
}

Level read_level(const Json& j, const std::string& path, const Comparison& comparison,
                 const std::vector<std::string>& names, const Model& model) {
    check_object(j, path, {"when", "m", "u", "household", "namesake", "term_frequency", "fixed", "label"});
    Level level;
    if (field(j, "label") != nullptr) level.label = text(j, "label", path);
    level.when = text(j, "when", path);
    level.condition = parse_condition(level.when, names, comparison.attributes[0], path + ".when");
    level.m = number(j, "m", path, -1, 0, 1);
    level.u = number(j, "u", path, -1, 0, 1);
    for (std::size_t k = 0; k < kLookAlikes; k++)
        level.alike[k] = number(j, kLookAlikeNames[k].data(), path, -1, 1e-12, 1);
    read_frequency(j, path, model, level);
    read_fixed(j, path, level);
    if (level.m < 0 || level.u < 0)
        fail(path, "needs m and u", "Give both probabilities; train_model replaces them unless fixed is true.");
    if (level.m < kLeast || level.u < kLeast)
        fail(path, "m and u must be at least 1e-300", "Use a small value such as 1e-9.");
    return level;
}

// A comparison takes part in a class of look-alikes when its levels have probabilities for it: all or none.
void read_alike(Comparison& c, const std::string& path) {
    for (std::size_t k = 0; k < kLookAlikes; k++) {
        c.alike[k] = c.levels[0].alike[k] >= 0;
        for (std::size_t i = 0; i < c.levels.size(); i++)
            if ((c.levels[i].alike[k] >= 0) != c.alike[k])
                fail(at(path + ".levels", i), "\"" + std::string(kLookAlikeNames[k]) + "\" must be in all levels or in none");
    }
}

// Points and vectors have measures of their own, and no others.
void check_measures(const Condition& condition, const std::string& path, const Model& model) {
    for (const Test& test : condition.tests)
        for (const int side : {test.left, test.right}) {
            if (side < 0) continue;
            const Attribute& a = model.attributes[static_cast<std::size_t>(side)];
            if (test.measure == Measure::kIs && a.many) fail(path, "attribute \"" + a.name + "\" has many values, and no text is all of them");
            if (is_of_codes(test.measure)) continue;
            const Form needed = test.measure == Measure::kKm       ? Form::kPoint
                                : test.measure == Measure::kCosine ? Form::kVector
                                                                   : Form::kPlain;
            if (has_numbers(needed) ? a.form == needed : !has_numbers(a.form)) continue;
            fail(path, std::string("attribute \"") + a.name + "\" is " + kForms[static_cast<int>(a.form)] + ", which the measure does not take",
                 "km is for attributes of form point, cosine for those of form vector, all others for clean and plain ones.");
        }
}

// `all`, `any` and `never`, or a condition that presence, equality and literals decide.
void read_missing(const Json& j, const std::string& path, const std::vector<std::string>& names, Comparison& c) {
    if (field(j, "missing") == nullptr) return;
    c.missing = text(j, "missing", path);
    const std::string here = path + ".missing";
    if (c.missing == "all") return;
    if (c.missing == "never") {
        c.missing_when = parse_condition("not else", names, c.attributes[0], here);
    } else if (c.missing == "any") {
        std::string any;
        for (const int a : c.attributes)
            any += (any.empty() ? "not present(\"" : " or not present(\"") + names[static_cast<std::size_t>(a)] + "\")";
        c.missing_when = parse_condition(any, names, c.attributes[0], here);
    } else {
        c.missing_when = parse_condition(c.missing, names, c.attributes[0], here);
        for (const Test& test : c.missing_when.tests)
            if (!is_of_codes(test.measure))
                fail(here, "only present, exact, left, right and both can tell that a value is missing");
    }
}

void read_comparison(const Json& j, const std::string& path, Model& model) {
    check_object(j, path, {"name", "description", "attributes", "missing", "levels"});
    Comparison c;
    const Json& attributes = array(j, "attributes", path);
    if (attributes.empty()) fail(path + ".attributes", "must name at least one attribute");
    for (std::size_t i = 0; i < attributes.size(); i++)
        c.attributes.push_back(read_attribute_name(attributes[i], at(path + ".attributes", i), model));
    c.name = field(j, "name") != nullptr ? text(j, "name", path)
                                         : model.attributes[static_cast<std::size_t>(c.attributes[0])].name;
    if (field(j, "description") != nullptr) c.description = text(j, "description", path);
    const Json& levels = array(j, "levels", path);
    if (levels.size() < 2 || levels.size() > kMaxLevels) fail(path + ".levels", "must have 2 to 15 levels");
    const auto names = model.attribute_names();
    read_missing(j, path, names, c);
    check_measures(c.missing_when, path + ".missing", model);
    for (std::size_t i = 0; i < levels.size(); i++) {
        c.levels.push_back(read_level(levels[i], at(path + ".levels", i), c, names, model));
        check_measures(c.levels.back().condition, at(path + ".levels", i) + ".when", model);
    }
    check_frequencies(c, path, model);
    read_alike(c, path);
    for (std::size_t i = 0; i + 1 < c.levels.size(); i++)
        if (c.levels[i].condition.is_else()) fail(at(path + ".levels", i), "\"else\" must be the last level");
    if (!c.levels.back().condition.is_else())
        fail(at(path + ".levels", levels.size() - 1), "the last level must be \"else\"");
    model.comparisons.push_back(std::move(c));
}

std::size_t comparison_named(const std::string& name, const std::string& path, const Model& model) {
    const int c = model.comparison_index(name);
    if (c < 0) fail(path, "no comparison is named \"" + name + "\"");
    return static_cast<std::size_t>(c);
}

void read_interactions(const Json& j, const std::string& path, Model& model) {
    const Json& list = array(j, "interactions", path);
    for (std::size_t i = 0; i < list.size(); i++) {
        const std::string here = at(path + ".interactions", i);
        check_object(list[i], here, {"comparisons", "levels", "bits"});
        const Json &comparisons = array(list[i], "comparisons", here), &levels = array(list[i], "levels", here);
        if (comparisons.size() != 2 || !comparisons[0].is_string() || !comparisons[1].is_string())
            fail(here + ".comparisons", "must be the names of two comparisons");
        if (levels.size() != 2 || !levels[0].is_number_unsigned() || !levels[1].is_number_unsigned())
            fail(here + ".levels", "must be a level of each, 1 the strictest");
        Interaction out;
        out.left = comparison_named(comparisons[0].get<std::string>(), here + ".comparisons", model);
        out.right = comparison_named(comparisons[1].get<std::string>(), here + ".comparisons", model);
        if (out.left == out.right) fail(here + ".comparisons", "must be two different ones");
        const auto level = [&](std::size_t k, std::size_t comparison) {
            const auto n = levels[k].get<std::uint64_t>();
            if (n < 1 || n > model.comparisons[comparison].levels.size())
                fail(here + ".levels", "comparison \"" + model.comparisons[comparison].name + "\" has levels 1 to " +
                                           std::to_string(model.comparisons[comparison].levels.size()));
            return static_cast<unsigned>(n);
        };
        out.left_level = level(0, out.left);
        out.right_level = level(1, out.right);
        out.bits = number(list[i], "bits", here, 0, -100, 100);
        model.interactions.push_back(out);
    }
}

void read_thresholds(const Json& j, const std::string& path, Model& model) {
    const Json* t = field(j, "thresholds");
    if (t == nullptr) return;
    const std::string here = path + ".thresholds";
    check_object(*t, here, {"component", "cluster", "review"});
    model.thresholds.component = number(*t, "component", here, model.thresholds.component, -100, 100);
    model.thresholds.cluster = number(*t, "cluster", here, model.thresholds.cluster, -100, 100);
    model.thresholds.review = number(*t, "review", here, model.thresholds.review, -100, 100);
}

// A whole number of at least one.
std::uint64_t count(const Json& j, const std::string& path) {
    if (!j.is_number_integer() || j.get<std::int64_t>() < 1 || j.get<std::int64_t>() > 1'000'000'000)
        fail(path, "must be a whole number from 1 to 1000000000");
    return j.get<std::uint64_t>();
}

// So many values, or an object that counts those of a window: {"values": 1, "days": 30, "seen": "observed_at"}.
Constraints::Limit read_limit(const Json& j, const std::string& path, int attribute, const Model& model) {
    if (!j.is_object()) return {attribute, static_cast<std::uint32_t>(count(j, path))};
    check_object(j, path, {"values", "days", "seen"});
    const Json* const values = field(j, "values");
    if (values == nullptr) fail(path + ".values", "is missing", "Say how many different values a cluster may have.");
    Constraints::Limit limit{attribute, static_cast<std::uint32_t>(count(*values, path + ".values"))};
    const Json* const days = field(j, "days");
    const Json* const seen = field(j, "seen");
    if (days == nullptr && seen == nullptr) return limit;
    if (days == nullptr || seen == nullptr)
        fail(path, "days and seen go together", "Example: {\"values\": 1, \"days\": 30, \"seen\": \"updated_on\"}.");
    limit.days = static_cast<std::uint32_t>(count(*days, path + ".days"));
    limit.seen = read_attribute_name(*seen, path + ".seen", model);
    const Attribute& when = model.attributes[static_cast<std::size_t>(limit.seen)];
    if (when.many || has_numbers(when.form) || (when.kind != text::Kind::kDate && when.kind != text::Kind::kBirthDate))
        fail(path + ".seen", "is not an attribute of kind date");
    return limit;
}

void read_constraints(const Json& j, const std::string& path, Model& model) {
    const Json* c = field(j, "constraints");
    if (c == nullptr) return;
    const std::string here = path + ".constraints";
    check_object(*c, here, {"duplicate_free", "limits", "max_size"});
    auto& sources = model.constraints.duplicate_free;
    const Json& list = array(*c, "duplicate_free", here);
    if (list.size() > kMaxDuplicateFreeSources) fail(here + ".duplicate_free", "has more than 64 sources");
    for (std::size_t i = 0; i < list.size(); i++) {
        const std::string spot = at(here + ".duplicate_free", i);
        if (!list[i].is_string()) fail(spot, std::string("must be a string, not ") + type_of(list[i]));
        if (std::find(sources.begin(), sources.end(), list[i].get<std::string>()) != sources.end())
            fail(spot, "source \"" + list[i].get<std::string>() + "\" is there twice");
        sources.push_back(list[i].get<std::string>());
    }
    if (const Json* limits = field(*c, "limits")) {
        if (!limits->is_object())
            fail(here + ".limits", "must be an object of attribute and number", "Example: {\"national_id\": 1}.");
        for (const auto& [name, values] : limits->items()) {
            const std::string spot = here + ".limits." + name;
            const int attribute = model.attribute_index(name);
            if (attribute < 0) fail(spot, "is not among the model's attributes");
            if (model.attributes[static_cast<std::size_t>(attribute)].many) fail(spot, "an attribute with many values has no limit of them");
            model.constraints.limits.push_back(read_limit(values, spot, attribute, model));
        }
    }
    if (const Json* size = field(*c, "max_size")) model.constraints.max_size = count(*size, here + ".max_size");
}

void read_statistics(const Json& j, FrequencyTables& tables, const std::string& path, Model& model) {
    const Json* s = field(j, "statistics");
    if (s == nullptr) return;
    const std::string here = path + ".statistics";
    check_object(*s, here, {"records", "training", "term_frequencies", "communities", "blocking"});
    model.records = static_cast<std::uint64_t>(number(*s, "records", here, 0, 0, 1e15));
    if (const Json* training = field(*s, "training")) {
        if (!training->is_object()) fail(here + ".training", std::string("must be an object, not ") + type_of(*training));
        model.training = training->dump();
    }
    if (const Json* blocking = field(*s, "blocking")) model.frozen = read_frozen(*blocking, here + ".blocking", model);
    if (const Json* of = field(*s, "communities")) model.communities = read_communities(*of, here + ".communities", model);
    const Json* tf = field(*s, "term_frequencies");
    if (tf == nullptr) return;
    if (!tf->is_object()) fail(here + ".term_frequencies", "must be an object");
    for (const auto& [name, table] : tf->items()) {
        const std::string spot = here + ".term_frequencies." + name;
        if (model.attribute_index(name) < 0) fail(spot, "is not among the model's attributes");
        check_object(table, spot, {"default", "average", "values"});
        TermFrequencies frequencies;
        frequencies.fallback = number(table, "default", spot, 0, 0, 1);
        frequencies.average = number(table, "average", spot, frequencies.fallback, 0, 1);
        if (const Json* values = field(table, "values")) {
            if (!values->is_object()) fail(spot + ".values", "must be an object of value and frequency");
            FrequencyTable& taken = tables[name];
            if (taken.wrong) fail(spot + ".values." + std::string(text::head_of(*taken.wrong, 100)), "must be a number between 0 and 1");
            frequencies.values = std::move(taken.values);
            frequencies.values.sort();
        }
        model.term_frequencies.emplace(name, std::move(frequencies));
    }
}

}  // namespace

std::vector<BlockingRule> read_rules(std::string_view json, const Model& model) {
    const std::string path = "train_model";
    const Json rules = Json::parse(json, nullptr, false);
    if (rules.is_discarded()) fail(path + ".rules", "is not valid JSON");
    return read_rules(Json{{"rules", rules}}, "rules", path, model);
}

Model read_model(std::string_view json, std::string_view statistics) {
    const std::string path = "model";
    FrequencyTables tables;
    Json j = read_beside_frequencies(json, path, tables);
    check_object(j, path,
                 {"attributes", "blocking", "deterministic", "neighbourhoods", "comparisons", "interactions", "prior", "lookalikes",
                  "thresholds", "link_type", "linkage", "constraints", "statistics", "notes"});
    if (!statistics.empty()) {
        tables.clear();
        j["statistics"] = read_statistics_beside_frequencies(statistics, path + ".statistics", tables);
    }
    Model model;
    read_attributes(j, path, model);
    model.blocking = read_rules(j, "blocking", path, model);
    model.deterministic = read_rules(j, "deterministic", path, model);
    read_neighbourhoods(j, path, model);
    if (model.blocking.empty() && model.deterministic.empty() && model.neighbourhoods.empty())
        fail(path + ".blocking", "must have at least one rule", "Example: [[\"email\"], [\"family_name\", \"birth_date\"]].");
    const Json& comparisons = array(j, "comparisons", path);
    if (comparisons.empty() || comparisons.size() > kMaxComparisons)
        fail(path + ".comparisons", "must have 1 to 32 comparisons, not " + std::to_string(comparisons.size()),
             "A comparison may look at several attributes; leave out those that tell least.");
    for (std::size_t i = 0; i < comparisons.size(); i++)
        read_comparison(comparisons[i], at(path + ".comparisons", i), model);
    read_interactions(j, path, model);
    model.prior = number(j, "prior", path, model.prior, 1e-15, 0.999);
    if (const Json* alike = field(j, "lookalikes")) {
        check_object(*alike, path + ".lookalikes", {"household", "namesake"});
        for (std::size_t k = 0; k < kLookAlikes; k++)
            model.alike[k] = number(*alike, kLookAlikeNames[k].data(), path + ".lookalikes", 0, 0, 0.5);
    }
    model.link_type = read_choice<LinkType>(j, "link_type", path, kLinkTypes);
    model.linkage = read_choice<Linkage>(j, "linkage", path, kLinkages);
    read_thresholds(j, path, model);
    read_constraints(j, path, model);
    read_statistics(j, tables, path, model);
    if (const Json* notes = field(j, "notes")) model.notes = notes->dump();
    return model;
}

}  // namespace cdp::score
