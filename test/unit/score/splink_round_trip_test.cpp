// SPDX-License-Identifier: PostgreSQL
// from_splink(to_splink(model)) is the model: random ones of all that Splink can say, compared by what they mean. Two
// conditions mean the same when they hold for the same answers to their tests.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "core/base/hash.hpp"
#include "core/score/model_json.hpp"
#include "core/score/splink.hpp"

namespace cdp::score {
namespace {

using Json = nlohmann::ordered_json;

// Attributes that Splink's SQL can make, by what measures they take.
const char* const kTexts[] = {
    R"j({"name": "a", "form": "plain"})j",
    R"j({"name": "b small", "column": "b", "form": "plain", "steps": ["lower"]})j",
    R"j({"name": "c3", "column": "c", "form": "plain", "steps": ["substring(1, 3)"]})j",
    R"j({"name": "c end", "column": "c", "form": "plain", "steps": ["trim", "upper", "substring(-4)"]})j",
    R"j({"name": "user", "column": "mail", "form": "plain", "steps": ["regex('^[^@]+')"]})j",
    R"j({"name": "digits", "column": "it's", "form": "plain", "steps": ["extract('([0-9]+)', 1)", "nullif('0')"]})j",
    R"j({"name": "whole", "columns": ["a", "b"], "separator": ", ", "form": "plain", "steps": ["soundex"]})j",
    R"j({"name": "second", "column": "list", "form": "plain", "steps": ["element(2)"]})j",
    R"j({"name": "year", "column": "born", "form": "plain", "steps": ["date", "text", "substring(1, 4)"]})j"};
const char* const kDates[] = {
    R"j({"name": "dob", "kind": "date", "form": "plain", "steps": ["date('%d/%m/%Y')"]})j",
    R"j({"name": "born on", "kind": "date", "column": "born", "form": "plain", "steps": ["date"]})j",
    R"j({"name": "seen", "kind": "date", "form": "plain", "steps": ["timestamp"]})j"};
const char* const kNumbers[] = {R"j({"name": "size", "kind": "number", "form": "plain", "steps": ["number"]})j"};
const char* const kLists[] = {
    R"j({"name": "tags", "form": "plain", "many": true})j",
    R"j({"name": "words", "column": "a", "form": "plain", "many": true, "steps": ["split(',')"]})j",
    R"j({"name": "sounds", "column": "b", "form": "plain", "many": true, "steps": ["double_metaphone"]})j"};
const char* const kPoint = R"j({"name": "home", "columns": ["lat", "long"], "form": "point"})j";
const char* const kVector = R"j({"name": "embedding", "form": "vector"})j";

class RandomModel {
public:
    RandomModel(unsigned seed, bool vectors) : random_(seed), vectors_(vectors) {}

    Json run() {
        Json model;
        for (int i = 0; i < 3; i++) model["blocking"].push_back(rule());
        const int comparisons = 1 + below(4);
        for (int i = 0; i < comparisons; i++) model["comparisons"].push_back(comparison("c" + std::to_string(i)));
        model["prior"] = (1 + below(999)) / 1e6;
        const char* const types[] = {"dedupe", "link", "link_and_dedupe"};
        model["link_type"] = types[below(3)];
        model["attributes"] = attributes_;
        return model;
    }

private:
    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
    bool chance(int percent) { return below(100) < percent; }

    // Its name, quoted as conditions want it.
    std::string use(const char* json) {
        const Json attribute = Json::parse(json);
        if (std::find(attributes_.begin(), attributes_.end(), attribute) == attributes_.end()) attributes_.push_back(attribute);
        used_.push_back(attribute["name"]);
        return "\"" + used_.back() + "\"";
    }
    template <std::size_t n>
    std::string one_of(const char* const (&list)[n]) {
        return use(list[below(static_cast<int>(n))]);
    }

    Json rule() {
        Json keys = Json::array();
        for (int k = 1 + below(3); k > 0; k--) {
            const std::string name = chance(80) ? one_of(kTexts) : use(kLists[0]);
            const std::string bare = name.substr(1, name.size() - 2);
            if (std::find(keys.begin(), keys.end(), bare) == keys.end()) keys.push_back(bare);
        }
        return keys;
    }

    std::string bounded(const std::string& measure) {
        const char* const comparators[] = {">=", ">", "<=", "<", "="};
        const char* const bounds[] = {"0", "1", "2", "0.5", "0.92", "31557600"};
        return measure + " " + comparators[below(5)] + " " + bounds[below(6)];
    }

    std::string test() {
        const char* const measures[] = {"levenshtein", "damerau_levenshtein", "jaro", "jaro_winkler", "character_jaccard"};
        const char* const calendar[] = {"days", "months", "years", "elapsed"};
        switch (below(12)) {
            case 0: return "exact(" + one_of(kTexts) + ", " + one_of(kTexts) + ")";
            case 1: return bounded(std::string(measures[below(5)]) + "(" + one_of(kTexts) + ")");
            case 2: return bounded(std::string(measures[below(5)]) + "(" + one_of(kTexts) + ", " + one_of(kTexts) + ")");
            case 3: return bounded(std::string(measures[below(5)]) + "(" + one_of(kLists) + ")");
            case 4: return chance(50) ? bounded("shared_values(" + one_of(kLists) + ")") : "subset(" + one_of(kLists) + ")";
            case 5: return bounded(std::string(calendar[below(vectors_ ? 4 : 1)]) + "(" + one_of(kDates) + ")");
            case 6: return bounded(std::string(chance(50) ? "difference(" : "percent_difference(") + one_of(kNumbers) + ")");
            case 7: return bounded("km(" + use(kPoint) + ")");
            case 8: return vectors_ ? bounded("cosine(" + use(kVector) + ")") : presence();
            case 9: return presence();
            default: return "exact(" + one_of(kTexts) + ")";
        }
    }

    std::string presence() {
        const char* const sides[] = {"left", "right", "both"};
        const std::string side = std::string(sides[below(3)]) + "(" + one_of(kTexts) + ")";
        return chance(50) ? side : side + " = 'it''s " + std::to_string(below(3)) + "'";
    }

    std::string condition(int depth) {
        if (depth == 0 || chance(40)) return chance(20) ? "not " + test() : test();
        const std::string out = "(" + condition(depth - 1) + ") " + (chance(50) ? "and" : "or") + " (" + condition(depth - 1) + ")";
        return chance(20) ? "not (" + out + ")" : out;
    }

    Json level(const std::string& when) {
        Json out = {{"when", when}, {"m", (1 + below(999)) / 1000.0}, {"u", (1 + below(999)) / 1000.0}};
        if (chance(30)) out["label"] = "level " + std::to_string(below(100));
        const Json fixed[] = {true, "m", "u"};
        if (chance(40)) out["fixed"] = fixed[below(3)];
        return out;
    }

    Json comparison(const std::string& name) {
        used_.clear();
        Json out = {{"name", name}, {"levels", Json::array()}};
        if (chance(30)) out["description"] = "about " + name;
        const bool frequencies = chance(50);
        if (frequencies) {
            out["levels"].push_back(level("exact(" + use(kTexts[0]) + ")"));
            out["levels"].back()["term_frequency"] = {{"attribute", "a"}, {"base", "exact"}};
        }
        for (int i = 1 + below(3); i > 0; i--) {
            out["levels"].push_back(level(condition(2)));
            if (frequencies && chance(50))
                out["levels"].back()["term_frequency"] = {{"attribute", "a"}, {"base", chance(50) ? "exact" : "own"}, {"weight", 0.5}, {"minimum", 0.001}};
        }
        out["levels"].push_back(level("else"));
        std::string missing = "never";
        if (chance(60)) missing = "not present(" + one_of(kTexts) + ")";
        if (chance(20)) missing += " or not present(" + one_of(kTexts) + ")";
        out["missing"] = missing.starts_with("never or ") ? missing.substr(9) : missing;
        for (const std::string& attribute : used_)
            if (!out.contains("attributes") || std::find(out["attributes"].begin(), out["attributes"].end(), attribute) == out["attributes"].end())
                out["attributes"].push_back(attribute);
        return out;
    }

    std::mt19937 random_;
    bool vectors_;
    Json attributes_ = Json::array();
    std::vector<std::string> used_;
};

// What an attribute is, whatever its name.
std::string identity(const Model& model, int place) {
    if (place < 0) return "-";
    const Attribute& a = model.attributes[static_cast<std::size_t>(place)];
    std::string out = std::to_string(static_cast<int>(a.kind)) + "/" + std::to_string(static_cast<int>(a.form)) + (a.many ? "/many" : "");
    for (const auto& column : a.column_names()) out += "/" + column;
    if (a.column_names().size() > 1) out += "/" + a.separator;
    for (const Transform& step : a.steps) out += "/" + print_transform(step);
    return out;
}

// Whether the condition holds in world `world`, where values are there and tests hold as hashes say.
bool holds(const Condition& condition, const Model& model, std::uint64_t world) {
    const auto toss = [&](const std::string& what) { return (mix64(hash_bytes(what) ^ mix64(world)) & 3) != 0; };
    std::vector<bool> stack;
    for (const Step& s : condition.steps) {
        if (s.op == Op::kTrue) stack.push_back(true);
        if (s.op == Op::kNot) stack.back() = !stack.back();
        if (s.op == Op::kTest) {
            const Test& t = condition.tests[s.operand];
            const std::string left = identity(model, t.left), right = identity(model, t.right);
            const bool there = (t.left < 0 || toss("left " + left)) && (t.right < 0 || toss("right " + right));
            const std::string bound = std::to_string(static_cast<int>(t.comparator)) + " " + std::to_string(t.bound);
            stack.push_back(there && (t.measure == Measure::kPresent ||
                                      toss(left + " " + right + " " + std::to_string(static_cast<int>(t.measure)) + " " + bound + t.text)));
        }
        if (s.op == Op::kAnd || s.op == Op::kOr) {
            const bool b = stack.back();
            stack.pop_back();
            stack.back() = s.op == Op::kAnd ? stack.back() && b : stack.back() || b;
        }
    }
    return stack.back();
}

void expect_same(const Condition& a, const Model& of_a, const Condition& b, const Model& of_b, const std::string& what) {
    for (std::uint64_t world = 0; world < 200; world++) ASSERT_EQ(holds(a, of_a, world), holds(b, of_b, world)) << what << ", world " << world;
}

void expect_same_level(const Level& a, const Comparison& c, const Model& of_a, const Level& b, const Comparison& d, const Model& of_b) {
    EXPECT_EQ(a.m, b.m);
    EXPECT_EQ(a.u, b.u);
    EXPECT_EQ(a.label, b.label);
    EXPECT_EQ(a.keeps_m(), b.keeps_m());
    EXPECT_EQ(a.keeps_u(), b.keeps_u());
    EXPECT_EQ(identity(of_a, frequency_attribute(a, c)), identity(of_b, frequency_attribute(b, d)));
    if (a.term_frequency) {
        EXPECT_EQ(a.frequency.weight, b.frequency.weight);
        EXPECT_EQ(a.frequency.minimum, b.frequency.minimum);
        EXPECT_EQ(a.frequency.base, b.frequency.base);
    }
    expect_same(a.condition, of_a, b.condition, of_b, a.when + " became " + b.when);
}

void expect_same_model(const Model& a, const Model& b) {
    EXPECT_EQ(a.prior, b.prior);
    EXPECT_EQ(a.link_type, b.link_type);
    ASSERT_EQ(a.blocking.size(), b.blocking.size());
    for (std::size_t r = 0; r < a.blocking.size(); r++) {
        ASSERT_EQ(a.blocking[r].size(), b.blocking[r].size());
        for (std::size_t k = 0; k < a.blocking[r].size(); k++)
            EXPECT_EQ(identity(a, a.blocking[r][k].attribute), identity(b, b.blocking[r][k].attribute));
    }
    ASSERT_EQ(a.comparisons.size(), b.comparisons.size());
    for (std::size_t i = 0; i < a.comparisons.size(); i++) {
        const Comparison &c = a.comparisons[i], &d = b.comparisons[i];
        EXPECT_EQ(c.name, d.name);
        EXPECT_EQ(c.description, d.description);
        ASSERT_EQ(c.levels.size(), d.levels.size());
        // Without a condition it is missing when its attributes are: one attribute then.
        const auto missing = [](const Comparison& x, const Model& of) {
            std::string all;
            for (const int at : x.attributes)
                all += (all.empty() ? "not present(\"" : " and not present(\"") + of.attributes[static_cast<std::size_t>(at)].name + "\")";
            return x.missing_when.empty() ? parse_condition(all, of.attribute_names(), x.attributes[0], "test") : x.missing_when;
        };
        expect_same(missing(c, a), a, missing(d, b), b, c.missing + " became " + d.missing);
        for (std::size_t l = 0; l < c.levels.size(); l++) expect_same_level(c.levels[l], c, a, d.levels[l], d, b);
    }
}

TEST(SplinkRoundTrip, AModelComesBackAsItWas) {
    for (const char* dialect : {"duckdb", "spark"})
        for (unsigned seed = 0; seed < 300; seed++) {
            const Json document = RandomModel(seed, dialect == std::string_view("duckdb")).run();
            const Model model = read_model(document.dump());
            const std::string settings = to_splink(model, dialect, nullptr);
            const Model back = from_splink(settings, nullptr);
            expect_same_model(model, back);
            expect_same_model(back, from_splink(to_splink(back, dialect, nullptr), nullptr));
            if (HasFailure()) FAIL() << document.dump(1) << "\n" << Json::parse(settings).dump(1);
        }
}

}  // namespace
}  // namespace cdp::score
