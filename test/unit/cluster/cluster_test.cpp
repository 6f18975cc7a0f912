// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/cluster.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <tuple>

#include "core/score/model_json.hpp"
#include "unit/cluster/customers.hpp"

namespace cdp::cluster {
namespace {

using link::Link;
using link::Record;
using score::to_bits;

// One attribute: equal values weigh about +10 bits, others about -10; links are given by the test.
const char* const kModel = R"({"attributes": [{"name": "a", "kind": "text"}], "blocking": [["a"]], "prior": 0.5,
  "linkage": "average",
  "comparisons": [{"attributes": ["a"], "levels": [{"when": "exact", "m": 0.999, "u": 0.001},
                                                    {"when": "else", "m": 0.001, "u": 0.999}]}]})";

class Clusters : public testing::Test {
protected:
    // Records 0, 1, … with these values.
    void table(const std::vector<std::string>& values) {
        raw_.add_column("a", "text");
        for (std::size_t i = 0; i < values.size(); i++) {
            const std::optional<std::string_view> cell = values[i];
            raw_.add_row(std::nullopt, std::to_string(1'000'000 + i), {&cell, 1});
        }
        raw_.finish();
        model_ = score::read_model(kModel);
    }

    std::vector<Record> cluster(std::vector<Link> given, unsigned threads = 1, double threshold = 0) {
        std::sort(given.begin(), given.end());
        JobContext context(threads);
        link::Table table(raw_);
        table.prepare(model_, context);
        const link::Scorer scorer(model_, table, false);
        const Vec<Link> links(given.begin(), given.end(), raw_.memory());
        Clustering out = cluster_records({scorer, links, threshold}, context);
        statistics_ = out.statistics;
        return {out.cluster.begin(), out.cluster.end()};
    }

    link::RawTable raw_{std::pmr::get_default_resource()};
    score::Model model_;
    ClusterStatistics statistics_;
};

TEST_F(Clusters, WithoutLinksEachIsAlone) {
    table({"alpha", "alpha", "omega"});
    EXPECT_EQ(cluster({}), (std::vector<Record>{0, 1, 2}));
    EXPECT_EQ(statistics_.clusters, 3u);
    EXPECT_EQ(statistics_.components, 0u);
    EXPECT_EQ(statistics_.largest, 1u);
}

TEST_F(Clusters, NoRecordsNoClusters) {
    table({});
    EXPECT_EQ(cluster({}), std::vector<Record>{});
    EXPECT_EQ(statistics_.clusters, 0u);
}

TEST_F(Clusters, PairsThatBlockingMissedAreScored) {
    table({"alpha", "alpha", "alpha", "omega", "omega"});
    // 0-1 and 1-2 make 0, 1, 2 one component; 0-2 is worked out. 2-3 is a wrong link that the pairs around it outvote.
    EXPECT_EQ(cluster({{0, 1, to_bits(9)}, {1, 2, to_bits(9)}, {2, 3, to_bits(2)}, {3, 4, to_bits(9)}}),
              (std::vector<Record>{0, 0, 0, 3, 3}));
    EXPECT_EQ(statistics_.components, 1u);
    EXPECT_EQ(statistics_.largest_component, 5u);
    EXPECT_EQ(statistics_.clusters, 2u);
    EXPECT_EQ(statistics_.largest, 3u);
    EXPECT_EQ(statistics_.cut_components, 0u);
}

TEST_F(Clusters, TheWeightOfALinkIsTakenAsGiven) {
    table({"alpha", "omega"});
    EXPECT_EQ(cluster({{0, 1, to_bits(20)}}), (std::vector<Record>{0, 0})) << "such as one of a deterministic rule";
    EXPECT_EQ(cluster({{0, 1, to_bits(20)}}, 1, 15), (std::vector<Record>{0, 0}));
    EXPECT_EQ(cluster({{0, 1, to_bits(1)}}, 1, 2), (std::vector<Record>{0, 1}));
}

TEST_F(Clusters, AnOversizedComponentIsCutAtItsWeakestLinksAndCounted) {
    std::vector<std::string> values;
    std::vector<Link> links;
    constexpr Record kHalf = 400;
    for (Record r = 0; r < 2 * kHalf; r++) values.push_back(r < kHalf ? "alpha" : "omega");
    for (Record r = 0; r + 1 < 2 * kHalf; r++)
        if (r + 1 != kHalf) links.push_back({r, r + 1, to_bits(9)});
    links.push_back({3, kHalf + 7, to_bits(3)});  // the weak bridge
    table(values);
    static_assert(2 * kHalf > kMaxComponent);
    std::vector<Record> expected;
    for (Record r = 0; r < 2 * kHalf; r++) expected.push_back(r < kHalf ? 0 : kHalf);
    for (const unsigned threads : {1u, 3u}) {
        EXPECT_EQ(cluster(links, threads), expected);
        EXPECT_EQ(statistics_.components, 1u);
        EXPECT_EQ(statistics_.largest_component, 2 * kHalf);
        EXPECT_EQ(statistics_.cut_components, 1u);
        EXPECT_EQ(statistics_.clusters, 2u);
        EXPECT_EQ(statistics_.largest, kHalf);
    }
}

TEST_F(Clusters, NoClusterOutgrowsTheLimit) {
    std::vector<Link> links;
    for (Record r = 0; r + 1 < 2000; r++) links.push_back({r, r + 1, to_bits(9)});
    table(std::vector<std::string>(2000, "alpha"));
    const auto clusters = cluster(links, 2);
    EXPECT_EQ(statistics_.cut_components, 1u);
    EXPECT_LE(statistics_.largest, kMaxComponent);
    EXPECT_EQ(cluster(links, 1), clusters);
}

// Records of two sources, and what their model and people say about them.
class Constrained : public testing::Test {
protected:
    struct Row {
        std::string source, id;
        std::optional<std::string> card;
        std::optional<std::string> day = std::nullopt;
    };

    void table(const std::vector<Row>& rows, const std::string& constraints) {
        raw_.add_column("a", "text");
        raw_.add_column("card", "text");
        raw_.add_column("day", "text");
        const auto cell = [](const std::optional<std::string>& text) { return text ? std::optional<std::string_view>(*text) : std::nullopt; };
        for (const Row& row : rows) {
            const std::optional<std::string_view> cells[] = {"same", cell(row.card), cell(row.day)};
            raw_.add_row(row.source, row.id, cells);
        }
        raw_.finish();
        std::string json = kModel;
        json.replace(json.find("{\"name\": \"a\", \"kind\": \"text\"}"), 29, R"({"name": "a", "kind": "text"}, {"name": "card", "kind": "identifier"}, {"name": "day", "kind": "date", "form": "plain"})");
        json.insert(json.rfind('}'), ", \"constraints\": " + constraints);
        model_ = score::read_model(json);
    }
    void decide(const char* a, const char* b, const char* verdict) {
        if (!begun_) {
            const char* names[] = {"left_source", "left_id", "right_source", "right_id", "verdict"};
            const char* types[] = {"text", "text", "text", "text", "text"};
            decisions_.begin(5, names, types);
            begun_ = true;
        }
        const std::string_view x = a, y = b;
        const std::optional<std::string_view> cells[] = {x.substr(0, 3), x.substr(4), y.substr(0, 3), y.substr(4), verdict};
        decisions_.row(cells);
    }
    link::Record at(const char* key) const {
        const std::string_view k = key;
        return raw_.find(k.substr(0, 3), k.substr(4)).value();
    }
    Link link(const char* a, const char* b, double bits) const {
        return {std::min(at(a), at(b)), std::max(at(a), at(b)), to_bits(bits)};
    }
    Clustering run(std::vector<Link> given, unsigned threads = 1, bool describe = false) {
        std::sort(given.begin(), given.end());
        JobContext context(threads);
        table_.prepare(model_, context);
        decisions_.resolve(raw_, {});
        const link::Scorer scorer(model_, table_, false);
        const Vec<Link> links(given.begin(), given.end(), raw_.memory());
        return cluster_records({scorer, links, 0, &decisions_, describe}, context);
    }
    static std::vector<Record> roots(const Clustering& c) { return {c.cluster.begin(), c.cluster.end()}; }

    link::RawTable raw_{std::pmr::get_default_resource()};
    link::Table table_{raw_};
    score::Model model_;
    Decisions decisions_{std::pmr::get_default_resource()};
    bool begun_ = false;
};

TEST_F(Constrained, SourcesFreeOfDuplicatesAreMatchedOneToOne) {
    table({{"crm", "1", {}}, {"crm", "2", {}}, {"web", "1", {}}, {"web", "2", {}}}, R"({"duplicate_free": ["crm", "web"]})");
    const auto out = run({link("crm 1", "web 1", 8), link("crm 1", "web 2", 7), link("crm 2", "web 1", 9), link("crm 2", "web 2", 1)});
    EXPECT_EQ(roots(out), (std::vector<Record>{0, 1, 1, 0}));
    ASSERT_FALSE(out.conflicts.empty());
    for (const Conflict& c : out.conflicts) {
        EXPECT_EQ(c.rule, Rule::kDuplicateFree);
        EXPECT_EQ(raw_.source(c.left), raw_.source(c.right));
        EXPECT_EQ(c.left_cluster, out.cluster[c.left]);
        EXPECT_EQ(c.right_cluster, out.cluster[c.right]);
    }
}

TEST_F(Constrained, ARuleThatAllPairsBreakListsNoSquare) {
    std::vector<Row> rows;
    constexpr Record kMany = 40;
    for (Record r = 0; r < kMany; r++) rows.push_back({"crm", std::to_string(100 + r), {}});
    table(rows, R"({"duplicate_free": ["crm"]})");
    std::vector<Link> links;
    for (Record r = 0; r + 1 < kMany; r++) links.push_back({r, r + 1, to_bits(r == 7 ? 11 : 9)});
    const auto out = run(links);
    EXPECT_EQ(out.statistics.clusters, kMany);
    EXPECT_EQ(out.statistics.conflicts, kMany * (kMany - 1) / 2) << "all are counted";
    ASSERT_EQ(out.conflicts.size(), kConflictsPerRecord * kMany);
    EXPECT_EQ(out.conflicts[0].left, 7u) << "the greatest linkage first";
    for (std::size_t i = 1; i < out.conflicts.size(); i++) ASSERT_LE(out.conflicts[i].linkage, out.conflicts[i - 1].linkage);
}

TEST_F(Constrained, IdentifiersAreLimited) {
    table({{"crm", "1", "A"}, {"crm", "2", {}}, {"web", "1", "B"}}, R"({"limits": {"card": 1}})");
    const auto out = run({link("crm 1", "crm 2", 11), link("crm 2", "web 1", 8), link("crm 1", "web 1", 7)});
    EXPECT_EQ(roots(out), (std::vector<Record>{0, 0, 2}));
    ASSERT_EQ(out.conflicts.size(), 1u);
    EXPECT_EQ(out.conflicts[0].rule, Rule::kLimit);
    EXPECT_EQ(out.conflicts[0].left, at("crm 1"));
    EXPECT_EQ(out.conflicts[0].right, at("web 1"));
}

// A card may follow another, but nobody has two at a time.
TEST_F(Constrained, IdentifiersAreLimitedWithinDays) {
    table({{"crm", "1", "A", "2024-01-01"}, {"crm", "2", "B", "2024-03-01"}, {"web", "1", "C", "2024-03-10"}, {"web", "2", "D", {}}, {"web", "3", {}, "2024-03-05"}},
          R"({"limits": {"card": {"values": 1, "days": 30, "seen": "day"}}})");
    const auto out = run({link("crm 1", "crm 2", 11), link("crm 2", "web 1", 10), link("crm 1", "web 1", 9), link("crm 1", "web 2", 8), link("crm 2", "web 2", 8),
                          link("web 1", "web 2", 8), link("crm 2", "web 3", 12), link("crm 1", "web 3", 12), link("web 1", "web 3", -12), link("web 2", "web 3", -12)},
                         1, true);
    EXPECT_EQ(out.cluster[at("crm 2")], at("crm 1")) << "60 days lie between";
    EXPECT_EQ(out.cluster[at("web 3")], at("crm 1")) << "two owners, but not of one time";
    EXPECT_EQ(out.cluster[at("web 1")], at("web 1"));
    EXPECT_EQ(out.cluster[at("web 2")], at("web 2")) << "who knows when";
    for (const Conflict& c : out.conflicts) EXPECT_EQ(c.rule, Rule::kLimit);
    EXPECT_EQ(std::count_if(out.conflicts.begin(), out.conflicts.end(), [&](const Conflict& c) { return c.left == at("crm 2") && c.right == at("web 1"); }), 1);
    for (const auto& p : out.profiles) EXPECT_EQ(p.suspicions & kIdentifiers, 0);
}

TEST_F(Constrained, OwnersOfOneTimeAreTwo) {
    table({{"crm", "1", "A", "2024-01-01"}, {"crm", "2", {}, "2024-01-02"}, {"web", "1", "B", "2024-01-30"}},
          R"({"limits": {"card": {"values": 1, "days": 30, "seen": "day"}}})");
    const std::vector<Link> links = {link("crm 1", "crm 2", 9), link("crm 2", "web 1", 8), link("crm 1", "web 1", 7)};
    EXPECT_EQ(run(links).cluster[at("crm 2")], at("crm 2"));
    decide("crm 1", "web 1", "must_link");
    const auto out = run(links, 1, true);
    EXPECT_EQ(roots(out), (std::vector<Record>{0, 0, 0}));
    ASSERT_EQ(out.profiles.size(), 1u);
    EXPECT_NE(out.profiles[0].suspicions & kIdentifiers, 0);
}

TEST_F(Constrained, WhoCouldBeOfTwoOwnersIsOfNone) {
    table({{"crm", "1", "A"}, {"crm", "2", {}}, {"web", "1", "B"}, {"web", "2", {}}}, R"({"limits": {"card": 1}})");
    const std::vector<Link> links = {link("crm 1", "crm 2", 9), link("crm 2", "web 1", 8), link("crm 2", "web 2", -12), link("crm 1", "web 2", 9),
                                     link("web 1", "web 2", -12), link("crm 1", "web 1", 7)};
    const auto out = run(links);
    EXPECT_EQ(out.cluster[at("crm 2")], at("crm 2"));
    EXPECT_EQ(out.cluster[at("web 2")], at("crm 1")) << "only of one";
    EXPECT_EQ(std::count_if(out.conflicts.begin(), out.conflicts.end(), [](const Conflict& c) { return c.rule == Rule::kAmbiguous; }), 2);
    decide("crm 1", "web 1", "must_link");
    EXPECT_EQ(run(links).cluster[at("crm 2")], at("crm 1")) << "two cards of one owner";
}

TEST_F(Constrained, TwoClustersThatAreJoinedStayWhole) {
    table({{"crm", "1", {}}, {"crm", "2", {}}, {"web", "1", {}}, {"web", "2", {}}}, "{}");
    decide("crm 1", "web 1", "must_link");
    const std::vector<Link> links = {link("crm 1", "crm 2", 9), link("web 1", "web 2", 9), link("crm 1", "web 1", -12), link("crm 1", "web 2", -12),
                                     link("crm 2", "web 1", -12), link("crm 2", "web 2", -12)};
    EXPECT_EQ(roots(run(links)), (std::vector<Record>{0, 0, 0, 0}));
    decide("crm 2", "web 2", "cannot_link");
    const auto out = run(links);
    EXPECT_EQ(out.cluster[at("web 1")], 0u);
    EXPECT_NE(out.cluster[at("crm 2")], out.cluster[at("web 2")]);
    ASSERT_EQ(out.conflicts.size(), 1u);
    EXPECT_EQ(out.conflicts[0].rule, Rule::kCannotLink);
}

TEST_F(Constrained, DecisionsAreObeyed) {
    table({{"crm", "1", {}}, {"crm", "2", {}}, {"web", "1", {}}, {"web", "2", {}}, {"web", "3", {}}}, "{}");
    decide("crm 1", "web 2", "cannot_link");
    decide("crm 1", "web 3", "must_link");  // no link, no component without it
    const auto out = run({link("crm 1", "crm 2", 9), link("crm 2", "web 2", 8)});
    EXPECT_EQ(roots(out), (std::vector<Record>{0, 0, 2, 3, 0}));
    ASSERT_EQ(out.conflicts.size(), 1u);
    EXPECT_EQ(out.conflicts[0].rule, Rule::kCannotLink);
    EXPECT_EQ(out.statistics.conflicts, 1u);
}

TEST_F(Constrained, AMustLinkOutweighsTheModel) {
    table({{"crm", "1", "A"}, {"crm", "2", "B"}, {"web", "1", "B"}}, R"({"duplicate_free": ["crm"], "limits": {"card": 1}})");
    decide("crm 1", "crm 2", "must_link");
    const auto out = run({link("crm 2", "web 1", 9)}, 1, true);
    EXPECT_EQ(roots(out), (std::vector<Record>{0, 0, 0})) << "the third adds neither a value nor a crm record";
    ASSERT_EQ(out.profiles.size(), 1u);
    EXPECT_EQ(out.profiles[0].suspicions & (kIdentifiers | kDuplicates), kIdentifiers | kDuplicates);
    EXPECT_EQ(out.profiles[0].identifier, 1);
}

TEST_F(Constrained, MustLinksMayMakeClustersOfAnySize) {
    std::vector<Row> rows;
    std::vector<Link> links;
    constexpr Record kMany = 1200;
    for (Record r = 0; r < kMany; r++) rows.push_back({"crm", std::to_string(10'000 + r), {}});
    table(rows, "{}");
    for (Record r = 0; r + 1 < kMany; r++) {
        links.push_back({r, r + 1, to_bits(9)});
        if (r + 1 < 700) decide(("crm " + rows[r].id).c_str(), ("crm " + rows[r + 1].id).c_str(), "must_link");
    }
    const auto out = run(links, 2, true);
    for (Record r = 0; r < 700; r++) ASSERT_EQ(out.cluster[r], 0u);
    EXPECT_EQ(out.statistics.cut_components, 1u);
    EXPECT_EQ(out.statistics.largest, 700u) << "what must be together, and no more than that";
    const auto large = std::find_if(out.profiles.begin(), out.profiles.end(), [](const auto& p) { return p.size == 700; });
    ASSERT_NE(large, out.profiles.end());
    EXPECT_EQ(large->weakest_link, ClusterProfile::kUnknown);
    EXPECT_EQ(large->bridges, 699u);
    EXPECT_NE(large->suspicions & kCut, 0);
}

// Many components with decisions and constraints of every kind: the order of rows and the threads do not show.
TEST_F(Constrained, ThreadsDoNotShow) {
    std::mt19937 random(1);
    std::vector<Row> rows;
    for (int i = 0; i < 900; i++)
        rows.push_back({i % 3 == 0 ? "crm" : "web", std::to_string(10'000 + i), random() % 2 == 0 ? std::optional("c" + std::to_string(random() % 40)) : std::nullopt});
    table(rows, R"({"duplicate_free": ["crm"], "limits": {"card": 1}, "max_size": 5})");
    std::vector<Link> links;
    for (int i = 0; i < 700; i++) {
        const Record a = random() % 900, b = (a + 1 + random() % 6) % 900;
        links.push_back({std::min(a, b), std::max(a, b), to_bits(static_cast<double>(random() % 10))});
    }
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end(), [](const Link& x, const Link& y) { return x.a == y.a && x.b == y.b; }), links.end());
    const auto one = run(links, 1, true), many = run(links, 4, true);
    EXPECT_EQ(roots(one), roots(many));
    ASSERT_GT(one.conflicts.size(), 20u);
    ASSERT_EQ(one.conflicts.size(), many.conflicts.size());
    for (std::size_t i = 0; i < one.conflicts.size(); i++) {
        const Conflict &x = one.conflicts[i], &y = many.conflicts[i];
        ASSERT_EQ(std::tie(x.component, x.step, x.left, x.right, x.left_cluster, x.right_cluster, x.linkage),
                  std::tie(y.component, y.step, y.left, y.right, y.left_cluster, y.right_cluster, y.linkage));
    }
    ASSERT_EQ(one.profiles.size(), many.profiles.size());
    for (std::size_t i = 0; i < one.profiles.size(); i++) ASSERT_EQ(one.profiles[i].cluster, many.profiles[i].cluster);
}

TEST_F(Clusters, StopsWhenToldTo) {
    table({"alpha", "alpha"});
    JobContext context(1);
    link::Table prepared(raw_);
    prepared.prepare(model_, context);
    const link::Scorer scorer(model_, prepared, false);
    context.stop();
    try {
        const Vec<Link> links(raw_.memory());
        cluster_records({scorer, links, 0}, context);
        FAIL() << "went on";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kCancelled);
    }
}

}  // namespace
}  // namespace cdp::cluster
