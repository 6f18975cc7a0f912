// SPDX-License-Identifier: PostgreSQL
#include "core/score/communities_json.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/score/defaults.hpp"
#include "core/score/model_json.hpp"

namespace cdp::score {
namespace {

const char* const kDocument = R"json({"comparisons": ["given_name", "family_name"], "bits": [[-2.5, 1], [0.25, -3]],
    "values": [[["anna", "maria"], ["olga"]], [["lindholm"], []]]})json";

Model names_model() {
    Model m;
    m.attributes = {{"given_name", text::Kind::kGivenName}, {"family_name", text::Kind::kFamilyName}};
    use_default_comparisons(m);
    m.blocking.push_back({parse_key("family_name", m, "key")});
    return m;
}

std::string fault_of(const std::string& document) {
    try {
        read_communities(Json::parse(document), "here", names_model());
    } catch (const Error& e) {
        return e.what();
    }
    return "none";
}

TEST(CommunitiesJson, WritingGivesWhatWasRead) {
    Model model = names_model();
    model.communities = read_communities(Json::parse(kDocument), "here", model);
    EXPECT_EQ(model.communities->right, 1u);
    EXPECT_EQ(model.communities->count, 2u);
    EXPECT_EQ(model.communities->bits, (std::vector<double>{-2.5, 1, 0.25, -3}));
    EXPECT_EQ(*model.communities->left_values.find("olga"), 1);
    EXPECT_EQ(write_communities(*model.communities, model), Json::parse(kDocument));
    const Model again = read_model(write_model(model));
    ASSERT_TRUE(again.communities);
    EXPECT_EQ(write_communities(*again.communities, again), Json::parse(kDocument));
}

TEST(CommunitiesJson, NamesThePlaceOfAFault) {
    const auto with = [](const char* from, const char* to) {
        std::string document = kDocument;
        return fault_of(document.replace(document.find(from), std::string_view(from).size(), to));
    };
    EXPECT_EQ(with(R"("family_name"])", R"("family"])"), "here.comparisons[1]: is not the name of a comparison");
    EXPECT_EQ(with(R"("family_name"])", R"("given_name"])"), "here.comparisons: must be two different ones");
    EXPECT_EQ(with("[0.25, -3]", "[0.25]"), "here.bits[1]: must be an array of 2 numbers");
    EXPECT_EQ(with("-2.5", "\"a\""), "here.bits[0][0]: must be a number between -100 and 100");
    EXPECT_EQ(with("-2.5", "-101"), "here.bits[0][0]: must be a number between -100 and 100");
    EXPECT_EQ(with(R"(["olga"])", "[]") , "none");
    EXPECT_EQ(with(R"("olga")", R"("anna")"), "here.values[0]: has \"anna\" in its lists twice");
    EXPECT_EQ(with(R"("olga")", "7"), "here.values[0][1][0]: must be a string, not a number");
    EXPECT_EQ(with(R"([["lindholm"], []])", R"([["lindholm"]])"), "here.values[1]: must be an array of 2 lists of values");
    EXPECT_EQ(with(R"("bits": )", R"("bit": )").substr(0, 4), "here");
}

}  // namespace
}  // namespace cdp::score
