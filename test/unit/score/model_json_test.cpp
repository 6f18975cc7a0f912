// SPDX-License-Identifier: PostgreSQL
#include "core/score/model_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "core/base/error.hpp"
#include "core/score/defaults.hpp"
#include "core/text/utf8.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

using Json = nlohmann::ordered_json;

// Everything that a document can hold.
const char* const kFull = R"json({
  "attributes": [{"name": "given_name", "kind": "given_name"}, {"name": "family name", "kind": "family_name"},
                 {"name": "birth_date", "kind": "birth_date"}, {"name": "e.mail", "kind": "email"}],
  "blocking": [["e.mail"], ["family name.soundex", "birth_date.year"], ["given_name[:3]", "family name[-2:]"],
               ["family name.rare", "birth_date.month_day"]],
  "deterministic": [["e.mail", "birth_date"]],
  "comparisons": [
    {"name": "given", "attributes": ["given_name"], "levels": [
      {"when": "exact", "m": 0.7, "u": 0.006, "namesake": 0.9, "term_frequency": true},
      {"when": "exact(given_name, \"family name\")", "m": 0.1, "u": 0.001, "namesake": 0.05, "fixed": true,
        "term_frequency": {"attribute": "family name", "weight": 0.5, "minimum": 0.001, "base": "own"}},
      {"when": "else", "m": 0.2, "u": 0.993, "namesake": 0.05}]},
    {"name": "contact", "attributes": ["e.mail", "family name"], "levels": [
      {"when": "exact or jaro_winkler(\"family name\") >= 0.92", "m": 0.8, "u": 1e-5, "household": 0.3, "namesake": 0.2},
      {"when": "else", "m": 0.2, "u": 0.99999, "household": 0.7, "namesake": 0.8}]}],
  "interactions": [{"comparisons": ["given", "contact"], "levels": [3, 1], "bits": -1.25}],
  "prior": 0.0003,
  "lookalikes": {"household": 1e-5, "namesake": 1e-6},
  "link_type": "link",
  "linkage": "complete",
  "constraints": {"duplicate_free": ["crm", "web \"shop\""], "limits": {"e.mail": 2, "birth_date": 1}, "max_size": 40},
  "thresholds": {"component": 1.5, "cluster": 2.5, "review": -3},
  "statistics": {"records": 1200, "term_frequencies": {
    "given_name": {"default": 1e-4, "average": 0.006, "values": {"marie": 0.02, "jean \"j\" é": 0.0125}}}},
  "notes": {"by": "hand"}
})json";

const char* const kSmall = R"({"attributes": [{"name": "a", "kind": "text"}], "blocking": [["a"]],
  "comparisons": [{"attributes": ["a"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1},
                                                    {"when": "else", "m": 0.1, "u": 0.9}]}]})";

Error error_of(std::string_view json) {
    try {
        read_model(json);
    } catch (const Error& e) {
        return e;
    }
    ADD_FAILURE() << "accepted: " << json.substr(0, 2000);
    return Error(ErrorCode::kInternal, "nothing thrown");
}

// The full document with the place at `pointer` set to `value`; an empty value takes the place out.
std::string changed(const std::string& pointer, const std::string& value) {
    Json j = Json::parse(kFull);
    if (!value.empty()) {
        j[Json::json_pointer(pointer)] = Json::parse(value);
        return j.dump();
    }
    const std::size_t slash = pointer.rfind('/');
    Json& parent = j.at(Json::json_pointer(pointer.substr(0, slash)));
    if (parent.is_array())
        parent.erase(static_cast<std::size_t>(std::stoul(pointer.substr(slash + 1))));
    else
        parent.erase(pointer.substr(slash + 1));
    return j.dump();
}

TEST(ModelJson, ReadsEverything) {
    const Model m = read_model(kFull);
    ASSERT_EQ(m.attributes.size(), 4u);
    EXPECT_EQ(m.attributes[1].name, "family name");
    EXPECT_EQ(m.attributes[1].kind, text::Kind::kFamilyName);
    ASSERT_EQ(m.blocking.size(), 4u);
    EXPECT_EQ(m.blocking[1], (BlockingRule{{1, KeyForm::kSoundex, 0}, {2, KeyForm::kYear, 0}}));
    EXPECT_EQ(m.blocking[2], (BlockingRule{{0, KeyForm::kPrefix, 3}, {1, KeyForm::kSuffix, 2}}));
    ASSERT_EQ(m.deterministic.size(), 1u);
    ASSERT_EQ(m.comparisons.size(), 2u);
    const Comparison& given = m.comparisons[0];
    EXPECT_EQ(given.name, "given");
    EXPECT_EQ(given.alike, (std::array<bool, kLookAlikes>{false, true}));
    ASSERT_EQ(given.levels.size(), 3u);
    EXPECT_EQ(given.levels[0].m, 0.7);
    EXPECT_EQ(given.levels[0].u, 0.006);
    EXPECT_EQ(given.levels[0].alike[kNamesake], 0.9);
    EXPECT_TRUE(given.levels[0].term_frequency);
    EXPECT_FALSE(given.levels[0].fixed);
    EXPECT_TRUE(given.levels[1].fixed);
    EXPECT_EQ(given.levels[1].condition.tests[0].left, 0);
    EXPECT_EQ(given.levels[1].condition.tests[0].right, 1);
    EXPECT_TRUE(given.levels[2].condition.is_else());
    EXPECT_EQ(m.comparisons[1].attributes, (std::vector<int>{3, 1}));
    EXPECT_EQ(m.comparisons[1].levels[0].condition.tests[0].left, 3) << "the first attribute stands where none is named";
    EXPECT_EQ(m.prior, 0.0003);
    EXPECT_EQ(m.alike, (std::array<double, kLookAlikes>{1e-5, 1e-6}));
    EXPECT_EQ(m.link_type, LinkType::kLink);
    EXPECT_EQ(m.linkage, Linkage::kComplete);
    EXPECT_EQ(m.thresholds.component, 1.5);
    EXPECT_EQ(m.thresholds.cluster, 2.5);
    EXPECT_EQ(m.thresholds.review, -3);
    EXPECT_EQ(m.records, 1200u);
    ASSERT_EQ(m.term_frequencies.size(), 1u);
    const TermFrequencies& tf = m.term_frequencies.at("given_name");
    EXPECT_EQ(tf.fallback, 1e-4);
    EXPECT_EQ(tf.average, 0.006);
    EXPECT_EQ(*tf.values.find("jean \"j\" é"), 0.0125);
}

TEST(ModelJson, WhatIsLeftOutHasADefault) {
    const Model m = read_model(kSmall), fresh;
    EXPECT_EQ(m.comparisons[0].name, "a");
    EXPECT_EQ(m.comparisons[0].alike, (std::array<bool, kLookAlikes>{false, false}));
    EXPECT_EQ(m.prior, fresh.prior);
    EXPECT_EQ(m.alike, fresh.alike);
    EXPECT_EQ(m.thresholds.component, fresh.thresholds.component);
    EXPECT_EQ(m.thresholds.cluster, fresh.thresholds.cluster);
    EXPECT_EQ(m.thresholds.review, fresh.thresholds.review);
    EXPECT_EQ(m.link_type, LinkType::kDedupe);
    EXPECT_EQ(m.linkage, Linkage::kAverage);
    EXPECT_EQ(m.records, 0u);
    EXPECT_TRUE(m.deterministic.empty());
    EXPECT_TRUE(m.term_frequencies.empty());
    EXPECT_NO_THROW(read_model(changed("/blocking", ""))) << "a deterministic rule is enough";
    EXPECT_NO_THROW(read_model(changed("/prior", "null"))) << "null is not given";
}

TEST(ModelJson, StatisticsApart) {
    const std::string statistics = Json::parse(kFull)["statistics"].dump();
    EXPECT_EQ(write_model(read_model(changed("/statistics", ""), statistics)), write_model(read_model(kFull)));
    EXPECT_EQ(write_model(read_model(kFull, "{}")), write_model(read_model(changed("/statistics", "{}")))) << "in place of its own";
    const auto refused = [](std::string_view apart) -> std::string {
        try {
            read_model(kFull, apart);
        } catch (const Error& e) {
            return e.what();
        }
        return "accepted";
    };
    EXPECT_EQ(refused("{"), "model.statistics: is not valid JSON");
    EXPECT_EQ(refused("[1]"), "model.statistics: must be an object, not an array");
    EXPECT_EQ(refused(R"({"statistics": {}})").substr(0, 44), "model.statistics.statistics: unknown field");
    EXPECT_EQ(refused(R"({"term_frequencies": {"other": {"values": {"x": 0.5}}}})"), "model.statistics.term_frequencies.other: is not among the model's attributes");
    EXPECT_EQ(refused(R"({"term_frequencies": {"given_name": {"values": {"x": 2}}}})"), "model.statistics.term_frequencies.given_name.values.x: must be a number between 0 and 1");
    EXPECT_EQ(refused("null"), "accepted") << "as a field that is null is not there";
}

TEST(ModelJson, WritingThenReadingGivesTheSame) {
    Model defaults;
    defaults.attributes = {{"first", text::Kind::kGivenName}, {"last", text::Kind::kFamilyName},
                           {"born", text::Kind::kBirthDate},  {"street \"x\"", text::Kind::kStreet},
                           {"zip", text::Kind::kPostcode},    {"city", text::Kind::kCity},
                           {"mail", text::Kind::kEmail},      {"phone", text::Kind::kPhone}};
    for (auto& a : defaults.attributes) std::erase(a.name, '"');  // names in conditions stand in quotes
    use_default_comparisons(defaults);
    defaults.blocking = {{{6, KeyForm::kWhole, 0}}, {{1, KeyForm::kTokens, 0}, {2, KeyForm::kWhole, 0}}};
    for (const std::string& document : {std::string(kFull), std::string(kSmall), write_model(defaults)}) {
        const std::string once = write_model(read_model(document));
        const std::string twice = write_model(read_model(once));
        EXPECT_EQ(once, twice);
    }
    EXPECT_EQ(write_model(read_model(write_model(defaults))), write_model(defaults));
    Json expected = Json::parse(kFull);
    EXPECT_EQ(nlohmann::json::parse(write_model(read_model(kFull))), nlohmann::json::parse(expected.dump()));
}

TEST(ModelJson, RandomProbabilitiesSurviveExactly) {
    RandomBytes random(5);
    for (int round = 0; round < 200; round++) {
        Model m = read_model(kFull);
        for (auto& c : m.comparisons)
            for (auto& l : c.levels) {
                l.m = std::max(random.unit(), 1e-12);
                l.u = std::exp2(-40 * random.unit());
                for (std::size_t k = 0; k < kLookAlikes; k++)
                    if (c.alike[k]) l.alike[k] = std::exp2(-30 * random.unit());
            }
        m.prior = std::exp2(-45 * random.unit() - 0.1);
        m.thresholds.cluster = (random.unit() - 0.5) * 199;
        const Model back = read_model(write_model(m));
        for (std::size_t c = 0; c < m.comparisons.size(); c++)
            for (std::size_t l = 0; l < m.comparisons[c].levels.size(); l++) {
                const Level &x = m.comparisons[c].levels[l], &y = back.comparisons[c].levels[l];
                ASSERT_EQ(x.m, y.m);
                ASSERT_EQ(x.u, y.u);
                for (std::size_t k = 0; k < kLookAlikes; k++)
                    if (m.comparisons[c].alike[k]) {
                        ASSERT_EQ(x.alike[k], y.alike[k]);
                    }
            }
        ASSERT_EQ(m.prior, back.prior);
        ASSERT_EQ(m.thresholds.cluster, back.thresholds.cluster);
    }
}

struct Mistake {
    std::string pointer, value, message;
};

void expect_refused(std::span<const Mistake> mistakes) {
    for (const Mistake& m : mistakes) {
        const Error e = error_of(changed(m.pointer, m.value));
        EXPECT_EQ(e.what(), m.message) << m.pointer << " = " << m.value;
        EXPECT_EQ(e.code(), ErrorCode::kInvalidModel) << m.pointer;
    }
}

TEST(ModelJson, RefusesWhatIsNotADocument) {
    for (const char* text : {"", " ", "{", "{]", "nul", "{\"a\":1,}", "{\"prior\": 1e999}", "\xff", "{\"a\": \"\xff\"}", "{} {}"})
        EXPECT_STREQ(error_of(text).what(), "model: is not valid JSON") << text;
    EXPECT_STREQ(error_of("[]").what(), "model: must be an object, not an array");
    EXPECT_STREQ(error_of("\"model\"").what(), "model: must be an object, not a string");
    EXPECT_STREQ(error_of("null").what(), "model: must be an object, not null");
    EXPECT_STREQ(error_of("1").what(), "model: must be an object, not a number");
    EXPECT_STREQ(error_of("true").what(), "model: must be an object, not a boolean");
    EXPECT_STREQ(error_of("{}").what(), "model.attributes: must name at least one attribute");
}

TEST(ModelJson, UnknownFieldsAreRefusedEverywhere) {
    const Mistake mistakes[] = {
        {"/blokcing", "1", "model.blokcing: unknown field"},
        {"/attributes/2/type", "\"x\"", "model.attributes[2].type: unknown field"},
        {"/comparisons/1/level", "[]", "model.comparisons[1].level: unknown field"},
        {"/comparisons/0/levels/2/weight", "1", "model.comparisons[0].levels[2].weight: unknown field"},
        {"/lookalikes/twin", "0.1", "model.lookalikes.twin: unknown field"},
        {"/thresholds/clusters", "1", "model.thresholds.clusters: unknown field"},
        {"/statistics/rows", "1", "model.statistics.rows: unknown field"},
        {"/statistics/term_frequencies/given_name/value", "{}",
         "model.statistics.term_frequencies.given_name.value: unknown field"}};
    expect_refused(mistakes);
    for (const Mistake& m : mistakes)
        EXPECT_EQ(error_of(changed(m.pointer, m.value)).hint().find("Known fields here: "), 0u) << m.pointer;
}

TEST(ModelJson, AttributesAreValidated) {
    const Mistake mistakes[] = {
        {"/attributes", "", "model.attributes: must name at least one attribute"},
        {"/attributes", "[]", "model.attributes: must name at least one attribute"},
        {"/attributes", "{}", "model.attributes: must be an array, not an object"},
        {"/attributes/1", "\"name\"", "model.attributes[1]: must be an object, not a string"},
        {"/attributes/1/name", "", "model.attributes[1].name: is missing"},
        {"/attributes/1/name", "\"\"", "model.attributes[1].name: must not be empty"},
        {"/attributes/1/name", "7", "model.attributes[1].name: must be a string, not a number"},
        {"/attributes/1/name", "\"given_name\"", "model.attributes[1].name: attribute \"given_name\" is there twice"},
        {"/attributes/1/kind", "", "model.attributes[1].kind: is missing"},
        {"/attributes/1/kind", "\"surname\"", "model.attributes[1].kind: unknown kind \"surname\""}};
    expect_refused(mistakes);
    EXPECT_EQ(error_of(changed("/attributes/1/kind", "\"surname\"")).hint().find("Kinds: given_name, family_name,"), 0u);
}

TEST(ModelJson, RulesAreValidated) {
    const Mistake mistakes[] = {
        {"/blocking", "\"e.mail\"", "model.blocking: must be an array, not a string"},
        {"/blocking/1", "\"e.mail\"", "model.blocking[1]: must be an array of 1 to 8 keys"},
        {"/blocking/1", "[]", "model.blocking[1]: must be an array of 1 to 8 keys"},
        {"/blocking/1", R"(["e.mail","e.mail","e.mail","e.mail","e.mail","e.mail","e.mail","e.mail","e.mail"])",
         "model.blocking[1]: must be an array of 1 to 8 keys"},
        {"/blocking/1/1", "3", "model.blocking[1][1]: must be a string, not a number"},
        {"/blocking/1/1", "\"born\"", "model.blocking[1][1]: attribute \"born\" is not among the model's attributes"},
        {"/blocking/1/1", "\"birth_date.yaer\"", "model.blocking[1][1]: unknown form \"yaer\""},
        {"/blocking/3/1", "\"given_name.tokens\"", "model.blocking[3]: has more than one key that explodes"},
        {"/deterministic/0/0", "\"mail\"", "model.deterministic[0][0]: attribute \"mail\" is not among the model's attributes"},
        {"/deterministic", "1", "model.deterministic: must be an array, not a number"}};
    expect_refused(mistakes);
    Json none = Json::parse(kFull);
    none.erase("blocking");
    none["deterministic"] = Json::array();
    EXPECT_STREQ(error_of(none.dump()).what(), "model.blocking: must have at least one rule");
}

TEST(ModelJson, ComparisonsAreValidated) {
    const std::string first = "model.comparisons[0]";
    const Mistake mistakes[] = {
        {"/comparisons", "", "model.comparisons: must have 1 to 32 comparisons, not 0"},
        {"/comparisons", "[]", "model.comparisons: must have 1 to 32 comparisons, not 0"},
        {"/comparisons", "{}", "model.comparisons: must be an array, not an object"},
        {"/comparisons/0", "[]", first + ": must be an object, not an array"},
        {"/comparisons/0/name", "1", first + ".name: must be a string, not a number"},
        {"/comparisons/0/attributes", "", first + ".attributes: must name at least one attribute"},
        {"/comparisons/0/attributes", "\"given_name\"", first + ".attributes: must be an array, not a string"},
        {"/comparisons/0/attributes/0", "0", first + ".attributes[0]: must be a string, not a number"},
        {"/comparisons/0/attributes/0", "\"x\"", first + ".attributes[0]: attribute \"x\" is not among the model's attributes"},
        {"/comparisons/0/levels", "", first + ".levels: must have 2 to 15 levels"},
        {"/comparisons/0/levels", R"([{"when": "else", "m": 1, "u": 1}])", first + ".levels: must have 2 to 15 levels"},
        {"/comparisons/0/levels", "3", first + ".levels: must be an array, not a number"},
        {"/comparisons/0/levels/0", "\"exact\"", first + ".levels[0]: must be an object, not a string"},
        {"/comparisons/0/levels/0/when", "", first + ".levels[0].when: is missing"},
        {"/comparisons/0/levels/0/when", "\"exactly\"", first + ".levels[0].when: unknown measure \"exactly\""},
        {"/comparisons/0/levels/0/when", "\"else\"", first + ".levels[0]: \"else\" must be the last level"},
        {"/comparisons/0/levels/2/when", "\"exact\"", first + ".levels[2]: the last level must be \"else\""},
        {"/comparisons/0/levels/0/m", "", first + ".levels[0]: needs m and u"},
        {"/comparisons/0/levels/0/u", "", first + ".levels[0]: needs m and u"},
        {"/comparisons/0/levels/0/m", "\"0.9\"", first + ".levels[0].m: must be a number, not a string"},
        {"/comparisons/0/levels/0/m", "1.5", first + ".levels[0].m: must be between 0.0 and 1.0"},
        {"/comparisons/0/levels/0/u", "-0.1", first + ".levels[0].u: must be between 0.0 and 1.0"},
        {"/comparisons/0/levels/0/m", "0", first + ".levels[0]: m and u must be at least 1e-300"},
        {"/comparisons/0/levels/0/u", "5e-324", first + ".levels[0]: m and u must be at least 1e-300"},
        {"/comparisons/0/levels/0/namesake", "0", first + ".levels[0].namesake: must be between 1e-12 and 1.0"},
        {"/comparisons/0/levels/0/household", "0.5", first + ".levels[1]: \"household\" must be in all levels or in none"},
        {"/comparisons/0/levels/2/namesake", "", first + ".levels[2]: \"namesake\" must be in all levels or in none"},
        {"/comparisons/0/levels/0/term_frequency", "1", first + ".levels[0].term_frequency: must be true or false, not a number"},
        {"/comparisons/0/levels/0/fixed", "\"yes\"", first + ".levels[0].fixed: must be true, false, \"m\" or \"u\""}};
    expect_refused(mistakes);
}

TEST(ModelJson, InteractionsAreValidated) {
    const std::string first = "model.interactions[0]";
    const Mistake mistakes[] = {
        {"/interactions", "{}", "model.interactions: must be an array, not an object"},
        {"/interactions/0", "3", first + ": must be an object, not a number"},
        {"/interactions/0/weight", "1", first + ".weight: unknown field"},
        {"/interactions/0/comparisons", "[\"given\"]", first + ".comparisons: must be the names of two comparisons"},
        {"/interactions/0/comparisons/1", "\"phone\"", first + ".comparisons: no comparison is named \"phone\""},
        {"/interactions/0/comparisons/1", "\"given\"", first + ".comparisons: must be two different ones"},
        {"/interactions/0/levels", "[1, 1, 1]", first + ".levels: must be a level of each, 1 the strictest"},
        {"/interactions/0/levels/0", "-1", first + ".levels: must be a level of each, 1 the strictest"},
        {"/interactions/0/levels/0", "0", first + ".levels: comparison \"given\" has levels 1 to 3"},
        {"/interactions/0/levels/1", "3", first + ".levels: comparison \"contact\" has levels 1 to 2"},
        {"/interactions/0/bits", "1000", first + ".bits: must be between -100.0 and 100.0"}};
    expect_refused(mistakes);
}

TEST(ModelJson, NumbersAndChoicesAreValidated) {
    const std::string tf = "model.statistics.term_frequencies";
    const Mistake mistakes[] = {
        {"/prior", "0", "model.prior: must be between 1e-15 and 0.999"},
        {"/prior", "1", "model.prior: must be between 1e-15 and 0.999"},
        {"/prior", "[]", "model.prior: must be a number, not an array"},
        {"/lookalikes", "0.1", "model.lookalikes: must be an object, not a number"},
        {"/lookalikes/household", "0.6", "model.lookalikes.household: must be between 0.0 and 0.5"},
        {"/link_type", "\"both\"", "model.link_type: unknown value \"both\""},
        {"/link_type", "1", "model.link_type: must be a string, not a number"},
        {"/linkage", "\"Average\"", "model.linkage: unknown value \"Average\""},
        {"/thresholds", "3", "model.thresholds: must be an object, not a number"},
        {"/thresholds/component", "101", "model.thresholds.component: must be between -100.0 and 100.0"},
        {"/thresholds/cluster", "-101", "model.thresholds.cluster: must be between -100.0 and 100.0"},
        {"/thresholds/review", "\"low\"", "model.thresholds.review: must be a number, not a string"},
        {"/statistics", "[]", "model.statistics: must be an object, not an array"},
        {"/statistics/records", "-1", "model.statistics.records: must be between 0.0 and 1e+15"},
        {"/statistics/term_frequencies", "[]", tf + ": must be an object"},
        {"/statistics/term_frequencies/surname", "{}", tf + ".surname: is not among the model's attributes"},
        {"/statistics/term_frequencies/given_name", "0.5", tf + ".given_name: must be an object, not a number"},
        {"/statistics/term_frequencies/given_name/default", "2", tf + ".given_name.default: must be between 0.0 and 1.0"},
        {"/statistics/term_frequencies/given_name/average", "-1", tf + ".given_name.average: must be between 0.0 and 1.0"},
        {"/statistics/term_frequencies/given_name/values", "[]",
         tf + ".given_name.values: must be an object of value and frequency"},
        {"/statistics/term_frequencies/given_name/values/marie", "\"often\"",
         tf + ".given_name.values.marie: must be a number between 0 and 1"},
        {"/statistics/term_frequencies/given_name/values/marie", "-0.1",
         tf + ".given_name.values.marie: must be a number between 0 and 1"},
        {"/statistics/term_frequencies/given_name/values/marie", "1e300",
         tf + ".given_name.values.marie: must be a number between 0 and 1"}};
    expect_refused(mistakes);
    EXPECT_EQ(error_of(changed("/linkage", "\"mean\"")).hint(), "Choices: average, single, complete.");
    EXPECT_EQ(error_of(changed("/link_type", "\"both\"")).hint(), "Choices: dedupe, link, link_and_dedupe.");
}

TEST(ModelJson, ConstraintsAreReadAndValidated) {
    const Model model = read_model(kFull);
    EXPECT_EQ(model.constraints.duplicate_free, (std::vector<std::string>{"crm", "web \"shop\""}));
    ASSERT_EQ(model.constraints.limits.size(), 2u);
    EXPECT_EQ(model.constraints.limits[0].attribute, model.attribute_index("e.mail"));
    EXPECT_EQ(model.constraints.limits[0].values, 2u);
    EXPECT_EQ(model.constraints.max_size, 40u);
    EXPECT_TRUE(read_model(kSmall).constraints.empty());
    const auto refused = [](const std::string& place, const std::string& value) {
        const Error e = error_of(changed("/constraints" + place, value));
        EXPECT_EQ(e.code(), ErrorCode::kInvalidModel);
        EXPECT_EQ(std::string(e.what()).rfind("model.constraints", 0), 0u) << e.what();
    };
    refused("", "[]");
    refused("/duplicate_fre", "[]");
    refused("/duplicate_free", "\"crm\"");
    refused("/duplicate_free/0", "1");
    refused("/duplicate_free/1", "\"crm\"");
    refused("/duplicate_free", "[" + [] {
        std::string all = "\"s\"";
        for (int i = 1; i <= 64; i++) all += ", \"s" + std::to_string(i) + "\"";
        return all;
    }() + "]");
    refused("/limits", "[]");
    refused("/limits/phone", "1");
    for (const char* value : {"0", "-1", "1.5", "\"1\"", "1e30", "10000000000", "18446744073709551615"}) {
        refused("/limits/birth_date", value);
        refused("/max_size", value);
    }
}

TEST(ModelJson, LimitsWithinDays) {
    const auto with = [](const std::string& limit) { return changed("/constraints/limits/e.mail", limit); };
    const Model model = read_model(with(R"({"values": 2, "days": 30, "seen": "birth_date"})"));
    const auto& limit = model.constraints.limits[0];
    EXPECT_EQ(limit.values, 2u);
    EXPECT_EQ(limit.days, 30u);
    EXPECT_EQ(limit.seen, model.attribute_index("birth_date"));
    const Model again = read_model(write_model(model));
    EXPECT_EQ(again.constraints.limits[0].days, 30u);
    EXPECT_EQ(again.constraints.limits[0].seen, limit.seen);
    EXPECT_EQ(read_model(with(R"({"values": 3})")).constraints.limits[0].days, 0u);
    for (const char* wrong : {"{}", R"({"days": 30, "seen": "birth_date"})", R"({"values": 0, "days": 30, "seen": "birth_date"})", R"({"values": 1, "days": 30})",
                              R"({"values": 1, "seen": "birth_date"})", R"({"values": 1, "days": 0, "seen": "birth_date"})", R"({"values": 1, "days": 1.5, "seen": "birth_date"})",
                              R"({"values": 1, "days": 30, "seen": "e.mail"})", R"({"values": 1, "days": 30, "seen": "x"})", R"({"value": 1})"}) {
        const Error e = error_of(with(wrong));
        EXPECT_EQ(std::string(e.what()).rfind("model.constraints.limits.e.mail", 0), 0u) << wrong << ": " << e.what();
    }
}

TEST(ModelJson, LimitsHoldAndTheLastAllowedPasses) {
    const auto attributes = [](int n) {
        Json j = Json::parse(kSmall);
        for (int i = 1; i < n; i++) j["attributes"].push_back({{"name", "a" + std::to_string(i)}, {"kind", "text"}});
        return j.dump();
    };
    EXPECT_EQ(read_model(attributes(64)).attributes.size(), 64u);
    EXPECT_STREQ(error_of(attributes(65)).what(), "model.attributes: must have 1 to 64 attributes, not 65");
    const auto repeated = [](const char* key, int n) {
        Json j = Json::parse(kSmall);
        if (!j.contains(key)) j[key] = Json::parse(R"([["a"]])");
        const Json one = j[key][0];
        while (j[key].size() < static_cast<std::size_t>(n)) j[key].push_back(one);
        return j.dump();
    };
    EXPECT_EQ(read_model(repeated("blocking", 64)).blocking.size(), 64u);
    EXPECT_STREQ(error_of(repeated("blocking", 65)).what(), "model.blocking: has more than 64 rules");
    EXPECT_EQ(read_model(repeated("deterministic", 64)).deterministic.size(), 64u);
    EXPECT_STREQ(error_of(repeated("deterministic", 65)).what(), "model.deterministic: has more than 64 rules");
    EXPECT_EQ(read_model(repeated("comparisons", 32)).comparisons.size(), 32u);
    EXPECT_STREQ(error_of(repeated("comparisons", 33)).what(), "model.comparisons: must have 1 to 32 comparisons, not 33");
    const auto levels = [](int n) {
        Json j = Json::parse(kSmall);
        Json& list = j["comparisons"][0]["levels"];
        const Json one = list[0];
        while (list.size() < static_cast<std::size_t>(n)) list.insert(list.begin(), one);
        return j.dump();
    };
    EXPECT_EQ(read_model(levels(15)).comparisons[0].levels.size(), 15u);
    EXPECT_STREQ(error_of(levels(16)).what(), "model.comparisons[0].levels: must have 2 to 15 levels");
    const std::string key = R"("a","a","a","a","a","a","a","a")";
    Json eight = Json::parse(kSmall);
    eight["blocking"][0] = Json::parse("[" + key + "]");
    EXPECT_EQ(read_model(eight.dump()).blocking[0].size(), 8u);
}

TEST(ModelJson, DeepNestingIsRefusedNotFollowed) {
    for (const char* open : {"[", "{\"a\":"}) {
        std::string deep;
        for (int i = 0; i < 200'000; i++) deep += open;
        EXPECT_STREQ(error_of(deep).what(), "model: is not valid JSON");
    }
    const std::string closed = std::string(100'000, '[') + std::string(100'000, ']');
    EXPECT_STREQ(error_of(closed).what(), "model: must be an object, not an array");
    EXPECT_STREQ(error_of("{\"prior\": " + closed + "}").what(), "model.attributes: must name at least one attribute");
}

// Places of the document set to values of every type: refused with a path, or read to a model that reads back.
void expect_sane(const std::string& text, std::size_t& accepted) {
    try {
        const std::string once = write_model(read_model(text));
        accepted++;
        ASSERT_EQ(write_model(read_model(once)), once) << text;
    } catch (const Error& e) {
        ASSERT_EQ(e.code(), ErrorCode::kInvalidModel) << text;
        ASSERT_EQ(std::string_view(e.what()).substr(0, 5), "model") << text;
        ASSERT_TRUE(text::valid_utf8(e.what()));
        ASSERT_TRUE(text::valid_utf8(e.detail()));
    }
}

TEST(ModelJson, EveryPlaceWithEveryTypeIsRefusedOrReadsBack) {
    const std::vector<std::string> values = {"null", "true", "0",  "-1",     "0.5",  "1e308", "18446744073709551615",
                                             "\"\"", "[]",   "{}", "[[]]", "\"else\"", "[null]",  "{\"a\": 1}"};
    std::size_t accepted = 0;
    const Json flat = Json::parse(kFull).flatten();
    std::set<std::string> places;
    for (const auto& [pointer, leaf] : flat.items())
        for (std::size_t at = pointer.size(); at != std::string::npos && at > 0; at = pointer.rfind('/', at - 1))
            places.insert(pointer.substr(0, at));
    EXPECT_GT(places.size(), 80u);
    for (const std::string& place : places)
        for (const std::string& value : values) expect_sane(changed(place, value), accepted);
    EXPECT_GT(accepted, 100u);
}

TEST(ModelJson, HostileTextIsRefusedOrReadsBack) {
    RandomBytes random(6);
    std::size_t accepted = 0;
    const std::string full = Json::parse(kFull).dump(), small = Json::parse(kSmall).dump();
    for (int round = 0; round < 6000; round++)
        expect_sane(round % 8 == 0 ? random.bytes(random.below(80)) : random.edited(round % 2 == 0 ? full : small, 3), accepted);
    EXPECT_GT(accepted, 50u);
}

}  // namespace
}  // namespace cdp::score
