// SPDX-License-Identifier: PostgreSQL
#include "core/link/explain.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/json_object.hpp"
#include "core/link/link.hpp"
#include "core/link/list_text.hpp"

namespace cdp::link {

namespace {

using Fields = std::vector<JsonField>;

Fields parse_record(std::string_view text, const char* which) {
    auto record = parse_json_object(text);
    if (!record)
        throw Error(ErrorCode::kInvalidArgument, std::string("record ") + which + " must be a JSON object", {},
                    "Give column and value, such as {\"email\": \"ann@example.org\"}; to_jsonb(row) makes one.");
    return std::move(*record);
}

std::string forms(const Table& table, const score::Comparison& comparison, Record r) {
    std::string out;
    for (const int a : comparison.attributes) {
        const Values& values = table.attributes[static_cast<std::size_t>(a)];
        if (values.code(r) == kMissing) continue;
        out += (out.empty() ? "" : ", ") + values.shown(values.code(r));
    }
    return out;
}

// Arrays as PostgreSQL writes them, so that they are read as those of a query are.
void add_elements(const nlohmann::json& array, std::string& literal) {
    for (const auto& element : array) {
        if (element.is_array()) {
            add_elements(element, literal);
            continue;
        }
        if (element.is_null()) continue;
        if (literal.size() > 1) literal += ',';
        literal += element.is_string() ? write_list({element.get<std::string>()}).substr(1) : element.dump();
        if (element.is_string()) literal.pop_back();
    }
}

void write_arrays(Fields& record) {
    for (JsonField& field : record) {
        if (field.is_string || !field.text || !field.text->starts_with('[')) continue;
        std::string literal = "{";
        add_elements(nlohmann::json::parse(*field.text), literal);
        field.text = literal + "}";
    }
}

std::vector<std::string> columns_of(const score::Model& model) {
    std::vector<std::string> columns;
    for (const auto& attribute : model.attributes)
        for (auto& name : attribute.column_names())
            if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(std::move(name));
    return columns;
}

// The record as the query reader would give it; null for what is not there.
void add_record(RawTable& raw, Fields record, const char* id) {
    write_arrays(record);
    std::vector<std::optional<std::string_view>> cells;
    for (std::size_t c = 0; c < raw.columns(); c++) {
        const auto it = std::find_if(record.begin(), record.end(), [&](const JsonField& f) { return f.name == raw.column(c).name; });
        cells.push_back(it == record.end() || !it->text ? std::nullopt : std::optional<std::string_view>(*it->text));
    }
    raw.add_row(std::nullopt, id, cells);
}

ExplainStep other_step(const char* name, score::Bits weight, score::Bits& total) {
    total += weight;
    ExplainStep step;
    step.comparison = name;
    step.weight = score::from_bits(weight);
    step.total = score::from_bits(total);
    return step;
}

}  // namespace

std::vector<ExplainStep> explain(const score::Model& model, std::string_view left, std::string_view right) {
    Budget budget;
    CountedResource memory(budget);
    RawTable raw(&memory);
    for (const auto& column : columns_of(model)) raw.add_column(column, "text");
    add_record(raw, parse_record(left, "a"), "a");
    add_record(raw, parse_record(right, "b"), "b");
    raw.finish();
    JobContext context(1);
    Table table(raw);
    table.prepare(model, context);
    const Scorer scorer(model, table, false);
    Scorer::Scratch scratch(scorer);

    score::Bits total = 0;
    score::Evidence evidence;
    std::vector<ExplainStep> steps;
    steps.push_back(other_step("prior", scorer.weights().prior(), total));
    for (std::size_t c = 0; c < model.comparisons.size(); c++) {
        const unsigned level = scorer.level(c, 0, 1, scratch);
        const score::LevelWeight weight = scorer.level_weight(c, level, 0, 1);
        evidence.add(weight);
        ExplainStep step = other_step(model.comparisons[c].name.c_str(), weight.match, total);
        step.left = forms(table, model.comparisons[c], 0);
        step.right = forms(table, model.comparisons[c], 1);
        step.level = level;
        step.frequency = score::from_bits(scorer.frequency_bits(c, level, 0, 1));
        if (level > 0) {
            const score::Level& l = model.comparisons[c].levels[level - 1];
            step.condition = l.when;
            step.m = l.m;
            step.u = l.u;
        }
        steps.push_back(std::move(step));
    }
    for (const auto& joint : scorer.weights().joint()) {
        if (steps[joint.left + 1].level != joint.left_level || steps[joint.right + 1].level != joint.right_level) continue;
        evidence.add(joint.weight);
        const std::string name = model.comparisons[joint.left].name + " with " + model.comparisons[joint.right].name;
        steps.push_back(other_step(name.c_str(), joint.weight.match, total));
    }
    if (const auto& of = scorer.communities()) {
        const score::Bits bits = scorer.community_bits(steps[of->left() + 1].level, steps[of->right() + 1].level, 0, 1);
        evidence.match += bits;
        const std::string name = model.comparisons[of->left()].name + " with " + model.comparisons[of->right()].name;
        if (bits != 0) steps.push_back(other_step(name.c_str(), bits, total));
    }
    if (std::any_of(model.alike.begin(), model.alike.end(), [](double share) { return share > 0; }))
        steps.push_back(other_step("lookalikes", scorer.weights().look_alikes(evidence), total));
    const score::Bits certain = score::to_bits(kDeterministicWeight);
    if (DeterministicRules(scorer, context).hold(0, 1, scorer.agreement(0, 1)) && total < certain)
        steps.push_back(other_step("deterministic", certain - total, total));
    return steps;
}

}  // namespace cdp::link
