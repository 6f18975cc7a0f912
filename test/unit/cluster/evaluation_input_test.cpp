// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/evaluation_input.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/error.hpp"

namespace cdp::cluster {
namespace {

using Role = EvaluationInput::Role;
using Cell = std::optional<std::string_view>;

struct Input {
    explicit Input(Role role) : records(&memory), input(role, records, &memory) {}
    void begin(const std::vector<const char*>& names, const std::vector<const char*>& types) {
        input.begin(names.size(), names.data(), types.data());
    }
    void row(const std::vector<Cell>& cells) { input.row(cells.data()); }
    Code code(std::string_view source, std::string_view id) const {
        return records.find(std::string(source) + '\0' + std::string(id));
    }

    Budget budget;
    CountedResource memory{budget};
    link::Interner records;
    EvaluationInput input;
};

ErrorCode code_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& e) {
        return e.code();
    }
    return ErrorCode::kInternal;
}

TEST(EvaluationInput, PairsKeepTheirHighestWeight) {
    Input in(Role::kPredicted);
    in.begin({"left_source", "left_id", "right_source", "right_id", "match_weight"}, {"text", "text", "text", "text", "float8"});
    in.row({"crm", "1", "shop", "1", "2.5"});
    in.row({"shop", "1", "crm", "1", "7"});
    in.row({"crm", "1", "crm", "1", "9"});         // a record and itself
    in.row({"crm", "1", "shop", "2", Cell()});     // no weight, so not predicted
    in.row({"crm", "1", "shop", "3", "-Infinity"});
    in.input.finish({});
    ASSERT_EQ(in.input.pairs().size(), 2u);
    EXPECT_TRUE(in.input.is_pairs());
    EXPECT_TRUE(in.input.has_sources());
    const GivenPair* pair = in.input.find(in.code("crm", "1"), in.code("shop", "1"));
    ASSERT_NE(pair, nullptr);
    EXPECT_EQ(pair->value, 7);
    EXPECT_EQ(in.input.find(in.code("crm", "1"), in.code("shop", "2")), nullptr);
}

TEST(EvaluationInput, LabelsMayNotContradictOneAnother) {
    Input in(Role::kLabels);
    in.begin({"left_id", "right_id", "same"}, {"integer", "integer", "boolean"});
    in.row({"1", "2", "t"});
    in.row({"2", "1", "t"});
    in.row({"1", "3", "f"});
    in.row({"1", "4", Cell()});
    in.input.finish({});
    EXPECT_EQ(in.input.pairs().size(), 2u);
    in.row({"3", "1", "t"});
    EXPECT_EQ(code_of([&] { in.input.finish({}); }), ErrorCode::kInvalidArgument);
}

TEST(EvaluationInput, ClusterColumnsGoByName) {
    Input dedupe(Role::kPredicted);
    dedupe.begin({"source", "id", "cluster_id"}, {"text", "text", "bigint"});
    dedupe.row({Cell(), "1", "10"});
    dedupe.row({Cell(), "2", "10"});
    dedupe.row({Cell(), "3", Cell()});
    EXPECT_FALSE(dedupe.input.is_pairs());
    EXPECT_FALSE(dedupe.input.has_sources());
    EXPECT_EQ(dedupe.input.group(dedupe.code("", "1")), dedupe.input.group(dedupe.code("", "2")));
    EXPECT_EQ(dedupe.input.group(dedupe.code("", "3")), kMissing);
    EXPECT_EQ(dedupe.input.group(77), kMissing);
    EXPECT_EQ(code_of([&] { dedupe.row({Cell(), "2", "11"}); }), ErrorCode::kDuplicateKey);
    EXPECT_EQ(code_of([&] { dedupe.row({Cell(), Cell(), "11"}); }), ErrorCode::kNullKey);

    Input first(Role::kLabels);
    first.begin({"customer", "person"}, {"text", "text"});
    first.row({"c1", "p1"});
    EXPECT_NE(first.input.group(first.code("", "c1")), kMissing);
}

TEST(EvaluationInput, RefusesOtherColumns) {
    const auto refused = [](Role role, const std::vector<const char*>& names) {
        const std::vector<const char*> types(names.size(), "boolean");
        return code_of([&] { Input(role).begin(names, types); }) == ErrorCode::kInvalidArgument;
    };
    EXPECT_TRUE(refused(Role::kLabels, {"id"}));
    EXPECT_TRUE(refused(Role::kLabels, {"id", "source"}));
    EXPECT_TRUE(refused(Role::kLabels, {"id", "a", "b"}));
    EXPECT_TRUE(refused(Role::kLabels, {"cluster_id", "source"}));
    EXPECT_TRUE(refused(Role::kLabels, {"left_id", "right_id", "a", "b"}));
    EXPECT_TRUE(refused(Role::kPredicted, {"left_id", "right_id", "left_source"}));
    EXPECT_FALSE(refused(Role::kPredicted, {"left_id", "right_id", "a", "b"}));
    Input weights(Role::kPredicted);
    weights.begin({"left_id", "right_id", "match_weight"}, {"text", "text", "text"});
    for (const char* bad : {"NaN", "", "12x"})
        EXPECT_EQ(code_of([&] { weights.row({"1", "2", bad}); }), ErrorCode::kInvalidArgument) << bad;
}

}  // namespace
}  // namespace cdp::cluster
