// SPDX-License-Identifier: PostgreSQL
#include "core/score/attribute_json.hpp"

#include "core/score/model_names.hpp"

namespace cdp::score {

namespace {

constexpr std::size_t kMaxColumns = 8;
constexpr std::size_t kMaxSteps = 16;

text::Kind read_kind(const Json& j, const std::string& path, Form form) {
    if (form != Form::kClean && field(j, "kind") == nullptr) return text::Kind::kText;
    const std::string kind = text(j, "kind", path);
    if (const auto known = text::kind_from_name(kind)) return *known;
    std::string kinds;
    for (const auto name : text::kKindNames) kinds += (kinds.empty() ? "" : ", ") + std::string(name);
    fail(path + ".kind", "unknown kind \"" + kind + "\"", "Kinds: " + kinds + ".");
}

std::vector<std::string> read_columns(const Json& j, const std::string& path) {
    if (field(j, "column") != nullptr) {
        if (field(j, "columns") != nullptr) fail(path, "has both column and columns");
        return {text(j, "column", path)};
    }
    std::vector<std::string> out;
    const Json& list = array(j, "columns", path);
    if (list.size() > kMaxColumns) fail(path + ".columns", "has more than 8 entries");
    for (std::size_t i = 0; i < list.size(); i++) {
        if (!list[i].is_string()) fail(at(path + ".columns", i), std::string("must be a string, not ") + type_of(list[i]));
        out.push_back(list[i].get<std::string>());
    }
    return out;
}

// Several values may come of a step, and only attributes with many take them.
void check_values(const Attribute& a, const std::string& path) {
    const bool numbers = has_numbers(a.form);
    if (numbers && a.many) fail(path + ".many", "a point or vector is one value");
    if (numbers && !a.steps.empty()) fail(path + ".steps", "a point or vector takes no steps");
    if (a.form == Form::kVector && a.columns.size() > 1) fail(path + ".columns", "a vector is of one column");
    if (a.form == Form::kPoint && a.columns.size() > 2) fail(path + ".columns", "a point is of a latitude and a longitude");
    if (a.columns.size() > 1 && a.many) fail(path + ".columns", "an attribute with many values is of one column");
    bool list = a.many;
    for (const Transform& step : a.steps) {
        if (takes_list(step.kind)) list = false;
        if (makes_list(step.kind)) list = true;
    }
    if (list && !a.many)
        fail(path + ".steps", "the steps make several values of one", "Set many to true, or take one of them by element(1).");
}

Attribute read_attribute(const Json& j, const std::string& path) {
    check_object(j, path, {"name", "kind", "column", "columns", "separator", "steps", "form", "many"});
    Attribute a;
    a.name = text(j, "name", path);
    if (a.name.empty()) fail(path + ".name", "must not be empty");
    a.form = read_choice<Form>(j, "form", path, kForms);
    a.kind = read_kind(j, path, a.form);
    a.columns = read_columns(j, path);
    if (a.columns == std::vector{a.name}) a.columns.clear();
    if (field(j, "separator") != nullptr) a.separator = text(j, "separator", path);
    const Json& steps = array(j, "steps", path);
    if (steps.size() > kMaxSteps) fail(path + ".steps", "has more than 16 entries");
    for (std::size_t i = 0; i < steps.size(); i++) {
        const std::string here = at(path + ".steps", i);
        if (!steps[i].is_string()) fail(here, std::string("must be a string, not ") + type_of(steps[i]));
        a.steps.push_back(parse_transform(steps[i].get<std::string>(), here));
    }
    a.many = flag(j, "many", path);
    check_values(a, path);
    return a;
}

}  // namespace

void read_attributes(const Json& j, const std::string& path, Model& model) {
    const Json& list = array(j, "attributes", path);
    if (list.empty()) fail(path + ".attributes", "must name at least one attribute");
    if (list.size() > kMaxAttributes)
        fail(path + ".attributes", "must have 1 to 64 attributes, not " + std::to_string(list.size()),
             "Leave out those that no comparison and no rule names.");
    for (std::size_t i = 0; i < list.size(); i++) {
        const std::string here = at(path + ".attributes", i);
        Attribute a = read_attribute(list[i], here);
        if (model.attribute_index(a.name) >= 0) fail(here + ".name", "attribute \"" + a.name + "\" is there twice");
        model.attributes.push_back(std::move(a));
    }
}

Json write_attribute(const Attribute& a) {
    Json out = {{"name", a.name}};
    if (a.form == Form::kClean || a.kind != text::Kind::kText) out["kind"] = std::string(text::kind_name(a.kind));
    if (a.columns.size() == 1) out["column"] = a.columns[0];
    if (a.columns.size() > 1) out["columns"] = a.columns;
    if (a.separator != " ") out["separator"] = a.separator;
    for (const Transform& step : a.steps) out["steps"].push_back(print_transform(step));
    if (a.form != Form::kClean) out["form"] = kForms[static_cast<int>(a.form)];
    if (a.many) out["many"] = true;
    return out;
}

}  // namespace cdp::score
