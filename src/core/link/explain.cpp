// SPDX-License-Identifier: PostgreSQL
#include "core/link/explain.hpp"

#include <algorithm>

#include "core/base/json_object.hpp"
#include "core/link/link.hpp"

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
        out += (out.empty() ? "" : ", ") + std::string(values.value(values.code(r)).text);
    }
    return out;
}

// The record as the query reader would give it; null for what is not there.
void add_record(RawTable& raw, const score::Model& model, const Fields& record, const char* id) {
    std::vector<std::optional<std::string_view>> cells;
    for (const auto& attribute : model.attributes) {
        const auto it = std::find_if(record.begin(), record.end(), [&](const JsonField& f) { return f.name == attribute.name; });
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
    for (const auto& attribute : model.attributes) raw.add_column(attribute.name, "text");
    add_record(raw, model, parse_record(left, "a"), "a");
    add_record(raw, model, parse_record(right, "b"), "b");
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
    if (std::any_of(model.alike.begin(), model.alike.end(), [](double share) { return share > 0; }))
        steps.push_back(other_step("lookalikes", scorer.weights().look_alikes(evidence), total));
    const score::Bits certain = score::to_bits(kDeterministicWeight);
    if (DeterministicRules(scorer, context).hold(0, 1) && total < certain)
        steps.push_back(other_step("deterministic", certain - total, total));
    return steps;
}

}  // namespace cdp::link
