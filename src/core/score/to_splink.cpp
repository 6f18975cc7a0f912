// SPDX-License-Identifier: PostgreSQL
#include <algorithm>
#include <set>

#include "core/base/error.hpp"
#include "core/score/json_reader.hpp"
#include "core/score/splink.hpp"
#include "core/score/splink_sql.hpp"

namespace cdp::score {

namespace {

class SettingsWriter {
public:
    SettingsWriter(const Model& model, Dialect dialect, Warnings* warnings)
        : model_(model), dialect_(dialect), warnings_(warnings), sql_(model, dialect) {
        if (model.notes.empty()) return;
        const Json notes = Json::parse(model.notes);
        if (const Json* kept = notes.is_object() ? field(notes, "splink") : nullptr; kept != nullptr && kept->is_object()) kept_ = *kept;
    }

    std::string run() {
        refuse_what_has_no_place();
        Json out;
        constexpr const char* kLinks[] = {"dedupe_only", "link_only", "link_and_dedupe"};
        out["link_type"] = kLinks[static_cast<int>(model_.link_type)];
        out["probability_two_random_records_match"] = model_.prior;
        for (const auto& [key, value] : kept_.items())
            if (key != "null_labels") out[key] = value;
        out["sql_dialect"] = std::string(kDialects[static_cast<int>(dialect_)]);
        out["blocking_rules_to_generate_predictions"] = rules();
        out["comparisons"] = Json::array();
        for (std::size_t i = 0; i < model_.comparisons.size(); i++) write_comparison(i, out["comparisons"]);
        return out.dump();
    }

private:
    void refuse(const std::string& path, const std::string& what) {
        const std::string message = path + ": has no counterpart in Splink: " + what;
        if (warnings_ == nullptr) throw Error(ErrorCode::kInvalidModel, message, {}, "Change it, or leave it out by strict => false.");
        warnings_->push_back({message, {}});
    }

    template <class Body>
    bool translated(const std::string& path, const Body& body) {
        try {
            body();
            return true;
        } catch (const Error& e) {
            if (e.code() != ErrorCode::kUnsupported) throw;
            refuse(path, e.what());
            return false;
        }
    }

    void refuse_what_has_no_place() {
        if (!model_.deterministic.empty()) refuse("model.deterministic", "rules that link by themselves");
        if (!model_.interactions.empty()) refuse("model.interactions", "levels that weigh more, or less, together");
        if (model_.communities) refuse("model.statistics.communities", "names that go together");
        if (!model_.neighbourhoods.empty()) refuse("model.neighbourhoods", "sorted neighbourhoods");
        if (!model_.constraints.empty()) refuse("model.constraints", "constraints on clusters");
        for (const double share : model_.alike)
            if (share > 0) return refuse("model.lookalikes", "look-alikes");
    }

    // Splink compares columns as they are.
    void check_form(int attribute) {
        const Attribute& a = model_.attributes[static_cast<std::size_t>(attribute)];
        if (a.form == Form::kClean && told_.insert(attribute).second)
            refuse("model.attributes[" + std::to_string(attribute) + "]",
                   "\"" + a.name + "\" is compared by its match form, Splink compares the column as it is");
    }

    Json rules() {
        Json out = Json::array();
        for (std::size_t i = 0; i < model_.blocking.size(); i++)
            translated(at("model.blocking", i), [&] { out.push_back(rule(model_.blocking[i])); });
        return out;
    }

    Json rule(const BlockingRule& rule) {
        std::string sql;
        Json exploded = Json::array();
        for (const KeyPart& part : rule) {
            check_form(part.attribute);
            const std::string equal = sql_.key(part, Side::kLeft) + " = " + sql_.key(part, Side::kRight);
            sql += (sql.empty() ? "" : " AND ") + (rule.size() > 1 ? "(" + equal + ")" : equal);
            const Attribute& a = model_.attributes[static_cast<std::size_t>(part.attribute)];
            if (a.many) exploded.push_back(a.column_names()[0]);
        }
        Json out = {{"blocking_rule", sql}, {"sql_dialect", std::string(kDialects[static_cast<int>(dialect_)])}};
        if (!exploded.empty()) out["arrays_to_explode"] = std::move(exploded);
        return out;
    }

    void write_comparison(std::size_t index, Json& out) {
        const Comparison& c = model_.comparisons[index];
        const std::string path = at("model.comparisons", index);
        Json levels = Json::array();
        if (c.missing != "never")
            translated(path + ".missing", [&] {
                const std::string sql = c.missing_when.empty() ? sql_.absent(c.attributes) : sql_.condition(c.missing_when);
                levels.push_back({{"sql_condition", sql}, {"label_for_charts", null_label(c)}, {"is_null_level", true}});
            });
        std::size_t graded = 0;
        for (std::size_t i = 0; i < c.levels.size(); i++) {
            const std::string here = at(path + ".levels", i);
            const Level& level = c.levels[i];
            for (const Test& test : level.condition.tests) check_form(std::max(test.left, test.right));
            const bool said = translated(here + ".when", [&] {
                Json l = {{"sql_condition", level.condition.is_else() ? "ELSE" : sql_.condition(level.condition)}};
                write_level(level, c, here, l);
                levels.push_back(std::move(l));
            });
            graded += said ? 1 : 0;
        }
        if (graded < 2) return refuse(path, "fewer than 2 of its levels can be translated");
        Json comparison = {{"output_column_name", c.name}, {"comparison_levels", std::move(levels)}};
        if (!c.description.empty()) comparison["comparison_description"] = c.description;
        out.push_back(std::move(comparison));
    }

    std::string null_label(const Comparison& c) const {
        const Json* labels = field(kept_, "null_labels");
        const Json* own = labels == nullptr || !labels->is_object() ? nullptr : field(*labels, c.name.c_str());
        return own != nullptr && own->is_string() ? own->get<std::string>() : c.name + " is NULL";
    }

    void write_level(const Level& level, const Comparison& comparison, const std::string& path, Json& out) {
        if (!level.label.empty()) out["label_for_charts"] = level.label;
        out["m_probability"] = level.m;
        out["u_probability"] = level.u;
        if (level.keeps_m()) out["fix_m_probability"] = true;
        if (level.keeps_u()) out["fix_u_probability"] = true;
        const int a = frequency_attribute(level, comparison);
        if (a < 0) return;
        const Attribute& attribute = model_.attributes[static_cast<std::size_t>(a)];
        check_form(a);
        if (!attribute.steps.empty() || attribute.column_names().size() > 1)
            return refuse(path + ".term_frequency", "frequencies of what is made of a column");
        if (level.frequency.base == FrequencyBase::kAverage)
            return refuse(path + ".term_frequency.base", "frequencies measured against the average; choose exact or own");
        out["tf_adjustment_column"] = attribute.column_names()[0];
        out["tf_adjustment_weight"] = level.frequency.weight;
        if (level.frequency.minimum > 0) out["tf_minimum_u_value"] = level.frequency.minimum;
        if (level.frequency.base == FrequencyBase::kOwn) out["disable_tf_exact_match_detection"] = true;
    }

    const Model& model_;
    Dialect dialect_;
    Warnings* warnings_;
    SplinkSql sql_;
    Json kept_ = Json::object();
    std::set<int> told_;
};

}  // namespace

std::string to_splink(const Model& model, std::string_view dialect, Warnings* warnings) {
    for (std::size_t i = 0; i < std::size(kDialects); i++)
        if (kDialects[i] == dialect) return SettingsWriter(model, static_cast<Dialect>(i), warnings).run();
    throw Error(ErrorCode::kInvalidArgument, "unknown dialect \"" + std::string(dialect) + "\"", {}, "Dialects: duckdb, spark, postgres.");
}

}  // namespace cdp::score
