// SPDX-License-Identifier: PostgreSQL
#include "core/score/defaults.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace cdp::score {

using text::Kind;

namespace {

// A level as the tables below write it. `when` may name attributes by {role}; a level whose role is not in the
// model is left out.
struct LevelSpec {
    const char* when;
    double m, u, household, namesake;  // kNone: the comparison is no part of that class
    bool frequency;
};

constexpr double kNone = -1;

constexpr LevelSpec kGivenName[] = {
    {"exact", .70, .006, kNone, .93, true},
    {"exact({given}, {family}) and exact({family}, {given})", .01, 1e-5, kNone, .004, false},
    {"nickname or subset", .06, .003, kNone, .02, false},
    {"(jaro_winkler >= 0.92 or osa_distance <= 1 and common_prefix >= 2) and not distinct_names", .09, .002, kNone, .03,
     false},
    {"initial", .04, .03, kNone, .01, false},
    {"jaro_winkler >= 0.8 and not distinct_names", .03, .01, kNone, .002, false},
    {"jaro_winkler >= 0.8", .01, .011, kNone, .001, false},
    {"not distinct_names", .052, .338, kNone, .002, false},
    {"else", .008, .6, kNone, .001, false},
};

constexpr LevelSpec kFamilyName[] = {
    {"exact", .76, .001, .80, .95, true},
    {"exact({given}, {family}) and exact({family}, {given})", .01, 1e-5, 1e-5, .004, false},
    {"subset", .04, .0005, .04, .012, false},
    {"jaro_winkler >= 0.92 or osa_distance <= 1 and common_prefix >= 2", .11, .001, .06, .03, false},
    {"jaro_winkler >= 0.8", .02, .015, .02, .002, false},
    {"else", .06, .98, .08, .002, false},
};

constexpr LevelSpec kFullName[] = {
    {"exact", .60, 2e-5, .01, .85, true},
    {"token_jaccard = 1", .03, 2e-5, .005, .03, false},
    {"subset", .10, 2e-4, .02, .05, false},
    {"jaro_winkler >= 0.92 and token_overlap >= 0.99", .14, 1e-4, .01, .04, false},
    {"token_overlap >= 0.99", .04, 3e-4, .01, .01, false},
    {"jaro_winkler >= 0.9", .03, .001, .02, .01, false},
    {"token_overlap >= 0.5", .03, .01, .70, .005, false},
    {"else", .03, .98, .225, .005, false},
};

constexpr LevelSpec kBirthDate[] = {
    {"exact", .86, 5e-5, .01, kNone, true},
    {"date_parts = 3 or osa_distance <= 1", .08, .0015, .005, kNone, false},
    {"date_parts = 2", .025, .004, .01, kNone, false},
    {"date_parts = 1 and years <= 10", .01, .03, .08, kNone, false},
    {"years <= 14", .015, .3, .4, kNone, false},
    {"else", .01, .66, .495, kNone, false},
};

constexpr LevelSpec kEmail[] = {
    {"exact", .70, 1e-5, .10, .005, true},
    {"osa_distance <= 2 and common_prefix >= 3", .06, 1e-6, .004, .004, false},
    {"email_user = 1", .06, 3e-6, .004, .02, false},
    {"email_user >= 0.92", .03, 5e-5, .02, .06, false},
    {"else", .15, .999, .872, .911, false},
};

constexpr LevelSpec kPhone[] = {
    {"exact or common_suffix >= 8", .60, 1e-5, .30, kNone, true},
    {"osa_distance <= 1 or common_suffix >= 7", .04, 2e-6, .01, kNone, false},
    {"else", .36, .999, .69, kNone, false},
};

constexpr LevelSpec kStreet[] = {
    {"exact", .55, 1e-4, .75, kNone, true},
    {"token_overlap >= 0.99 and house_number", .15, 2e-5, .10, kNone, false},
    {"house_number and jaro_winkler >= 0.85", .05, 1e-4, .05, kNone, false},
    {"token_overlap >= 0.6", .05, .02, .02, kNone, false},
    {"else", .20, .98, .08, kNone, false},
};

constexpr LevelSpec kAddress[] = {
    {"exact({street}) and (exact({postcode}) or exact({city}))", .40, 1e-6, .70, kNone, true},
    {"exact({street})", .04, 5e-5, .05, kNone, true},
    {"house_number({street}) and (token_overlap({street}) >= 0.6 or jaro_winkler({street}) >= 0.85) and "
     "(exact({postcode}) or jaro_winkler({city}) >= 0.9)",
     .12, 2e-6, .10, kNone, false},
    {"exact({postcode}) and not present({street})", .12, .0008, .03, kNone, true},
    {"exact({city}) and not present({street}) and not present({postcode})", .03, .01, .01, kNone, true},
    {"exact({postcode})", .05, .0008, .02, kNone, true},
    {"jaro_winkler({city}) >= 0.92 or levenshtein({postcode}) <= 1 and exact({city})", .06, .012, .02, kNone, false},
    {"else", .18, .975, .07, kNone, false},
};

// A street with a postcode or a city, whichever there is.
constexpr LevelSpec kStreetAndPlace[] = {
    {"exact({street}) and exact({place})", .45, 2e-6, .70, kNone, true},
    {"exact({street})", .06, 5e-5, .08, kNone, true},
    {"house_number({street}) and (token_overlap({street}) >= 0.6 or jaro_winkler({street}) >= 0.85) and "
     "jaro_winkler({place}) >= 0.9",
     .12, 3e-6, .10, kNone, false},
    {"exact({place}) and not present({street})", .12, .004, .03, kNone, true},
    {"exact({place})", .05, .004, .02, kNone, true},
    {"jaro_winkler({place}) >= 0.9", .04, .01, .01, kNone, false},
    {"else", .16, .981, .06, kNone, false},
};

constexpr LevelSpec kPostcode[] = {
    {"exact", .72, .0008, .85, kNone, true},
    {"levenshtein <= 1", .06, .003, .03, kNone, false},
    {"common_prefix >= 2", .04, .03, .02, kNone, false},
    {"else", .18, .966, .10, kNone, false},
};

constexpr LevelSpec kCity[] = {
    {"exact", .76, .01, .88, kNone, true},
    {"jaro_winkler >= 0.9 or subset", .10, .003, .04, kNone, false},
    {"else", .14, .987, .08, kNone, false},
};

constexpr LevelSpec kCountry[] = {
    {"exact", .95, .25, .95, .80, true},
    {"else", .05, .75, .05, .20, false},
};

constexpr LevelSpec kCompany[] = {
    {"exact", .58, 1e-4, .02, .85, true},
    {"token_jaccard = 1", .03, 2e-5, .005, .03, false},
    {"subset", .12, .001, .04, .05, false},
    {"abbreviation", .03, 1e-4, .005, .02, false},
    {"acronym", .03, 2e-4, .005, .01, false},
    {"jaro_winkler >= 0.92 and token_overlap >= 0.99", .08, 2e-4, .01, .02, false},
    {"token_overlap >= 0.75", .05, 5e-4, .02, .005, false},
    {"jaro_winkler >= 0.88", .03, .001, .05, .005, false},
    {"token_overlap >= 0.5", .02, .01, .30, .005, false},
    {"else", .03, .986, .545, .005, false},
};

// Beside a company's name: a web site and the like are made of the name.
constexpr LevelSpec kCompanyText[] = {
    {"exact", .60, .02, .50, .40, true},
    {"jaro_winkler >= 0.9 or token_overlap >= 0.99", .12, .01, .05, .10, false},
    {"token_overlap >= 0.5", .08, .03, .05, .10, false},
    {"else", .20, .94, .40, .40, false},
};

constexpr LevelSpec kGender[] = {
    {"exact", .97, .5, kNone, .97, false},
    {"else", .03, .5, kNone, .03, false},
};

constexpr LevelSpec kIdentifier[] = {
    {"exact", .85, 1e-6, kNone, kNone, true},
    {"osa_distance <= 1", .08, 1e-5, kNone, kNone, false},
    {"else", .07, .9999, kNone, kNone, false},
};

constexpr LevelSpec kText[] = {
    {"exact", .60, .02, .50, kNone, true},
    {"jaro_winkler >= 0.9 or token_overlap >= 0.99", .12, .01, .05, kNone, false},
    {"token_overlap >= 0.5", .08, .03, .05, kNone, false},
    {"else", .20, .94, .40, kNone, false},
};

constexpr LevelSpec kNumber[] = {
    {"exact", .70, .02, kNone, kNone, true},
    {"percent_difference <= 0.05", .10, .05, kNone, kNone, false},
    {"else", .20, .93, kNone, kNone, false},
};

constexpr LevelSpec kDate[] = {
    {"exact", .70, .002, kNone, kNone, true},
    {"days <= 31 or osa_distance <= 1", .10, .01, kNone, kNone, false},
    {"else", .20, .988, kNone, kNone, false},
};

std::span<const LevelSpec> levels_for(Kind kind) noexcept {
    switch (kind) {
        case Kind::kGivenName: return kGivenName;
        case Kind::kFamilyName: return kFamilyName;
        case Kind::kFullName: return kFullName;
        case Kind::kBirthDate: return kBirthDate;
        case Kind::kEmail: return kEmail;
        case Kind::kPhone: return kPhone;
        case Kind::kStreet: return kStreet;
        case Kind::kPostcode: return kPostcode;
        case Kind::kCity: return kCity;
        case Kind::kCountry: return kCountry;
        case Kind::kCompany: return kCompany;
        case Kind::kGender: return kGender;
        case Kind::kIdentifier: return kIdentifier;
        case Kind::kText: return kText;
        case Kind::kNumber: return kNumber;
        case Kind::kDate: return kDate;
        case Kind::kBoolean: return kGender;
    }
    return kText;
}

class Builder {
public:
    explicit Builder(Model& model) : model_(model), names_(model.attribute_names()) {
        for (const Kind kind : {Kind::kGivenName, Kind::kFamilyName, Kind::kStreet, Kind::kPostcode, Kind::kCity})
            first_[static_cast<std::size_t>(kind)] = find(kind);
    }

    void run() {
        model_.comparisons.clear();
        const bool people = find(Kind::kGivenName) >= 0 || find(Kind::kFullName) >= 0;
        const bool companies = !people && find(Kind::kCompany) >= 0;
        const bool address = role(Kind::kStreet) >= 0 && (role(Kind::kPostcode) >= 0 || role(Kind::kCity) >= 0);
        for (std::size_t i = 0; i < model_.attributes.size(); i++) {
            const int attribute = static_cast<int>(i);
            const Kind kind = model_.attributes[i].kind;
            const bool of_address = kind == Kind::kStreet || kind == Kind::kPostcode || kind == Kind::kCity;
            if (address && of_address && attribute == role(kind)) {
                if (kind == Kind::kStreet) add_address();
            } else {
                add(model_.attributes[i].name, {attribute},
                    companies && kind == Kind::kText ? std::span(kCompanyText) : levels_for(kind));
            }
        }
        // Look-alikes can be told from matches only by what they do not share.
        const bool named = people || companies;
        const bool reachable = find(Kind::kEmail) >= 0 || find(Kind::kPhone) >= 0 || find(Kind::kStreet) >= 0;
        model_.alike[kHousehold] = named && (reachable || find(Kind::kFamilyName) >= 0) ? 1e-5 : 0;
        model_.alike[kNamesake] = named && (reachable || find(Kind::kBirthDate) >= 0) ? 1e-6 : 0;
    }

private:
    int find(Kind kind) const noexcept {
        for (std::size_t i = 0; i < model_.attributes.size(); i++)
            if (model_.attributes[i].kind == kind) return static_cast<int>(i);
        return -1;
    }
    int role(Kind kind) const noexcept { return first_[static_cast<std::size_t>(kind)]; }

    void add_address() {
        std::vector<int> attributes{role(Kind::kStreet)};
        if (role(Kind::kPostcode) >= 0) attributes.push_back(role(Kind::kPostcode));
        if (role(Kind::kCity) >= 0) attributes.push_back(role(Kind::kCity));
        if (attributes.size() == 3)
            add("address", attributes, kAddress);
        else
            add("address", attributes, kStreetAndPlace);
    }

    // Puts attribute names for roles; false when the model has no attribute for one.
    bool fill(std::string& when) const {
        const Kind place = role(Kind::kPostcode) >= 0 ? Kind::kPostcode : Kind::kCity;
        const std::pair<std::string_view, Kind> roles[] = {
            {"{given}", Kind::kGivenName},   {"{family}", Kind::kFamilyName}, {"{street}", Kind::kStreet},
            {"{postcode}", Kind::kPostcode}, {"{city}", Kind::kCity},         {"{place}", place}};
        for (const auto& [token, kind] : roles)
            for (std::size_t at; (at = when.find(token)) != std::string::npos;) {
                if (role(kind) < 0) return false;
                when.replace(at, token.size(), "\"" + names_[static_cast<std::size_t>(role(kind))] + "\"");
            }
        return true;
    }

    void add(const std::string& name, std::vector<int> attributes, std::span<const LevelSpec> specs) {
        Comparison c;
        c.name = name;
        c.attributes = std::move(attributes);
        c.alike = {specs[0].household >= 0, specs[0].namesake >= 0};
        const bool names_pair = c.attributes[0] == role(Kind::kGivenName) || c.attributes[0] == role(Kind::kFamilyName);
        double lost_m = 0, lost_u = 0;
        std::array<double, kLookAlikes> lost{};
        for (const auto& spec : specs) {
            Level level{spec.when, {}, spec.m, spec.u, {spec.household, spec.namesake}, spec.frequency, false};
            const bool swap = level.when.find("{given}") != std::string::npos;
            if ((swap && !names_pair) || !fill(level.when)) {
                lost_m += spec.m;
                lost_u += spec.u;
                for (std::size_t k = 0; k < kLookAlikes; k++) lost[k] += level.alike[k];
                continue;
            }
            level.condition = parse_condition(level.when, names_, c.attributes[0], "default");
            c.levels.push_back(std::move(level));
        }
        // What the levels left out would have caught is spread over the others.
        for (auto& level : c.levels) {
            level.m /= 1 - lost_m;
            level.u /= 1 - lost_u;
            for (std::size_t k = 0; k < kLookAlikes; k++)
                if (c.alike[k]) level.alike[k] /= 1 - lost[k];
        }
        model_.comparisons.push_back(std::move(c));
    }

    Model& model_;
    std::vector<std::string> names_;
    int first_[text::kKindCount] = {};
};

}  // namespace

void use_default_comparisons(Model& model) { Builder(model).run(); }

}  // namespace cdp::score
