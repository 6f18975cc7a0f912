// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/training_labels.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::cluster {
namespace {

using Row = std::vector<const char*>;  // null is NULL

class TrainingLabelsTest : public testing::Test {
protected:
    link::Labels resolve(const std::vector<const char*>& names, const std::vector<const char*>& types, const std::vector<Row>& rows) {
        TrainingLabels labels(&memory);
        labels.input().begin(names.size(), names.data(), types.data());
        for (const Row& row : rows) {
            std::vector<std::optional<std::string_view>> cells;
            for (const char* cell : row) cells.push_back(cell == nullptr ? std::nullopt : std::optional<std::string_view>(cell));
            labels.input().row(cells.data());
        }
        return labels.resolve(raw, {});
    }
    void add(const char* source, const char* id) {
        raw.add_row(source == nullptr ? std::nullopt : std::optional<std::string_view>(source), id, {});
    }
    std::string error(const std::vector<Row>& rows) {
        try {
            resolve({"source", "id", "entity"}, {"text", "text", "text"}, rows);
            return "none";
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kInvalidArgument);
            EXPECT_FALSE(e.hint().empty());
            return e.what();
        }
    }

    Budget budget;
    CountedResource memory{budget};
    link::RawTable raw{&memory};
};

TEST_F(TrainingLabelsTest, ClustersAreOfTheRecordsTheyName) {
    for (const char* id : {"a", "b", "c", "d"}) add(nullptr, id);
    raw.finish();
    const auto labels = resolve({"id", "entity"}, {"text", "text"}, {{"d", "2"}, {"b", "1"}, {"zz", "1"}, {"a", "1"}, {"c", nullptr}});
    EXPECT_EQ(labels.verdict(0, 1), true);
    EXPECT_EQ(labels.verdict(0, 3), false);
    EXPECT_EQ(labels.verdict(0, 2), std::nullopt);
}

TEST_F(TrainingLabelsTest, PairsAreKnownBySourceAndId) {
    add("shop", "1");
    add("crm", "1");
    add("crm", "2");
    raw.finish();  // crm 1, crm 2, shop 1
    const auto labels = resolve({"left_source", "left_id", "right_source", "right_id", "same"},
                                {"text", "text", "text", "text", "boolean"},
                                {{"shop", "1", "crm", "1", "t"}, {"crm", "1", "crm", "2", "f"}, {"crm", "1", "shop", "9", "t"}});
    EXPECT_EQ(labels.verdict(0, 2), true);
    EXPECT_EQ(labels.verdict(0, 1), false);
    EXPECT_EQ(labels.verdict(1, 2), std::nullopt);
    const auto matches = labels.matches(10, {});
    EXPECT_EQ(matches.size(), 1u);
}

TEST_F(TrainingLabelsTest, RefusesLabelsOfOtherRecords) {
    add("crm", "1");
    raw.finish();
    EXPECT_EQ(error({{"crm", "1", "e"}}), "none");
    EXPECT_EQ(error({}), "none");
    EXPECT_EQ(error({{"crm", "2", "e"}}), "labels: none of the labelled records is among those of the query");
    EXPECT_EQ(error({{nullptr, "1", "e"}}), "labels: the query has sources and the labels have none");
}

}  // namespace
}  // namespace cdp::cluster
