// SPDX-License-Identifier: PostgreSQL
#include "core/link/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/error.hpp"
#include "core/link/list_text.hpp"
#include "core/link/match_form.hpp"
#include "core/link/value_reader.hpp"
#include "core/text/nickname.hpp"
#include "core/text/timestamp.hpp"
#include "core/text/utf8.hpp"

namespace cdp::link {

using text::Kind;

namespace {

constexpr std::size_t kPollEvery = 1024;
constexpr std::size_t kRecordsPerPoll = std::size_t{1} << 16;
constexpr std::size_t kMaxWords = 64;
constexpr std::size_t kMaxElements = 0xFFFF;
constexpr char kEndOfElement = '\x1f';
constexpr double kSecondsPerDay = 86400;

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

const RawColumn& column_of(const RawTable& raw, const std::string& name) {
    for (std::size_t i = 0; i < raw.columns(); i++)
        if (raw.column(i).name == name) return raw.column(i);
    throw Error(ErrorCode::kUndefinedColumn, "the query has no column \"" + name + "\"",
                "The model names it as an attribute.", "Add the column to the query, or rename it with AS.");
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

void Values::add_numbers(std::string_view form, Value& v) {
    std::vector<double> numbers;
    read_numbers(form, numbers);
    if (attribute_.form == score::Form::kPoint) {
        v.word_begin = static_cast<std::uint32_t>(places_.size());
        places_.push_back({numbers[0], numbers[1]});
        return;
    }
    v.word_begin = static_cast<std::uint32_t>(vectors_.size());
    v.words = static_cast<std::uint16_t>(std::min(numbers.size(), kMaxElements));
    for (std::size_t i = 0; i < v.words; i++) vectors_.push_back(static_cast<float>(numbers[i]));
}

void Values::add_value(std::string_view form) {
    Value v;
    v.text = form;
    ascii_ = ascii_ && text::is_ascii(form);
    if (has_numbers(attribute_.form))
        add_numbers(form, v);
    else
        add_words(form, v);
    switch (attribute_.kind) {
        case Kind::kBirthDate:
        case Kind::kDate:
            if (attribute_.form == score::Form::kPlain) {
                const auto time = text::parse_iso(form).value_or(text::Timestamp());
                v.date = time.date();
                v.number = time.seconds();
            } else {
                v.date = parse_number<std::int32_t>(form);
                v.number = static_cast<double>(text::days_of(v.date)) * kSecondsPerDay;
            }
            break;
        case Kind::kNumber: v.number = parse_number<double>(form); break;
        case Kind::kGivenName:
        case Kind::kFullName:
            if (v.words > 0 && !has_numbers(attribute_.form)) v.nickname = text::nickname_id(word(word_codes_[v.word_begin]));
            break;
        default: break;
    }
    values_.push_back(v);
}

Code Values::intern(std::string_view form) {
    one_word_each_ = one_word_each_ && form.find(' ') == std::string_view::npos;
    return dictionary_.intern(form);
}

// By raw code: the value's own; the values themselves are made by add_value.
Vec<Code> Values::read_values(const RawColumn& column, const CancelToken& token) {
    const bool day_first = !is_date(attribute_.kind) || reads_day_first(column);
    const bool direct = attribute_.form == score::Form::kClean && attribute_.steps.empty();
    ValueReader reader(attribute_, day_first);
    Vec<Code> clean(column.values.size() + 1, kMissing, codes_.get_allocator());
    for (Code c = 1; c <= column.values.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        const std::string_view raw = column.values[c];
        if (!direct) {
            if (const auto form = reader.read(raw)) clean[c] = intern(*form);
        } else if (is_own_form(attribute_.kind, raw)) {
            clean[c] = dictionary_.intern(raw);  // it has no space
        } else if (const std::string form = match_form(attribute_.kind, raw, day_first); !form.empty()) {
            clean[c] = intern(form);
        }
    }
    values_.reserve(dictionary_.size());
    for (Code c = 1; c <= dictionary_.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        add_value(dictionary_[c]);
    }
    return clean;
}

// A list's own text is that of its elements, each with a mark behind it.
Vec<Code> Values::read_lists(const RawColumn& column, const CancelToken& token) {
    score::Attribute one = attribute_;
    one.many = false;
    elements_ = std::make_unique<Values>(std::move(one), memory());
    ValueReader reader(attribute_, !is_date(attribute_.kind) || reads_day_first(column));
    Vec<Code> clean(column.values.size() + 1, kMissing, codes_.get_allocator());
    std::string text;
    for (Code c = 1; c <= column.values.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        const auto forms = reader.read_many(column.values[c]);
        if (!forms) continue;
        text.clear();
        for (const std::string& form : *forms) text.append(form).append(1, kEndOfElement);
        clean[c] = dictionary_.intern(text);
        if (clean[c] <= values_.size()) continue;
        Value v;
        v.text = dictionary_[clean[c]];
        v.word_begin = static_cast<std::uint32_t>(list_codes_.size());
        v.words = static_cast<std::uint16_t>(std::min(forms->size(), kMaxElements));
        for (std::size_t i = 0; i < v.words; i++) list_codes_.push_back(elements_->intern((*forms)[i]));
        std::sort(list_codes_.end() - v.words, list_codes_.end());
        values_.push_back(v);
    }
    for (Code c = 1; c <= elements_->dictionary_.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        elements_->add_value(elements_->dictionary_[c]);
    }
    return clean;
}

void Values::prepare(const RawColumn& column, std::span<const Record> arrival, const CancelToken& token) {
    const Vec<Code> clean = attribute_.many ? read_lists(column, token) : read_values(column, token);
    count(column, arrival, clean, token);
}

void Values::prepare(std::span<const RawColumn* const> columns, std::span<const Record> arrival, const CancelToken& token) {
    if (columns.size() == 1) return prepare(*columns[0], arrival, token);
    RawColumn joined(attribute_.name, "text", memory());
    const std::size_t n = columns[0]->codes.size();
    joined.codes.reserve(n);
    std::string text;
    for (std::size_t r = 0; r < n; r++) {
        if (r % kPollEvery == 0) token.check();
        text.clear();
        bool whole = true;
        for (const RawColumn* column : columns) {
            if (column != columns[0]) text += attribute_.separator;
            whole = whole && column->codes[r] != kMissing;
            if (whole) text += column->values[column->codes[r]];
        }
        joined.codes.push_back(whole ? joined.values.intern(text) : kMissing);
    }
    prepare(joined, arrival, token);
}

std::string Values::shown(Code code) const {
    if (!is_list()) return std::string(value(code).text);
    std::string out;
    std::string_view rest = value(code).text;
    while (!rest.empty()) {
        const std::size_t end = rest.find(kEndOfElement);
        out.append(out.empty() ? "" : ", ").append(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    return out;
}

void Values::count(const RawColumn& column, std::span<const Record> arrival, const Vec<Code>& clean, const CancelToken& token) {
    codes_.reserve(arrival.size());
    Vec<std::uint32_t> counts(values_.size() + 1, 0, codes_.get_allocator());
    for (const Record at : arrival) {
        if (codes_.size() % kRecordsPerPoll == 0) token.check();
        const Code code = clean[column.codes[at]];
        codes_.push_back(code);
        counts[code]++;
    }
    present_ = arrival.size() - counts[kMissing];
    for (std::size_t i = 0; i < values_.size(); i++) values_[i].count = counts[i + 1];
    if (is_list())
        count_elements();
    else
        count_words();
}

void Values::count_elements() {
    for (Code c = 1; c <= values_.size(); c++)
        for (const Code element : list(c)) elements_->values_[element - 1].count += value(c).count;
    elements_->count_words();
}

void Values::count_words() {
    if (one_word_each_ || has_numbers(attribute_.form)) return;
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
    std::vector<std::vector<const RawColumn*>> columns;
    for (const auto& attribute : model.attributes) {
        auto& own = columns.emplace_back();
        for (const std::string& name : attribute.column_names()) own.push_back(&column_of(*raw, name));
        attributes.emplace_back(attribute, raw->memory());
    }
    context.progress().begin("preparing values", attributes.size());
    context.parallel_for(attributes.size(), 1, [&](std::size_t begin, std::size_t, unsigned) {
        attributes[begin].prepare(columns[begin], raw->arrival(), context.token());
        context.progress().done.fetch_add(1, std::memory_order_relaxed);
    });
}

}  // namespace cdp::link
