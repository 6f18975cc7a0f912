// SPDX-License-Identifier: PostgreSQL
#include "core/link/value_reader.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/link/list_text.hpp"
#include "core/link/match_form.hpp"
#include "core/text/double_metaphone.hpp"
#include "core/text/soundex.hpp"
#include "core/text/timestamp.hpp"
#include "core/text/utf8.hpp"

namespace cdp::link {

using score::Form;
using score::Transform;
using score::TransformKind;

namespace {

constexpr double kMostLatitude = 90, kMostLongitude = 180;

icu::UnicodeString unicode(const std::string& s) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size())));
}

std::string utf8(const icu::UnicodeString& s) {
    std::string out;
    s.toUTF8String(out);
    return out;
}

// By the rules of no language in particular.
std::string in_case(const std::string& s, bool upper) {
    icu::UnicodeString text = unicode(s);
    return utf8(upper ? text.toUpper(icu::Locale::getRoot()) : text.toLower(icu::Locale::getRoot()));
}

std::string trimmed(const std::string& s) {
    const std::size_t begin = s.find_first_not_of(' ');
    return begin == std::string::npos ? std::string() : s.substr(begin, s.find_last_not_of(' ') - begin + 1);
}

// Characters are code points.
std::string substring(const std::string& s, int start, int length) {
    std::vector<char32_t> characters;
    text::decode_utf8(s, characters);
    const auto n = static_cast<std::int64_t>(characters.size());
    const std::int64_t begin = std::clamp<std::int64_t>(start > 0 ? start - 1 : n + start, 0, n);
    const std::int64_t end = length == 0 ? n : std::min<std::int64_t>(begin + length, n);
    std::string out;
    for (std::int64_t i = begin; i < end; i++) text::append_utf8(out, characters[static_cast<std::size_t>(i)]);
    return out;
}

std::vector<std::string> split(const std::string& s, const std::string& separator) {
    std::vector<std::string> out;
    std::size_t at = 0;
    for (std::size_t next; (next = s.find(separator, at)) != std::string::npos; at = next + separator.size())
        out.push_back(s.substr(at, next - at));
    out.push_back(s.substr(at));
    return out;
}

std::vector<std::string> metaphones(const std::string& s) {
    const text::DoubleMetaphone codes = text::double_metaphone(s);
    if (codes.primary == codes.alternate) return {codes.primary};
    return {codes.primary, codes.alternate};
}

std::optional<std::string> point_form(const std::string& value) {
    std::vector<double> numbers;
    if (!read_numbers(value, numbers) || numbers.size() != 2) return std::nullopt;
    if (std::abs(numbers[0]) > kMostLatitude || std::abs(numbers[1]) > kMostLongitude) return std::nullopt;
    return value;
}

std::vector<std::string> list_of(std::optional<std::string> value) {
    return value ? std::vector{std::move(*value)} : std::vector<std::string>{};
}

std::optional<std::string> iso_of(const std::optional<text::Timestamp>& time) {
    return time ? std::optional(time->iso()) : std::nullopt;
}

std::optional<std::string> date_of(const std::string& value) {
    auto time = text::parse_iso(value);
    if (time) time->has_time = false;
    return iso_of(time);
}

// What one step makes of one value.
std::vector<std::string> step_of(const Transform& step, const std::string& value, text::Pattern* pattern) {
    switch (step.kind) {
        case TransformKind::kLower: return {in_case(value, false)};
        case TransformKind::kUpper: return {in_case(value, true)};
        case TransformKind::kTrim: return {trimmed(value)};
        case TransformKind::kSubstring: return {substring(value, step.start, step.length)};
        case TransformKind::kNullIf: return value == step.text ? std::vector<std::string>{} : std::vector{value};
        case TransformKind::kSplit: return split(value, step.text);
        case TransformKind::kSoundex: return {text::soundex(value)};
        case TransformKind::kDoubleMetaphone: return metaphones(value);
        case TransformKind::kDate:
            return list_of(step.text.empty() ? date_of(value) : iso_of(text::parse_timestamp(value, step.text)));
        case TransformKind::kTimestamp: return list_of(iso_of(text::parse_iso(value)));
        case TransformKind::kNumber: return list_of(plain_form(text::Kind::kNumber, value));
        case TransformKind::kRegex: return list_of(pattern->find(value));
        case TransformKind::kExtract: return {pattern->find(value).value_or("")};
        case TransformKind::kText:
        case TransformKind::kElement: break;
    }
    return {value};
}

}  // namespace

ValueReader::ValueReader(const score::Attribute& attribute, bool day_first)
    : attribute_(&attribute), day_first_(day_first), takes_list_(attribute.many) {
    bool made = false;
    for (const Transform& step : attribute.steps) {
        if (score::has_pattern(step.kind)) patterns_.emplace_back(step.text, step.start);
        made = made || score::makes_list(step.kind);
        takes_list_ = takes_list_ || (score::takes_list(step.kind) && !made);
    }
}

std::vector<std::string> ValueReader::values_of(std::string_view raw) {
    std::vector<std::string> values;
    if (takes_list_)
        values = read_list(raw);
    else
        values.emplace_back(raw);
    auto pattern = patterns_.begin();
    for (const Transform& step : attribute_->steps)
        apply(step, values, score::has_pattern(step.kind) ? &*pattern++ : nullptr);
    return values;
}

void ValueReader::apply(const Transform& step, std::vector<std::string>& values, text::Pattern* pattern) {
    std::vector<std::string> out;
    if (step.kind == TransformKind::kElement) {
        const auto n = static_cast<std::int64_t>(values.size());
        const std::int64_t at = step.start > 0 ? step.start - 1 : n + step.start;
        if (at >= 0 && at < n) out.push_back(std::move(values[static_cast<std::size_t>(at)]));
    } else {
        for (const std::string& value : values)
            for (std::string& made : step_of(step, value, pattern)) out.push_back(std::move(made));
    }
    values = std::move(out);
}

std::optional<std::string> ValueReader::form_of(const std::string& value) {
    std::vector<double> numbers;
    switch (attribute_->form) {
        case Form::kClean: {
            std::string form = match_form(attribute_->kind, value, day_first_);
            return form.empty() ? std::nullopt : std::optional(std::move(form));
        }
        case Form::kPlain: return plain_form(attribute_->kind, value);
        case Form::kPoint: return point_form(value);
        case Form::kVector: return read_numbers(value, numbers) ? std::optional(value) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::string> ValueReader::read(std::string_view raw) {
    const auto values = values_of(raw);
    return values.empty() ? std::nullopt : form_of(values.front());
}

std::optional<std::vector<std::string>> ValueReader::read_many(std::string_view raw) {
    std::vector<std::string> forms;
    for (const std::string& value : values_of(raw))
        if (auto form = form_of(value)) forms.push_back(std::move(*form));
    if (forms.empty() && attribute_->form == Form::kClean) return std::nullopt;
    std::sort(forms.begin(), forms.end());
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    return forms;
}

std::optional<std::string> plain_form(text::Kind kind, const std::string& value) {
    if (kind == text::Kind::kNumber) {
        double number = 0;
        const char* const end = value.data() + value.size();
        const auto read = std::from_chars(value.data(), end, number);
        if (read.ec != std::errc() || read.ptr != end || !std::isfinite(number)) return std::nullopt;
        std::array<char, 32> out;
        const auto written = std::to_chars(out.data(), out.data() + out.size(), number == 0 ? 0 : number);
        return std::string(out.data(), written.ptr);
    }
    if (is_date(kind)) return iso_of(text::parse_iso(value));
    return value;
}

}  // namespace cdp::link
