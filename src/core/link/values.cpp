// SPDX-License-Identifier: PostgreSQL
#include "core/link/values.hpp"

#include <charconv>

#include "core/base/error.hpp"
#include "core/link/match_form.hpp"
#include "core/text/nickname.hpp"

namespace cdp::link {

using text::Kind;

namespace {

constexpr std::size_t kPollEvery = 1024;
constexpr std::size_t kMaxWords = 64;

// Day first unless the column's own values say otherwise: more of them are dates when read month first.
bool reads_day_first(const RawColumn& column, Kind kind) {
    constexpr std::size_t kSample = 2000;
    std::size_t day_first = 0, month_first = 0;
    for (Code c = 1; c <= column.values.size() && c <= kSample; c++) {
        day_first += match_form(kind, column.values[c], true).empty() ? 0 : 1;
        month_first += match_form(kind, column.values[c], false).empty() ? 0 : 1;
    }
    return day_first >= month_first;
}

template <class Number>
Number parse_number(std::string_view s) noexcept {
    Number n = 0;
    std::from_chars(s.data(), s.data() + s.size(), n);
    return n;
}

}  // namespace

void Values::add_value(std::string_view form) {
    Value v;
    v.text = form;
    v.word_begin = static_cast<std::uint32_t>(word_codes_.size());
    for (std::size_t at = 0; at < form.size() && v.words < kMaxWords;) {
        std::size_t end = form.find(' ', at);
        if (end == std::string_view::npos) end = form.size();
        if (end > at) {
            word_codes_.push_back(words_.intern(form.substr(at, end - at)));
            v.words++;
        }
        at = end + 1;
    }
    switch (attribute_.kind) {
        case Kind::kBirthDate:
        case Kind::kDate: v.date = parse_number<std::int32_t>(form); break;
        case Kind::kNumber: v.number = parse_number<double>(form); break;
        case Kind::kGivenName:
        case Kind::kFullName:
            if (v.words > 0)
                v.nickname = static_cast<std::uint16_t>(text::nickname_group(words_[word_codes_[v.word_begin]]));
            break;
        default: break;
    }
    values_.push_back(v);
}

void Values::prepare(const RawColumn& column, const CancelToken& token) {
    const bool day_first = !is_date(attribute_.kind) || reads_day_first(column, attribute_.kind);
    Vec<Code> clean(column.values.size() + 1, kMissing, codes_.get_allocator());
    for (Code c = 1; c <= column.values.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        const std::string form = match_form(attribute_.kind, column.values[c], day_first);
        if (form.empty()) continue;
        clean[c] = dictionary_.intern(form);
        if (dictionary_.size() > values_.size()) add_value(dictionary_[clean[c]]);
    }
    token.check();
    count(column, clean);
}

void Values::count(const RawColumn& column, const Vec<Code>& clean) {
    codes_.reserve(column.codes.size());
    for (const Code raw : column.codes) {
        const Code code = clean[raw];
        codes_.push_back(code);
        if (code != kMissing) {
            values_[code - 1].count++;
            present_++;
        }
    }
    word_counts_.resize(words_.size(), 0);
    for (const Value& v : values_)
        for (const Code w : words(v)) word_counts_[w - 1] += v.count;
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
