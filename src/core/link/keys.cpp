// SPDX-License-Identifier: PostgreSQL
#include "core/link/keys.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

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

// The key of one part more; never 0.
Key with_part(Key key, Key part) noexcept {
    const Key both = combine64(key, part);
    return both == 0 ? 1 : both;
}

// Whether a byte goes on with a character that began before it.
bool is_inside(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

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

// The first or last characters; nothing of what has fewer.
std::string_view first_characters(std::string_view text, int length) noexcept {
    std::size_t at = 0;
    for (; length > 0 && at < text.size(); length--)
        for (at++; at < text.size() && is_inside(text[at]);) at++;
    return length > 0 ? std::string_view() : text.substr(0, at);
}

std::string_view last_characters(std::string_view text, int length) noexcept {
    std::size_t at = text.size();
    for (; length > 0 && at > 0; length--)
        for (at--; at > 0 && is_inside(text[at]);) at--;
    return length > 0 ? std::string_view() : text.substr(at);
}

}  // namespace

bool explodes(const Values& values, const KeyPart& part) noexcept {
    return score::explodes(part.form) || values.is_list();
}

std::optional<std::string> key_text(const Values& values, const Value& value, const KeyPart& part) {
    const std::string_view text = value.text;
    const auto some = [](std::string key) { return key.empty() ? std::nullopt : std::optional(std::move(key)); };
    switch (part.form) {
        case KeyForm::kWhole: return std::string(text);
        case KeyForm::kPrefix: return some(std::string(first_characters(text, part.length)));
        case KeyForm::kSuffix: return some(std::string(last_characters(text, part.length)));
        case KeyForm::kSoundex: return some(text::soundex(first_word(values, value)));
        case KeyForm::kMetaphone: return some(text::double_metaphone(first_word(values, value)).primary);
        case KeyForm::kNysiis: return some(text::nysiis(first_word(values, value)));
        case KeyForm::kCologne: return some(text::cologne(first_word(values, value)));
        case KeyForm::kPhoneticFr: return some(text::phonetic_fr(first_word(values, value)));
        case KeyForm::kYear: return value.date == 0 ? std::nullopt : std::optional(std::to_string(value.date / 10000));
        case KeyForm::kMonthDay: return value.date == 0 ? std::nullopt : std::optional(month_day(value.date));
        case KeyForm::kUser: return some(std::string(text.substr(0, text.find('@'))));
        case KeyForm::kSorted: return some(sorted_words(values, value));
        case KeyForm::kTokens:
        case KeyForm::kRare:
        case KeyForm::kDaitchMokotoff: break;
    }
    return std::nullopt;
}

KeyColumn::KeyColumn(const Values& values, const KeyPart& part, const CancelToken& token,
                     std::optional<std::span<const std::string>> common)
    : values_(&values), part_(part), words_given_(part.form == KeyForm::kRare && common), commonness_(values.memory()), keys_(values.memory()),
      begins_(values.memory()) {
    if (words_given_) rank_words(values.is_list() ? values.elements() : values, *common);
    const bool many = link::explodes(values, part);
    if (many) {
        begins_.push_back(0);
    } else {
        keys_.reserve(values.distinct() + 1);
        keys_.push_back(0);  // of kMissing
    }
    for (Code c = 1; c <= values.distinct(); c++) {
        if (c % kPollEvery == 0) token.check();
        const std::size_t begin = keys_.size();
        if (values.is_list())
            for (const Code element : values.list(c)) add(values.elements(), values.elements().value(element));
        else
            add(values, values.value(c));
        if (many) {
            drop_repeated(begin);
            begins_.push_back(static_cast<std::uint32_t>(keys_.size()));
        } else if (keys_.size() == begin) {
            keys_.push_back(0);
        }
    }
}

// The keys of one value.
void KeyColumn::add(const Values& values, const Value& value) {
    if (part_.form == KeyForm::kTokens) {
        for (const Code w : values.words(value)) keys_.push_back(key_of(values.word(w)));
    } else if (part_.form == KeyForm::kRare) {
        add_rare(values, value);
    } else if (part_.form == KeyForm::kDaitchMokotoff) {
        for (const std::string& code : text::daitch_mokotoff(first_word(values, value))) keys_.push_back(key_of(code));
    } else if (const auto text = key_text(values, value, part_)) {
        keys_.push_back(key_of(*text));
    }
}

// Of the keys from `begin` on.
void KeyColumn::drop_repeated(std::size_t begin) {
    const auto first = keys_.begin() + static_cast<std::ptrdiff_t>(begin);
    auto kept = first;
    for (auto it = first; it != keys_.end(); ++it)
        if (std::find(first, kept, *it) == kept) *kept++ = *it;
    keys_.erase(kept, keys_.end());
}

void KeyColumn::rank_words(const Values& values, std::span<const std::string> common) {
    std::unordered_map<std::string_view, std::uint32_t> ranks;
    for (std::size_t i = 0; i < common.size(); i++) ranks.emplace(common[i], static_cast<std::uint32_t>(common.size() - i));
    commonness_.assign(values.distinct_words(), 0);
    for (Code w = 1; w <= values.distinct_words(); w++)
        if (const auto it = ranks.find(values.word(w)); it != ranks.end()) commonness_[w - 1] = it->second;
}

void KeyColumn::add_rare(const Values& values, const Value& value) {
    const auto count = [&](Code w) { return words_given_ ? commonness_[w - 1] : values.word_count(w); };
    std::vector<Code> words(values.words(value).begin(), values.words(value).end());
    std::sort(words.begin(), words.end(), [&](Code a, Code b) {
        const auto x = count(a), y = count(b);
        return x != y ? x < y : values.word(a) < values.word(b);
    });
    words.erase(std::unique(words.begin(), words.end()), words.end());
    if (words.size() > kRareWords) words.resize(kRareWords);
    for (std::size_t i = 0; i < words.size(); i++)
        for (std::size_t j = i + 1; j < words.size(); j++) {
            const Key a = key_of(values.word(words[i])), b = key_of(values.word(words[j]));
            keys_.push_back(combine64(std::min(a, b), std::max(a, b)));
        }
}

Keys::Keys(const Table& table, std::span<const score::BlockingRule> rules, JobContext& context, Columns* known,
           const std::optional<score::FrozenBlocking>& frozen, const std::function<bool(const score::BlockingRule&)>& wanted) {
    const auto is_wanted = [&](const score::BlockingRule& rule) { return !wanted || wanted(rule); };
    const auto place = [](const Columns& columns, const KeyPart& part) {
        return std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column->part() == part; });
    };
    std::vector<KeyPart> parts;  // that are to be made
    for (const auto& rule : rules)
        for (const auto& part : rule) {
            if (!is_wanted(rule)) break;
            if (place(columns_, part) != columns_.end() || std::find(parts.begin(), parts.end(), part) != parts.end()) continue;
            if (known != nullptr && place(*known, part) != known->end())
                columns_.push_back(*place(*known, part));
            else
                parts.push_back(part);
        }
    context.progress().begin("making keys", parts.size());
    Columns made(parts.size());
    context.parallel_for(parts.size(), 1, [&](std::size_t i, std::size_t, unsigned) {
        const Values& values = table.attributes[static_cast<std::size_t>(parts[i].attribute)];
        std::optional<std::span<const std::string>> common;
        if (frozen) {
            const auto it = frozen->words.find(values.attribute().name);
            common.emplace();
            if (it != frozen->words.end()) common = it->second;
        }
        made[i] = std::make_shared<const KeyColumn>(values, parts[i], context.token(), common);
        context.progress().done.fetch_add(1, std::memory_order_relaxed);
    });
    columns_.insert(columns_.end(), made.begin(), made.end());
    if (known != nullptr) known->insert(known->end(), made.begin(), made.end());
    for (const auto& rule : rules) {
        Rule out;
        for (const auto& part : rule) {
            if (!is_wanted(rule)) break;
            const KeyColumn* const column = place(columns_, part)->get();
            (column->explodes() ? out.exploding : out.parts).push_back(column);
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
        key = with_part(key, part);
    }
    return key;
}

// Column by column and without a branch, so that the memory of many records is waited for at once.
void Keys::of_run(std::size_t rule, Record begin, std::span<Key> out) const noexcept {
    std::fill(out.begin(), out.end(), kNoParts);
    for (const KeyColumn* column : rules_[rule].parts)
        for (std::size_t i = 0; i < out.size(); i++) {
            const Key part = column->of(static_cast<Record>(begin + i)), key = with_part(out[i], part);
            out[i] = part == 0 || out[i] == 0 ? 0 : key;
        }
}

}  // namespace cdp::link
