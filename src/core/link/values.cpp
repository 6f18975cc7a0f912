// SPDX-License-Identifier: PostgreSQL
#include "core/link/values.hpp"

#include <algorithm>
#include <charconv>

#include "core/link/list_text.hpp"
#include "core/text/nickname.hpp"
#include "core/text/timestamp.hpp"
#include "core/text/utf8.hpp"

namespace cdp::link {

using text::Kind;

namespace {

constexpr std::size_t kPollEvery = 1024;
constexpr std::size_t kMaxWords = 64;
constexpr std::size_t kMaxElements = 0xFFFF;
constexpr double kSecondsPerDay = 86400;

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
        word_codes_.push_back(static_cast<Code>(values_.size()));
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
    Value& v = values_.emplace_back();  // first, since it may be its own word
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
}

// A list's own text is that of its elements, each with a mark behind it.
void Values::add_list(std::string_view form) {
    Value v;
    v.text = form;
    v.word_begin = static_cast<std::uint32_t>(list_codes_.size());
    for (std::string_view rest = form; !rest.empty() && v.words < kMaxElements; v.words++) {
        const std::size_t end = rest.find(kEndOfElement);
        list_codes_.push_back(elements_->add_element(rest.substr(0, end)));
        rest.remove_prefix(end + 1);
    }
    std::sort(list_codes_.end() - v.words, list_codes_.end());
    values_.push_back(v);
}

// The value itself is made by finish_elements, when all are known.
Code Values::add_element(std::string_view form) {
    one_word_each_ = one_word_each_ && form.find(' ') == std::string_view::npos;
    return changed_.intern(form);
}

void Values::finish_elements(const CancelToken& token) {
    values_.reserve(changed_.size());
    for (Code c = 1; c <= changed_.size(); c++) {
        if (c % kPollEvery == 0) token.check();
        add_value(changed_[c]);
    }
}

Code Values::find(std::string_view form) const noexcept {
    if (column_ == nullptr) return changed_.find(form);
    if (const Code raw = column_->values.find(form); raw != kMissing)
        if (const Code code = clean_[raw]; code != kMissing && value(code).text == form) return code;
    const Code changed = changed_.find(form);
    return changed == kMissing ? kMissing : changed_codes_[changed - 1];
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

}  // namespace cdp::link
