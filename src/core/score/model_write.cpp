// SPDX-License-Identifier: PostgreSQL
#include "core/score/attribute_json.hpp"
#include "core/score/communities_json.hpp"
#include "core/score/frozen_json.hpp"
#include "core/score/model_json.hpp"
#include "core/score/model_names.hpp"

namespace cdp::score {

namespace {

Json write_neighbourhood(const Neighbourhood& rule, const Model& model) {
    Json keys = Json::array();
    for (const auto& part : rule.keys) keys.push_back(print_key(part, model));
    return {{"sort_by", std::move(keys)}, {"window", rule.window}};
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

Json write_frequency(const Level& level, const Model& model) {
    const FrequencyOptions& f = level.frequency;
    if (f == FrequencyOptions{}) return true;
    Json out = Json::object();
    if (f.attribute >= 0) out["attribute"] = model.attributes[static_cast<std::size_t>(f.attribute)].name;
    if (f.weight != 1) out["weight"] = f.weight;
    if (f.minimum > 0) out["minimum"] = f.minimum;
    if (f.base != FrequencyBase::kAverage) out["base"] = kFrequencyBases[static_cast<int>(f.base)];
    return out;
}

Json write_comparison(const Comparison& c, const Model& model) {
    Json out = {{"name", c.name}, {"attributes", Json::array()}};
    if (!c.description.empty()) out["description"] = c.description;
    for (const int a : c.attributes) out["attributes"].push_back(model.attributes[static_cast<std::size_t>(a)].name);
    if (!c.missing.empty()) out["missing"] = c.missing;
    out["levels"] = Json::array();
    for (const auto& level : c.levels) {
        Json l = {{"when", level.when}, {"m", level.m}, {"u", level.u}};
        if (!level.label.empty()) l["label"] = level.label;
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (c.alike[k]) l[std::string(kLookAlikeNames[k])] = level.alike[k];
        if (level.term_frequency) l["term_frequency"] = write_frequency(level, model);
        if (level.fixed)
            l["fixed"] = true;
        else if (level.fixed_m || level.fixed_u)
            l["fixed"] = level.fixed_m ? "m" : "u";
        out["levels"].push_back(std::move(l));
    }
    return out;
}

Json write_constraints(const Model& model) {
    const Constraints& c = model.constraints;
    Json out = Json::object();
    if (!c.duplicate_free.empty()) out["duplicate_free"] = c.duplicate_free;
    const auto name = [&](int attribute) { return model.attributes[static_cast<std::size_t>(attribute)].name; };
    for (const auto& limit : c.limits) {
        Json& written = out["limits"][name(limit.attribute)];
        if (limit.days == 0)
            written = limit.values;
        else
            written = {{"values", limit.values}, {"days", limit.days}, {"seen", name(limit.seen)}};
    }
    if (c.max_size > 0) out["max_size"] = c.max_size;
    return out;
}

}  // namespace

std::string write_model(const Model& model) {
    Json out;
    out["attributes"] = Json::array();
    for (const auto& a : model.attributes) out["attributes"].push_back(write_attribute(a));
    out["blocking"] = write_rules(model.blocking, model);
    if (!model.deterministic.empty()) out["deterministic"] = write_rules(model.deterministic, model);
    for (const auto& rule : model.neighbourhoods) out["neighbourhoods"].push_back(write_neighbourhood(rule, model));
    out["comparisons"] = Json::array();
    for (const auto& c : model.comparisons) out["comparisons"].push_back(write_comparison(c, model));
    for (const auto& i : model.interactions)
        out["interactions"].push_back({{"comparisons", {model.comparisons[i.left].name, model.comparisons[i.right].name}},
                                       {"levels", {i.left_level, i.right_level}},
                                       {"bits", i.bits}});
    out["prior"] = model.prior;
    for (std::size_t k = 0; k < kLookAlikes; k++)
        if (model.alike[k] > 0) out["lookalikes"][std::string(kLookAlikeNames[k])] = model.alike[k];
    out["link_type"] = kLinkTypes[static_cast<int>(model.link_type)];
    out["linkage"] = kLinkages[static_cast<int>(model.linkage)];
    if (!model.constraints.empty()) out["constraints"] = write_constraints(model);
    out["thresholds"] = {{"component", model.thresholds.component},
                         {"cluster", model.thresholds.cluster},
                         {"review", model.thresholds.review}};
    if (model.records > 0 || !model.term_frequencies.empty() || model.communities || model.frozen) {
        Json tf = Json::object();
        for (const auto& [name, table] : model.term_frequencies) {
            Json values = Json::object();
            // why: keys of a map are different; assigning by key would look for each among all.
            table.values.each([&](std::string_view value, double f) { values.get_ref<Json::object_t&>().emplace_back(value, f); });
            tf[name] = {{"default", table.fallback}, {"average", table.average}, {"values", std::move(values)}};
        }
        out["statistics"] = {{"records", model.records}};
        if (!model.training.empty()) out["statistics"]["training"] = Json::parse(model.training);
        out["statistics"]["term_frequencies"] = std::move(tf);
        if (model.communities) out["statistics"]["communities"] = write_communities(*model.communities, model);
        if (model.frozen) out["statistics"]["blocking"] = write_frozen(*model.frozen, model);
    }
    if (!model.notes.empty()) out["notes"] = Json::parse(model.notes);
    return out.dump();
}

}  // namespace cdp::score
