// SPDX-License-Identifier: PostgreSQL
// The SQL of Splink's levels as conditions of a model. SQL has three truth values and conditions have two: what is read is
// when the SQL is true.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/score/splink_columns.hpp"

namespace cdp::score {

class SplinkConditions {
public:
    explicit SplinkConditions(SplinkColumns& columns) : columns_(&columns) {}

    // The condition that holds when `sql` is true. Throws Error(kUnsupported) for what conditions cannot say.
    std::string read(const Sql& sql) { return is(sql, true).text; }
    // The attributes that were read about since the last time, in order.
    std::vector<int> take_used() { return std::exchange(used_, {}); }
    // The condition that the attribute is missing on a side.
    std::string absent(int place) const { return "not " + presence(place, place).text; }

private:
    // Text of a condition and what binds it: a wrapping is needed where a looser one stands inside a tighter one.
    enum class Binding : unsigned char { kOr, kAnd, kNot, kAtom };
    struct Text {
        std::string text;
        Binding binding = Binding::kAtom;
    };
    static Text join(const Text& a, Binding binding, const Text& b);
    static Text negate(const Text& a);

    Text is(const Sql& sql, bool truth);
    Text logic(const Sql& sql, bool truth);
    Text is_null(const Sql& value, bool truth);
    Text both_null(const Sql& a, const Sql& b, bool truth, bool& found);
    Text compare(const Sql& sql, bool truth);
    Text equality(const Sql& a, const Sql& b, bool truth);
    bool literal(const Sql& value, const Sql& constant, bool truth, Text& out);
    Text member(const Sql& sql, bool truth);
    bool subset(const Sql& guard, const Sql& equal, Text& out);
    Text presence(int left, int right) const;
    Text measure(const std::string& name, int left, int right, const std::string& comparator, double bound, bool truth) const;
    Text test(const std::string& head, int left, int right, bool truth) const;
    std::string attribute(int place) const;

    // Each reads one family of functions; false when `sql` is of another.
    bool string_measure(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out);
    bool best_pair(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out);
    bool array_size(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out);
    bool distance(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out);
    bool percentage(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out);
    bool date_parts(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out);
    bool place_distance(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out);

    struct Pair {
        int left = 0, right = 0;
    };
    // Values of the two records, whichever comes first. `as` changes the attributes before they are placed.
    Pair pair(const Sql& a, const Sql& b, void (*as)(Attribute&) = nullptr);

    // The place of an attribute, which is used from now on.
    int use(Attribute attribute);

    SplinkColumns* columns_;
    std::vector<int> used_;
};

// The number that an expression without columns comes to: 86400 * 30, floor(x / 86400). False for others.
bool constant_of(const Sql& sql, double& out);

}  // namespace cdp::score
