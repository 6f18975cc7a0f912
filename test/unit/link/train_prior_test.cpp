// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_prior.hpp"

#include <gtest/gtest.h>

#include "core/score/model_json.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;

class GivenPriorTest : public testing::Test {
protected:
    std::optional<double> prior(const TrainOptions& options) {
        const PreparedTable t(model, {"a", "b", "source"}, rows);
        JobContext context(2);
        check_prior(model, options);
        return given_prior(model, t.table, 1000, options, context);
    }
    std::string error(const TrainOptions& options) {
        try {
            prior(options);
            return "none";
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kInvalidArgument);
            EXPECT_FALSE(e.hint().empty());
            return e.what();
        }
    }

    score::Model model = score::read_model(R"({"attributes": [{"name": "a", "kind": "text"}, {"name": "b", "kind": "text"}],
        "blocking": [["a"]], "deterministic": [["a", "b"]], "comparisons": [{"attributes": ["a"], "levels": [
            {"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]})");
    // Ten records, 45 pairs: two agree on a and b, four on a, three on b.
    std::vector<Row> rows = {
        {"0", "red", "oak", "s"},  {"1", "red", "oak", "t"},  {"2", "blue", "elm", "s"}, {"3", "blue", "elm", "s"},
        {"4", "grey", "ash", "s"}, {"5", "grey", "fir", "t"}, {"6", "pink", "", "t"},    {"7", "pink", "", "s"},
        {"8", "lime", "ash", "t"}, {"9", "", "yew", "s"}};
};

TEST_F(GivenPriorTest, IsThatOfTheRulesAtTheirRecall) {
    EXPECT_EQ(prior({}), std::nullopt);
    EXPECT_EQ(prior({0.03, {}, {}, nullptr}), 0.03);
    EXPECT_NEAR(*prior({{}, 0.8, {}, nullptr}), 2 / 0.8 / 45, 1e-12) << "the model's own rule";
    EXPECT_NEAR(*prior({{}, 0.5, score::read_rules(R"([["a"]])", model), nullptr}), 4 / 0.5 / 45, 1e-12);
    EXPECT_NEAR(*prior({{}, 1, score::read_rules(R"([["a"], ["b"]])", model), nullptr}), 5.0 / 45, 1e-12)
        << "a pair that both find counts once";
    model.link_type = score::LinkType::kLink;
    EXPECT_NEAR(*prior({{}, 1, {}, nullptr}), 1.0 / 24, 1e-12) << "pairs of one source are none";
}

TEST_F(GivenPriorTest, RefusesWhatMakesNoSense) {
    for (const double p : {0.0, 1.0, -0.5, 1e-16, std::nan("")})
        EXPECT_EQ(error({p, {}, {}, nullptr}), "prior must be between 1e-15 and 0.999") << p;
    for (const double r : {0.0, 1.01, -1.0, std::nan("")})
        EXPECT_EQ(error({{}, r, {}, nullptr}), "recall must be above 0 and at most 1") << r;
    EXPECT_EQ(error({0.1, 0.5, {}, nullptr}), "prior and recall cannot both be given");
    EXPECT_EQ(error({{}, {}, score::read_rules(R"([["a"]])", model), nullptr}), "rules need a recall");
    EXPECT_EQ(error({{}, 0.01, {}, nullptr}), "the deterministic rules find more matches than there can be");
    model.deterministic.clear();
    EXPECT_EQ(error({{}, 0.5, {}, nullptr}), "recall needs deterministic rules");
    rows.resize(1);
    EXPECT_EQ(error({{}, 0.5, score::read_rules(R"([["a"]])", model), nullptr}), "no pair of records agrees on a deterministic rule");
}

}  // namespace
}  // namespace cdp::link
