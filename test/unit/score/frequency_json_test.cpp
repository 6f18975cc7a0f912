// SPDX-License-Identifier: PostgreSQL
// Term frequencies apart from the rest of a document: the same as a reader of the whole gives; and what is no JSON.
#include "core/score/frequency_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

const std::vector<std::string> kPieces = {"a", "é", "\"", "\\", "\n", "{", "}", "[", ":", ",", "😀", "values", " ", "\x01", "/"};

std::string random_text(RandomBytes& random) {
    std::string out;
    for (auto n = random.below(6); n > 0; n--) out += kPieces[random.below(kPieces.size())];
    return out;
}

TEST(FrequencyJson, TheSameAsAReaderOfTheWhole) {
    RandomBytes random(7);
    for (int round = 0; round < 300; round++) {
        Json whole = Json::object(), rest = Json::object();
        whole["notes"] = rest["notes"] = {random_text(random), {{"term_frequencies", {{"x", {{"values", {{"y", 0.5}}}}}}}}, nullptr, -1e30};
        whole["statistics"]["records"] = rest["statistics"]["records"] = 12;
        std::map<std::string, std::map<std::string, double>> expected;
        for (auto names = random.below(3); names > 0; names--) {
            const std::string name = random_text(random);
            Json& table = whole["statistics"]["term_frequencies"][name];
            Json& left = rest["statistics"]["term_frequencies"][name];
            table = left = {{"default", 0.25}, {"values", Json::object()}};
            expected.erase(name);
            for (auto n = random.below(20); n > 0; n--) {
                const std::string value = random_text(random);
                const double f = random.below(5) == 0 ? static_cast<double>(random.below(2)) : std::exp2(-60 * random.unit());
                table["values"][value] = f == 1 ? Json(1) : Json(f);
                expected[name][value] = f;
            }
        }
        FrequencyTables tables, apart;
        const std::string text = whole.dump(static_cast<int>(random.below(3)) - 1, ' ', random.below(2) == 0);
        ASSERT_EQ(read_beside_frequencies(text, "model", tables), rest) << text;
        ASSERT_EQ(read_statistics_beside_frequencies(whole["statistics"].dump(), "statistics", apart), rest["statistics"]) << text;
        for (FrequencyTables* read : {&tables, &apart}) {
            std::map<std::string, std::map<std::string, double>> found;
            for (auto& [name, table] : *read) {
                EXPECT_FALSE(table.wrong);
                table.values.each([&](std::string_view value, double f) { found[name][std::string(value)] = f; });
            }
            ASSERT_EQ(found, expected) << text;
        }
    }
}

// As strtod reads them, whatever the number of their digits.
TEST(FrequencyJson, AllDigitsCount) {
    for (const char* const number : {"0.95000000000000000000", "0.33333333333333333333", "0.50000000000000000000000000000001", "0", "1", "1.0", "1e-3", "12345678901234567890e-20",
                                     "0.1000000000000000055511151231257827021181583404541015625", "4.9406564584124654e-324", "0.00000000000000000000000000000000000000000001"}) {
        FrequencyTables tables;
        read_statistics_beside_frequencies(R"({"term_frequencies": {"a": {"values": {"x": )" + std::string(number) + "}}}}", "s", tables);
        ASSERT_FALSE(tables["a"].wrong) << number;
        EXPECT_EQ(*tables["a"].values.find("x"), std::strtod(number, nullptr)) << number;
    }
}

TEST(FrequencyJson, FirstThatIsNone) {
    for (const char* const wrong : {"-0.1", "1.1", "1e300", "\"often\"", "null", "true", "[1]", "{\"x\": 1}"}) {
        FrequencyTables tables;
        read_statistics_beside_frequencies(R"({"term_frequencies": {"a": {"values": {"x": 0.5, "y": )" + std::string(wrong) + R"(, "z": 2}}}})", "s", tables);
        EXPECT_EQ(tables["a"].wrong, "y") << wrong;
        EXPECT_EQ(tables["a"].values.size(), 1u) << wrong;
    }
}

TEST(FrequencyJson, WhatIsNoJson) {
    const std::string good = R"({"records": 1, "term_frequencies": {"a": {"values": {"x": 0.5, "y": 1}}}, "blocking": [{"b": "c"}]})";
    FrequencyTables tables;
    EXPECT_NO_THROW(read_statistics_beside_frequencies(good, "s", tables));
    const auto refused = [&](const std::string& json) {
        try {
            read_statistics_beside_frequencies(json, "s", tables);
        } catch (const Error& e) {
            return e.code() == ErrorCode::kInvalidModel && std::string(e.what()) == "s: is not valid JSON";
        }
        return false;
    };
    for (std::size_t size = 0; size < good.size(); size++) EXPECT_TRUE(refused(good.substr(0, size))) << size;
    for (const char* const behind : {" {}", "}", "]", ",", " 1", "x"}) EXPECT_TRUE(refused(good + behind)) << behind;
    const auto with = [&](std::string_view what, const char* other) { return std::string(good).replace(good.find(what), what.size(), other); };
    EXPECT_TRUE(refused(with("0.5,", "0.5")));
    EXPECT_TRUE(refused(with("0.5", "0.5.5")));
    EXPECT_TRUE(refused(with("0.5", "1e999")));
    EXPECT_TRUE(refused(with("\"y\":", "\"y\"")));
    EXPECT_TRUE(refused(with("\"y\"", "\"\\y\"")));
    EXPECT_TRUE(refused(with("\"c\"", "c")));
    EXPECT_TRUE(refused(R"({"training": "x": 5}, "records": 1})"));
    EXPECT_TRUE(refused(R"({"training": 5 "x"})"));
    EXPECT_TRUE(refused(R"({"training": tru})"));
    EXPECT_TRUE(refused(R"({"training": null null})"));
    EXPECT_TRUE(refused(with("\"c\"", "\"\xff\"")));
    EXPECT_EQ(read_statistics_beside_frequencies("[1, 2]", "s", tables), Json({1, 2})) << "what reads it says what is wrong";
}

// What differs in some places from a document is refused exactly if it is no JSON, but for frequencies that are none.
TEST(FrequencyJson, RefusesWhatAReaderOfTheWholeDoes) {
    const std::string good = R"({"records": 12, "training": {"a": [1, "x:y", null, {"b": -1.5e3}], "c": "d"}, "term_frequencies":
        {"n": {"default": 0.5, "values": {"x": 0.25, "y\"z": 1, "é": 1e-9, "": 0}}, "m": {"values": {}}}, "blocking": [[], "q", true]})";
    const std::vector<std::string> pieces = {"\"", ":", ",", "{", "}", "[", "]", "0", "-", "e", ".", "null", "tru", " ", "\\", "\"a\": 1,", "\"values\": {", "\"term_frequencies\": {"};
    RandomBytes random(11);
    int accepted = 0;
    for (int round = 0; round < 20000; round++) {
        std::string edited = good;
        for (auto edits = 1 + random.below(3); edits > 0; edits--) {
            const std::size_t at = random.below(edited.size());
            if (random.below(2) == 0) edited.erase(at, random.below(4));
            if (random.below(2) == 0) edited.insert(std::min(at, edited.size()), pieces[random.below(pieces.size())]);
        }
        FrequencyTables tables;
        bool is_read = true;
        try {
            read_statistics_beside_frequencies(edited, "s", tables);
        } catch (const Error&) {
            is_read = false;
        }
        const bool is_told = std::any_of(tables.begin(), tables.end(), [](const auto& t) { return t.second.wrong.has_value(); });
        const bool is_json = Json::accept(edited);
        ASSERT_TRUE(is_read == is_json || (is_read && is_told)) << edited;
        accepted += is_json ? 1 : 0;
    }
    EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace cdp::score
