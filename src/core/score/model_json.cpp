// SPDX-License-Identifier: PostgreSQL
#include "core/score/model_json.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.hpp"
#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxAttributes = 64;
constexpr std::size_t kMaxComparisons = 32;
constexpr std::size_t kMaxLevels = 15;  // a level and "missing" fit four bits of a pattern
constexpr std::size_t kMaxRules = 64;
constexpr std::size_t kMaxKeyParts = 8;
constexpr std::size_t kMaxDuplicateFree = 64;
constexpr double kLeast = 1e-30;  // of m and u: their ratio must have a logarithm, and 32 of them a sum

[[noreturn]] void fail(const std::string& path, const std::string& what, const std::string& hint = {}) {
    throw Error(ErrorCode::kInvalidModel, path + ": " + what, {}, hint);
}

std::string at(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

const char* type_of(const Json& j) {
    if (j.is_object()) return "an object";
    if (j.is_array()) return "an array";
    if (j.is_string()) return "a string";
    if (j.is_number()) return "a number";
    if (j.is_boolean()) return "a boolean";
    return "null";
}

// An object whose keys are all known: a typing error must not pass as "not given".
void check_object(const Json& j, const std::string& path, std::initializer_list<const char*> known) {
    if (!j.is_object()) fail(path, std::string("must be an object, not ") + type_of(j));
    for (const auto& [key, value] : j.items()) {
        bool found = false;
        std::string names;
        for (const char* name : known) {
            found = found || key == name;
            names += (names.empty() ? "" : ", ") + std::string(name);
        }
        if (!found) fail(path + "." + key, "unknown field", "Known fields here: " + names + ".");
    }
}

const Json* field(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it == j.end() || it->is_null() ? nullptr : &*it;
}

const Json& array(const Json& j, const char* key, const std::string& path) {
    static const Json& kEmpty = *new Json(Json::array());  // leaked: no destructor runs at exit
    const Json* f = field(j, key);
    if (f == nullptr) return kEmpty;
    if (!f->is_array()) fail(path + "." + key, std::string("must be an array, not ") + type_of(*f));
    return *f;
}

std::string text(const Json& j, const char* key, const std::string& path) {
    const Json* f = field(j, key);
    if (f == nullptr) fail(path + "." + key, "is missing");
    if (!f->is_string()) fail(path + "." + key, std::string("must be a string, not ") + type_of(*f));
    return f->get<std::string>();
}

double number(const Json& j, const char* key, const std::string& path, double fallback, double low, double high) {
    const Json* f = field(j, key);
    if (f == nullptr) return fallback;
    if (!f->is_number()) fail(path + "." + key, std::string("must be a number, not ") + type_of(*f));
    const double x = f->get<double>();
    if (!std::isfinite(x) || x < low || x > high)
        fail(path + "." + key, "must be between " + Json(low).dump() + " and " + Json(high).dump());
    return x;
}

bool flag(const Json& j, const char* key, const std::string& path) {
    const Json* f = field(j, key);
    if (f == nullptr) return false;
    if (!f->is_boolean()) fail(path + "." + key, std::string("must be true or false, not ") + type_of(*f));
    return f->get<bool>();
}

void read_attributes(const Json& j, const std::string& path, Model& model) {
    const Json& list = array(j, "attributes", path);
    if (list.empty()) fail(path + ".attributes", "must name at least one attribute");
    if (list.size() > kMaxAttributes) fail(path + ".attributes", "has more than 64 entries");
    for (std::size_t i = 0; i < list.size(); i++) {
        const std::string here = at(path + ".attributes", i);
        check_object(list[i], here, {"name", "kind"});
        Attribute a;
        a.name = text(list[i], "name", here);
        if (a.name.empty()) fail(here + ".name", "must not be empty");
        if (model.attribute_index(a.name) >= 0) fail(here + ".name", "attribute \"" + a.name + "\" is there twice");
        const std::string kind = text(list[i], "kind", here);
        const auto known = text::kind_from_name(kind);
        if (!known) {
            std::string kinds;
            for (const auto name : text::kKindNames) kinds += (kinds.empty() ? "" : ", ") + std::string(name);
            fail(here + ".kind", "unknown kind \"" + kind + "\"", "Kinds: " + kinds + ".");
        }
        a.kind = *known;
        model.attributes.push_back(std::move(a));
    }
}

std::vector<BlockingRule> read_rules(const Json& j, const char* key, const std::string& path, const Model& model) {
    std::vector<BlockingRule> rules;
    const Json& list = array(j, key, path);
    if (list.size() > kMaxRules) fail(path + "." + key, "has more than 64 rules");
    for (std::size_t i = 0; i < list.size(); i++) {
        const std::string here = at(path + "." + key, i);
        if (!list[i].is_array() || list[i].empty() || list[i].size() > kMaxKeyParts)
            fail(here, "must be an array of 1 to 8 keys", "Example: [\"family_name.soundex\", \"birth_date\"].");
        BlockingRule rule;
        int exploding = 0;
        for (std::size_t k = 0; k < list[i].size(); k++) {
            if (!list[i][k].is_string()) fail(at(here, k), std::string("must be a string, not ") + type_of(list[i][k]));
            rule.push_back(parse_key(list[i][k].get<std::string>(), model, at(here, k)));
            exploding += explodes(rule.back().form) ? 1 : 0;
        }
        if (exploding > 1) fail(here, "has more than one key that explodes", "Use one of tokens, rare and daitch_mokotoff once in a rule.");
        rules.push_back(std::move(rule));
    }
    return rules;
}

Level read_level(const Json& j, const std::string& path, const Comparison& comparison,
                 const std::vector<std::string>& names) {
    check_object(j, path, {"when", "m", "u", "household", "namesake", "term_frequency", "fixed"});
    Level level;
    level.when = text(j, "when", path);
    level.condition = parse_condition(level.when, names, comparison.attributes[0], path + ".when");
    level.m = number(j, "m", path, -1, 0, 1);
    level.u = number(j, "u", path, -1, 0, 1);
    for (std::size_t k = 0; k < kLookAlikes; k++)
        level.alike[k] = number(j, kLookAlikeNames[k].data(), path, -1, 1e-12, 1);
    level.term_frequency = flag(j, "term_frequency", path);
    level.fixed = flag(j, "fixed", path);
    if (level.m < 0 || level.u < 0)
        fail(path, "needs m and u", "Give both probabilities; train_model replaces them unless fixed is true.");
    if (level.m < kLeast || level.u < kLeast)
        fail(path, "m and u must be at least 1e-30", "Use a small value such as 1e-9.");
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

void read_comparison(const Json& j, const std::string& path, Model& model) {
    check_object(j, path, {"name", "attributes", "levels"});
    Comparison c;
    const Json& attributes = array(j, "attributes", path);
    if (attributes.empty()) fail(path + ".attributes", "must name at least one attribute");
    for (std::size_t i = 0; i < attributes.size(); i++) {
        const std::string here = at(path + ".attributes", i);
        if (!attributes[i].is_string()) fail(here, std::string("must be a string, not ") + type_of(attributes[i]));
        const std::string name = attributes[i].get<std::string>();
        const int index = model.attribute_index(name);
        if (index < 0) fail(here, "attribute \"" + name + "\" is not among the model's attributes");
        c.attributes.push_back(index);
    }
    c.name = field(j, "name") != nullptr ? text(j, "name", path)
                                         : model.attributes[static_cast<std::size_t>(c.attributes[0])].name;
    const Json& levels = array(j, "levels", path);
    if (levels.size() < 2 || levels.size() > kMaxLevels) fail(path + ".levels", "must have 2 to 15 levels");
    const auto names = model.attribute_names();
    for (std::size_t i = 0; i < levels.size(); i++)
        c.levels.push_back(read_level(levels[i], at(path + ".levels", i), c, names));
    read_alike(c, path);
    for (std::size_t i = 0; i + 1 < c.levels.size(); i++)
        if (c.levels[i].condition.is_else()) fail(at(path + ".levels", i), "\"else\" must be the last level");
    if (!c.levels.back().condition.is_else())
        fail(at(path + ".levels", levels.size() - 1), "the last level must be \"else\"");
    model.comparisons.push_back(std::move(c));
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

void read_constraints(const Json& j, const std::string& path, Model& model) {
    const Json* c = field(j, "constraints");
    if (c == nullptr) return;
    const std::string here = path + ".constraints";
    check_object(*c, here, {"duplicate_free", "limits", "max_size"});
    auto& sources = model.constraints.duplicate_free;
    const Json& list = array(*c, "duplicate_free", here);
    if (list.size() > kMaxDuplicateFree) fail(here + ".duplicate_free", "has more than 64 sources");
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
            model.constraints.limits.push_back({attribute, static_cast<std::uint32_t>(count(values, spot))});
        }
    }
    if (const Json* size = field(*c, "max_size")) model.constraints.max_size = count(*size, here + ".max_size");
}

void read_statistics(const Json& j, const std::string& path, Model& model) {
    const Json* s = field(j, "statistics");
    if (s == nullptr) return;
    const std::string here = path + ".statistics";
    check_object(*s, here, {"records", "training", "term_frequencies"});
    model.records = static_cast<std::uint64_t>(number(*s, "records", here, 0, 0, 1e15));
    if (const Json* training = field(*s, "training")) {
        if (!training->is_object()) fail(here + ".training", std::string("must be an object, not ") + type_of(*training));
        model.training = training->dump();
    }
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
            for (const auto& [value, f] : values->items()) {
                if (!f.is_number() || f.get<double>() < 0 || f.get<double>() > 1)
                    fail(spot + ".values." + std::string(text::head_of(value, 100)), "must be a number between 0 and 1");
                frequencies.values.emplace(value, f.get<double>());
            }
        }
        model.term_frequencies.emplace(name, std::move(frequencies));
    }
}

Json write_rules(const std::vector<BlockingRule>& rules, const Model& model) {
    Json out = Json::array();
    for (const auto& rule : rules) {
        Json keys = Json::array();
        for (const auto& part : rule) keys.push_back(print_key(part, model));
        out.push_back(std::move(keys));
    }
    return out;
}

Json write_comparison(const Comparison& c, const Model& model) {
    Json out = {{"name", c.name}, {"attributes", Json::array()}};
    for (const int a : c.attributes) out["attributes"].push_back(model.attributes[static_cast<std::size_t>(a)].name);
    out["levels"] = Json::array();
    for (const auto& level : c.levels) {
        Json l = {{"when", level.when}, {"m", level.m}, {"u", level.u}};
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (c.alike[k]) l[std::string(kLookAlikeNames[k])] = level.alike[k];
        if (level.term_frequency) l["term_frequency"] = true;
        if (level.fixed) l["fixed"] = true;
        out["levels"].push_back(std::move(l));
    }
    return out;
}

Json write_constraints(const Model& model) {
    const Constraints& c = model.constraints;
    Json out = Json::object();
    if (!c.duplicate_free.empty()) out["duplicate_free"] = c.duplicate_free;
    for (const auto& limit : c.limits)
        out["limits"][model.attributes[static_cast<std::size_t>(limit.attribute)].name] = limit.values;
    if (c.max_size > 0) out["max_size"] = c.max_size;
    return out;
}

constexpr const char* kLinkTypes[] = {"dedupe", "link"};
constexpr const char* kLinkages[] = {"average", "single", "complete"};

template <class Enum, std::size_t N>
Enum read_choice(const Json& j, const char* key, const std::string& path, const char* const (&names)[N]) {
    if (field(j, key) == nullptr) return Enum{};
    const std::string value = text(j, key, path);
    std::string all;
    for (std::size_t i = 0; i < N; i++) {
        if (value == names[i]) return static_cast<Enum>(i);
        all += (all.empty() ? "" : ", ") + std::string(names[i]);
    }
    fail(path + "." + key, "unknown value \"" + value + "\"", "Choices: " + all + ".");
}

Json parse(std::string_view json, const std::string& path) {
    try {
        return Json::parse(json);
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::kInvalidModel, path + ": is not valid JSON");
    }
}

}  // namespace

std::vector<BlockingRule> read_rules(std::string_view json, const Model& model) {
    const std::string path = "train_model";
    return read_rules(Json{{"rules", parse(json, path + ".rules")}}, "rules", path, model);
}

Model read_model(std::string_view json) {
    const Json j = parse(json, "model");
    const std::string path = "model";
    check_object(j, path,
                 {"attributes", "blocking", "deterministic", "comparisons", "prior", "lookalikes", "thresholds",
                  "link_type", "linkage", "constraints", "statistics", "notes"});
    Model model;
    read_attributes(j, path, model);
    model.blocking = read_rules(j, "blocking", path, model);
    model.deterministic = read_rules(j, "deterministic", path, model);
    if (model.blocking.empty() && model.deterministic.empty())
        fail(path + ".blocking", "must have at least one rule", "Example: [[\"email\"], [\"family_name\", \"birth_date\"]].");
    const Json& comparisons = array(j, "comparisons", path);
    if (comparisons.empty() || comparisons.size() > kMaxComparisons)
        fail(path + ".comparisons", "must have 1 to 32 comparisons");
    for (std::size_t i = 0; i < comparisons.size(); i++)
        read_comparison(comparisons[i], at(path + ".comparisons", i), model);
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
    read_statistics(j, path, model);
    return model;
}

std::string write_model(const Model& model) {
    Json out;
    out["attributes"] = Json::array();
    for (const auto& a : model.attributes)
        out["attributes"].push_back({{"name", a.name}, {"kind", std::string(text::kind_name(a.kind))}});
    out["blocking"] = write_rules(model.blocking, model);
    if (!model.deterministic.empty()) out["deterministic"] = write_rules(model.deterministic, model);
    out["comparisons"] = Json::array();
    for (const auto& c : model.comparisons) out["comparisons"].push_back(write_comparison(c, model));
    out["prior"] = model.prior;
    for (std::size_t k = 0; k < kLookAlikes; k++)
        if (model.alike[k] > 0) out["lookalikes"][std::string(kLookAlikeNames[k])] = model.alike[k];
    out["link_type"] = kLinkTypes[static_cast<int>(model.link_type)];
    out["linkage"] = kLinkages[static_cast<int>(model.linkage)];
    if (!model.constraints.empty()) out["constraints"] = write_constraints(model);
    out["thresholds"] = {{"component", model.thresholds.component},
                         {"cluster", model.thresholds.cluster},
                         {"review", model.thresholds.review}};
    if (model.records > 0 || !model.term_frequencies.empty()) {
        Json tf = Json::object();
        for (const auto& [name, table] : model.term_frequencies) {
            Json values = Json::object();
            for (const auto& [value, f] : table.values) values[value] = f;
            tf[name] = {{"default", table.fallback}, {"average", table.average}, {"values", std::move(values)}};
        }
        out["statistics"] = {{"records", model.records}};
        if (!model.training.empty()) out["statistics"]["training"] = Json::parse(model.training);
        out["statistics"]["term_frequencies"] = std::move(tf);
    }
    return out.dump();
}

}  // namespace cdp::score
