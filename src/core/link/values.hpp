// SPDX-License-Identifier: PostgreSQL
// The distinct values of one attribute, each prepared once: match form, words, parsed date or number, and how
// many records have it. Two records have the same value exactly if they have the same code.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/link/raw_table.hpp"
#include "core/score/model.hpp"

namespace cdp::link {

struct Value {
    std::string_view text;          // match form, ASCII
    std::uint32_t count = 0;        // records that have it
    std::uint32_t word_begin = 0;   // into Values::word_codes
    std::uint16_t words = 0;
    std::uint16_t nickname = 0;     // text::nickname_id of the first word, for given and full names; 0 = none
    std::int32_t date = 0;          // YYYYMMDD, for dates
    double number = 0;              // for numbers; for dates seconds since 1970-01-01
};

struct Place {
    double latitude = 0, longitude = 0;  // degrees
};

class Values {
public:
    static constexpr char kEndOfElement = '\x1f';  // behind each element in the text of a list

    // Of one column, or of several joined, which must live as long: a form that is the raw value itself is not copied.
    // `day_first`: dates in digits are read so, whatever the column's values look like.
    Values(score::Attribute attribute, std::vector<const RawColumn*> columns, std::pmr::memory_resource* memory,
           bool day_first = false);

    // Preparing, step by step. First the columns are joined;
    void begin(const CancelToken& token);
    // then the form of every distinct raw value is made, of runs of their codes by different threads. What differs from
    // the raw value is kept in `changed` until the next step is done:
    void make_forms(Code begin, Code end, Arena& changed, const CancelToken& token);
    // one code for each distinct form, and what is known of it.
    void number_forms(const CancelToken& token);
    // Last the codes of the records, which arrived in this order.
    void take_records(std::span<const Record> arrival, const CancelToken& token);
    Code raw_values() const noexcept { return static_cast<Code>(column_->values.size()); }

    const score::Attribute& attribute() const noexcept { return attribute_; }
    std::size_t distinct() const noexcept { return values_.size(); }
    std::size_t present() const noexcept { return present_; }  // records that have a value
    Code code(Record r) const noexcept { return codes_[r]; }
    std::span<const Code> codes() const noexcept { return codes_; }
    const Value& value(Code code) const noexcept { return values_[code - 1]; }
    Code find(std::string_view form) const noexcept;  // kMissing: no record has it
    std::span<const Code> words(const Value& v) const noexcept { return {word_codes_.data() + v.word_begin, v.words}; }
    std::size_t distinct_words() const noexcept { return one_word_each_ ? values_.size() : words_.size(); }
    std::string_view word(Code w) const noexcept { return one_word_each_ ? values_[w - 1].text : words_[w]; }
    // True when no value holds a character beyond ASCII, as match forms never do.
    bool is_ascii() const noexcept { return ascii_; }
    Place place(const Value& v) const noexcept { return places_[v.word_begin]; }  // for points
    std::span<const float> vector(const Value& v) const noexcept {                // for vectors
        return {vectors_.data() + v.word_begin, v.words};
    }

    // Attributes with many values: a value is a list, and its elements are values of their own.
    bool is_list() const noexcept { return elements_ != nullptr; }
    const Values& elements() const noexcept { return *elements_; }
    std::span<const Code> list(Code code) const noexcept {  // ascending
        const Value& v = value(code);
        return {list_codes_.data() + v.word_begin, v.words};
    }
    // What people see of a value.
    std::string shown(Code code) const;

    std::pmr::memory_resource* memory() const noexcept { return codes_.get_allocator().resource(); }
    std::uint32_t word_count(Code w) const noexcept {  // records
        return one_word_each_ ? values_[w - 1].count : word_counts_[w - 1];
    }

    // Sum of squared relative frequencies: how often two random records that have a value agree.
    double collision() const noexcept;

private:
    bool stands_for_itself(Code raw) const noexcept { return forms_[raw - 1].data() == column_->values[raw].data(); }
    void find_originals(const CancelToken& token);
    void add_words(std::string_view form, Value& v);
    void add_value(std::string_view form);
    void add_numbers(std::string_view form, Value& v);
    void add_list(std::string_view form);
    Code add_element(std::string_view form);
    void finish_elements(const CancelToken& token);
    void count_elements();
    void count_words();

    score::Attribute attribute_;
    std::vector<const RawColumn*> columns_;
    std::unique_ptr<RawColumn> joined_;  // of several columns
    const RawColumn* column_ = nullptr;  // that, or the only one; of elements none
    bool reads_as_told_, day_first_ = true;
    Interner changed_;             // forms that are no raw value, or not the form of the raw value that they are
    Vec<Code> changed_codes_;      // of those; elements are numbered there
    Vec<std::string_view> forms_;  // by raw code - 1, until they are numbered; null: missing
    Vec<Code> clean_;              // by raw code: the code of its form
    Interner words_;
    Vec<Value> values_;
    Vec<Code> word_codes_;
    Vec<std::uint32_t> word_counts_;
    Vec<Code> codes_;
    std::unique_ptr<Values> elements_;  // of lists
    Vec<Code> list_codes_;
    Vec<Place> places_;
    Vec<float> vectors_;
    std::size_t originals_ = 0;  // raw values that are their own form
    std::size_t present_ = 0;
    std::atomic<bool> spaces_{false};  // in some form
    bool one_word_each_ = true;        // then a value is its own word, and words_ stays empty
    bool ascii_ = true;
};

// Calls use(code, what is known) for each value that `known`, by form, tells something of.
template <class T, class Use>
void for_each_known(const Values& values, const score::KnownValues<T>& known, const Use& use) {
    if (values.distinct() < known.size()) {
        for (Code c = 1; c <= values.distinct(); c++)
            if (const T* const what = known.find(values.value(c).text)) use(c, *what);
    } else {
        known.each([&](std::string_view text, const T& what) {
            if (const Code c = values.find(text); c != kMissing) use(c, what);
        });
    }
}

// All attributes of a model over one table.
struct Table {
    explicit Table(const RawTable& raw_table) : raw(&raw_table) {}

    // Replaces what another model left. Throws Error(kUndefinedColumn) for an attribute that the query does not give.
    void prepare(const score::Model& model, JobContext& context);

    const RawTable* raw;
    std::deque<Values> attributes;  // never moved

    std::size_t size() const noexcept { return raw->size(); }

private:
    void prepare_values(JobContext& context);
};

}  // namespace cdp::link
