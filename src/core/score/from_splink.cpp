// SPDX-License-Identifier: PostgreSQL
#include <algorithm>
#include <cmath>

#include "core/base/error.hpp"
#include "core/score/json_reader.hpp"
#include "core/score/model_json.hpp"
#include "core/score/splink.hpp"
#include "core/score/splink_conditions.hpp"
#include "core/score/splink_rules.hpp"
#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

constexpr double kNotObserved = 1e-6;  // what Splink takes for a level that its training did not see
constexpr double kLeastProbability = 1e-300;
constexpr double kExactShare = 0.95;   // of matches in the strictest level, before training

// Settings that say nothing about a model; they are kept in its notes for the way back.
constexpr const char* kKept[] = {"retain_matching_columns", "retain_intermediate_calculation_columns", "additional_columns_to_retain",
                                 "sql_dialect", "linker_uid", "em_convergence", "max_iterations", "bayes_factor_column_prefix",
                                 "match_weight_column_prefix", "term_frequency_adjustment_column_prefix",
                                 "comparison_vector_value_column_prefix", "unique_id_column_name", "source_dataset_column_name"};

// Splink's m and u of levels that were not trained; `level` counts from the strictest, 0.
double default_m(std::size_t level, std::size_t levels) {
    return level == 0 ? kExactShare : (1 - kExactShare) / static_cast<double>(levels - 1);
}
double default_u(std::size_t level, std::size_t levels) {
    const std::size_t from_else = levels - 1 - level;
    double weight = 10;
    if (level > 0) weight = levels == 2 ? -5 : -5 + 8.0 * static_cast<double>(from_else) / static_cast<double>(levels - 2);
    return default_m(level, levels) / std::exp2(weight);
}

class SettingsReader {
public:
    SettingsReader(const Json& settings, Warnings* warnings)
        : settings_(settings), warnings_(warnings), columns_(dialect_of(settings)), conditions_(columns_) {}

    Model run() {
        Json comparisons = Json::array();
        const Json& list = array(settings_, "comparisons", path_);
        if (list.size() > kMaxComparisons)
            fail(path_ + ".comparisons", "has " + std::to_string(list.size()) + " entries, a model takes 32", "Leave out those that tell least.");
        for (std::size_t i = 0; i < list.size(); i++) read_comparison(list[i], at(path_ + ".comparisons", i), comparisons);
        read_rules();
        if (columns_.attributes().size() > kMaxAttributes)
            fail(path_, "its SQL looks at " + std::to_string(columns_.attributes().size()) + " values of a record, a model takes 64",
                 "Leave out comparisons or rules that tell little.");
        Json document;
        for (const Attribute& a : columns_.attributes()) document["attributes"].push_back(describe(a));
        document["blocking"] = std::move(rules_);
        document["comparisons"] = std::move(comparisons);
        document["prior"] = number(settings_, "probability_two_random_records_match", path_, 0.0001, 1e-15, 0.999);
        document["link_type"] = link_type();
        Json notes = kept();
        if (!notes.empty()) document["notes"]["splink"] = std::move(notes);
        return read_model(document.dump());
    }

private:
    static std::string dialect_of(const Json& settings) {
        const Json* dialect = field(settings, "sql_dialect");
        return dialect != nullptr && dialect->is_string() ? dialect->get<std::string>() : "duckdb";
    }

    // What a model has no words for: an error, unless warnings are wanted.
    void refuse(const std::string& path, const std::string& what, const std::string& shown, const std::string& hint) {
        const std::string message = path + ": cannot be translated: " + what;
        if (warnings_ == nullptr) throw Error(ErrorCode::kInvalidModel, message, shown, hint);
        warnings_->push_back({message, shown});
    }
    void refuse_sql(const std::string& path, const std::string& what, const std::string& sql) {
        refuse(path, what, "The SQL is \"" + std::string(text::head_of(sql, 300)) + "\".",
               "Make what it needs a column of the query and compare that, or leave it out by strict => false.");
    }

    // Reads with `body`; false, and refused, when that meets something that has no counterpart.
    template <class Body>
    bool translated(const std::string& path, const std::string& sql, const Body& body) {
        try {
            body();
            return true;
        } catch (const Error& e) {
            if (e.code() == ErrorCode::kUnsupported) {
                refuse_sql(path, e.what(), sql);
            } else if (e.code() == ErrorCode::kInvalidText) {
                refuse_sql(path, std::string("the SQL is not understood, ") + e.what(), sql);
            } else {
                throw;
            }
            return false;
        }
    }

    std::string link_type() const {
        if (field(settings_, "link_type") == nullptr) return "dedupe";
        const std::string type = text(settings_, "link_type", path_);
        if (type == "dedupe_only" || type == "self_link") return "dedupe";
        if (type == "link_only" || type == "two_dataset_link_only") return "link";
        if (type == "link_and_dedupe") return type;
        fail(path_ + ".link_type", "unknown value \"" + type + "\"", "Choices: dedupe_only, link_only, link_and_dedupe.");
    }

    Json kept() const {
        Json out = Json::object();
        for (const char* key : kKept)
            if (const Json* f = field(settings_, key)) out[key] = *f;
        if (!null_labels_.empty()) out["null_labels"] = null_labels_;
        return out;
    }

    Json describe(const Attribute& a) const {
        Json out = {{"name", a.name}, {"form", a.form == Form::kPoint ? "point" : a.form == Form::kVector ? "vector" : "plain"}};
        if (a.kind != text::Kind::kText) out["kind"] = std::string(text::kind_name(a.kind));
        if (!a.columns.empty()) out["columns"] = a.columns;
        if (a.separator != " ") out["separator"] = a.separator;
        for (const Transform& step : a.steps) out["steps"].push_back(print_transform(step));
        if (a.many) out["many"] = true;
        return out;
    }

    // m or u: what is given, what Splink takes for a level it did not see, or its default.
    double probability(const Json& level, const char* key, const std::string& path, double fallback) {
        const Json* f = field(level, key);
        if (f == nullptr) return fallback;
        if (f->is_string()) return kNotObserved;
        const double p = number(level, key, path, fallback, 0, 1);
        if (p >= kLeastProbability) return p;
        refuse(path + "." + key, "a probability of 0, which no evidence could outweigh", {},
               "Give it a small value such as 1e-9, or take the least that there is by strict => false.");
        return kLeastProbability;
    }

    void read_comparison(const Json& j, const std::string& path, Json& out) {
        check_object(j, path, {"output_column_name", "comparison_description", "comparison_levels"});
        const Json& levels = array(j, "comparison_levels", path);
        Json comparison = Json::object(), read = Json::array();
        std::size_t graded = 0, number_of = 0;
        for (const Json& level : levels) graded += is_null_level(level) ? 0 : 1;
        std::vector<int> used;
        std::string missing = "never";
        for (std::size_t i = 0; i < levels.size(); i++) {
            const std::string here = at(path + ".comparison_levels", i);
            check_level(levels[i], here);
            if (is_null_level(levels[i])) {
                read_null_level(levels[i], here, read, used, missing);
                remember_null_label(j, levels[i]);
            } else {
                read_level(levels[i], here, number_of++, graded, read, used);
            }
        }
        if (read.size() < 2 || used.empty()) {
            if (warnings_ == nullptr || levels.size() < 2) fail(path + ".comparison_levels", "must have 2 levels or more besides null levels");
            warnings_->push_back({path + ": left out: fewer than 2 of its levels can be translated", {}});
            return;
        }
        if (field(j, "output_column_name") != nullptr) comparison["name"] = text(j, "output_column_name", path);
        if (field(j, "comparison_description") != nullptr) comparison["description"] = text(j, "comparison_description", path);
        std::string usual;
        for (const int place : used) {
            comparison["attributes"].push_back(columns_.name(place));
            usual += (usual.empty() ? "" : " and ") + conditions_.absent(place);
        }
        if (missing != usual) comparison["missing"] = missing;
        comparison["levels"] = std::move(read);
        out.push_back(std::move(comparison));
    }

    static bool is_null_level(const Json& level) {
        const Json* f = field(level, "is_null_level");
        return f != nullptr && f->is_boolean() && f->get<bool>();
    }

    void check_level(const Json& j, const std::string& path) const {
        check_object(j, path, {"sql_condition", "label_for_charts", "is_null_level", "m_probability", "u_probability", "tf_adjustment_column",
                               "tf_adjustment_weight", "tf_minimum_u_value", "disable_tf_exact_match_detection", "fix_m_probability",
                               "fix_u_probability", "comparison_vector_value", "max_comparison_vector_value", "log2_bayes_factor",
                               "bayes_factor", "is_tf_inflation_disabled"});
    }

    // Attributes that the condition just read uses.
    void use(std::vector<int>& used) {
        for (const int place : conditions_.take_used())
            if (std::find(used.begin(), used.end(), place) == used.end()) used.push_back(place);
    }

    // The comparison is missing where this holds and no level before it.
    void read_null_level(const Json& j, const std::string& path, const Json& before, std::vector<int>& used, std::string& missing) {
        const std::string sql = text(j, "sql_condition", path);
        translated(path + ".sql_condition", sql, [&] {
            std::string condition = conditions_.read(parse_sql(sql));
            if (!before.empty()) throw Error(ErrorCode::kUnsupported, "a null level behind other levels");
            missing = missing == "never" ? condition : "(" + missing + ") or (" + condition + ")";
        });
        use(used);
    }

    void remember_null_label(const Json& comparison, const Json& level) {
        const Json* label = field(level, "label_for_charts");
        const Json* name = field(comparison, "output_column_name");
        if (label == nullptr || name == nullptr || !name->is_string() || !label->is_string()) return;
        if (label->get<std::string>() != name->get<std::string>() + " is NULL") null_labels_[name->get<std::string>()] = *label;
    }

    void read_level(const Json& j, const std::string& path, std::size_t place, std::size_t levels, Json& out, std::vector<int>& used) {
        const std::string sql = text(j, "sql_condition", path);
        const bool otherwise = is_else(sql);
        Json level = Json::object();
        if (otherwise) {
            level["when"] = "else";
        } else if (!translated(path + ".sql_condition", sql, [&] { level["when"] = conditions_.read(parse_sql(sql)); })) {
            conditions_.take_used();
            return;
        }
        use(used);
        level["m"] = probability(j, "m_probability", path, default_m(place, levels));
        level["u"] = probability(j, "u_probability", path, default_u(place, levels));
        if (field(j, "label_for_charts") != nullptr) level["label"] = text(j, "label_for_charts", path);
        const bool m = flag(j, "fix_m_probability", path), u = flag(j, "fix_u_probability", path);
        if (m && u) level["fixed"] = true;
        if (m != u) level["fixed"] = m ? "m" : "u";
        if (field(j, "tf_adjustment_column") != nullptr && !otherwise) level["term_frequency"] = frequency(j, path);
        out.push_back(std::move(level));
    }

    static bool is_else(std::string_view sql) {
        std::string word;
        for (const char c : sql)
            if (c != ' ' && c != '\n' && c != '\t') word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return word == "else";
    }

    // Splink measures the frequency of the more common value against u of the exact level.
    Json frequency(const Json& j, const std::string& path) {
        std::string column = text(j, "tf_adjustment_column", path);
        std::erase_if(column, [](char c) { return c == '"' || c == '`'; });
        Json out = {{"attribute", columns_.name(columns_.place_of_column(column))}};
        out["base"] = flag(j, "disable_tf_exact_match_detection", path) ? "own" : "exact";
        const double weight = number(j, "tf_adjustment_weight", path, 1, 0, 1000), minimum = number(j, "tf_minimum_u_value", path, 0, 0, 1);
        if (weight != 1) out["weight"] = weight;
        if (minimum > 0) out["minimum"] = minimum;
        return out;
    }

    void read_rules() {
        const Json& list = array(settings_, "blocking_rules_to_generate_predictions", path_);
        for (std::size_t i = 0; i < list.size(); i++) {
            const std::string here = at(path_ + ".blocking_rules_to_generate_predictions", i);
            std::string sql;
            std::vector<std::string> exploded;
            if (list[i].is_string()) {
                sql = list[i].get<std::string>();
            } else {
                check_object(list[i], here, {"blocking_rule", "sql_dialect", "salting_partitions", "arrays_to_explode"});
                sql = text(list[i], "blocking_rule", here);
                for (const Json& column : array(list[i], "arrays_to_explode", here)) {
                    if (!column.is_string()) fail(here + ".arrays_to_explode", std::string("must hold strings, not ") + type_of(column));
                    exploded.push_back(column.get<std::string>());
                }
            }
            translated(here, sql, [&] { add_rules(here, sql, exploded); });
        }
        if (rules_.empty())
            fail(path_ + ".blocking_rules_to_generate_predictions", "has no rule that can be translated",
                 "A model compares the pairs that agree on something: give one rule at least.");
    }

    void add_rules(const std::string& path, const std::string& sql, const std::vector<std::string>& exploded) {
        std::vector<std::string> left_out;
        const auto rules = read_splink_rule(parse_sql(sql), exploded, columns_, left_out);
        for (const std::string& what : left_out) refuse_sql(path, what, sql);
        for (const auto& keys : rules) {
            Json rule = Json::array();
            for (const int key : keys) rule.push_back(columns_.name(key));
            rules_.push_back(std::move(rule));
        }
    }

    const std::string path_ = "settings";
    const Json& settings_;
    Warnings* warnings_;
    SplinkColumns columns_;
    SplinkConditions conditions_;
    Json rules_ = Json::array();
    Json null_labels_ = Json::object();
};

}  // namespace

Model from_splink(std::string_view settings, Warnings* warnings) {
    const Json j = Json::parse(settings, nullptr, false);
    if (!j.is_object()) throw Error(ErrorCode::kInvalidModel, "settings: must be a JSON object");
    return SettingsReader(j, warnings).run();
}

}  // namespace cdp::score
