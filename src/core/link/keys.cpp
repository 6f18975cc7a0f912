// SPDX-License-Identifier: PostgreSQL
#include "core/link/keys.hpp"

#include <algorithm>
#include <array>

#include "core/text/cologne.hpp"
#include "core/text/daitch_mokotoff.hpp"
#include "core/text/double_metaphone.hpp"
#include "core/text/nysiis.hpp"
#include "core/text/phonetic_fr.hpp"
#include "core/text/soundex.hpp"

namespace cdp::link {

using score::KeyForm;
using score::KeyPart;

namespace {

constexpr std::size_t kPollEvery = 4096;
constexpr std::size_t kRareWords = 3;
constexpr Key kNoParts = 1;

// Never 0, which stands for "no key".
Key key_of(std::string_view text) noexcept {
    const Key key = hash_bytes(text);
    return key == 0 ? 1 : key;
}

std::string month_day(std::int32_t date) {
    const int month = date / 100 % 100, day = date % 100;
    return std::to_string(std::min(month, day)) + "-" + std::to_string(std::max(month, day));
}

std::string sorted_words(const Values& values, const Value& value) {
    std::vector<std::string_view> words;
    for (const Code w : values.words(value)) words.push_back(values.word(w));
    std::sort(words.begin(), words.end());
    std::string out;
    for (const auto w : words) out.append(w).append(1, ' ');
    return out;
}

std::string_view first_word(const Values& values, const Value& value) {
    return value.words == 0 ? std::string_view() : values.word(values.words(value)[0]);
}

}  // namespace

std::string key_text(const Values& values, const Value& value, const KeyPart& part) {
    const std::string_view text = value.text;
    const std::size_t length = static_cast<std::size_t>(part.length);
    switch (part.form) {
        case KeyForm::kWhole: return std::string(text);
        case KeyForm::kPrefix: return text.size() < length ? std::string() : std::string(text.substr(0, length));
        case KeyForm::kSuffix:
            return text.size() < length ? std::string() : std::string(text.substr(text.size() - length));
        case KeyForm::kSoundex: return text::soundex(first_word(values, value));
        case KeyForm::kMetaphone: return text::double_metaphone(first_word(values, value)).primary;
        case KeyForm::kNysiis: return text::nysiis(first_word(values, value));
        case KeyForm::kCologne: return text::cologne(first_word(values, value));
        case KeyForm::kPhoneticFr: return text::phonetic_fr(first_word(values, value));
        case KeyForm::kYear: return value.date == 0 ? std::string() : std::to_string(value.date / 10000);
        case KeyForm::kMonthDay: return value.date == 0 ? std::string() : month_day(value.date);
        case KeyForm::kUser: return std::string(text.substr(0, text.find('@')));
        case KeyForm::kSorted: return sorted_words(values, value);
        case KeyForm::kTokens:
        case KeyForm::kRare:
        case KeyForm::kDaitchMokotoff: break;
    }
    return {};
}

KeyColumn::KeyColumn(const Values& values, const KeyPart& part, const CancelToken& token)
    : values_(&values), part_(part), keys_(values.memory()), begins_(values.memory()) {
    const bool many = score::explodes(part.form);
    if (many) begins_.push_back(0);
    for (Code c = 1; c <= values.distinct(); c++) {
        if (c % kPollEvery == 0) token.check();
        const Value& value = values.value(c);
        if (part.form == KeyForm::kTokens) {
            add_words(value);
        } else if (part.form == KeyForm::kRare) {
            add_rare(value);
        } else if (part.form == KeyForm::kDaitchMokotoff) {
            for (const std::string& code : text::daitch_mokotoff(first_word(values, value))) keys_.push_back(key_of(code));
        } else {
            const std::string text = key_text(values, value, part);
            keys_.push_back(text.empty() ? 0 : key_of(text));
        }
        if (many) begins_.push_back(static_cast<std::uint32_t>(keys_.size()));
    }
}

void KeyColumn::add_words(const Value& value) {
    const std::size_t begin = keys_.size();
    for (const Code w : values_->words(value)) {
        const Key key = key_of(values_->word(w));
        if (std::find(keys_.begin() + static_cast<std::ptrdiff_t>(begin), keys_.end(), key) == keys_.end())
            keys_.push_back(key);
    }
}

void KeyColumn::add_rare(const Value& value) {
    std::vector<Code> words(values_->words(value).begin(), values_->words(value).end());
    std::sort(words.begin(), words.end(), [&](Code a, Code b) {
        const auto x = values_->word_count(a), y = values_->word_count(b);
        return x != y ? x < y : values_->word(a) < values_->word(b);
    });
    words.erase(std::unique(words.begin(), words.end()), words.end());
    if (words.size() > kRareWords) words.resize(kRareWords);
    for (std::size_t i = 0; i < words.size(); i++)
        for (std::size_t j = i + 1; j < words.size(); j++) {
            const Key a = key_of(values_->word(words[i])), b = key_of(values_->word(words[j]));
            keys_.push_back(combine64(std::min(a, b), std::max(a, b)));
        }
}

Keys::Keys(const Table& table, std::span<const score::BlockingRule> rules, JobContext& context) {
    std::vector<KeyPart> parts;
    for (const auto& rule : rules)
        for (const auto& part : rule)
            if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
    columns_.resize(parts.size());
    context.progress().begin("making keys", parts.size());
    context.parallel_for(parts.size(), 1, [&](std::size_t i, std::size_t, unsigned) {
        columns_[i] = std::make_unique<KeyColumn>(table.attributes[static_cast<std::size_t>(parts[i].attribute)],
                                                  parts[i], context.token());
        context.progress().done.fetch_add(1, std::memory_order_relaxed);
    });
    for (const auto& rule : rules) {
        Rule out;
        for (const auto& part : rule) {
            const auto at = static_cast<std::size_t>(std::find(parts.begin(), parts.end(), part) - parts.begin());
            if (score::explodes(part.form))
                out.exploding = columns_[at].get();
            else
                out.parts.push_back(columns_[at].get());
        }
        rules_.push_back(std::move(out));
    }
}

Key Keys::of(std::size_t rule, Record r) const noexcept {
    const Rule& parts = rules_[rule];
    Key key = kNoParts;
    for (const KeyColumn* column : parts.parts) {
        const Key part = column->of(r);
        if (part == 0) return 0;
        key = combine64(key, part);
    }
    return key == 0 ? 1 : key;
}

}  // namespace cdp::link
