// SPDX-License-Identifier: PostgreSQL
// The functions of Splink's levels, one family after the other.
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/error.hpp"
#include "core/score/splink_conditions.hpp"

namespace cdp::score {

namespace {

constexpr double kSecondsPerMonth = 365.25 * 86400 / 12;
constexpr double kEarthRadius = 6371;  // km

[[noreturn]] void cannot(const std::string& what) { throw Error(ErrorCode::kUnsupported, what); }

bool one_of(const Sql& sql, std::initializer_list<std::string_view> names) {
    return sql.kind == Sql::Kind::kCall && std::find(names.begin(), names.end(), sql.name) != names.end();
}

struct FunctionName {
    std::string_view sql, measure;
};
constexpr FunctionName kStringMeasures[] = {
    {"levenshtein", "levenshtein"},
    {"levenshtein_distance", "levenshtein"},
    {"editdist3", "levenshtein"},
    {"damerau_levenshtein", "damerau_levenshtein"},
    {"jaro_similarity", "jaro"},
    {"jaro_sim", "jaro"},
    {"jaro", "jaro"},
    {"jaro_winkler_similarity", "jaro_winkler"},
    {"jaro_winkler", "jaro_winkler"},
    {"jaro_winkler_sim", "jaro_winkler"},
    {"jaccard", "character_jaccard"},
    {"jaccard_sim", "character_jaccard"},
    {"array_cosine_similarity", "cosine"},
    {"list_cosine_similarity", "cosine"},
    {"cosine_similarity", "cosine"},
};

std::string_view string_measure_of(const Sql& sql) {
    if (sql.kind != Sql::Kind::kCall || sql.args.size() != 2) return {};
    for (const FunctionName& f : kStringMeasures)
        if (f.sql == sql.name) return f.measure;
    return {};
}

bool is_size(const Sql& sql) {
    return one_of(sql, {"array_length", "array_size", "cardinality", "size", "len", "length", "list_count"}) && !sql.args.empty();
}

// The intersection of two arrays, when `sql` is its size.
const Sql* intersection_of(const Sql& sql) {
    if (!is_size(sql)) return nullptr;
    const Sql& inner = sql.args[0];
    return one_of(inner, {"list_intersect", "array_intersect"}) && inner.args.size() == 2 ? &inner : nullptr;
}

// list_unique(a) + list_unique(b) - list_unique(list_concat(a, b)): what both have.
bool is_unique_sum(const Sql& sql) {
    if (!sql.is_call("-") || sql.args.size() != 2 || !sql.args[0].is_call("+") || sql.args[0].args.size() != 2) return false;
    const auto unique = [](const Sql& s) { return s.is_call("list_unique") && s.args.size() == 1; };
    return unique(sql.args[0].args[0]) && unique(sql.args[0].args[1]) && unique(sql.args[1]) &&
           one_of(sql.args[1].args[0], {"list_concat", "array_concat", "concat"});
}

void as_many(Attribute& a) { a.many = true; }
void as_number(Attribute& a) { a.kind = text::Kind::kNumber; }
void as_date(Attribute& a) { a.kind = text::Kind::kDate; }
void as_vector(Attribute& a) { a.form = Form::kVector; }

// A point in time behind a function that gives its seconds.
const Sql* seconds_of(const Sql& sql) {
    const bool seconds = one_of(sql, {"epoch", "unix_timestamp", "extract epoch", "time_to_unix", "to_unixtime", "to_unix_timestamp"});
    return seconds && !sql.args.empty() ? &sql.args[0] : nullptr;
}

// The difference behind abs(a - b).
const Sql* difference_of(const Sql& sql) {
    if (!sql.is_call("abs") || sql.args.size() != 1) return nullptr;
    const Sql& inner = sql.args[0];
    return inner.is_call("-") && inner.args.size() == 2 ? &inner : nullptr;
}

bool same_two(const Sql& a, const Sql& b, const Sql& x, const Sql& y) { return (a == x && b == y) || (a == y && b == x); }

// greatest(x, y), or CASE WHEN x > y THEN x ELSE y END.
bool is_greater_of(const Sql& sql, const Sql& x, const Sql& y) {
    if (sql.is_call("greatest")) return sql.args.size() == 2 && same_two(sql.args[0], sql.args[1], x, y);
    if (sql.kind != Sql::Kind::kCase || sql.args.size() != 3) return false;
    const Sql& test = sql.args[0];
    const bool more = one_of(test, {">", ">="}), less = one_of(test, {"<", "<="});
    if (!more && !less) return false;
    const Sql &greater = test.args[more ? 0 : 1], &smaller = test.args[more ? 1 : 0];
    return sql.args[1] == greater && sql.args[2] == smaller && same_two(greater, smaller, x, y);
}

// The call behind the months between two dates, abs(...), or a share of them; `unit` is how many months one of it is.
const Sql* months_of(const Sql& sql, double& unit) {
    const Sql* s = &sql;
    double share = 0;
    bool absolute = false;
    for (;;) {
        if (s->is_call("ave_months_between")) return absolute && s->args.size() == 2 ? s : nullptr;
        if (s->is_call("abs") && s->args.size() == 1) {
            absolute = true;
            s = &s->args[0];
        } else if (s->is_call("/") && constant_of(s->args[1], share) && share > 0) {
            unit *= share;
            s = &s->args[0];
        } else {
            return nullptr;
        }
    }
}

// All calls of a function, wherever they are.
void find_calls(const Sql& sql, std::string_view name, std::vector<const Sql*>& out) {
    if (sql.is_call(name)) out.push_back(&sql);
    for (const Sql& arg : sql.args) find_calls(arg, name, out);
}

}  // namespace

bool SplinkConditions::string_measure(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out) {
    const std::string_view name = string_measure_of(sql);
    if (name.empty()) return false;
    const Pair p = pair(sql.args[0], sql.args[1], name == "cosine" ? as_vector : nullptr);
    out = measure(std::string(name), p.left, p.right, comparator, bound, truth);
    return true;
}

// list_max(list_transform(flatten(list_transform(a, x -> list_transform(b, y -> [x, y]))), p -> f(p[1], p[2]))).
bool SplinkConditions::best_pair(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out) {
    const bool greatest = one_of(sql, {"list_max", "array_max"}), least = one_of(sql, {"list_min", "array_min"});
    if ((!greatest && !least) || sql.args.size() != 1) return false;
    const auto transform = [](const Sql& s) -> const Sql* {
        const bool yes = one_of(s, {"list_transform", "transform", "array_transform", "list_apply"}) && s.args.size() == 2 &&
                         s.args[1].kind == Sql::Kind::kLambda;
        return yes ? &s : nullptr;
    };
    const Sql* over_pairs = transform(sql.args[0]);
    if (over_pairs == nullptr || !over_pairs->args[0].is_call("flatten") || over_pairs->args[0].args.size() != 1)
        cannot("the greatest or least of a list that is none of pairs");
    const Sql* over_left = transform(over_pairs->args[0].args[0]);
    const Sql* over_right = over_left == nullptr ? nullptr : transform(over_left->args[1].args[0]);
    const Sql& function = over_pairs->args[1].args[0];
    const std::string_view name = string_measure_of(function);
    if (over_right == nullptr || name.empty() || name == "cosine") cannot("the greatest or least of a list that is none of pairs");
    const bool distance = name == "levenshtein" || name == "damerau_levenshtein";
    if (distance != least) cannot("the pair of values that is least alike");
    const Pair p = pair(over_left->args[0], over_right->args[0], as_many);
    out = measure(std::string(name), p.left, p.right, comparator, bound, truth);
    return true;
}

bool SplinkConditions::array_size(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out) {
    const Sql* shared = intersection_of(sql);
    std::optional<Pair> p;
    if (shared != nullptr)
        p = pair(shared->args[0], shared->args[1], as_many);
    else if (is_unique_sum(sql))
        p = pair(sql.args[0].args[0].args[0], sql.args[0].args[1].args[0], as_many);
    if (!p) return false;
    out = measure("shared_values", p->left, p->right, comparator, bound, truth);
    return true;
}

// LEAST(size(a), size(b)) <> 0 AND size(intersection) = LEAST(size(a), size(b)).
bool SplinkConditions::subset(const Sql& guard, const Sql& equal, Text& out) {
    const auto smaller = [](const Sql& s) { return s.is_call("least") && s.args.size() == 2 && is_size(s.args[0]) && is_size(s.args[1]); };
    double zero = 1;
    const bool guarded = (guard.is_call("!=") || guard.is_call(">")) && smaller(guard.args[0]) && constant_of(guard.args[1], zero) && zero == 0;
    if (!guarded || !equal.is_call("=")) return false;
    const bool turned = smaller(equal.args[0]);
    const Sql* shared = intersection_of(equal.args[turned ? 1 : 0]);
    if (shared == nullptr || !smaller(equal.args[turned ? 0 : 1])) return false;
    const Pair p = pair(shared->args[0], shared->args[1], as_many);
    out = test("subset(" + attribute(p.left) + (p.left == p.right ? "" : ", " + attribute(p.right)) + ")", p.left, p.right, true);
    return true;
}

// |a - b| of numbers, of moments, and days between dates.
bool SplinkConditions::distance(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out) {
    const Sql* difference = difference_of(sql);
    if (difference == nullptr) return false;
    const Sql *a = seconds_of(difference->args[0]), *b = seconds_of(difference->args[1]);
    if (a != nullptr && b != nullptr) {
        const Pair p = pair(*a, *b, as_date);
        out = measure("elapsed", p.left, p.right, comparator, bound, truth);
    } else {
        const Pair p = pair(difference->args[0], difference->args[1], as_number);
        out = measure("difference", p.left, p.right, comparator, bound, truth);
    }
    return true;
}

// abs(a - b) / (CASE WHEN b > a THEN b ELSE a END).
bool SplinkConditions::percentage(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out) {
    if (!sql.is_call("/") || sql.args.size() != 2) return false;
    const Sql* difference = difference_of(sql.args[0]);
    if (difference == nullptr || !is_greater_of(sql.args[1], difference->args[0], difference->args[1])) return false;
    const Pair p = pair(difference->args[0], difference->args[1], as_number);
    out = measure("percent_difference", p.left, p.right, comparator, bound, truth);
    return true;
}

// Calendar intervals: abs(date_diff('month', a, b)), abs(datediff(a, b)), floor(abs(ave_months_between(a, b) / 12)).
bool SplinkConditions::date_parts(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out) {
    if (sql.is_call("floor") && sql.args.size() == 1) {
        double unit = 1;
        const Sql* months = months_of(sql.args[0], unit);
        if (months == nullptr || comparator != "<=") return false;
        const Pair p = pair(months->args[0], months->args[1], as_date);
        out = measure("elapsed", p.left, p.right, "<", (std::floor(bound) + 1) * unit * kSecondsPerMonth, truth);
        return true;
    }
    if (!sql.is_call("abs") || sql.args.size() != 1 || !one_of(sql.args[0], {"date_diff", "datediff"})) return false;
    const Sql& call = sql.args[0];
    if (call.args.size() == 2) {
        const Pair p = pair(call.args[0], call.args[1], as_date);
        out = measure("days", p.left, p.right, comparator, bound, truth);
        return true;
    }
    if (call.args.size() != 3) return false;
    const std::string unit = call.args[0].name;
    if (unit != "day" && unit != "month" && unit != "year") cannot("date_diff in \"" + unit + "\"");
    const Pair p = pair(call.args[1], call.args[2], as_date);
    out = measure(unit + "s", p.left, p.right, comparator, bound, truth);
    return true;
}

// acos(sin(radians(lat)) * sin(radians(lat)) + cos ... cos(radians(long - long))) * 6371.
bool SplinkConditions::place_distance(const Sql& sql, const std::string& comparator, double bound, bool truth, Text& out) {
    if (!sql.is_call("*") || sql.args.size() != 2 || !sql.args[0].is_call("acos")) return false;
    std::vector<const Sql*> sines, cosines;
    find_calls(sql, "sin", sines);
    find_calls(sql, "cos", cosines);
    const auto radians = [](const Sql* s) { return s->args.size() == 1 && s->args[0].is_call("radians") ? &s->args[0].args[0] : nullptr; };
    double radius = 0;
    if (!constant_of(sql.args[1], radius) || std::abs(radius - kEarthRadius) > 0.1) cannot("a distance of places that is not in kilometres");
    if (sines.size() < 2 || cosines.size() < 3) cannot("a distance of places that is not in Splink's form");
    const Sql *latitude = radians(sines[0]), *other = radians(sines[1]), *longitudes = nullptr;
    for (const Sql* c : cosines)
        if (const Sql* inner = radians(c); inner != nullptr && inner->is_call("-") && inner->args.size() == 2) longitudes = inner;
    if (latitude == nullptr || other == nullptr || longitudes == nullptr) cannot("a distance of places that is not in Splink's form");
    const auto point = [&](Side side) {
        Attribute a;
        a.form = Form::kPoint;
        for (const auto& [first, second] : {std::pair{latitude, other}, std::pair{&longitudes->args[0], &longitudes->args[1]}})
            for (const Sql* s : {first, second})
                if (const SideValue v = columns_->value(*s, Naming::kSuffix); v.side == side) {
                    if (!v.attribute.steps.empty()) cannot("a latitude or longitude that is changed; select it as a column of its own");
                    a.columns.push_back(v.attribute.columns[0]);
                }
        if (a.columns.size() != 2) cannot("a distance of places that is not in Splink's form");
        return use(std::move(a));
    };
    const int left = point(Side::kLeft);
    out = measure("km", left, point(Side::kRight), comparator, bound, truth);
    return true;
}

}  // namespace cdp::score
