// SPDX-License-Identifier: PostgreSQL
#include "core/score/condition.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/base/error.hpp"
#include "core/text/utf8.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

const std::vector<std::string> kAttributes = {"given_name", "family_name", "post code", "e.mail", "prénom", "or"};

Condition parse(std::string_view text, int primary = 0) { return parse_condition(text, kAttributes, primary, "here"); }

Error error_of(std::string_view text) {
    try {
        parse(text);
    } catch (const Error& e) {
        return e;
    }
    ADD_FAILURE() << "accepted: " << text.substr(0, 200);
    return Error(ErrorCode::kInternal, "nothing thrown");
}

std::string message_of(std::string_view text) { return error_of(text).what(); }

// The postfix program by the textbook: a stack of truth values. truth[i] is the outcome of tests[i].
bool run(const Condition& c, const std::vector<bool>& truth, bool skipping) {
    std::vector<bool> stack;
    const auto pop = [&] {
        const bool top = stack.back();
        stack.pop_back();
        return top;
    };
    for (std::size_t i = 0; i < c.steps.size(); i++) {
        const Step& step = c.steps[i];
        switch (step.op) {
            case Op::kTrue: stack.push_back(true); break;
            case Op::kTest: stack.push_back(truth.at(step.operand)); break;
            case Op::kSkipIfFalse:
            case Op::kSkipIfTrue:
                EXPECT_GT(step.operand, i + 1);
                EXPECT_LE(step.operand, c.steps.size());
                if (skipping && stack.back() == (step.op == Op::kSkipIfTrue)) i = step.operand - 1;
                break;
            case Op::kNot: stack.push_back(!pop()); break;
            case Op::kAnd: {
                const bool right = pop(), left = pop();
                stack.push_back(left && right);
                break;
            }
            case Op::kOr: {
                const bool right = pop(), left = pop();
                stack.push_back(left || right);
                break;
            }
        }
    }
    EXPECT_EQ(stack.size(), 1u);
    return stack.back();
}

// What is skipped must not matter.
bool holds(const Condition& c, const std::vector<bool>& truth) {
    const bool whole = run(c, truth, false);
    EXPECT_EQ(run(c, truth, true), whole);
    return whole;
}

// The truth of a condition over three tests for all eight outcomes, the first test being the lowest bit.
std::string truth_table(std::string_view text) {
    const Condition c = parse(text);
    std::string out;
    for (unsigned outcome = 0; outcome < 8; outcome++)
        out += holds(c, {(outcome & 1) != 0, (outcome & 2) != 0, (outcome & 4) != 0}) ? '1' : '0';
    return out;
}

TEST(Condition, EveryMeasureIsKnownByItsName) {
    std::set<std::string_view> names;
    std::set<Measure> found;
    for (const MeasureInfo& info : measures()) {
        EXPECT_TRUE(names.insert(info.name).second) << info.name;
        EXPECT_TRUE(found.insert(info.measure).second) << info.name;
        const Condition c = parse(std::string(info.name) + (info.yes_no ? "" : " >= 0.5"));
        ASSERT_EQ(c.tests.size(), 1u) << info.name;
        EXPECT_EQ(c.tests[0].measure, info.measure) << info.name;
        EXPECT_EQ(c.tests[0].comparator, info.yes_no ? Comparator::kEqual : Comparator::kGreaterEqual) << info.name;
        EXPECT_EQ(c.tests[0].bound, info.yes_no ? 1 : 0.5) << info.name;
    }
    EXPECT_EQ(found.size(), static_cast<std::size_t>(Measure::kIs));
}

TEST(Condition, ComparatorsAndNumbers) {
    struct Case {
        std::string_view text;
        Comparator comparator;
        double bound;
    };
    const Case cases[] = {{"jaro >= 0.92", Comparator::kGreaterEqual, 0.92},
                          {"jaro>=.5", Comparator::kGreaterEqual, 0.5},
                          {"jaro > 0", Comparator::kGreater, 0},
                          {"jaro <= 1", Comparator::kLessEqual, 1},
                          {"jaro\t<\n1e-3", Comparator::kLess, 0.001},
                          {"jaro < -2", Comparator::kLess, -2},
                          {"jaro = 1", Comparator::kEqual, 1},
                          {"  jaro  >  =  1  ", Comparator::kGreaterEqual, 1}};
    for (const Case& c : cases) {
        const Condition condition = parse(c.text);
        ASSERT_EQ(condition.tests.size(), 1u) << c.text;
        EXPECT_EQ(condition.tests[0].comparator, c.comparator) << c.text;
        EXPECT_DOUBLE_EQ(condition.tests[0].bound, c.bound) << c.text;
    }
}

TEST(Condition, AttributesByNameByQuoteAndByDefault) {
    struct Case {
        std::string_view text;
        int left, right;
    };
    const Case cases[] = {{"exact", 3, 3},
                          {"exact(given_name)", 0, 0},
                          {"exact ( given_name , family_name )", 0, 1},
                          {"exact(family_name, given_name)", 1, 0},
                          {"exact(\"post code\")", 2, 2},
                          {"exact(\"e.mail\", \"post code\")", 3, 2},
                          {"exact(prénom)", 4, 4},
                          {"exact(\"prénom\",family_name)", 4, 1},
                          {"exact(or)", 5, 5}};
    for (const Case& c : cases) {
        const Condition condition = parse(c.text, 3);
        ASSERT_EQ(condition.tests.size(), 1u) << c.text;
        EXPECT_EQ(condition.tests[0].left, c.left) << c.text;
        EXPECT_EQ(condition.tests[0].right, c.right) << c.text;
    }
}

TEST(Condition, NotBindsMoreThanAndMoreThanOr) {
    EXPECT_EQ(truth_table("exact and initial and soundex"), "00000001");
    EXPECT_EQ(truth_table("exact or initial or soundex"), "01111111");
    EXPECT_EQ(truth_table("exact or initial and soundex"), "01010111");
    EXPECT_EQ(truth_table("exact and initial or soundex"), "00011111");
    EXPECT_EQ(truth_table("(exact or initial) and soundex"), "00000111");
    EXPECT_EQ(truth_table("exact and (initial or soundex)"), "00010101");
    EXPECT_EQ(truth_table("not exact and initial or soundex"), "00101111");
    EXPECT_EQ(truth_table("not (exact and initial) and soundex"), "00001110");
    EXPECT_EQ(truth_table("not not exact and (initial or soundex or else)"), "01010101");
    EXPECT_EQ(truth_table("else"), "11111111");
    EXPECT_EQ(truth_table("not else"), "00000000");
}

// Random trees, printed with as few parentheses as precedence allows, must parse to what the tree means.
struct Tree {
    std::string text;
    int precedence;  // 0 or, 1 and, 2 not and atoms
    std::vector<bool> table;
};

Tree random_tree(RandomBytes& random, unsigned& tests, int depth) {
    const auto wrapped = [](const Tree& t, int least) {
        return t.precedence < least ? "(" + t.text + ")" : t.text;
    };
    if (depth == 0 || tests >= 7 || random.below(4) == 0) {
        Tree leaf{"exact", 2, std::vector<bool>(256)};
        for (std::size_t outcome = 0; outcome < 256; outcome++) leaf.table[outcome] = (outcome >> tests & 1) != 0;
        tests++;
        return leaf;
    }
    if (random.below(4) == 0) {
        Tree t = random_tree(random, tests, depth - 1);
        t.text = "not " + wrapped(t, 2);
        t.precedence = 2;
        t.table.flip();
        return t;
    }
    const bool both = random.below(2) == 0;
    const Tree left = random_tree(random, tests, depth - 1);
    if (tests >= 8) return left;
    const Tree right = random_tree(random, tests, depth - 1);
    Tree t{wrapped(left, both ? 1 : 0) + (both ? " and " : " or ") + wrapped(right, both ? 1 : 0), both ? 1 : 0,
           std::vector<bool>(256)};
    for (std::size_t i = 0; i < 256; i++)
        t.table[i] = both ? left.table[i] && right.table[i] : left.table[i] || right.table[i];
    return t;
}

TEST(Condition, MeansWhatTheTreeMeans) {
    RandomBytes random(1);
    for (int round = 0; round < 400; round++) {
        unsigned tests = 0;
        const Tree tree = random_tree(random, tests, 4);
        const Condition c = parse(tree.text);
        ASSERT_EQ(c.tests.size(), tests) << tree.text;
        for (std::size_t outcome = 0; outcome < 256; outcome += 1 + random.below(3)) {
            std::vector<bool> truth;
            for (unsigned t = 0; t < tests; t++) truth.push_back((outcome >> t & 1) != 0);
            ASSERT_EQ(holds(c, truth), tree.table[outcome]) << tree.text << " at " << outcome;
        }
    }
}

TEST(Condition, KnowsElseAndPlainExact) {
    EXPECT_TRUE(parse("else").is_else());
    EXPECT_TRUE(parse("(else)").is_else());
    EXPECT_FALSE(parse("else and else").is_else());
    EXPECT_FALSE(parse("exact").is_else());
    EXPECT_TRUE(parse("exact").is_plain_exact());
    EXPECT_TRUE(parse("(exact(family_name))").is_plain_exact());
    EXPECT_TRUE(parse("exact(or, or)").is_plain_exact());
    for (const char* text : {"exact(given_name, family_name)", "not exact", "exact and exact", "initial", "else"})
        EXPECT_FALSE(parse(text).is_plain_exact()) << text;
}

TEST(Condition, ErrorsSayWhereAndWhat) {
    struct Case {
        std::string_view text, message;
    };
    const Case cases[] = {
        {"", "here: a measure is missing"},
        {"  ", "here: a measure is missing"},
        {"exact and", "here: a measure is missing"},
        {"or exact", "here: unknown measure \"or\""},
        {"not", "here: a measure is missing"},
        {"()", "here: a measure is missing"},
        {"(exact", "here: a closing parenthesis is missing"},
        {"exact(given_name", "here: a closing parenthesis is missing"},
        {"exact(given_name family_name)", "here: a closing parenthesis is missing"},
        {"exact(given_name, family_name, or)", "here: a closing parenthesis is missing"},
        {"exact)", "here: unexpected \")\""},
        {"exact exact", "here: unexpected \"exact\""},
        {"exact >= 1", "here: unexpected \">= 1\""},
        {"jaro >= 0.9x", "here: unexpected \"x\""},
        {"levenstein <= 1", "here: unknown measure \"levenstein\""},
        {"Exact", "here: unknown measure \"Exact\""},
        {"jaro", "here: measure \"jaro\" needs a comparison such as >= 0.9"},
        {"jaro 0.9", "here: measure \"jaro\" needs a comparison such as >= 0.9"},
        {"jaro => 0.9", "here: a number is missing"},
        {"jaro >=", "here: a number is missing"},
        {"jaro >= high", "here: a number is missing"},
        {"jaro >= +1", "here: a number is missing"},
        {"jaro >= nan", "here: a number is missing"},
        {"jaro >= inf", "here: a number is missing"},
        {"jaro >= 1e999", "here: a number is missing"},
        {"exact()", "here: attribute \"\" is not among the model's attributes"},
        {"exact(surname)", "here: attribute \"surname\" is not among the model's attributes"},
        {"exact(post code)", "here: attribute \"post\" is not among the model's attributes"},
        {"exact(given_name,)", "here: attribute \"\" is not among the model's attributes"},
        {"exact(\"given_name)", "here: a closing quote is missing"},
    };
    for (const Case& c : cases) {
        const Error e = error_of(c.text);
        EXPECT_EQ(e.what(), c.message) << c.text;
        EXPECT_EQ(e.code(), ErrorCode::kInvalidModel) << c.text;
        EXPECT_EQ(e.detail(), "The condition is \"" + std::string(c.text) + "\".");
        EXPECT_EQ(e.hint().find("A condition is \"else\" or measures joined by and, or, not. Measures: present, "), 0u);
        for (const MeasureInfo& info : measures())
            EXPECT_NE(e.hint().find(info.name), std::string::npos) << "the hint leaves out " << info.name;
    }
}

TEST(Condition, DepthIsLimited) {
    const auto nested = [](const std::string& open, std::size_t depth, const std::string& close) {
        std::string s;
        for (std::size_t i = 0; i < depth; i++) s += open;
        s += "exact";
        for (std::size_t i = 0; i < depth; i++) s += close;
        return s;
    };
    EXPECT_NO_THROW(parse(nested("(", 32, ")")));
    EXPECT_NO_THROW(parse(nested("not ", 32, "")));
    for (const std::size_t depth : {33u, 1000u, 1u << 19}) {
        EXPECT_EQ(message_of(nested("(", depth, ")")), "here: the condition is nested too deeply");
        EXPECT_EQ(message_of(nested("not ", depth, "")), "here: the condition is nested too deeply");
        EXPECT_EQ(message_of(nested("not (", depth, ")")), "here: the condition is nested too deeply");
    }
}

TEST(Condition, LengthIsLimited) {
    const auto chain = [](std::size_t tests) {
        std::string s = "exact";
        for (std::size_t i = 1; i < tests; i++) s += i % 2 == 0 ? " or exact" : " and exact";
        return s;
    };
    EXPECT_EQ(parse(chain(32)).steps.size(), 94u);
    for (const std::size_t tests : {33u, 40u, 50'000u})
        EXPECT_EQ(message_of(chain(tests)), "here: the condition is too long");
}

// The scorer keeps the stack of truth values in the bits of one word.
TEST(Condition, NeverNeedsMoreThanSixtyFourTruthValuesAtOnce) {
    RandomBytes random(2);
    const std::vector<std::string> words = {"exact", "and", "or", "not", "(", ")", "exact and (", "exact or ("};
    for (int round = 0; round < 20000; round++) {
        Condition c;
        try {
            c = parse(random.words(words, 30));
        } catch (const Error&) {
            continue;
        }
        int depth = 0, deepest = 0;
        for (const Step& step : c.steps) {
            if (step.op == Op::kTrue || step.op == Op::kTest) depth++;
            if (step.op == Op::kAnd || step.op == Op::kOr) depth--;
            ASSERT_GE(depth, 1);
            deepest = std::max(deepest, depth);
        }
        ASSERT_EQ(depth, 1);
        ASSERT_LE(deepest, 64);
    }
}

TEST(Condition, LongInputGivesShortReadableErrors) {
    std::string accents;
    for (int i = 0; i < 300'000; i++) accents += "é";
    for (const std::string& text : {accents, "a" + accents, "exact(" + accents + ")", "exact(\"a" + accents + "\")",
                                    "exact " + accents, "exact a" + accents, std::string(1 << 20, 'x'),
                                    "exact" + std::string(1 << 20, ')')}) {
        const Error e = error_of(text);
        EXPECT_LT(std::string_view(e.what()).size(), 400u);
        EXPECT_LT(e.detail().size(), 400u);
        EXPECT_TRUE(text::valid_utf8(e.what())) << e.what();
        EXPECT_TRUE(text::valid_utf8(e.detail())) << e.detail();
    }
}

TEST(Condition, TellsWhatOneRecordHas) {
    const Condition left = parse("left(given_name)");
    ASSERT_EQ(left.tests.size(), 1u);
    EXPECT_EQ(left.tests[0].measure, Measure::kPresent);
    EXPECT_EQ(left.tests[0].right, -1);
    EXPECT_GE(left.tests[0].left, 0);
    const Condition right = parse("right = 'it''s'");
    ASSERT_EQ(right.tests.size(), 1u);
    EXPECT_EQ(right.tests[0].measure, Measure::kIs);
    EXPECT_EQ(right.tests[0].text, "it's");
    EXPECT_EQ(right.tests[0].left, -1);
    const Condition both = parse("both(given_name) = 'x' or exact");
    EXPECT_EQ(both.tests.size(), 3u);
    EXPECT_TRUE(holds(both, {true, true, false}));
    EXPECT_FALSE(holds(both, {true, false, false}));
    EXPECT_TRUE(holds(both, {false, true, true}));
    EXPECT_EQ(parse("both").tests[0].measure, Measure::kPresent);
    EXPECT_EQ(parse("both").tests[0].left, parse("both").tests[0].right);
}

TEST(Condition, TimesHaveUnits) {
    EXPECT_EQ(parse("elapsed <= 90").tests[0].bound, 90);
    EXPECT_EQ(parse("elapsed <= 2 minutes").tests[0].bound, 120);
    EXPECT_EQ(parse("elapsed < 1 hour or exact").tests[0].bound, 3600);
    EXPECT_EQ(parse("elapsed <= 1 day and exact").tests[0].bound, 86400);
    EXPECT_EQ(parse("elapsed <= 1 month").tests[0].bound, 365.25 * 86400 / 12);
    EXPECT_EQ(parse("elapsed <= 10 years").tests[0].bound, 3652.5 * 86400);
    EXPECT_THROW(parse("elapsed <= 10 parsecs"), Error);
    EXPECT_THROW(parse("days <= 10 days"), Error);
}

TEST(Condition, HostileInputIsRefusedOrParsed) {
    RandomBytes random(3);
    std::vector<std::string> words = {"and", "or", "not", "else", "(", ")", ",", "\"", ">=", "<=", "<", ">", "=", "0.9",
                                      "1e5", "-1", "left", "right", "both", "'x'", "days", "year", "given_name", "\"post code\"", "é", "\xff"};
    for (const MeasureInfo& info : measures()) words.emplace_back(info.name);
    std::size_t accepted = 0;
    for (int round = 0; round < 30000; round++) {
        const std::string text = round % 3 == 0   ? random.bytes(random.below(60))
                                 : round % 3 == 1 ? random.words(words, 12)
                                                  : random.edited("(exact or jaro_winkler >= 0.92) and not "
                                                                  "exact(given_name, \"post code\")",
                                                                  3);
        try {
            const Condition c = parse(text);
            accepted++;
            for (const Step& step : c.steps)
                if (step.op == Op::kTest) {
                    ASSERT_LT(step.operand, c.tests.size());
                }
            for (const score::Test& t : c.tests) {
                for (const int side : {t.left, t.right}) ASSERT_LT(side, static_cast<int>(kAttributes.size()));
                ASSERT_GE(std::max(t.left, t.right), 0);
            }
            holds(c, std::vector<bool>(c.tests.size(), true));
        } catch (const Error& e) {
            ASSERT_EQ(e.code(), ErrorCode::kInvalidModel);
            ASSERT_EQ(std::string_view(e.what()).substr(0, 6), "here: ");
        }
    }
    EXPECT_GT(accepted, 500u);
}

}  // namespace
}  // namespace cdp::score
