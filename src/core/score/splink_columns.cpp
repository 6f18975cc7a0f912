// SPDX-License-Identifier: PostgreSQL
#include "core/score/splink_columns.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/error.hpp"
#include "core/text/ascii.hpp"
#include "core/text/timestamp.hpp"

namespace cdp::score {

namespace {

struct FormatToken {
    std::string_view written, conversion;
};
// Of Java and of PostgreSQL. Where one is the beginning of another, the longer one comes first.
constexpr FormatToken kFormatTokens[] = {
    {"yyyy", "%Y"}, {"YYYY", "%Y"}, {"HH24", "%H"}, {"HH12", "%I"}, {"MMMM", "%B"}, {"Month", "%B"}, {"SSSSSS", "%f"},
    {"MMM", "%b"},  {"Mon", "%b"},  {"XXX", "%z"},  {"SSS", "%f"},  {"DDD", "%j"},  {"yy", "%y"},    {"YY", "%y"},
    {"MM", "%m"},   {"dd", "%d"},   {"DD", "%d"},   {"HH", "%H"},   {"hh", "%I"},   {"mm", "%M"},    {"MI", "%M"},
    {"ss", "%S"},   {"SS", "%S"},   {"US", "%f"},   {"AM", "%p"},   {"PM", "%p"},   {"TZ", "%Z"},    {"a", "%p"},
    {"y", "%Y"},    {"M", "%m"},    {"d", "%d"},    {"H", "%H"},    {"h", "%I"},    {"m", "%M"},     {"s", "%S"},
    {"z", "%z"},    {"X", "%z"},    {"Z", "%z"},
};

constexpr std::pair<std::string_view, TransformKind> kStepsOfOneArgument[] = {
    {"lower", TransformKind::kLower},     {"lcase", TransformKind::kLower}, {"upper", TransformKind::kUpper},
    {"ucase", TransformKind::kUpper},     {"trim", TransformKind::kTrim},   {"soundex", TransformKind::kSoundex},
    {"date", TransformKind::kDate},       {"double_metaphone", TransformKind::kDoubleMetaphone},
};

[[noreturn]] void cannot(const std::string& what) { throw Error(ErrorCode::kUnsupported, what); }

bool any_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

int whole_number(const Sql& sql) {
    if (sql.kind != Sql::Kind::kNumber || sql.number != std::floor(sql.number) || std::abs(sql.number) > 1e6)
        cannot("an argument is not a whole number");
    return static_cast<int>(sql.number);
}

const std::string& text_of(const Sql& sql) {
    if (sql.kind != Sql::Kind::kText) cannot("an argument is not a text");
    return sql.name;
}

void require_arguments(const Sql& call, std::size_t least, std::size_t most) {
    if (call.args.size() < least || call.args.size() > most) cannot("function \"" + call.name + "\" with that many arguments");
}

bool same_value(const Attribute& a, const Attribute& b) {
    return a.kind == b.kind && a.column_names() == b.column_names() && a.separator == b.separator && a.steps == b.steps &&
           a.form == b.form && a.many == b.many;
}

// The kind of what the step makes.
void add_step(Attribute& attribute, TransformKind kind, std::string text = {}, int start = 0, int length = 0) {
    attribute.steps.push_back({kind, std::move(text), start, length});
    if (kind == TransformKind::kDate || kind == TransformKind::kTimestamp)
        attribute.kind = text::Kind::kDate;
    else if (kind == TransformKind::kNumber)
        attribute.kind = text::Kind::kNumber;
    else if (kind != TransformKind::kNullIf && kind != TransformKind::kElement)
        attribute.kind = text::Kind::kText;
}

}  // namespace

std::string time_format(std::string_view format) {
    if (format.find('%') != std::string_view::npos) return text::is_time_format(format) ? std::string(format) : std::string();
    std::string out;
    for (std::size_t at = 0; at < format.size();) {
        if (format[at] == '\'' || format[at] == '"') {  // quoted letters stand for themselves
            const std::size_t end = format.find(format[at], at + 1);
            if (end == std::string_view::npos) return {};
            out += format.substr(at + 1, end - at - 1);
            at = end + 1;
            continue;
        }
        const auto* token = std::find_if(std::begin(kFormatTokens), std::end(kFormatTokens), [&](const FormatToken& t) {
            return format.substr(at).starts_with(t.written);
        });
        if (token != std::end(kFormatTokens)) {
            // PostgreSQL takes small letters for months too; where there is no other month, they are one.
            const bool month = token->written == "mm" && format.find('M') == std::string_view::npos;
            out += month ? "%m" : token->conversion;
            at += token->written.size();
        } else if (format[at] == 'T' || !text::is_ascii_alpha(format[at])) {
            out += format[at++];
        } else {
            return {};
        }
    }
    return text::is_time_format(out) ? out : std::string();
}

std::optional<Side> SplinkColumns::side_of(const Sql& column, Naming naming, std::string& name) const {
    name = column.name;
    if (naming == Naming::kTable) {
        if (column.table == "l" || column.table == "L") return Side::kLeft;
        if (column.table == "r" || column.table == "R") return Side::kRight;
        return std::nullopt;
    }
    if (!column.table.empty() || name.size() < 3 || name[name.size() - 2] != '_') return std::nullopt;
    const char last = name.back();
    name.resize(name.size() - 2);
    if (last == 'l' || last == 'L') return Side::kLeft;
    if (last == 'r' || last == 'R') return Side::kRight;
    return std::nullopt;
}

SideValue SplinkColumns::value(const Sql& sql, Naming naming) const {
    if (sql.kind == Sql::Kind::kColumn) {
        SideValue out;
        std::string name;
        const auto side = side_of(sql, naming, name);
        if (!side) cannot("column \"" + sql.name + "\" is of neither record");
        out.side = *side;
        out.attribute.columns = {name};
        out.attribute.form = Form::kPlain;
        return out;
    }
    if (sql.kind == Sql::Kind::kCast) {
        SideValue out = value(sql.args[0], naming);
        add_cast(sql.name, out.attribute);
        return out;
    }
    if (sql.is_call("||")) return joined(sql, naming);
    if (sql.kind != Sql::Kind::kCall || sql.args.empty()) cannot("an expression that is no value of a column");
    SideValue out = value(sql.args[0], naming);
    add_call(sql, out.attribute);
    return out;
}

// column || ' ' || column: the same text between all of them.
SideValue SplinkColumns::joined(const Sql& sql, Naming naming) const {
    std::vector<const Sql*> parts;
    const auto flatten = [&](auto&& self, const Sql& s) -> void {
        if (!s.is_call("||")) return parts.push_back(&s);
        for (const Sql& a : s.args) self(self, a);
    };
    flatten(flatten, sql);
    std::optional<SideValue> out;
    std::optional<std::string> separator;
    std::string between;
    for (const Sql* part : parts) {
        if (part->kind == Sql::Kind::kText) {
            between += part->name;
            continue;
        }
        SideValue next = value(*part, naming);
        if (!next.attribute.steps.empty() || next.attribute.many) cannot("values that are changed before they are joined");
        if (!out) {
            if (!between.empty()) cannot("a text in front of joined columns");
            out = std::move(next);
        } else {
            if (next.side != out->side) cannot("columns of both records joined");
            if (separator && *separator != between) cannot("columns joined by different texts");
            separator = between;
            out->attribute.columns.push_back(next.attribute.columns[0]);
        }
        between.clear();
    }
    if (!out || !between.empty()) cannot("a text behind joined columns");
    out->attribute.separator = separator.value_or(" ");
    return *out;
}

void SplinkColumns::add_cast(const std::string& type, Attribute& attribute) const {
    const bool array = type.ends_with("[]") || type.starts_with("array");
    if (array) {
        attribute.many = true;
    } else if (any_of(type, {"text", "varchar", "string", "char", "character varying", "bpchar"})) {
        add_step(attribute, TransformKind::kText);
    } else if (type == "date") {
        add_step(attribute, TransformKind::kDate);
    } else if (type.starts_with("timestamp") || type == "datetime") {
        add_step(attribute, TransformKind::kTimestamp);
    } else if (type.starts_with("int") || type.starts_with("float") || type.starts_with("double") ||
               any_of(type, {"bigint", "smallint", "real", "numeric", "decimal"})) {
        add_step(attribute, TransformKind::kNumber);
    } else {
        cannot("a cast to " + type);
    }
}

// DuckDB and PostgreSQL count elements from 1, Spark from 0.
void SplinkColumns::add_index(const Sql& index, Attribute& attribute) const {
    int at = -1;
    const bool last = index.kind == Sql::Kind::kCall && any_of(index.name, {"array_length", "cardinality", "len", "size"});
    if (!last) {
        if (index.kind == Sql::Kind::kText) cannot("a field of a structure; select it as a column of its own");
        at = whole_number(index);
        if (dialect_ == "spark" && at >= 0) at++;
    }
    if (at == 0) cannot("an element number 0");
    attribute.many = false;
    add_step(attribute, TransformKind::kElement, {}, at);
}

void SplinkColumns::add_call(const Sql& sql, Attribute& attribute) const {
    const std::string& f = sql.name;
    auto& steps = attribute.steps;
    const auto step = [&](TransformKind kind, std::string text = {}, int start = 0, int length = 0) {
        add_step(attribute, kind, std::move(text), start, length);
    };
    for (const auto& [name, kind] : kStepsOfOneArgument)
        if (f == name) {
            require_arguments(sql, 1, 1);
            if (makes_list(kind)) attribute.many = true;
            return step(kind);
        }
    if (any_of(f, {"substr", "substring"})) {
        require_arguments(sql, 2, 3);
        return step(TransformKind::kSubstring, {}, whole_number(sql.args[1]), sql.args.size() == 3 ? whole_number(sql.args[2]) : 0);
    }
    if (any_of(f, {"left", "right"})) {
        require_arguments(sql, 2, 2);
        const int n = whole_number(sql.args[1]);
        return f == "left" ? step(TransformKind::kSubstring, {}, 1, n) : step(TransformKind::kSubstring, {}, -n, 0);
    }
    if (any_of(f, {"year", "extract year", "month", "extract month"})) {
        require_arguments(sql, 1, 1);
        const bool year = f.ends_with("year");
        if (steps.empty() || steps.back().kind != TransformKind::kText) step(TransformKind::kText);
        return step(TransformKind::kSubstring, {}, year ? 1 : 6, year ? 4 : 2);
    }
    if (any_of(f, {"regexp_extract", "regexp_substr"})) {
        require_arguments(sql, 2, 3);
        const int group = sql.args.size() == 3 ? whole_number(sql.args[2]) : dialect_ == "spark" ? 1 : 0;
        return step(TransformKind::kExtract, text_of(sql.args[1]), group);
    }
    // PostgreSQL's own: the first group when there is one, and null when nothing is found.
    if (f == "substring from") {
        const std::string& pattern = text_of(sql.args[1]);
        const bool whole = pattern.size() >= 2 && pattern.front() == '(' && pattern.back() == ')' &&
                           std::count(pattern.begin(), pattern.end(), '(') == 1;
        if (whole) return step(TransformKind::kRegex, pattern.substr(1, pattern.size() - 2));
        return step(TransformKind::kRegex, pattern, pattern.find('(') == std::string::npos ? 0 : 1);
    }
    if (f == "nullif") {
        require_arguments(sql, 2, 2);
        const std::string& text = text_of(sql.args[1]);
        if (text.empty() && !steps.empty() && steps.back().kind == TransformKind::kExtract) {
            steps.back().kind = TransformKind::kRegex;
            return;
        }
        if (text.empty() && !steps.empty() && steps.back().kind == TransformKind::kRegex) return;
        return step(TransformKind::kNullIf, text);
    }
    if (f == "to_date" && sql.args.size() == 1) return step(TransformKind::kDate);
    if (any_of(f, {"try_strptime", "strptime", "to_timestamp", "try_to_timestamp", "to_date", "try_to_date", "try_cast_date",
                   "try_cast_timestamp", "date_parse", "str_to_date"})) {
        require_arguments(sql, 2, 2);
        const std::string format = time_format(text_of(sql.args[1]));
        if (format.empty()) cannot("the format of dates \"" + sql.args[1].name + "\"");
        return step(TransformKind::kDate, format);
    }
    if (f == "try") return require_arguments(sql, 1, 1);
    if (any_of(f, {"string_split", "str_split", "split", "string_to_array"})) {
        require_arguments(sql, 2, 2);
        const std::string& separator = text_of(sql.args[1]);
        if (dialect_ == "spark" && separator.find_first_of(".\\+*?[]()^$|{}") != std::string::npos) cannot("a pattern to split at");
        attribute.many = true;
        return step(TransformKind::kSplit, separator);
    }
    if (f == "[]") return add_index(sql.args[1], attribute);
    if (any_of(f, {"element_at", "list_extract", "array_extract"})) {
        require_arguments(sql, 2, 2);
        attribute.many = false;
        return step(TransformKind::kElement, {}, whole_number(sql.args[1]));
    }
    cannot("function \"" + f + "\"");
}

int SplinkColumns::place(Attribute attribute) {
    for (std::size_t i = 0; i < attributes_.size(); i++)
        if (same_value(attributes_[i], attribute)) return static_cast<int>(i);
    attribute.name = name_for(attribute);
    if (attribute.columns == std::vector{attribute.name}) attribute.columns.clear();
    attributes_.push_back(std::move(attribute));
    return static_cast<int>(attributes_.size() - 1);
}

int SplinkColumns::place_of_column(const std::string& column) {
    Attribute a;
    a.columns = {column};
    a.form = Form::kPlain;
    return place(std::move(a));
}

// The column and the names of the steps: email_regex, first_name_substring_1_3.
std::string SplinkColumns::name_for(const Attribute& attribute) const {
    std::string base;
    for (const std::string& column : attribute.column_names()) base += (base.empty() ? "" : "_") + column;
    std::erase(base, '"');
    for (const Transform& step : attribute.steps) {
        const std::string printed = print_transform(step);
        base += "_" + printed.substr(0, printed.find('('));
        if (step.kind == TransformKind::kSubstring || step.kind == TransformKind::kElement)
            base += "_" + std::to_string(std::abs(step.start)) + (step.length > 0 ? "_" + std::to_string(step.length) : "");
    }
    if (attribute.form == Form::kPoint) base += "_point";
    if (attribute.form == Form::kVector) base += "_vector";
    const auto taken = [&](const std::string& name) {
        return std::any_of(attributes_.begin(), attributes_.end(), [&](const Attribute& a) { return a.name == name; });
    };
    if (attribute.steps.empty() && taken(base) && attribute.many) base += "_values";
    if (attribute.steps.empty() && taken(base) && attribute.kind != text::Kind::kText)
        base += "_" + std::string(text::kind_name(attribute.kind));
    std::string name = base;
    for (int i = 2; taken(name); i++) name = base + "_" + std::to_string(i);
    return name;
}

}  // namespace cdp::score
