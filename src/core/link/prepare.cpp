// SPDX-License-Identifier: PostgreSQL
// How the values of a table are prepared: forms by all threads, value by value, then codes, attribute by attribute.
#include <algorithm>

#include "core/base/error.hpp"
#include "core/link/match_form.hpp"
#include "core/link/value_reader.hpp"
#include "core/link/values.hpp"
#include "core/text/date.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kPollEvery = 1024;
constexpr std::size_t kRecordsPerPoll = std::size_t{1} << 16;
constexpr Code kValuesPerChunk = 4096;
constexpr std::size_t kGroup = 32;                       // forms that are looked up side by side
constexpr std::size_t kMostRawValues = 0x7FFFFFFF;       // so that forms can be numbered behind them

// Day first unless the column's own values say otherwise: more of them can only be read month first.
bool reads_day_first(const RawColumn& column) noexcept {
    long balance = 0;
    for (Code c = 1; c <= column.values.size(); c++) balance += text::date_field_order(column.values[c]);
    return balance >= 0;
}

const RawColumn& column_of(const RawTable& raw, const std::string& name) {
    for (std::size_t i = 0; i < raw.columns(); i++)
        if (raw.column(i).name == name) return raw.column(i);
    throw Error(ErrorCode::kUndefinedColumn, "the query has no column \"" + name + "\"",
                "The model names it as an attribute.", "Add the column to the query, or rename it with AS.");
}

// The text of a list: its elements, each with a mark behind it.
std::optional<std::string> list_form(const std::optional<std::vector<std::string>>& elements) {
    if (!elements) return std::nullopt;
    std::string out;
    for (const std::string& element : *elements) out.append(element).append(1, Values::kEndOfElement);
    return out;
}

}  // namespace

Values::Values(score::Attribute attribute, std::vector<const RawColumn*> columns, std::pmr::memory_resource* memory,
               bool day_first)
    : attribute_(std::move(attribute)), columns_(std::move(columns)), reads_as_told_(day_first), changed_(memory), changed_codes_(memory), forms_(memory),
      clean_(memory), words_(memory), values_(memory), word_codes_(memory), word_counts_(memory), codes_(memory),
      list_codes_(memory), places_(memory), vectors_(memory) {}

void Values::begin(const CancelToken& token) {
    column_ = columns_[0];
    if (columns_.size() > 1) {
        joined_ = std::make_unique<RawColumn>(attribute_.name, "text", memory());
        const std::size_t n = column_->codes.size();
        joined_->codes.reserve(n);
        std::string text;
        for (std::size_t r = 0; r < n; r++) {
            if (r % kPollEvery == 0) token.check();
            text.clear();
            bool whole = true;
            for (const RawColumn* column : columns_) {
                if (column != columns_[0]) text += attribute_.separator;
                whole = whole && column->codes[r] != kMissing;
                if (whole) text += column->values[column->codes[r]];
            }
            joined_->codes.push_back(whole ? joined_->values.intern(text) : kMissing);
        }
        column_ = joined_.get();
    }
    if (column_->values.size() > kMostRawValues)
        throw Error(ErrorCode::kLimitExceeded, "too many distinct values in column \"" + column_->name + "\"");
    if (is_date(attribute_.kind) && !reads_as_told_) day_first_ = reads_day_first(*column_);
    forms_.resize(column_->values.size());
    if (!attribute_.many) return;
    score::Attribute one = attribute_;
    one.many = false;
    elements_ = std::make_unique<Values>(std::move(one), std::vector<const RawColumn*>(), memory());
}

void Values::make_forms(Code begin, Code end, Arena& changed, const CancelToken& token) {
    const bool direct = attribute_.form == score::Form::kClean && attribute_.steps.empty() && !attribute_.many;
    ValueReader reader(attribute_, day_first_);
    const auto read = [&](std::string_view raw) {
        if (!direct) return attribute_.many ? list_form(reader.read_many(raw)) : reader.read(raw);
        std::string form = match_form(attribute_.kind, raw, day_first_);
        return form.empty() ? std::nullopt : std::optional(std::move(form));
    };
    bool spaces = false;
    for (Code c = begin; c < end; c++) {
        if (c % kPollEvery == 0) token.check();
        const std::string_view raw = column_->values[c];
        if (direct && is_own_form(attribute_.kind, raw)) {
            forms_[c - 1] = raw;  // it has no space
        } else if (const auto form = read(raw)) {
            forms_[c - 1] = *form == raw ? raw : changed.keep(*form);
            spaces = spaces || form->find(' ') != std::string::npos;
        }
    }
    if (spaces) spaces_.store(true, std::memory_order_relaxed);
}

// Fills clean_ with the raw value that stands for each form, or else the form's place in changed_ behind all of those.
void Values::find_originals(const CancelToken& token) {
    const Code n = raw_values();
    clean_.resize(std::size_t{n} + 1, kMissing);
    std::array<std::string_view, kGroup> forms;
    std::array<Code, kGroup> from, found;
    std::size_t waiting = 0;
    const auto flush = [&] {
        const std::span<std::string_view> group(forms.data(), waiting);
        column_->values.find(group, found.data());
        for (std::size_t i = 0; i < waiting; i++) {
            const bool stands = found[i] != kMissing && stands_for_itself(found[i]);
            if (stands) forms[i] = {};  // not to be looked for in changed_
            clean_[from[i]] = stands ? found[i] : kMissing;
        }
        changed_.intern(group, found.data());
        for (std::size_t i = 0; i < waiting; i++)
            if (found[i] != kMissing) clean_[from[i]] = n + found[i];
        waiting = 0;
    };
    for (Code c = 1; c <= n; c++) {
        if (c % kPollEvery == 0) token.check();
        if (forms_[c - 1].data() == nullptr) continue;
        if (stands_for_itself(c)) {
            clean_[c] = c;
            originals_++;
            continue;
        }
        forms[waiting] = forms_[c - 1];
        from[waiting] = c;
        if (++waiting == kGroup) flush();
    }
    flush();
}

void Values::number_forms(const CancelToken& token) {
    const Code n = raw_values();
    if (!attribute_.many) one_word_each_ = !spaces_.load(std::memory_order_relaxed);
    find_originals(token);
    if (!attribute_.many) {
        const std::size_t forms = originals_ + changed_.size();
        values_.reserve(forms);
        if (one_word_each_ && !has_numbers(attribute_.form)) word_codes_.reserve(forms);
    }
    Vec<Code> number(std::size_t{n} + 1 + changed_.size(), kMissing, clean_.get_allocator());
    for (Code c = 1; c <= n; c++) {
        if (c % kPollEvery == 0) token.check();
        if (clean_[c] == kMissing) continue;
        Code& code = number[clean_[c]];
        if (code == kMissing) {
            const std::string_view form = clean_[c] <= n ? forms_[clean_[c] - 1] : changed_[clean_[c] - n];
            if (is_list())
                add_list(form);
            else
                add_value(form);
            code = static_cast<Code>(values_.size());
        }
        clean_[c] = code;
    }
    if (is_list()) elements_->finish_elements(token);
    changed_codes_.assign(number.begin() + static_cast<std::ptrdiff_t>(n) + 1, number.end());
    Vec<std::string_view>(forms_.get_allocator()).swap(forms_);
}

void Values::take_records(std::span<const Record> arrival, const CancelToken& token) {
    codes_.resize(arrival.size());
    Vec<std::uint32_t> counts(values_.size() + 1, 0, codes_.get_allocator());
    for (std::size_t r = 0; r < arrival.size(); r++) {
        if (r % kRecordsPerPoll == 0) token.check();
        codes_[r] = clean_[column_->codes[arrival[r]]];
        counts[codes_[r]]++;
    }
    if (joined_) Vec<Code>(joined_->codes.get_allocator()).swap(joined_->codes);
    present_ = codes_.size() - counts[kMissing];
    for (std::size_t i = 0; i < values_.size(); i++) values_[i].count = counts[i + 1];
    if (is_list())
        count_elements();
    else
        count_words();
}

void Table::prepare(const score::Model& model, JobContext& context) {
    attributes.clear();
    for (const auto& attribute : model.attributes) {
        std::vector<const RawColumn*> columns;
        for (const std::string& name : attribute.column_names()) columns.push_back(&column_of(*raw, name));
        attributes.emplace_back(attribute, std::move(columns), raw->memory(), model.frozen.has_value());
    }
    prepare_values(context);
}

// The attributes with most values come first, so that no thread is left with them at the end.
void Table::prepare_values(JobContext& context) {
    struct Chunk {
        Values* values;
        Code begin, end;
    };
    context.progress().begin("preparing values", 0);
    context.parallel_for(attributes.size(), 1, [&](std::size_t i, std::size_t, unsigned) { attributes[i].begin(context.token()); });
    std::vector<Values*> largest_first;
    for (Values& values : attributes) largest_first.push_back(&values);
    std::stable_sort(largest_first.begin(), largest_first.end(),
                     [](const Values* a, const Values* b) { return a->raw_values() > b->raw_values(); });
    std::vector<Chunk> chunks;
    std::uint64_t all = 0;
    for (Values* values : largest_first) {
        const Code end = values->raw_values() + 1;
        all += values->raw_values();
        for (Code begin = 1; begin < end; begin += std::min(kValuesPerChunk, end - begin))
            chunks.push_back({values, begin, begin + std::min(kValuesPerChunk, end - begin)});
    }
    std::deque<Arena> changed;
    for (unsigned i = 0; i < context.threads(); i++) changed.emplace_back(raw->memory());
    context.progress().total.store(all, std::memory_order_relaxed);
    context.parallel_for(chunks.size(), 1, [&](std::size_t i, std::size_t, unsigned worker) {
        chunks[i].values->make_forms(chunks[i].begin, chunks[i].end, changed[worker], context.token());
        context.progress().done.fetch_add(chunks[i].end - chunks[i].begin, std::memory_order_relaxed);
    });
    context.parallel_for(largest_first.size(), 1, [&](std::size_t i, std::size_t, unsigned) {
        largest_first[i]->number_forms(context.token());
        largest_first[i]->take_records(raw->arrival(), context.token());
    });
}

}  // namespace cdp::link
