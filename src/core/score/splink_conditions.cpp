// SPDX-License-Identifier: PostgreSQL
#include "core/score/splink_conditions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/base/error.hpp"
#include "core/score/quotes.hpp"

namespace cdp::score {

namespace {

[[noreturn]] void cannot(const std::string& what) { throw Error(ErrorCode::kUnsupported, what); }

std::string print_number(double x) {
    std::array<char, 32> out;
    return {out.data(), std::to_chars(out.data(), out.data() + out.size(), x).ptr};
}

// The same comparison seen from the other side.
std::string turned(const std::string& comparator) {
    if (comparator == "<") return ">";
    if (comparator == "<=") return ">=";
    if (comparator == ">") return "<";
    if (comparator == ">=") return "<=";
    return comparator;
}

bool is_comparator(const std::string& name) {
    return name == "=" || name == "<" || name == "<=" || name == ">" || name == ">=";
}

bool is_word(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    });
}

const Sql* without_cast(const Sql& sql) {
    const Sql* out = &sql;
    while (out->kind == Sql::Kind::kCast) out = &out->args[0];
    return out;
}

}  // namespace

bool constant_of(const Sql& sql, double& out) {
    double a = 0, b = 0;
    if (sql.kind == Sql::Kind::kNumber) {
        out = sql.number;
        return true;
    }
    if (sql.kind == Sql::Kind::kCast) return constant_of(sql.args[0], out);
    if (sql.kind != Sql::Kind::kCall || sql.args.empty() || sql.args.size() > 2 || !constant_of(sql.args[0], a)) return false;
    if (sql.args.size() == 1) {
        if (sql.name == "floor") out = std::floor(a);
        else if (sql.name == "ceil" || sql.name == "ceiling") out = std::ceil(a);
        else if (sql.name == "-") out = -a;
        else return false;
        return true;
    }
    if (!constant_of(sql.args[1], b)) return false;
    if (sql.name == "+") out = a + b;
    else if (sql.name == "-") out = a - b;
    else if (sql.name == "*") out = a * b;
    else if (sql.name == "/" && b != 0) out = a / b;
    else return false;
    return true;
}

SplinkConditions::Text SplinkConditions::join(const Text& a, Binding binding, const Text& b) {
    const auto inside = [](const Text& t, bool looser) { return looser ? "(" + t.text + ")" : t.text; };
    return {inside(a, a.binding < binding) + (binding == Binding::kAnd ? " and " : " or ") + inside(b, b.binding <= binding), binding};
}

SplinkConditions::Text SplinkConditions::negate(const Text& a) {
    return {"not " + (a.binding < Binding::kNot ? "(" + a.text + ")" : a.text), Binding::kNot};
}

std::string SplinkConditions::attribute(int place) const {
    const std::string& name = columns_->name(place);
    return is_word(name) ? name : "\"" + name + "\"";
}

SplinkConditions::Text SplinkConditions::presence(int left, int right) const {
    return {"present(" + attribute(left) + (left == right ? "" : ", " + attribute(right)) + ")"};
}

// A test that is true, or one that is false with both values there.
SplinkConditions::Text SplinkConditions::test(const std::string& head, int left, int right, bool truth) const {
    const Text yes{head};
    return truth ? yes : join(presence(left, right), Binding::kAnd, negate(yes));
}

SplinkConditions::Text SplinkConditions::measure(const std::string& name, int left, int right, const std::string& comparator,
                                                 double bound, bool truth) const {
    const std::string on = name + "(" + attribute(left) + (left == right ? "" : ", " + attribute(right)) + ")";
    return test(on + " " + comparator + " " + print_number(bound), left, right, truth);
}

int SplinkConditions::use(Attribute attribute) {
    used_.push_back(columns_->place(std::move(attribute)));
    return used_.back();
}

SplinkConditions::Pair SplinkConditions::pair(const Sql& a, const Sql& b, void (*as)(Attribute&)) {
    SideValue x = columns_->value(a, Naming::kSuffix), y = columns_->value(b, Naming::kSuffix);
    if (x.side == y.side) cannot("two values of the same record");
    if (x.side == Side::kRight) std::swap(x, y);
    if (as != nullptr) {
        as(x.attribute);
        as(y.attribute);
    }
    const int left = use(std::move(x.attribute));
    return {left, use(std::move(y.attribute))};
}

SplinkConditions::Text SplinkConditions::is(const Sql& sql, bool truth) {
    if (sql.kind == Sql::Kind::kTrue || sql.kind == Sql::Kind::kFalse)
        return (sql.kind == Sql::Kind::kTrue) == truth ? Text{"else"} : Text{"not else", Binding::kNot};
    if (sql.kind != Sql::Kind::kCall) cannot("a condition is missing");
    if (sql.name == "and" || sql.name == "or" || sql.name == "not") return logic(sql, truth);
    if (sql.name == "is null") return is_null(sql.args[0], truth);
    if (sql.name == "in") return member(sql, truth);
    if (sql.name == "coalesce" && sql.args.size() == 2 && sql.args[1].kind == Sql::Kind::kFalse) {
        const Text yes = is(sql.args[0], true);
        return truth ? yes : negate(yes);
    }
    return compare(sql, truth);
}

// `a and b` is true when both are, and false when one is.
SplinkConditions::Text SplinkConditions::logic(const Sql& sql, bool truth) {
    if (sql.name == "not") return is(sql.args[0], !truth);
    const bool all = (sql.name == "and") == truth;
    const Sql &a = sql.args[0], &b = sql.args[1];
    Text out;
    if (sql.name == "and" && truth && (subset(a, b, out) || subset(b, a, out))) return out;
    bool found = false;
    if (truth) out = both_null(a, b, all, found);
    if (found) return out;
    const Text first = is(a, truth);  // why: attributes are placed in the order they are written in
    return join(first, all ? Binding::kAnd : Binding::kOr, is(b, truth));
}

// `x_l IS NULL OR x_r IS NULL` and `x_l IS NOT NULL AND x_r IS NOT NULL` for short.
SplinkConditions::Text SplinkConditions::both_null(const Sql& a, const Sql& b, bool all, bool& found) {
    const auto inner = [&](const Sql& s) -> const Sql* {
        const Sql& n = all && s.is_call("not") ? s.args[0] : s;
        return n.is_call("is null") && (!all || s.is_call("not")) ? &n.args[0] : nullptr;
    };
    const Sql *x = inner(a), *y = inner(b);
    if (x == nullptr || y == nullptr) return {};
    const SideValue p = columns_->value(*x, Naming::kSuffix), q = columns_->value(*y, Naming::kSuffix);
    if (p.side == q.side) return {};
    const int left = use((p.side == Side::kLeft ? p : q).attribute);
    if (left != use((p.side == Side::kLeft ? q : p).attribute)) return {};
    found = true;
    return all ? presence(left, left) : negate(presence(left, left));
}

SplinkConditions::Text SplinkConditions::is_null(const Sql& sql, bool truth) {
    const SideValue value = columns_->value(sql, Naming::kSuffix);
    const int place = use(value.attribute);
    const Text there{(value.side == Side::kLeft ? "left(" : "right(") + attribute(place) + ")"};
    return truth ? negate(there) : there;
}

SplinkConditions::Text SplinkConditions::member(const Sql& sql, bool truth) {
    Text out;
    for (std::size_t i = 1; i < sql.args.size(); i++) {
        Text one = equality(sql.args[0], sql.args[i], truth);
        out = i == 1 ? one : join(out, truth ? Binding::kOr : Binding::kAnd, one);
    }
    return out;
}

// A value of one record against a text, a number or a date.
bool SplinkConditions::literal(const Sql& value, const Sql& constant, bool truth, Text& out) {
    const Sql& inner = *without_cast(constant);
    double number = 0;
    const bool is_number = constant_of(inner, number);
    if (inner.kind != Sql::Kind::kText && !is_number) return false;
    SideValue side = columns_->value(value, Naming::kSuffix);
    if (is_number) side.attribute.kind = text::Kind::kNumber;
    if (constant.kind == Sql::Kind::kCast && constant.name == "date") side.attribute.kind = text::Kind::kDate;
    const int place = use(side.attribute);
    const std::string on = (side.side == Side::kLeft ? "left(" : "right(") + attribute(place) + ")";
    const Text same{on + " = " + in_quotes(is_number ? print_number(number) : inner.name)};
    out = truth ? same : join({on}, Binding::kAnd, negate(same));
    return true;
}

SplinkConditions::Text SplinkConditions::equality(const Sql& a, const Sql& b, bool truth) {
    Text out;
    if (literal(a, b, truth, out)) return out;
    double ignored = 0;
    if ((a.kind == Sql::Kind::kText || constant_of(a, ignored)) && literal(b, a, truth, out)) return out;
    const Pair p = pair(a, b);
    return test("exact(" + attribute(p.left) + (p.left == p.right ? "" : ", " + attribute(p.right)) + ")", p.left, p.right, truth);
}

SplinkConditions::Text SplinkConditions::compare(const Sql& sql, bool truth) {
    if (sql.is_call("&&") || sql.is_call("list_has_any") || sql.is_call("array_has_any") || sql.is_call("arrays_overlap")) {
        if (sql.args.size() != 2) cannot("function \"" + sql.name + "\" with that many arguments");
        const Pair p = pair(sql.args[0], sql.args[1], [](Attribute& a) { a.many = true; });
        return measure("shared_values", p.left, p.right, ">=", 1, truth);
    }
    if (sql.name == "!=" && sql.args.size() == 2) return equality(sql.args[0], sql.args[1], !truth);
    if (!is_comparator(sql.name) || sql.args.size() != 2) cannot("function \"" + sql.name + "\"");
    const Sql* value = &sql.args[0];
    std::string comparator = sql.name;
    double bound = 0;
    if (constant_of(*value, bound)) {
        double other = 0;
        if (constant_of(sql.args[1], other)) {
            const bool holds = comparator == "=" ? bound == other : comparator == "<" ? bound < other : comparator == "<=" ? bound <= other
                               : comparator == ">" ? bound > other : bound >= other;
            return holds == truth ? Text{"else"} : Text{"not else", Binding::kNot};
        }
        value = &sql.args[1];
        comparator = turned(comparator);
    } else if (!constant_of(sql.args[1], bound)) {
        if (comparator != "=") cannot("a comparison of two values that is no measure");
        return equality(sql.args[0], sql.args[1], truth);
    }
    value = without_cast(*value);
    Text out;
    if (string_measure(*value, comparator, bound, truth, out) || best_pair(*value, comparator, bound, truth, out) ||
        array_size(*value, comparator, bound, truth, out) || percentage(*value, comparator, bound, truth, out) ||
        date_parts(*value, comparator, bound, truth, out) || distance(*value, comparator, bound, truth, out) ||
        place_distance(*value, comparator, bound, truth, out))
        return out;
    if (comparator == "=") return equality(*value, sql.args[value == without_cast(sql.args[0]) ? 1 : 0], truth);
    cannot(value->kind == Sql::Kind::kCall ? "function \"" + value->name + "\"" : "a comparison that is no measure");
}

}  // namespace cdp::score
