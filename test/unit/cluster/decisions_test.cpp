// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/decisions.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/base/error.hpp"

namespace cdp::cluster {
namespace {

using Cell = std::optional<std::string_view>;
using Pairs = std::vector<RecordPair>;

class DecisionsTest : public testing::Test {
protected:
    // Records by source and id; an absent source is NULL.
    void table(const std::vector<std::pair<Cell, const char*>>& records) {
        for (const auto& [source, id] : records) raw_.add_row(source, id, {});
        raw_.finish();
    }
    void begin(const std::vector<const char*>& names, const char* verdict_type = "text") {
        std::vector<const char*> types;
        for (const std::string_view name : names) types.push_back(name == "verdict" ? verdict_type : "text");
        decisions_.begin(names.size(), names.data(), types.data());
    }
    void row(const std::vector<Cell>& cells) { EXPECT_TRUE(decisions_.row(cells.data())); }
    ErrorCode error_of(const std::function<void()>& body, std::string* detail = nullptr) {
        try {
            body();
        } catch (const Error& e) {
            if (detail != nullptr) *detail = e.detail();
            return e.code();
        }
        return ErrorCode::kInternal;
    }
    Pairs must() const { return {decisions_.must().begin(), decisions_.must().end()}; }
    Pairs cannot() const { return {decisions_.cannot().begin(), decisions_.cannot().end()}; }

    link::RawTable raw_{std::pmr::get_default_resource()};
    Decisions decisions_{std::pmr::get_default_resource()};
};

TEST_F(DecisionsTest, AreLookedUpBySourceAndId) {
    table({{"crm", "1"}, {"crm", "2"}, {"shop", "1"}, {std::nullopt, "1"}, {"", "1"}});
    // In order: no source, "", crm, crm, shop.
    begin({"verdict", "left_source", "left_id", "right_source", "right_id", "note"});
    row({"must_link", "shop", "1", "crm", "1", "x"});
    row({"must_link", "crm", "1", "shop", "1", std::nullopt});
    row({"cannot_link", "crm", "2", std::nullopt, "1", "y"});
    row({"must_link", "", "1", "crm", "2", "z"});
    row({"must_link", "crm", "2", "crm", "2", "itself"});
    row({"must_link", "crm", "9", "crm", "1", "not there"});
    row({"cannot_link", "other", "1", "crm", "1", "not there"});
    decisions_.resolve(raw_, {});
    EXPECT_EQ(must(), (Pairs{{1, 3}, {2, 4}}));
    EXPECT_EQ(cannot(), (Pairs{{0, 3}}));
    decisions_.resolve(raw_, {});
    EXPECT_EQ(must(), (Pairs{{1, 3}, {2, 4}})) << "a second time";
}

TEST_F(DecisionsTest, AVerdictMayBeABoolean) {
    table({{std::nullopt, "a"}, {std::nullopt, "b"}, {std::nullopt, "c"}});
    begin({"left_id", "right_id", "verdict"}, "boolean");
    row({"a", "b", "t"});
    row({"c", "b", "f"});
    decisions_.resolve(raw_, {});
    EXPECT_EQ(must(), (Pairs{{0, 1}}));
    EXPECT_EQ(cannot(), (Pairs{{1, 2}}));
}

TEST_F(DecisionsTest, ContradictionsAreErrors) {
    table({{std::nullopt, "a"}, {std::nullopt, "b"}, {std::nullopt, "c"}});
    begin({"left_id", "right_id", "verdict"});
    row({"a", "b", "must_link"});
    row({"b", "c", "must_link"});
    decisions_.resolve(raw_, {});
    row({"c", "a", "cannot_link"});
    std::string detail;
    EXPECT_EQ(error_of([&] { decisions_.resolve(raw_, {}); }, &detail), ErrorCode::kInvalidArgument);
    EXPECT_EQ(detail, "A cannot_link keeps \"a\" and \"c\" apart, and must_links join them.");
}

TEST_F(DecisionsTest, ARecordCannotBeKeptFromItself) {
    table({{"crm", "a"}});
    begin({"left_source", "left_id", "right_source", "right_id", "verdict"});
    row({"crm", "a", "crm", "a", "cannot_link"});
    std::string detail;
    EXPECT_EQ(error_of([&] { decisions_.resolve(raw_, {}); }, &detail), ErrorCode::kInvalidArgument);
    EXPECT_NE(detail.find("which are one record"), std::string::npos) << detail;
}

TEST_F(DecisionsTest, SourcesAreGivenByBothOrByNeither) {
    link::RawTable with(std::pmr::get_default_resource()), without(std::pmr::get_default_resource()), empty(std::pmr::get_default_resource());
    with.add_row("crm", "a", {});
    without.add_row(std::nullopt, "a", {});
    with.finish();
    without.finish();
    Decisions plain(std::pmr::get_default_resource()), sourced(std::pmr::get_default_resource());
    plain.resolve(with, {});
    sourced.resolve(without, {});  // without a row they say nothing
    const char* names[] = {"left_id", "right_id", "verdict", "left_source", "right_source"};
    const char* types[] = {"text", "text", "text", "text", "text"};
    plain.begin(3, names, types);
    sourced.begin(5, names, types);
    const Cell cells[] = {"a", "b", "must_link", "crm", "crm"};
    plain.row(cells);
    sourced.row(cells);
    EXPECT_NO_THROW(plain.resolve(without, {}));
    EXPECT_NO_THROW(sourced.resolve(with, {}));
    EXPECT_NO_THROW(plain.resolve(empty, {}));
    EXPECT_EQ(error_of([&] { plain.resolve(with, {}); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(error_of([&] { sourced.resolve(without, {}); }), ErrorCode::kInvalidArgument);
}

TEST_F(DecisionsTest, BadColumnsAndRowsAreRefused) {
    for (const std::vector<const char*>& names : std::vector<std::vector<const char*>>{
             {}, {"left_id", "verdict"}, {"left_id", "right_id"}, {"left_source", "left_id", "right_id", "verdict"}})
        EXPECT_EQ(error_of([&] { begin(names); }), ErrorCode::kInvalidArgument);
    begin({"left_id", "right_id", "verdict"});
    const auto refused = [&](const std::vector<Cell>& cells) { return error_of([&] { decisions_.row(cells.data()); }); };
    EXPECT_EQ(refused({"a", "b", "same"}), ErrorCode::kInvalidArgument);
    EXPECT_EQ(refused({"a", "b", "t"}), ErrorCode::kInvalidArgument) << "a text, no boolean";
    EXPECT_EQ(refused({"a", "b", std::nullopt}), ErrorCode::kNullKey);
    EXPECT_EQ(refused({std::nullopt, "b", "must_link"}), ErrorCode::kNullKey);
    EXPECT_EQ(refused({"a", std::nullopt, "must_link"}), ErrorCode::kNullKey);
}

}  // namespace
}  // namespace cdp::cluster
