// SPDX-License-Identifier: PostgreSQL
// Attributes and conditions of a model as SQL in the form that Splink gives its own levels, for one of its databases.
#pragma once

#include <string>
#include <string_view>

#include "core/score/model.hpp"
#include "core/score/splink_columns.hpp"

namespace cdp::score {

enum class Dialect : unsigned char { kDuckdb, kSpark, kPostgres };
inline constexpr std::string_view kDialects[] = {"duckdb", "spark", "postgres"};

class SplinkSql {
public:
    SplinkSql(const Model& model, Dialect dialect) : model_(&model), dialect_(dialect) {}

    // All throw Error(kUnsupported) for what Splink cannot say.
    std::string condition(const Condition& condition) const;
    // The condition that the attributes are missing, each on some side.
    std::string absent(const std::vector<int>& attributes) const;
    // The value of one record.
    std::string value(int attribute, Side side, Naming naming) const;
    std::string key(const KeyPart& part, Side side) const;

private:
    struct Text {
        std::string text;
        bool atom = true;         // else it takes brackets inside another condition
        bool two_valued = false;  // never null
        std::string negated{};    // what is true where this is not, when that has a form of its own
        int present = -1;         // the attribute whose presence this is
        int tested = -1;          // the attribute that this is one test of
        int refuted = -1;         // the attribute of the one test that this is the opposite of
        std::string refuted_test{};
    };
    Text test(const Test& test) const;
    Text one_sided(const Test& test) const;
    std::string measure(const Test& test) const;
    std::string function_of(Measure measure) const;
    std::string best_pair(const Test& test) const;
    std::string shared(const Test& test) const;
    std::string subset(const Test& test) const;
    std::string elapsed(const Test& test) const;
    std::string date_parts(const Test& test) const;
    std::string km(const Test& test) const;
    std::string null_of(int attribute) const;
    std::string column(const std::string& name, Side side, Naming naming) const;
    std::string cast(const std::string& value, std::string_view type) const;
    std::string step(const Transform& transform, const std::string& value) const;
    std::string format(std::string_view time_format) const;
    const Attribute& attribute(int place) const { return model_->attributes[static_cast<std::size_t>(place)]; }

    const Model* model_;
    Dialect dialect_;
};

}  // namespace cdp::score
