// SPDX-License-Identifier: PostgreSQL
// What Splink's own libraries of comparisons and levels generate, in the words of each database, comes in and goes out.
#include "core/score/splink.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/score/model_json.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

using Json = nlohmann::ordered_json;

Json level(const std::string& sql, double m = 0.1, double u = 0.1) {
    return {{"sql_condition", sql}, {"label_for_charts", "about " + sql}, {"m_probability", m}, {"u_probability", u}};
}
Json null_level(const std::string& sql) { return {{"sql_condition", sql}, {"label_for_charts", "x is NULL"}, {"is_null_level", true}}; }

// Settings with one comparison, called x.
Json settings(const Json& levels, const std::string& dialect = "duckdb", const std::string& rule = R"(l."x" = r."x")") {
    return {{"link_type", "dedupe_only"},
            {"probability_two_random_records_match", 0.01},
            {"sql_dialect", dialect},
            {"blocking_rules_to_generate_predictions", Json::array({{{"blocking_rule", rule}, {"sql_dialect", dialect}}})},
            {"comparisons", Json::array({{{"output_column_name", "x"}, {"comparison_levels", levels}}})}};
}

Model read(const std::string& sql, const std::string& dialect = "duckdb") {
    return from_splink(settings(Json::array({level(sql), level("ELSE")}), dialect).dump(), nullptr);
}

std::string steps_of(const Attribute& a) {
    std::string out;
    for (const auto& name : a.column_names()) out += (out.empty() ? "" : "+") + name;
    for (const auto& step : a.steps) out += " " + print_transform(step);
    return out + (a.many ? " many" : "");
}

struct Case {
    const char* dialect;
    const char* sql;
    const char* condition;
};

constexpr Case kCases[] = {
    {"duckdb", R"("x_l" = "x_r")", "exact(x)"},
    {"spark", "`x_l` = `x_r`", "exact(x)"},
    {"duckdb", "x_l = x_r", "exact(x)"},
    {"duckdb", R"(jaro_winkler_similarity("x_l", "x_r") >= 0.92)", "jaro_winkler(x) >= 0.92"},
    {"spark", R"(jaro_winkler(`x_l`, `x_r`) >= 0.92)", "jaro_winkler(x) >= 0.92"},
    {"duckdb", R"(jaro_similarity("x_l", "x_r") >= 0.9)", "jaro(x) >= 0.9"},
    {"spark", R"(jaro_sim(x_l, x_r) >= 0.9)", "jaro(x) >= 0.9"},
    {"duckdb", R"(levenshtein("x_l", "x_r") <= 2)", "levenshtein(x) <= 2"},
    {"duckdb", R"(2 >= levenshtein("x_l", "x_r"))", "levenshtein(x) <= 2"},
    {"duckdb", R"(damerau_levenshtein("x_l", "x_r") <= 1)", "damerau_levenshtein(x) <= 1"},
    {"duckdb", R"(jaccard("x_l", "x_r") >= 0.5)", "character_jaccard(x) >= 0.5"},
    {"duckdb", R"(array_cosine_similarity("x_l", "x_r") >= 0.8)", "cosine(x_vector) >= 0.8"},
    {"duckdb", R"("x_l" = 'a' AND "x_r" = 'a')", "left(x) = 'a' and right(x) = 'a'"},
    {"duckdb", R"("x_l" = cast(3 as int))", "left(x) = '3'"},
    {"duckdb", R"("x_l" = "y_r" AND "x_r" = "y_l")", "exact(x, y) and exact(y, x)"},
    {"duckdb", R"(ABS("x_l" - "x_r") <= 5)", "difference(x) <= 5"},
    {"duckdb", R"((ABS("x_l" - "x_r") / (CASE WHEN "x_r" > "x_l" THEN "x_r" ELSE "x_l" END)) < 0.05)", "percent_difference(x) < 0.05"},
    {"duckdb", R"(ABS(EPOCH("x_l") - EPOCH("x_r")) <= 2629800.0)", "elapsed(x) <= 2629800"},
    {"duckdb", R"(ABS(EPOCH(try_strptime("x_l", '%Y-%m-%d')) - EPOCH(try_strptime("x_r", '%Y-%m-%d'))) <= 31557600.0)", "elapsed(x_date) <= 31557600"},
    {"spark", R"(abs(datediff(x_l, x_r)) <= floor(2629800.0 / 86400))", "days(x) <= 30"},
    {"postgres", R"(ABS(EXTRACT(EPOCH FROM "x_l") - EXTRACT(EPOCH FROM "x_r"))<= 86400)", "elapsed(x) <= 86400"},
    {"postgres", R"(floor(abs(ave_months_between(x_l, x_r) / 12)) <= 1)", "elapsed(x) < 63115200"},
    {"duckdb", R"(abs(date_diff('month', "x_l", "x_r")) <= 1)", "months(x) <= 1"},
    {"duckdb", R"(array_length(list_intersect("x_l", "x_r")) >= 2)", "shared_values(x) >= 2"},
    {"spark", R"(size(array_intersect(x_l, x_r)) >= 1)", "shared_values(x) >= 1"},
    {"postgres", R"(CARDINALITY(ARRAY_INTERSECT("x_l", "x_r")) >= 1)", "shared_values(x) >= 1"},
    {"duckdb", R"(list_unique(x_l) + list_unique(x_r) - list_unique(list_concat(x_l, x_r)) >= 1)", "shared_values(x) >= 1"},
    {"duckdb", R"(LEAST(ARRAY_LENGTH("x_l"), ARRAY_LENGTH("x_r")) <> 0 AND ARRAY_LENGTH(LIST_INTERSECT("x_l", "x_r")) =
                  LEAST(ARRAY_LENGTH("x_l"), ARRAY_LENGTH("x_r")))", "subset(x)"},
    {"duckdb", R"(list_max(list_transform(flatten(list_transform("x_l", x -> list_transform("x_r", y -> [x, y]))),
                  pair -> jaro_winkler_similarity(pair[1], pair[2]))) >= 0.9)", "jaro_winkler(x) >= 0.9"},
    {"spark", R"(array_min(transform(flatten(transform(`x_l`, x -> transform(`x_r`, y -> [x, y]))),
                 pair -> levenshtein(pair[0], pair[1]))) <= 1)", "levenshtein(x) <= 1"},
    {"duckdb", R"(("x_l" = "x_r") AND (NOT ("y_l" = "y_r")))", "exact(x) and (present(y) and not exact(y))"},
    {"duckdb", R"(("x_l" = "x_r") OR (levenshtein("x_l", "x_r") <= 1))", "exact(x) or levenshtein(x) <= 1"},
    {"duckdb", R"("x_l" IS NOT NULL AND "x_r" IS NOT NULL)", "present(x)"},
    {"duckdb", R"("x_l" IS NULL AND "y_r" IS NULL)", "not left(x) and not right(y)"},
    {"duckdb", R"("x_l" <> "x_r")", "present(x) and not exact(x)"},
    {"duckdb", R"(NOT COALESCE("x_l" = "x_r", FALSE))", "not exact(x)"},
    {"duckdb", R"("x_l" in ('a', 'b'))", "left(x) = 'a' or left(x) = 'b'"},
};

TEST(Splink, ReadsTheLevelsOfItsLibraries) {
    for (const Case& c : kCases) {
        const Model m = read(c.sql, c.dialect);
        EXPECT_EQ(m.comparisons[0].levels[0].when, c.condition) << c.sql;
        EXPECT_EQ(m.comparisons[0].levels[0].label, std::string("about ") + c.sql);
        for (const Attribute& a : m.attributes) EXPECT_NE(a.form, Form::kClean);
    }
}

TEST(Splink, ReadsDistancesOfPlaces) {
    const std::string inner = "sin( radians(\"lat_l\") ) * sin( radians(\"lat_r\") ) + cos( radians(\"lat_l\") ) * cos( radians(\"lat_r\") ) * "
                              "cos( radians(\"long_r\" - \"long_l\") )";
    const Model m = read("cast( acos( case when (" + inner + ") > 1 then 1 when (" + inner + ") < -1 then -1 else (" + inner +
                         ") end ) * 6371 as float ) <= 5");
    EXPECT_EQ(m.comparisons[0].levels[0].when, "km(lat_long_point) <= 5");
    const Attribute& point = m.attributes[static_cast<std::size_t>(m.attribute_index("lat_long_point"))];
    EXPECT_EQ(point.form, Form::kPoint);
    EXPECT_EQ(point.columns, (std::vector<std::string>{"lat", "long"}));
}

TEST(Splink, ExpressionsOfColumnsAreAttributes) {
    const std::pair<const char*, const char*> cases[] = {
        {R"(lower("x_l") = lower("x_r"))", "x lower"},
        {R"(SUBSTRING(LOWER("x_l"), 1, 3) = SUBSTRING(LOWER("x_r"), 1, 3))", "x lower substring(1, 3)"},
        {R"(CAST("x_l" AS TEXT) = CAST("x_r" AS TEXT))", "x text"},
        {R"(x_l::VARCHAR = x_r::VARCHAR)", "x text"},
        {R"(NULLIF(regexp_extract("x_l", '^[^@]+', 0), '') = NULLIF(regexp_extract("x_r", '^[^@]+', 0), ''))", "x regex('^[^@]+')"},
        {R"(regexp_extract("x_l", '^[A-Z]') = regexp_extract("x_r", '^[A-Z]'))", "x extract('^[A-Z]')"},
        {R"(NULLIF("x_l", 'N/A') = NULLIF("x_r", 'N/A'))", "x nullif('N/A')"},
        {R"("x_l"[1] = "x_r"[1])", "x element(1)"},
        {R"("x_l"[-1] = "x_r"[-1])", "x element(-1)"},
        {R"("x_l" || ' ' || "y_l" = "x_r" || ' ' || "y_r")", "x+y"},
        {R"(soundex("x_l") = soundex("x_r"))", "x soundex"},
        {R"(array_length(list_intersect(double_metaphone("x_l"), double_metaphone("x_r"))) >= 1)", "x double_metaphone many"},
    };
    for (const auto& [sql, attribute] : cases) {
        const Model m = read(sql);
        EXPECT_EQ(steps_of(m.attributes[0]), attribute) << sql;
    }
    EXPECT_EQ(steps_of(read("year(x_l::date) = year(x_r::date)").attributes[0]), "x date text substring(1, 4)");
    EXPECT_EQ(read("year(x_l::date) = year(x_r::date)").attributes[0].kind, text::Kind::kText);
    EXPECT_EQ(steps_of(read("abs(epoch(x_l::timestamp) - epoch(x_r::timestamp)) < 60").attributes[0]), "x timestamp");
    EXPECT_EQ(steps_of(read("abs(cast(x_l as double) - cast(x_r as double)) < 60").attributes[0]), "x number");
    EXPECT_EQ(steps_of(read("split(x_l, ',')[0] = split(x_r, ',')[0]", "spark").attributes[0]), "x split(',') element(1)");
    EXPECT_EQ(steps_of(read("x_l[0] = x_r[0]", "spark").attributes[0]), "x element(1)");
    EXPECT_EQ(steps_of(read("NULLIF(substring(x_l from '(^.)'), '') = NULLIF(substring(x_r from '(^.)'), '')", "postgres").attributes[0]), "x regex('^.')");
    EXPECT_EQ(steps_of(read("try_cast_date(x_l, 'YYYY-MM-DD') = try_cast_date(x_r, 'YYYY-MM-DD')", "postgres").attributes[0]), "x date('%Y-%m-%d')");
    EXPECT_EQ(steps_of(read("to_date(x_l, 'dd/MM/yyyy') = to_date(x_r, 'dd/MM/yyyy')", "spark").attributes[0]), "x date('%d/%m/%Y')");
}

TEST(Splink, NullLevelsSayWhenAComparisonIsMissing) {
    const auto missing = [](const std::string& null_sql, const std::string& sql) {
        Json levels = Json::array({level(sql), level("ELSE")});
        if (!null_sql.empty()) levels.insert(levels.begin(), null_level(null_sql));
        return from_splink(settings(levels).dump(), nullptr).comparisons[0].missing;
    };
    EXPECT_EQ(missing(R"("x_l" IS NULL OR "x_r" IS NULL)", R"("x_l" = "x_r")"), "");
    EXPECT_EQ(missing("", R"("x_l" = "x_r")"), "never");
    EXPECT_EQ(missing(R"(("x_l" IS NULL OR "x_r" IS NULL) AND ("y_l" IS NULL OR "y_r" IS NULL))", R"("x_l" = "x_r" AND "y_l" = "y_r")"), "");
    EXPECT_EQ(missing(R"(("x_l" IS NULL OR "x_r" IS NULL) OR ("y_l" IS NULL OR "y_r" IS NULL))", R"("x_l" = "x_r" AND "y_l" = "y_r")"),
              "not present(x) or not present(y)");
    EXPECT_EQ(missing(R"(try_strptime("x_l", '%Y-%m-%d') IS NULL OR try_strptime("x_r", '%Y-%m-%d') IS NULL)", R"("x_l" = "x_r")"),
              "not present(x_date)");
}

TEST(Splink, ReadsTheRest) {
    Json s = settings(Json::array({null_level(R"("x_l" IS NULL OR "x_r" IS NULL)"), level(R"("x_l" = "x_r")", 0.8, 0.01),
                                   level(R"(levenshtein("x_l", "x_r") <= 2)", 0.1, 0.02), level("ELSE", 0.1, 0.97)}));
    Json& levels = s["comparisons"][0]["comparison_levels"];
    levels[1]["tf_adjustment_column"] = "x";
    levels[1]["tf_adjustment_weight"] = 1.0;
    levels[1]["fix_u_probability"] = true;
    levels[2]["tf_adjustment_column"] = "x";
    levels[2]["tf_adjustment_weight"] = 0.5;
    levels[2]["tf_minimum_u_value"] = 0.001;
    levels[2]["disable_tf_exact_match_detection"] = true;
    levels[2]["fix_m_probability"] = levels[2]["fix_u_probability"] = true;
    s["link_type"] = "link_and_dedupe";
    s["comparisons"][0]["comparison_description"] = "LevenshteinAtThresholds";
    s["retain_matching_columns"] = true;
    const Model m = from_splink(s.dump(), nullptr);
    EXPECT_EQ(m.link_type, LinkType::kLinkAndDedupe);
    EXPECT_EQ(m.prior, 0.01);
    const Comparison& c = m.comparisons[0];
    EXPECT_EQ(c.name, "x");
    EXPECT_EQ(c.description, "LevenshteinAtThresholds");
    ASSERT_EQ(c.levels.size(), 3u);
    EXPECT_EQ(c.levels[0].m, 0.8);
    EXPECT_EQ(c.levels[0].u, 0.01);
    EXPECT_TRUE(c.levels[0].keeps_u());
    EXPECT_FALSE(c.levels[0].keeps_m());
    EXPECT_TRUE(c.levels[1].fixed);
    EXPECT_EQ(c.levels[0].frequency.base, FrequencyBase::kExact);
    EXPECT_EQ(c.levels[1].frequency.base, FrequencyBase::kOwn);
    EXPECT_EQ(c.levels[1].frequency.weight, 0.5);
    EXPECT_EQ(c.levels[1].frequency.minimum, 0.001);
    EXPECT_EQ(m.blocking.size(), 1u);
    EXPECT_NE(m.notes.find("retain_matching_columns"), std::string::npos);
}

// Splink's own numbers before training: matches are exact in 95 of 100 cases, weights go from -5 to 3 bits, and 10.
TEST(Splink, UntrainedLevelsHaveItsDefaults) {
    Json levels = Json::array({level(R"("x_l" = "x_r")"), level(R"(levenshtein("x_l", "x_r") <= 1)"), level(R"(levenshtein("x_l", "x_r") <= 2)"), level("ELSE")});
    for (Json& l : levels) l.erase("m_probability"), l.erase("u_probability");
    const Model m = from_splink(settings(levels).dump(), nullptr);
    const double weights[] = {10, 3, -1, -5};
    for (std::size_t i = 0; i < 4; i++) {
        const Level& l = m.comparisons[0].levels[i];
        EXPECT_DOUBLE_EQ(l.m, i == 0 ? 0.95 : 0.05 / 3);
        EXPECT_NEAR(std::log2(l.m / l.u), weights[i], 1e-12);
    }
    levels[1]["m_probability"] = "level not observed in training dataset";
    EXPECT_EQ(from_splink(settings(levels).dump(), nullptr).comparisons[0].levels[1].m, 1e-6);
}

TEST(Splink, ReadsBlockingRules) {
    const auto rules = [](const Json& list) {
        Json s = settings(Json::array({level(R"("x_l" = "x_r")"), level("ELSE")}));
        s["blocking_rules_to_generate_predictions"] = list;
        const Model m = from_splink(s.dump(), nullptr);
        std::string out;
        for (const auto& rule : m.blocking) out += (out.empty() ? "" : "; ") + print_rule(rule, m);
        return out;
    };
    EXPECT_EQ(rules({"l.x = r.x", R"(l."y" = r."y")"}), "x; y");
    EXPECT_EQ(rules({R"((l."x" = r."x") AND (l."y" = r."y"))"}), "x + y");
    EXPECT_EQ(rules({R"((SUBSTR(l.x, 1, 3) = SUBSTR(r.x, 1, 3)) AND (r."y" = l."y"))"}), "x_substring_1_3 + y");
    EXPECT_EQ(rules({"l.x = r.x or l.y = r.y and l.z = r.z"}), "x; y + z");
    EXPECT_EQ(rules({"(l.x = r.x or l.y = r.y) and l.z = r.z"}), "x + z; y + z");
    EXPECT_EQ(rules(Json::array({{{"blocking_rule", "l.tags = r.tags and l.x = r.x"}, {"sql_dialect", "duckdb"}, {"salting_partitions", 4},
                                  {"arrays_to_explode", {"tags"}}}})), "tags + x");
}

void expect_error(const Json& s, const std::string& start) {
    try {
        from_splink(s.dump(), nullptr);
        ADD_FAILURE() << start;
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kInvalidModel);
        EXPECT_TRUE(std::string(e.what()).starts_with(start)) << e.what();
    }
}

TEST(Splink, WhatCannotBeSaidIsAnErrorWithItsPlace) {
    const std::string sql = "settings.comparisons[0].comparison_levels[0].sql_condition: cannot be translated: ";
    for (const char* bad : {"length(x_l) = 3", "my_function(x_l, x_r) > 1", "x_l = x_l", "x = y", "x_l LIKE 'a%'", "ceil(abs(months_between(x_l, x_r))) <= 1",
                            "x_l = ", "x_l['lat'] = x_r['lat']", "levenshtein(x_l, 'a') <= 1", "concat(x_l, y_l) = concat(x_r, y_r)", "x_l < x_r",
                            // Functions without what they need, and forms that only look like Splink's.
                            "index(x_l) = index(x_r)", "is_null() and x_l = x_r", "regexp_substring(x_l) = regexp_substring(x_r)", "extract_epoch() = 1",
                            "list_has_any(x_l)", "lower() = lower()", "trim(x_l, 'a') = trim(x_r, 'a')", "lower(x_l, y_l) = lower(x_r, y_r)",
                            "abs(x_l - x_r) / (case when x_l = 0 then 1 else x_l end) < 0.1", "abs(x_l - x_r) / (case when x_l > x_r then x_r else x_l end) < 0.1",
                            "floor(ave_months_between(x_l, x_r) / 12) <= 1", "floor(abs(ave_months_between(x_l, x_r)) * 2) <= 1"})
        expect_error(settings(Json::array({level(bad), level("ELSE")})), sql);
    expect_error(settings(Json::array({level("split(x_l, '[ ,]')[0] = split(x_r, '[ ,]')[0]"), level("ELSE")}), "spark"), sql);
    const std::string place = "sin(radians(a_l)) * sin(radians(a_r)) + cos(radians(a_l)) * cos(radians(a_r)) * cos(radians(b_r - b_l))";
    expect_error(settings(Json::array({level("acos(" + place + ") * 3959 < 5"), level("ELSE")})), sql + "a distance of places that is not in kilometres");
    const Json good = Json::array({level("x_l = x_r"), level("ELSE")});
    const std::string rule = "settings.blocking_rules_to_generate_predictions[0]: cannot be translated: ";
    for (const char* bad : {"l.x = r.y", "l.x < r.x", "1=1", "l.x = l.x", "l.x = r.x and levenshtein(l.y, r.y) < 2", "x = x"})
        expect_error(settings(good, "duckdb", bad), rule);
    Json s = settings(good);
    s["link_type"] = "some";
    expect_error(s, "settings.link_type: unknown value");
    s = settings(good);
    s["blocking_rules_to_generate_predictions"] = Json::array();
    expect_error(s, "settings.blocking_rules_to_generate_predictions: ");
    s = settings(good);
    s["comparisons"][0]["comparison_levels"][0]["m_probability"] = 0;
    expect_error(s, "settings.comparisons[0].comparison_levels[0].m_probability: cannot be translated");
    s["comparisons"][0]["comparison_levels"][0]["m_probability"] = 2;
    expect_error(s, "settings.comparisons[0].comparison_levels[0].m_probability: must be between");
    s = settings(good);
    for (int i = 0; i < 32; i++) s["comparisons"].push_back(s["comparisons"][0]);
    expect_error(s, "settings.comparisons: has 33 entries, a model takes 32");
    s = settings(good);
    for (int i = 0; i < 64; i++) s["blocking_rules_to_generate_predictions"].push_back("l.y" + std::to_string(i) + " = r.y" + std::to_string(i));
    expect_error(s, "settings: its SQL looks at 65 values of a record, a model takes 64");
    EXPECT_THROW(from_splink("[]", nullptr), Error);
    EXPECT_THROW(from_splink("{", nullptr), Error);
}

TEST(Splink, WhatCannotBeSaidIsLeftOutWithAWarning) {
    Json s = settings(Json::array({level("x_l = x_r"), level("length(x_l) = 3"), level("ELSE")}), "duckdb", "l.x = r.x and l.y < r.y");
    s["blocking_rules_to_generate_predictions"].push_back("l.x > r.x");
    Warnings warnings;
    const Model m = from_splink(s.dump(), &warnings);
    EXPECT_EQ(m.comparisons[0].levels.size(), 2u);
    EXPECT_EQ(m.blocking.size(), 1u);
    ASSERT_EQ(warnings.size(), 3u);
    EXPECT_TRUE(warnings[0].message.starts_with("settings.comparisons[0].comparison_levels[1].sql_condition: cannot be translated: function \"length\""));
}

// What comes out is what went in, word for word where the words are those of Splink's libraries for DuckDB.
TEST(Splink, TheWayBackIsLossless) {
    for (const Case& c : kCases) {
        const Model m = read(c.sql, c.dialect);
        Warnings none;
        const std::string back = to_splink(m, "duckdb", &none);
        EXPECT_TRUE(none.empty()) << c.sql;
        const Model again = from_splink(back, nullptr);
        EXPECT_EQ(again.comparisons[0].levels[0].when, m.comparisons[0].levels[0].when) << back;
        ASSERT_EQ(again.attributes.size(), m.attributes.size());
        for (std::size_t i = 0; i < m.attributes.size(); i++) EXPECT_EQ(steps_of(again.attributes[i]), steps_of(m.attributes[i])) << c.sql;
        EXPECT_EQ(to_splink(again, "duckdb", nullptr), back);
    }
}

// A model as Splink 4 saves it.
const char* const kSaved = R"json({
  "link_type": "dedupe_only", "probability_two_random_records_match": 0.003, "retain_matching_columns": true,
  "retain_intermediate_calculation_columns": true, "additional_columns_to_retain": ["cluster"], "sql_dialect": "duckdb", "linker_uid": "abc",
  "em_convergence": 0.0001, "max_iterations": 25, "bayes_factor_column_prefix": "bf_", "term_frequency_adjustment_column_prefix": "tf_",
  "comparison_vector_value_column_prefix": "gamma_", "unique_id_column_name": "unique_id", "source_dataset_column_name": "source_dataset",
  "blocking_rules_to_generate_predictions": [
    {"blocking_rule": "(l.\"first_name\" = r.\"first_name\") AND (l.\"city\" = r.\"city\")", "sql_dialect": "duckdb"},
    {"blocking_rule": "SUBSTRING(l.\"surname\", 1, 3) = SUBSTRING(r.\"surname\", 1, 3)", "sql_dialect": "duckdb"},
    {"blocking_rule": "l.\"tags\" = r.\"tags\"", "sql_dialect": "duckdb", "arrays_to_explode": ["tags"]}],
  "comparisons": [
    {"output_column_name": "first_name", "comparison_description": "NameComparison", "comparison_levels": [
      {"sql_condition": "\"first_name_l\" IS NULL OR \"first_name_r\" IS NULL", "label_for_charts": "first_name is NULL", "is_null_level": true},
      {"sql_condition": "\"first_name_l\" = \"first_name_r\"", "label_for_charts": "Exact match on first_name", "m_probability": 0.49,
       "u_probability": 0.006, "tf_adjustment_column": "first_name", "tf_adjustment_weight": 1.0},
      {"sql_condition": "jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.92", "label_for_charts": "close", "m_probability": 0.2,
       "u_probability": 0.002, "tf_adjustment_column": "first_name", "tf_adjustment_weight": 0.5, "tf_minimum_u_value": 0.001},
      {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.31, "u_probability": 0.992}]},
    {"output_column_name": "dob", "comparison_levels": [
      {"sql_condition": "try_strptime(\"dob_l\", '%Y-%m-%d') IS NULL OR try_strptime(\"dob_r\", '%Y-%m-%d') IS NULL",
       "label_for_charts": "transformed dob is NULL", "is_null_level": true},
      {"sql_condition": "\"dob_l\" = \"dob_r\"", "label_for_charts": "Exact match on date of birth", "m_probability": 0.6, "u_probability": 0.002},
      {"sql_condition": "damerau_levenshtein(\"dob_l\", \"dob_r\") <= 1", "label_for_charts": "typo", "m_probability": 0.2, "u_probability": 0.01},
      {"sql_condition": "ABS(EPOCH(try_strptime(\"dob_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"dob_r\", '%Y-%m-%d'))) <= 2629800.0",
       "label_for_charts": "month", "m_probability": 0.1, "u_probability": 0.01, "fix_m_probability": true},
      {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.1, "u_probability": 0.978}]},
    {"output_column_name": "email", "comparison_levels": [
      {"sql_condition": "\"email_l\" IS NULL OR \"email_r\" IS NULL", "label_for_charts": "email is NULL", "is_null_level": true},
      {"sql_condition": "NULLIF(regexp_extract(\"email_l\", '^[^@]+', 0), '') = NULLIF(regexp_extract(\"email_r\", '^[^@]+', 0), '')",
       "label_for_charts": "Exact match on username", "m_probability": 0.6, "u_probability": 0.002},
      {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.4, "u_probability": 0.998}]},
    {"output_column_name": "name", "comparison_levels": [
      {"sql_condition": "(\"first_name_l\" IS NULL OR \"first_name_r\" IS NULL) AND (\"surname_l\" IS NULL OR \"surname_r\" IS NULL)",
       "label_for_charts": "(first_name is NULL) AND (surname is NULL)", "is_null_level": true},
      {"sql_condition": "(\"first_name_l\" = \"first_name_r\") AND (\"surname_l\" = \"surname_r\")", "label_for_charts": "both", "m_probability": 0.6,
       "u_probability": 0.002},
      {"sql_condition": "(\"first_name_l\" = \"surname_r\") AND (\"surname_l\" = \"first_name_r\")", "label_for_charts": "swapped",
       "m_probability": 0.1, "u_probability": 0.002},
      {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.3, "u_probability": 0.996}]}]
})json";

TEST(Splink, ASavedModelComesBackAsItWas) {
    const auto sorted = [](const std::string& text) { return nlohmann::json::parse(text); };
    EXPECT_EQ(sorted(to_splink(from_splink(kSaved, nullptr), "duckdb", nullptr)), sorted(kSaved));
}

TEST(Splink, OtherDialectsSayTheSame) {
    const Model m = from_splink(kSaved, nullptr);
    const Model spark = from_splink(to_splink(m, "spark", nullptr), nullptr);
    for (std::size_t c = 0; c < m.comparisons.size(); c++)
        for (std::size_t l = 0; l < m.comparisons[c].levels.size(); l++)
            EXPECT_EQ(spark.comparisons[c].levels[l].when, m.comparisons[c].levels[l].when);
    Warnings warnings;
    to_splink(m, "postgres", &warnings);
    EXPECT_FALSE(warnings.empty()) << "PostgreSQL has no Jaro-Winkler";
    EXPECT_THROW(to_splink(m, "oracle", nullptr), Error);
}

TEST(Splink, WhatItCannotSayIsAnErrorOrAWarning) {
    const Model m = read_model(R"json({"attributes": [{"name": "x", "kind": "given_name"}], "blocking": [["x"], ["x.soundex"]], "deterministic": [["x"]],
        "neighbourhoods": [{"sort_by": ["x"], "window": 3}], "lookalikes": {"household": 0.001}, "constraints": {"max_size": 9},
        "comparisons": [{"attributes": ["x"], "levels": [{"when": "exact", "m": 0.7, "u": 0.1, "household": 0.1, "term_frequency": true},
          {"when": "nickname", "m": 0.1, "u": 0.1, "household": 0.1}, {"when": "else", "m": 0.2, "u": 0.8, "household": 0.8}]}]})json");
    EXPECT_THROW(to_splink(m, "duckdb", nullptr), Error);
    Warnings warnings;
    const Json back = Json::parse(to_splink(m, "duckdb", &warnings));
    EXPECT_EQ(back["comparisons"][0]["comparison_levels"].size(), 3u);  // null, exact, else
    EXPECT_EQ(back["blocking_rules_to_generate_predictions"].size(), 1u);
    EXPECT_EQ(warnings.size(), 8u);
}

TEST(Splink, HostileSettingsAreReadOrRefused) {
    RandomBytes random(3);
    for (int i = 0; i < 4000; i++) {
        const std::string text = random.edited(kSaved, 4);
        try {
            Warnings warnings;
            const Model m = from_splink(text, i % 2 == 0 ? &warnings : nullptr);
            to_splink(m, "duckdb", &warnings);
        } catch (const Error& e) {
            ASSERT_TRUE(e.code() == ErrorCode::kInvalidModel) << e.what();
        }
    }
}

}  // namespace
}  // namespace cdp::score
