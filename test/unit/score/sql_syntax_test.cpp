// SPDX-License-Identifier: PostgreSQL
#include "core/score/sql_syntax.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

// The tree in Lisp's way.
std::string shown(const Sql& s) {
    switch (s.kind) {
        case Sql::Kind::kColumn: return (s.table.empty() ? "" : s.table + ".") + s.name;
        case Sql::Kind::kText: return "'" + s.name + "'";
        case Sql::Kind::kNumber: {
            std::string n = std::to_string(s.number);
            while (n.back() == '0') n.pop_back();
            return n.back() == '.' ? n.substr(0, n.size() - 1) : n;
        }
        case Sql::Kind::kNull: return "null";
        case Sql::Kind::kTrue: return "true";
        case Sql::Kind::kFalse: return "false";
        default: break;
    }
    std::string out = "(" + (s.kind == Sql::Kind::kCast     ? "as-" + s.name
                             : s.kind == Sql::Kind::kCase   ? "case"
                             : s.kind == Sql::Kind::kLambda ? "\\" + s.name
                                                            : s.name);
    for (const Sql& a : s.args) out += " " + shown(a);
    return out + ")";
}

TEST(SqlSyntax, ReadsExpressions) {
    const std::pair<const char*, const char*> cases[] = {
        {"\"first_name_l\" = \"first_name_r\"", "(= first_name_l first_name_r)"},
        {"l.`post code` = R.\"post code\"", "(= l.post code R.post code)"},
        {"a or b and not c = 1", "(or a (and b (not (= c 1))))"},
        {"a IS NULL OR b is not null", "(or (is null a) (not (is null b)))"},
        {"ABS(a - b) / 2 <= -1.5e3", "(<= (/ (abs (- a b)) 2) -1500)"},
        {"a || ' ' || b <> 'it''s'", "(!= (|| (|| a ' ') b) 'it's')"},
        {"CAST(a AS double precision) > try_cast(b as varchar(10))::text[]", "(> (as-double precision a) (as-text[] (as-varchar b)))"},
        {"x in ('a', 'b') and y not in (1)", "(and (in x 'a' 'b') (not (in y 1)))"},
        {"x between 1 and 2 or y like 'a%'", "(or (and (>= x 1) (<= x 2)) (like y 'a%'))"},
        {"case when a > b then 1 when c then 2 else (3) end", "(case (> a b) 1 c 2 3)"},
        {"case when a then b end", "(case a b null)"},
        {"substring(a from 1 for 3) = SUBSTRING(a, 1, 3)", "(= (substring a 1 3) (substring a 1 3))"},
        {"substring(a from '(x)')", "(substring from a '(x)')"},
        {"extract(epoch from a)", "(extract epoch a)"},
        {"list_transform(a, x -> f(x, [x, 1]))", "(list_transform a (\\x (f x ([,] x 1))))"},
        {"a[1] = b[-1]['k']", "(= ([] a 1) ([] ([] b -1) 'k'))"},
        {"to_timestamp(a, 'yyyy-MM-dd\\'T\\'HH')", "(to_timestamp a 'yyyy-MM-dd'T'HH')"},
        {"a /* no */ = -- nothing\n b", "(= a b)"},
        {"a && b = true", "(= (&& a b) true)"},
        {"f()", "(f)"},
    };
    for (const auto& [sql, tree] : cases) EXPECT_EQ(shown(parse_sql(sql)), tree) << sql;
}

TEST(SqlSyntax, MistakesAreTold) {
    for (const char* sql : {"", "(", "a =", "a = b)", "'open", "\"open", "f(a", "case when a", "a is", "cast(a)", "a in b", "a[1", "x between 1",
                            "1 2", "a -> ", "a::", ";", "and()", "or(a, b)", "not(", "in()", "a = between(1)", "like(a)"})
        EXPECT_THROW(parse_sql(sql), Error) << sql;
    EXPECT_THROW(parse_sql(std::string(5000, '(') + "a" + std::string(5000, ')')), Error);
    std::string many = "a";
    for (int i = 0; i < 20000; i++) many += " or a";
    EXPECT_THROW(parse_sql(many), Error);
    std::string casts = "a", nulls = "a", elements = "a";
    for (int i = 0; i < 20000; i++) {
        casts += "::text";
        nulls += " is null";
        elements += "[1]";
    }
    for (const std::string& deep : {casts, nulls, elements}) EXPECT_THROW(parse_sql(deep), Error);
}

TEST(SqlSyntax, HostileInputIsReadOrRefused) {
    RandomBytes random(7);
    const std::vector<std::string> words = {"(", ")", "[", "]", "a_l", "b_r", "'x'", "\"y\"", "1.5", "and", "or", "not", "is", "null", "=", "<=",
                                            "case", "when", "then", "else", "end", "cast", "as", "::", "->", "in", ",", "f(", "-", "||", "extract("};
    for (int i = 0; i < 20000; i++) {
        const std::string sql = i % 2 == 0 ? random.words(words, 15) : random.bytes(random.below(40));
        try {
            parse_sql(sql);
        } catch (const Error& e) {
            ASSERT_EQ(e.code(), ErrorCode::kInvalidText);
        }
    }
}

}  // namespace
}  // namespace cdp::score
