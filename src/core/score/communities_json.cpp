// SPDX-License-Identifier: PostgreSQL
#include "core/score/communities_json.hpp"

#include <optional>

#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

constexpr std::size_t kMostCommunities = 255;
constexpr double kMostBits = 100;

using Members = KnownValues<std::uint8_t>;

std::size_t read_comparison_name(const Json& j, const std::string& path, const Model& model) {
    const int c = j.is_string() ? model.comparison_index(j.get_ref<const std::string&>()) : -1;
    if (c < 0) fail(path, "is not the name of a comparison");
    return static_cast<std::size_t>(c);
}

// A list of values for each community.
Members read_members(const Json& j, const std::string& path, std::size_t count) {
    if (!j.is_array() || j.size() != count) fail(path, "must be an array of " + std::to_string(count) + " lists of values");
    Members out;
    for (std::size_t k = 0; k < count; k++) {
        if (!j[k].is_array()) fail(at(path, k), std::string("must be a list of values, not ") + type_of(j[k]));
        for (std::size_t i = 0; i < j[k].size(); i++) {
            if (!j[k][i].is_string()) fail(at(at(path, k), i), std::string("must be a string, not ") + type_of(j[k][i]));
            out.add(j[k][i].get_ref<const std::string&>(), static_cast<std::uint8_t>(k));
        }
    }
    out.sort();
    std::optional<std::string_view> last;
    out.each([&](std::string_view value, std::uint8_t) {
        if (value == last) fail(path, "has \"" + std::string(text::head_of(value, 100)) + "\" in its lists twice");
        last = value;
    });
    return out;
}

Json write_members(const Members& members, std::size_t count) {
    Json out = Json::array();
    for (std::size_t k = 0; k < count; k++) out.push_back(Json::array());
    members.each([&](std::string_view value, std::uint8_t community) { out[community].push_back(value); });
    return out;
}

}  // namespace

Communities read_communities(const Json& j, const std::string& path, const Model& model) {
    check_object(j, path, {"comparisons", "bits", "values"});
    Communities out;
    const Json& comparisons = array(j, "comparisons", path);
    if (comparisons.size() != 2) fail(path + ".comparisons", "must be the names of two comparisons");
    out.left = read_comparison_name(comparisons[0], at(path + ".comparisons", 0), model);
    out.right = read_comparison_name(comparisons[1], at(path + ".comparisons", 1), model);
    if (out.left == out.right) fail(path + ".comparisons", "must be two different ones");
    const Json& bits = array(j, "bits", path);
    out.count = bits.size();
    if (out.count < 1 || out.count > kMostCommunities) fail(path + ".bits", "must have 1 to 255 rows, not " + std::to_string(out.count));
    for (std::size_t k = 0; k < out.count; k++) {
        const std::string row = at(path + ".bits", k);
        if (!bits[k].is_array() || bits[k].size() != out.count) fail(row, "must be an array of " + std::to_string(out.count) + " numbers");
        for (std::size_t l = 0; l < out.count; l++) {
            const double b = bits[k][l].is_number() ? bits[k][l].get<double>() : 2 * kMostBits;
            if (!(b >= -kMostBits && b <= kMostBits)) fail(at(row, l), "must be a number between -100 and 100");
            out.bits.push_back(b);
        }
    }
    const Json& values = array(j, "values", path);
    if (values.size() != 2) fail(path + ".values", "must be the values of two comparisons");
    out.left_values = read_members(values[0], at(path + ".values", 0), out.count);
    out.right_values = read_members(values[1], at(path + ".values", 1), out.count);
    return out;
}

Json write_communities(const Communities& communities, const Model& model) {
    Json bits = Json::array();
    for (std::size_t k = 0; k < communities.count; k++) {
        Json row = Json::array();
        for (std::size_t l = 0; l < communities.count; l++) row.push_back(communities.bits[k * communities.count + l]);
        bits.push_back(std::move(row));
    }
    return {{"comparisons", {model.comparisons[communities.left].name, model.comparisons[communities.right].name}},
            {"bits", std::move(bits)},
            {"values", {write_members(communities.left_values, communities.count), write_members(communities.right_values, communities.count)}}};
}

}  // namespace cdp::score
