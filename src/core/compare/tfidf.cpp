// SPDX-License-Identifier: PostgreSQL
#include "core/compare/tfidf.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/base/hash.hpp"
#include "core/compare/words.hpp"
#include "core/text/utf8.hpp"

namespace cdp::compare {

namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(std::string detail) {
    throw Error(ErrorCode::kInvalidArgument, "frequencies are not what cdp.word_frequencies gives", std::move(detail),
                "They look like {\"documents\": 3, \"words\": {\"rue\": 2}}.");
}

// A number of documents: whole, and between `least` and `most`.
double checked_count(const Json& value, std::string_view what, double least, double most) {
    if (!value.is_number_integer()) refuse("The number of " + std::string(what) + " is not a whole number.");
    const auto count = value.get<double>();
    if (count < least || count > most) refuse("The number of " + std::string(what) + " is " + value.dump() + ".");
    return count;
}

double inverse_frequency(double documents, double with_word) noexcept {
    return 1 + std::log((1 + documents) / (1 + with_word));
}

constexpr std::size_t kRunsPerPoll = 1 << 14;

// Calls visit(word, times) for the different words, which are in order.
template <class Visit>
void for_each_run(WordViews words, const CancelToken& cancel, const Visit& visit) {
    std::size_t runs = 0;
    for (std::size_t i = 0; i < words.size();) {
        if (++runs % kRunsPerPoll == 0) cancel.check();
        std::size_t end = i + 1;
        while (end < words.size() && words[end] == words[i]) end++;
        visit(words[i], end - i);
        i = end;
    }
}

double square_length(WordViews words, const WordFrequencies& frequencies, const CancelToken& cancel) {
    double sum = 0;
    for_each_run(words, cancel, [&](std::string_view word, std::size_t times) {
        const double x = static_cast<double>(times) * frequencies.weight(word);
        sum += x * x;
    });
    return sum;
}

// Quickest with the fewer words first.
double product(WordViews a, WordViews b, const WordFrequencies& frequencies, const CancelToken& cancel) {
    double sum = 0;
    for_each_run(a, cancel, [&](std::string_view word, std::size_t times) {
        const auto [first, last] = std::equal_range(b.begin(), b.end(), word);
        if (first == last) return;
        const double weight = frequencies.weight(word);
        sum += static_cast<double>(times) * static_cast<double>(last - first) * weight * weight;
    });
    return sum;
}

}  // namespace

void FrequencyWriter::add(std::string_view word, std::int64_t documents) {
    if (documents < 2) return;
    if (!words_.empty()) words_ += ", ";
    words_ +=
        Json(std::string(word)).dump(-1, ' ', false, Json::error_handler_t::replace) + ": " + std::to_string(documents);
}

std::string FrequencyWriter::finish(std::int64_t documents) {
    return "{\"documents\": " + std::to_string(documents) + ", \"words\": {" + std::move(words_) + "}}";
}

std::size_t WordFrequencies::Hash::operator()(std::string_view s) const noexcept { return hash_bytes(s); }

WordFrequencies::WordFrequencies(std::string_view json) {
    const Json document = Json::parse(json, nullptr, false);
    if (!document.is_object()) refuse("It is not a JSON object.");
    const auto documents = document.find("documents"), words = document.find("words");
    if (documents == document.end()) refuse("There is no key \"documents\".");
    if (words == document.end() || !words->is_object()) refuse("There is no object \"words\".");
    constexpr double kMost = 1e18;
    const double total = checked_count(*documents, "documents", 0, kMost);
    rare_ = inverse_frequency(total, std::min(total, 1.0));
    for (const auto& [word, count] : words->items()) {
        const std::string what = "documents with \"" + std::string(text::head_of(word, 60)) + "\"";
        weights_.emplace(word, inverse_frequency(total, checked_count(count, what, 0, total)));
    }
}

double WordFrequencies::weight(std::string_view word) const noexcept {
    const auto found = weights_.find(word);
    return found == weights_.end() ? rare_ : found->second;
}

double tfidf_cosine(std::string_view a, std::string_view b, const WordFrequencies& frequencies, const Work& work) {
    Words x(a, work), y(b, work);
    if (x.empty() || y.empty()) return x.empty() == y.empty() ? 1 : 0;
    x.sort(work);
    y.sort(work);
    const double lengths =
        square_length(x.views(), frequencies, work.cancel) * square_length(y.views(), frequencies, work.cancel);
    const auto& [fewer, more] = x.size() <= y.size() ? std::tie(x, y) : std::tie(y, x);
    return std::min(1.0, product(fewer.views(), more.views(), frequencies, work.cancel) / std::sqrt(lengths));
}

}  // namespace cdp::compare
