// SPDX-License-Identifier: PostgreSQL
#include "core/score/sql_syntax.hpp"

#include <algorithm>
#include <charconv>

#include "core/base/error.hpp"
#include "core/text/ascii.hpp"
#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

constexpr int kMaxDepth = 100;
constexpr std::size_t kMaxNodes = 2000;  // as deep as a chain of operators makes the tree

struct Token {
    enum class Kind : unsigned char { kEnd, kWord, kQuoted, kText, kNumber, kSymbol };
    Kind kind = Kind::kEnd;
    std::string text;  // words in lower case in `text`, as written in `written`
    std::string written;
    double number = 0;
    std::size_t at = 0;
};

[[noreturn]] void bad(const std::string& what, std::string_view sql, std::size_t at) {
    throw Error(ErrorCode::kInvalidText, what + " at character " + std::to_string(at + 1),
                "The SQL is \"" + std::string(text::head_of(sql, 300)) + "\".");
}

// Words that are neither a column nor a function unless they are quoted.
bool is_reserved(std::string_view word) noexcept {
    constexpr std::string_view kWords[] = {"and", "or", "not", "is", "in", "like", "between", "when", "then", "else", "end", "as", "from"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Lexer {
public:
    explicit Lexer(std::string_view sql) : sql_(sql) {}

    std::vector<Token> run() {
        std::vector<Token> out;
        do out.push_back(next());
        while (out.back().kind != Token::Kind::kEnd);
        return out;
    }

private:
    Token next() {
        skip();
        Token token;
        token.at = at_;
        if (at_ >= sql_.size()) return token;
        const char c = sql_[at_];
        if (is_letter(c)) return word(std::move(token));
        if (text::is_ascii_digit(c) || (c == '.' && at_ + 1 < sql_.size() && text::is_ascii_digit(sql_[at_ + 1]))) return number(std::move(token));
        if (c == '\'') return quoted(std::move(token), Token::Kind::kText);
        if (c == '"' || c == '`') return quoted(std::move(token), Token::Kind::kQuoted);
        return symbol(std::move(token));
    }

    void skip() {
        for (;;) {
            while (at_ < sql_.size() && is_space(sql_[at_])) at_++;
            if (sql_.substr(at_, 2) == "--") {
                while (at_ < sql_.size() && sql_[at_] != '\n') at_++;
            } else if (sql_.substr(at_, 2) == "/*") {
                const std::size_t end = sql_.find("*/", at_ + 2);
                at_ = end == std::string_view::npos ? sql_.size() : end + 2;
            } else {
                return;
            }
        }
    }

    Token word(Token token) {
        const std::size_t begin = at_;
        while (at_ < sql_.size() && (is_letter(sql_[at_]) || text::is_ascii_digit(sql_[at_]) || sql_[at_] == '$')) at_++;
        token.kind = Token::Kind::kWord;
        token.written = sql_.substr(begin, at_ - begin);
        for (const char c : token.written) token.text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return token;
    }

    Token number(Token token) {
        token.kind = Token::Kind::kNumber;
        const auto [end, error] = std::from_chars(sql_.data() + at_, sql_.data() + sql_.size(), token.number);
        if (error != std::errc()) bad("not a number", sql_, at_);
        at_ = static_cast<std::size_t>(end - sql_.data());
        return token;
    }

    // The quote itself is doubled inside; Spark puts a backslash before it.
    Token quoted(Token token, Token::Kind kind) {
        token.kind = kind;
        const char quote = sql_[at_++];
        for (;;) {
            if (at_ >= sql_.size()) bad("a closing quote is missing", sql_, token.at);
            const char c = sql_[at_++];
            if (c == '\\' && at_ < sql_.size() && sql_[at_] == quote && quote == '\'') {
                token.text += sql_[at_++];
                continue;
            }
            if (c == quote) {
                if (at_ >= sql_.size() || sql_[at_] != quote) return token;
                at_++;
            }
            token.text += c;
        }
    }

    Token symbol(Token token) {
        token.kind = Token::Kind::kSymbol;
        for (const std::string_view two : {"<=", ">=", "<>", "!=", "==", "||", "&&", "::", "->"})
            if (sql_.substr(at_, 2) == two) {
                at_ += 2;
                token.text = two == "<>" ? "!=" : two == "==" ? "=" : std::string(two);
                return token;
            }
        token.text = sql_[at_++];
        return token;
    }

    std::string_view sql_;
    std::size_t at_ = 0;
};

Sql call(std::string name, std::vector<Sql> args) {
    Sql out;
    out.kind = Sql::Kind::kCall;
    out.name = std::move(name);
    out.args = std::move(args);
    return out;
}

class SqlParser {
public:
    explicit SqlParser(std::string_view sql) : sql_(sql), tokens_(Lexer(sql).run()) {}

    Sql run() {
        Sql out = either();
        if (peek().kind != Token::Kind::kEnd) fail("unexpected \"" + shown() + "\"");
        return out;
    }

private:
    [[noreturn]] void fail(const std::string& what) const { bad(what, sql_, peek().at); }

    const Token& peek(std::size_t ahead = 0) const noexcept { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
    std::string shown() const { return std::string(text::head_of(sql_.substr(peek().at), 20)); }
    bool is_word(std::string_view w, std::size_t ahead = 0) const noexcept {
        return peek(ahead).kind == Token::Kind::kWord && peek(ahead).text == w;
    }
    bool is_symbol(std::string_view s, std::size_t ahead = 0) const noexcept {
        return peek(ahead).kind == Token::Kind::kSymbol && peek(ahead).text == s;
    }
    bool take_word(std::string_view w) {
        if (!is_word(w)) return false;
        at_++;
        return true;
    }
    bool take_symbol(std::string_view s) {
        if (!is_symbol(s)) return false;
        at_++;
        return true;
    }
    void require_word(std::string_view w) {
        if (!take_word(w)) fail("\"" + std::string(w) + "\" is missing");
    }
    void require_symbol(std::string_view s) {
        if (!take_symbol(s)) fail("\"" + std::string(s) + "\" is missing");
    }

    // Counts how deep and how large the expression is.
    struct Level {
        explicit Level(SqlParser& p) : parser(p) {
            if (++parser.depth_ > kMaxDepth || ++parser.nodes_ > kMaxNodes) parser.fail("the expression is too large");
        }
        ~Level() { parser.depth_--; }
        SqlParser& parser;
    };

    Sql either() {
        const Level level(*this);
        Sql left = both();
        while (take_word("or")) {
            std::vector<Sql> args;
            args.push_back(std::move(left));
            args.push_back(both());
            left = call("or", std::move(args));
        }
        return left;
    }

    Sql both() {
        Sql left = negation();
        while (take_word("and")) {
            std::vector<Sql> args;
            args.push_back(std::move(left));
            args.push_back(negation());
            left = call("and", std::move(args));
        }
        return left;
    }

    Sql negation() {
        const Level level(*this);
        if (take_word("not")) return call("not", {negation()});
        return comparison();
    }

    Sql comparison() {
        Sql left = sum();
        for (;;) {
            const Level level(*this);
            const Token& t = peek();
            if (t.kind == Token::Kind::kSymbol && (t.text == "=" || t.text == "!=" || t.text == "<" || t.text == "<=" ||
                                                   t.text == ">" || t.text == ">=" || t.text == "&&")) {
                const std::string op = t.text;
                at_++;
                left = call(op, {std::move(left), sum()});
            } else if (take_word("is")) {
                const bool negated = take_word("not");
                require_word("null");
                left = call("is null", {std::move(left)});
                if (negated) left = call("not", {std::move(left)});
            } else if (is_word("in") || is_word("like") || is_word("between") ||
                       (is_word("not") && (is_word("in", 1) || is_word("like", 1) || is_word("between", 1)))) {
                const bool negated = take_word("not");
                left = membership(std::move(left));
                if (negated) left = call("not", {std::move(left)});
            } else {
                return left;
            }
        }
    }

    Sql membership(Sql left) {
        if (take_word("like")) return call("like", {std::move(left), sum()});
        if (take_word("between")) {
            Sql low = sum();
            require_word("and");
            Sql lower = call(">=", {left, std::move(low)});
            return call("and", {std::move(lower), call("<=", {std::move(left), sum()})});
        }
        require_word("in");
        require_symbol("(");
        std::vector<Sql> args;
        args.push_back(std::move(left));
        do args.push_back(either());
        while (take_symbol(","));
        require_symbol(")");
        return call("in", std::move(args));
    }

    Sql sum() {
        Sql left = product();
        while (is_symbol("+") || is_symbol("-") || is_symbol("||")) {
            const std::string op = peek().text;
            at_++;
            left = call(op, {std::move(left), product()});
        }
        return left;
    }

    Sql product() {
        Sql left = sign();
        while (is_symbol("*") || is_symbol("/") || is_symbol("%")) {
            const std::string op = peek().text;
            at_++;
            left = call(op, {std::move(left), sign()});
        }
        return left;
    }

    Sql sign() {
        const Level level(*this);
        if (take_symbol("+")) return sign();
        if (!take_symbol("-")) return postfix();
        Sql inner = sign();
        if (inner.kind != Sql::Kind::kNumber) return call("-", {std::move(inner)});
        inner.number = -inner.number;
        return inner;
    }

    Sql postfix() {
        Sql out = primary();
        for (;;) {
            const Level level(*this);
            if (take_symbol("::")) {
                Sql cast;
                cast.kind = Sql::Kind::kCast;
                cast.name = type_name();
                cast.args.push_back(std::move(out));
                out = std::move(cast);
            } else if (take_symbol("[")) {
                out = call("[]", {std::move(out), either()});
                require_symbol("]");
            } else {
                return out;
            }
        }
    }

    // `double precision`, `varchar(10)`, `timestamp without time zone`, `text[]`
    std::string type_name() {
        std::string out;
        while (peek().kind == Token::Kind::kWord && !is_reserved(peek().text)) {
            out += (out.empty() ? "" : " ") + peek().text;
            at_++;
        }
        if (out.empty()) fail("a type is missing");
        if (take_symbol("(")) {
            while (!is_symbol(")") && peek().kind != Token::Kind::kEnd) at_++;
            require_symbol(")");
        }
        while (take_symbol("[")) {
            require_symbol("]");
            out += "[]";
        }
        return out;
    }

    Sql primary() {
        const Token token = peek();
        Sql out;
        switch (token.kind) {
            case Token::Kind::kNumber:
                at_++;
                out.kind = Sql::Kind::kNumber;
                out.number = token.number;
                return out;
            case Token::Kind::kText:
                at_++;
                out.kind = Sql::Kind::kText;
                out.name = token.text;
                return out;
            case Token::Kind::kQuoted: return column();
            case Token::Kind::kWord: return word();
            case Token::Kind::kSymbol:
                if (take_symbol("(")) {
                    out = either();
                    require_symbol(")");
                    return out;
                }
                if (take_symbol("[")) return call("[,]", arguments("]"));
                break;
            case Token::Kind::kEnd: break;
        }
        fail(token.kind == Token::Kind::kEnd ? "the expression ends too early" : "unexpected \"" + shown() + "\"");
    }

    // A column, `table.column` too.
    Sql column() {
        Sql out;
        out.kind = Sql::Kind::kColumn;
        out.name = peek().kind == Token::Kind::kQuoted ? peek().text : peek().written;
        at_++;
        if (is_symbol(".") && (peek(1).kind == Token::Kind::kWord || peek(1).kind == Token::Kind::kQuoted)) {
            at_++;
            out.table = std::move(out.name);
            out.name = peek().kind == Token::Kind::kQuoted ? peek().text : peek().written;
            at_++;
        }
        return out;
    }

    Sql word() {
        Sql out;
        if (is_symbol("->", 1)) {
            out.kind = Sql::Kind::kLambda;
            out.name = peek().written;
            at_ += 2;
            out.args.push_back(either());
            return out;
        }
        if (is_reserved(peek().text)) fail("unexpected \"" + shown() + "\"");
        if (take_word("null")) return out;
        if (is_word("true") || is_word("false")) {
            out.kind = is_word("true") ? Sql::Kind::kTrue : Sql::Kind::kFalse;
            at_++;
            return out;
        }
        if (take_word("case")) return cases();
        if (!is_symbol("(", 1)) return column();
        const std::string name = peek().text;
        at_ += 2;
        if (name == "cast" || name == "try_cast") return cast();
        if (name == "extract") return extract();
        if (name == "substring") return substring();
        return call(name, arguments(")"));
    }

    std::vector<Sql> arguments(std::string_view close) {
        std::vector<Sql> out;
        if (take_symbol(close)) return out;
        do out.push_back(either());
        while (take_symbol(","));
        require_symbol(close);
        return out;
    }

    Sql cast() {
        Sql out;
        out.kind = Sql::Kind::kCast;
        out.args.push_back(either());
        require_word("as");
        out.name = type_name();
        require_symbol(")");
        return out;
    }

    Sql extract() {
        const std::string unit = peek().text;
        at_++;
        require_word("from");
        Sql out = call("extract " + unit, {either()});
        require_symbol(")");
        return out;
    }

    Sql substring() {
        std::vector<Sql> args;
        args.push_back(either());
        if (take_word("from")) {
            args.push_back(either());
            const bool pattern = args.back().kind == Sql::Kind::kText;
            if (take_word("for")) args.push_back(either());
            require_symbol(")");
            return call(pattern ? "substring from" : "substring", std::move(args));
        }
        while (take_symbol(",")) args.push_back(either());
        require_symbol(")");
        return call("substring", std::move(args));
    }

    Sql cases() {
        Sql out;
        out.kind = Sql::Kind::kCase;
        while (take_word("when")) {
            out.args.push_back(either());
            require_word("then");
            out.args.push_back(either());
        }
        if (take_word("else"))
            out.args.push_back(either());
        else
            out.args.emplace_back();
        require_word("end");
        return out;
    }

    std::string_view sql_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::size_t nodes_ = 0;
};

}  // namespace

Sql parse_sql(std::string_view text) { return SqlParser(text).run(); }

}  // namespace cdp::score
