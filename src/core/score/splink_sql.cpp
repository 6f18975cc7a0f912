// SPDX-License-Identifier: PostgreSQL
#include "core/score/splink_sql.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "core/base/error.hpp"
#include "core/score/quotes.hpp"

namespace cdp::score {

namespace {

[[noreturn]] void cannot(const std::string& what) { throw Error(ErrorCode::kUnsupported, what); }

std::string print_number(double x) {
    std::array<char, 40> out;
    return {out.data(), std::to_chars(out.data(), out.data() + out.size(), x, std::chars_format::fixed).ptr};
}

// Splink writes seconds with a decimal.
std::string print_seconds(double x) { return print_number(x) + (x == std::floor(x) ? ".0" : ""); }

std::string_view comparator_of(Comparator comparator) {
    switch (comparator) {
        case Comparator::kGreaterEqual: return ">=";
        case Comparator::kGreater: return ">";
        case Comparator::kLessEqual: return "<=";
        case Comparator::kLess: return "<";
        case Comparator::kEqual: break;
    }
    return "=";
}

std::string compared(const std::string& value, const Test& test) {
    return value + " " + std::string(comparator_of(test.comparator)) + " " + print_number(test.bound);
}

std::string_view measure_name(Measure measure) {
    for (const MeasureInfo& m : measures())
        if (m.measure == measure) return m.name;
    return "left";
}

struct TimeToken {
    char conversion;
    std::string_view java, postgres;
};
constexpr TimeToken kTimeTokens[] = {{'Y', "yyyy", "YYYY"}, {'y', "yy", "YY"},  {'m', "MM", "MM"},     {'b', "MMM", "Mon"},
                                     {'B', "MMMM", "Month"}, {'d', "dd", "DD"}, {'e', "d", "DD"},      {'j', "DDD", "DDD"},
                                     {'H', "HH", "HH24"},   {'I', "hh", "HH12"}, {'M', "mm", "MI"},    {'S', "ss", "SS"},
                                     {'f', "SSSSSS", "US"}, {'p', "a", "AM"},   {'z', "XXX", "TZH:TZM"}, {'Z', "z", "TZ"}};

}  // namespace

std::string SplinkSql::column(const std::string& name, Side side, Naming naming) const {
    const char quote = dialect_ == Dialect::kSpark ? '`' : '"';
    const bool left = side == Side::kLeft;
    const std::string own = naming == Naming::kSuffix ? name + (left ? "_l" : "_r") : name;
    std::string out = naming == Naming::kTable ? (left ? "l." : "r.") : "";
    out += quote;
    for (const char c : own) out.append(c == quote ? 2 : 1, c);
    return out + quote;
}

std::string SplinkSql::format(std::string_view time_format) const {
    if (dialect_ == Dialect::kDuckdb) return std::string(time_format);
    std::string out;
    for (std::size_t i = 0; i < time_format.size(); i++) {
        if (time_format[i] != '%' || i + 1 == time_format.size()) {
            out += time_format[i];
            continue;
        }
        const TimeToken* found = nullptr;
        for (const TimeToken& t : kTimeTokens)
            if (t.conversion == time_format[i + 1]) found = &t;
        if (found == nullptr) cannot("the format of dates \"" + std::string(time_format) + "\"");
        out += dialect_ == Dialect::kSpark ? found->java : found->postgres;
        i++;
    }
    return out;
}

// What is not of the type is missing, where the database can say that.
std::string SplinkSql::cast(const std::string& value, std::string_view type) const {
    return (dialect_ == Dialect::kPostgres ? "CAST(" : "TRY_CAST(") + value + " AS " + std::string(type) + ")";
}

std::string SplinkSql::step(const Transform& t, const std::string& value) const {
    const bool spark = dialect_ == Dialect::kSpark, postgres = dialect_ == Dialect::kPostgres;
    const std::string start = std::to_string(t.start);
    switch (t.kind) {
        case TransformKind::kText: return "CAST(" + value + " AS " + (spark ? "STRING" : "TEXT") + ")";
        case TransformKind::kLower: return "LOWER(" + value + ")";
        case TransformKind::kUpper: return "UPPER(" + value + ")";
        case TransformKind::kTrim: return "TRIM(" + value + ")";
        case TransformKind::kSoundex: return "soundex(" + value + ")";
        case TransformKind::kDoubleMetaphone: return "double_metaphone(" + value + ")";
        case TransformKind::kNullIf: return "NULLIF(" + value + ", " + in_quotes(t.text) + ")";
        case TransformKind::kSubstring:
            if (t.length == 0 && t.start < 0 && postgres) return "RIGHT(" + value + ", " + std::to_string(-t.start) + ")";
            return "SUBSTRING(" + value + ", " + start + (t.length > 0 ? ", " + std::to_string(t.length) : "") + ")";
        case TransformKind::kRegex:
        case TransformKind::kExtract: {
            std::string found = postgres ? "substring(" + value + " from " + in_quotes(t.start == 0 ? "(" + t.text + ")" : t.text) + ")"
                                         : "regexp_extract(" + value + ", " + in_quotes(t.text) + ", " + start + ")";
            if (t.kind == TransformKind::kRegex) return "NULLIF(" + found + ", '')";
            return postgres ? "COALESCE(" + found + ", '')" : found;
        }
        case TransformKind::kTimestamp: return cast(value, "TIMESTAMP");
        case TransformKind::kNumber: return cast(value, postgres ? "DOUBLE PRECISION" : "DOUBLE");
        case TransformKind::kDate:
            if (t.text.empty()) return cast(value, "DATE");
            if (postgres) return "try_cast_timestamp(" + value + ", " + in_quotes(format(t.text)) + ")";
            return (spark ? "try_to_timestamp(" : "try_strptime(") + value + ", " + in_quotes(format(t.text)) + ")";
        case TransformKind::kSplit:
            return (spark ? "split(" : postgres ? "string_to_array(" : "string_split(") + value + ", " + in_quotes(t.text) + ")";
        case TransformKind::kElement:
            if (spark) return "element_at(" + value + ", " + start + ")";
            if (postgres && t.start == -1) return value + "[array_length(" + value + ", 1)]";
            if (postgres && t.start < 0) cannot("an element from the end");
            return value + "[" + start + "]";
    }
    return value;
}

std::string SplinkSql::value(int place, Side side, Naming naming) const {
    const Attribute& a = attribute(place);
    std::string out;
    if (a.form == Form::kPoint) cannot("a point outside a distance in km");
    for (const std::string& name : a.column_names())
        out += (out.empty() ? "" : " || " + in_quotes(a.separator) + " || ") + column(name, side, naming);
    if (a.column_names().size() > 1 && !a.steps.empty()) out = "(" + out + ")";
    for (const Transform& t : a.steps) out = step(t, out);
    return out;
}

std::string SplinkSql::key(const KeyPart& part, Side side) const {
    const std::string whole = value(part.attribute, side, Naming::kTable);
    if (part.form == KeyForm::kWhole) return whole;
    cannot("the key \"" + print_key(part, *model_) + "\"; make it an attribute with steps");
}

std::string SplinkSql::null_of(int place) const {
    const Attribute& a = attribute(place);
    if (a.form != Form::kPoint)
        return value(place, Side::kLeft, Naming::kSuffix) + " IS NULL OR " + value(place, Side::kRight, Naming::kSuffix) + " IS NULL";
    std::string out;
    for (const std::string& name : a.column_names())
        out += (out.empty() ? "(" : " OR (") + column(name, Side::kLeft, Naming::kSuffix) + " IS NULL OR " +
               column(name, Side::kRight, Naming::kSuffix) + " IS NULL)";
    return out;
}

std::string SplinkSql::absent(const std::vector<int>& attributes) const {
    if (attributes.size() == 1) return null_of(attributes[0]);
    std::string out;
    for (const int a : attributes) out += (out.empty() ? "(" : " AND (") + null_of(a) + ")";
    return out;
}

std::string SplinkSql::condition(const Condition& condition) const {
    std::vector<Text> stack;
    const auto wrapped = [](const Text& t) { return t.atom ? t.text : "(" + t.text + ")"; };
    const auto pop = [&] {
        Text top = std::move(stack.back());
        stack.pop_back();
        return top;
    };
    for (const Step& s : condition.steps) {
        if (s.op == Op::kTest) {
            stack.push_back(test(condition.tests[s.operand]));
        } else if (s.op == Op::kTrue) {
            stack.push_back({"TRUE", true, true, "FALSE"});
        } else if (s.op == Op::kNot) {
            const Text t = pop();
            Text out{t.two_valued ? "NOT (" + t.text + ")" : "NOT COALESCE(" + t.text + ", FALSE)", false, true};
            if (!t.negated.empty()) out = {t.negated, false, true};
            out.refuted = t.tested;
            if (out.refuted >= 0) out.refuted_test = t.text;
            stack.push_back(std::move(out));
        } else if (s.op == Op::kAnd || s.op == Op::kOr) {
            const Text b = pop(), a = pop();
            // Both there and not alike is what SQL calls not alike.
            if (s.op == Op::kAnd && a.present >= 0 && a.present == b.refuted) {
                stack.push_back({"NOT (" + b.refuted_test + ")", false, false});
                continue;
            }
            const char* const word = s.op == Op::kAnd ? " AND " : " OR ";
            stack.push_back({wrapped(a) + word + wrapped(b), false, a.two_valued && b.two_valued});
        }
    }
    return stack.back().text;
}

SplinkSql::Text SplinkSql::one_sided(const Test& test) const {
    const bool left = test.right < 0;
    const int place = left ? test.left : test.right;
    const std::string own = value(place, left ? Side::kLeft : Side::kRight, Naming::kSuffix);
    if (test.measure == Measure::kPresent) return {own + " IS NOT NULL", false, true, own + " IS NULL"};
    return {own + " = " + (attribute(place).kind == text::Kind::kNumber ? test.text : in_quotes(test.text)), false, false};
}

SplinkSql::Text SplinkSql::test(const Test& t) const {
    if (is_one_sided(t)) return one_sided(t);
    const bool same = t.left == t.right;
    Text out{{}, false, t.measure == Measure::kPresent};
    if (t.measure == Measure::kPresent) {
        out.text = value(t.left, Side::kLeft, Naming::kSuffix) + " IS NOT NULL AND " + value(t.right, Side::kRight, Naming::kSuffix) +
                   " IS NOT NULL";
        if (same) out.negated = null_of(t.left);
        if (same) out.present = t.left;
    } else {
        out.text = measure(t);
        if (same && !attribute(t.left).many && attribute(t.left).form != Form::kPoint) out.tested = t.left;
    }
    return out;
}

std::string SplinkSql::function_of(Measure measure) const {
    const bool duckdb = dialect_ == Dialect::kDuckdb;
    if (measure == Measure::kLevenshtein) return "levenshtein";
    if (dialect_ == Dialect::kPostgres) return {};
    switch (measure) {
        case Measure::kDamerau: return "damerau_levenshtein";
        case Measure::kJaro: return duckdb ? "jaro_similarity" : "jaro_sim";
        case Measure::kJaroWinkler: return duckdb ? "jaro_winkler_similarity" : "jaro_winkler";
        case Measure::kCharacterJaccard: return "jaccard";
        case Measure::kCosine: return duckdb ? "array_cosine_similarity" : "";
        default: return {};
    }
}

std::string SplinkSql::measure(const Test& t) const {
    const bool lists = attribute(t.left).many || attribute(t.right).many;
    if (t.measure == Measure::kShared) return shared(t);
    if (t.measure == Measure::kSubset && lists) return subset(t);
    if (t.measure == Measure::kKm) return km(t);
    if (lists && t.measure == Measure::kExact) cannot("the same set of values, in any order");
    if (lists) return best_pair(t);
    const std::string left = value(t.left, Side::kLeft, Naming::kSuffix), right = value(t.right, Side::kRight, Naming::kSuffix);
    switch (t.measure) {
        case Measure::kExact: return left + " = " + right;
        case Measure::kElapsed: return elapsed(t);
        case Measure::kDays:
        case Measure::kMonths:
        case Measure::kYears: return date_parts(t);
        case Measure::kDifference: return compared("ABS(" + left + " - " + right + ")", t);
        case Measure::kPercent:
            return compared("(ABS(" + left + " - " + right + ") / (CASE WHEN " + right + " > " + left + " THEN " + right + " ELSE " + left +
                                " END))",
                            t);
        default: break;
    }
    const std::string function = function_of(t.measure);
    if (function.empty()) cannot("measure \"" + std::string(measure_name(t.measure)) + "\" in " + std::string(kDialects[static_cast<int>(dialect_)]));
    return compared(function + "(" + left + ", " + right + ")", t);
}

std::string SplinkSql::best_pair(const Test& t) const {
    const std::string function = function_of(t.measure);
    if (function.empty() || dialect_ == Dialect::kPostgres)
        cannot("measure \"" + std::string(measure_name(t.measure)) + "\" of many values in " + std::string(kDialects[static_cast<int>(dialect_)]));
    const bool spark = dialect_ == Dialect::kSpark;
    const std::string map = spark ? "transform" : "list_transform", first = spark ? "0" : "1", second = spark ? "1" : "2";
    const std::string best = std::string(spark ? "array_" : "list_") + (is_distance(t.measure) ? "min" : "max");
    const std::string left = value(t.left, Side::kLeft, Naming::kSuffix), right = value(t.right, Side::kRight, Naming::kSuffix);
    return compared(best + "(" + map + "(flatten(" + map + "(" + left + ", x -> " + map + "(" + right + ", y -> [x, y]))), pair -> " +
                        function + "(pair[" + first + "], pair[" + second + "])))",
                    t);
}

std::string SplinkSql::shared(const Test& t) const {
    const std::string both = value(t.left, Side::kLeft, Naming::kSuffix) + ", " + value(t.right, Side::kRight, Naming::kSuffix);
    if (dialect_ == Dialect::kSpark) return compared("SIZE(ARRAY_INTERSECT(" + both + "))", t);
    if (dialect_ == Dialect::kPostgres) return compared("CARDINALITY(ARRAY_INTERSECT(" + both + "))", t);
    return compared("array_length(list_intersect(" + both + "))", t);
}

std::string SplinkSql::subset(const Test& t) const {
    if (dialect_ == Dialect::kPostgres) cannot("a subset of values in postgres");
    const std::string size = dialect_ == Dialect::kSpark ? "SIZE(" : "ARRAY_LENGTH(";
    const std::string left = value(t.left, Side::kLeft, Naming::kSuffix), right = value(t.right, Side::kRight, Naming::kSuffix);
    const std::string least = "LEAST(" + size + left + "), " + size + right + "))";
    const std::string intersect = dialect_ == Dialect::kSpark ? "ARRAY_INTERSECT(" : "LIST_INTERSECT(";
    return least + " <> 0 AND " + size + intersect + left + ", " + right + ")) = " + least;
}

std::string SplinkSql::elapsed(const Test& t) const {
    const std::string left = value(t.left, Side::kLeft, Naming::kSuffix), right = value(t.right, Side::kRight, Naming::kSuffix);
    const std::string open = dialect_ == Dialect::kPostgres ? "EXTRACT(EPOCH FROM " : dialect_ == Dialect::kSpark ? "UNIX_TIMESTAMP(" : "EPOCH(";
    return "ABS(" + open + left + ") - " + open + right + ")) " + std::string(comparator_of(t.comparator)) + " " + print_seconds(t.bound);
}

std::string SplinkSql::date_parts(const Test& t) const {
    const std::string unit = t.measure == Measure::kDays ? "day" : t.measure == Measure::kMonths ? "month" : "year";
    const std::string left = value(t.left, Side::kLeft, Naming::kSuffix), right = value(t.right, Side::kRight, Naming::kSuffix);
    if (dialect_ == Dialect::kDuckdb) return compared("ABS(DATE_DIFF('" + unit + "', " + left + ", " + right + "))", t);
    if (t.measure != Measure::kDays) cannot("calendar " + unit + "s in " + std::string(kDialects[static_cast<int>(dialect_)]));
    return compared("ABS(DATEDIFF(" + left + ", " + right + "))", t);
}

std::string SplinkSql::km(const Test& t) const {
    const auto names = attribute(t.left).column_names(), others = attribute(t.right).column_names();
    if (names.size() != 2 || others.size() != 2) cannot("a point of one column");
    const std::string lat_l = column(names[0], Side::kLeft, Naming::kSuffix), lat_r = column(others[0], Side::kRight, Naming::kSuffix);
    const std::string long_l = column(names[1], Side::kLeft, Naming::kSuffix), long_r = column(others[1], Side::kRight, Naming::kSuffix);
    const std::string inner = "sin( radians(" + lat_l + ") ) * sin( radians(" + lat_r + ") ) + cos( radians(" + lat_l + ") ) * cos( radians(" +
                              lat_r + ") ) * cos( radians(" + long_r + " - " + long_l + ") )";
    return compared("cast( acos( case when (" + inner + ") > 1 then 1 when (" + inner + ") < -1 then -1 else (" + inner +
                        ") end ) * 6371 as float )",
                    t);
}

}  // namespace cdp::score
