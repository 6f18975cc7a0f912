// SPDX-License-Identifier: PostgreSQL
#include "core/link/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/error.hpp"
#include "core/link/match_form.hpp"
#include "core/text/nickname.hpp"

namespace cdp::link {

using text::Kind;

namespace {

constexpr std::size_t kPollEvery = 1024;
constexpr std::size_t kMaxWords = 64;

// How a date in digits, such as 25/12/1972, orders its first two fields: 1 when the first can only be a day, -1 when
// the second can, 0 when both readings are possible or it is written otherwise.
int field_order(std::string_view raw) noexcept {
    std::array<int, 2> fields{};
    std::size_t at = 0;
    for (int& field : fields) {
        const std::size_t begin = at;
        for (; at < raw.size() && at < begin + 2 && raw[at] >= '0' && raw[at] <= '9'; at++)
            field = field * 10 + (raw[at] - '0');
        if (at == begin || at == raw.size() || std::string_view("/.- ").find(raw[at++]) == std::string_view::npos)
            return 0;
    }
    const auto [first, second] = fields;
    if (first < 1 || second < 1 || std::min(first, second) > 12 || std::max(first, second) > 31) return 0;
    return first > 12 ? 1 : second > 12 ? -1 : 0;
}

// Day first unless the column's own values say otherwise: more of them can only be read month first.
bool reads_day_first(const RawColumn& column) noexcept {
    long balance = 0;
    for (Code c = 1; c <= column.values.size(); c++) balance += field_order(column.values[c]);
    return balance >= 0;
}

template <class Number>
Number parse_number(std::string_view s) noexcept {
    Number n = 0;
    std::from_chars(s.data(), s.data() + s.size(), n);
    return n;
}

}  // namespace

void Values::add_words(std::string_view form, Value& v) {
    v.word_begin = static_cast<std::uint32_t>(word_codes_.size());
    if (one_word_each_) {
        word_codes_.push_back(static_cast<Code>(values_.size() + 1));
        v.words = 1;
        return;
    }
    for (std::size_t at = 0; at < form.size() && v.words < kMaxWords;) {
        std::size_t end = form.find(' ', at);
        if (end == std::string_view::npos) end = form.size();
        if (end > at) {
            word_codes_.push_back(words_.intern(form.substr(at, end - at)));
            v.words++;
        }
        at = end + 1;
    }
}

void Values::add_value(std::string_view form) {
    Value v;
    v.text = form;
    add_words(form, v);
    switch (attribute_.kind) {
        case Kind::kBirthDate:
        case Kind::kDate: v.date = parse_number<std::int32_t>(form); break;
        case Kind::kNumber: v.number = parse_number<double>(form); break;
        case Kind::kGivenName:
        case Kind::kFullName:
            if (v.words > 0)
                v.nickname = text::nickname_id(word(word_codes_[v.word_begin]));
            break;
        default: break;
    }
    values_.push_back(v);
}

void Values::prepare(const RawColumn& column, const CancelToken& token) {
    const bool day_first = !is_date(attribute_.kind) || reads_day_first(column);
    Vec<Code> clean(column.values.size() + 1, kMissing, codes_.get_allocator());
    for (Code c = 1; c <= column.values.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        const std::string_view raw = column.values[c];
        if (is_own_form(attribute_.kind, raw)) {
            clean[c] = dictionary_.intern(raw);
            continue;  // it has no space
        }
        const std::string form = match_form(attribute_.kind, raw, day_first);
        if (form.empty()) continue;
        clean[c] = dictionary_.intern(form);
        one_word_each_ = one_word_each_ && form.find(' ') == std::string::npos;
    }
    values_.reserve(dictionary_.size());
    for (Code c = 1; c <= dictionary_.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        add_value(dictionary_[c]);
    }
    token.check();
    count(column, clean);
}

void Values::count(const RawColumn& column, const Vec<Code>& clean) {
    codes_.reserve(column.codes.size());
    Vec<std::uint32_t> counts(values_.size() + 1, 0, codes_.get_allocator());
    for (const Code raw : column.codes) {
        codes_.push_back(clean[raw]);
        counts[clean[raw]]++;
    }
    present_ = column.codes.size() - counts[kMissing];
    for (std::size_t i = 0; i < values_.size(); i++) values_[i].count = counts[i + 1];
    if (one_word_each_) return;
    word_counts_.resize(words_.size(), 0);
    for (const Value& v : values_)
        for (std::size_t i = 0; i < v.words; i++) {
            const auto before = words(v).first(i);
            const Code w = words(v)[i];
            if (std::find(before.begin(), before.end(), w) == before.end()) word_counts_[w - 1] += v.count;
        }
}

double Values::collision() const noexcept {
    if (present_ < 2) return 0;
    double sum = 0;
    for (const Value& v : values_) sum += static_cast<double>(v.count) * (v.count - 1);
    return sum / (static_cast<double>(present_) * (present_ - 1.0));
}

void Table::prepare(const score::Model& model, JobContext& context) {
    attributes.clear();
    std::vector<const RawColumn*> columns;
    for (const auto& attribute : model.attributes) {
        const RawColumn* found = nullptr;
        for (std::size_t i = 0; i < raw->columns(); i++)
            if (raw->column(i).name == attribute.name) found = &raw->column(i);
        if (found == nullptr)
            throw Error(ErrorCode::kUndefinedColumn, "the query has no column \"" + attribute.name + "\"",
                        "The model names it as an attribute.", "Add the column to the query, or rename it with AS.");
        columns.push_back(found);
        attributes.emplace_back(attribute, raw->memory());
    }
    context.progress().begin("preparing values", attributes.size());
    context.parallel_for(attributes.size(), 1, [&](std::size_t begin, std::size_t, unsigned) {
        attributes[begin].prepare(*columns[begin], context.token());
        context.progress().done.fetch_add(1, std::memory_order_relaxed);
    });
}

}  // namespace cdp::link
