// SPDX-License-Identifier: PostgreSQL
#include "core/compare/tfidf.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "ref/tfidf.hpp"
#include "unit/compare/random_words.hpp"

namespace cdp::compare {
namespace {

ref::Corpus corpus_of(const std::vector<std::string>& documents) {
    ref::Corpus corpus;
    corpus.documents = static_cast<double>(documents.size());
    for (const std::string& document : documents)
        for (const ref::Word& word : ref::word_set(document)) corpus.with_word[word] += 1;
    return corpus;
}

std::string utf8(const ref::Word& word) {
    std::string bytes;
    for (const char32_t c : word) text::append_utf8(bytes, c);
    return bytes;
}

WordFrequencies frequencies_of(const ref::Corpus& corpus) {
    FrequencyWriter writer;
    for (const auto& [word, count] : corpus.with_word) writer.add(utf8(word), static_cast<std::int64_t>(count));
    return WordFrequencies(writer.finish(static_cast<std::int64_t>(corpus.documents)));
}

// The corpus of the documentation of scikit-learn's TfidfVectorizer, whose weights these are.
TEST(TfidfCosine, KnownValues) {
    const auto corpus = corpus_of({"this is the first document", "this document is the second document",
                                   "and this is the third one", "is this the first document"});
    const WordFrequencies frequencies = frequencies_of(corpus);
    EXPECT_NEAR(frequencies.weight("this"), 1, 1e-12);
    EXPECT_NEAR(frequencies.weight("document"), 1.22314355, 1e-8);
    EXPECT_NEAR(frequencies.weight("first"), 1.51082562, 1e-8);
    EXPECT_NEAR(frequencies.weight("second"), 1.91629073, 1e-8);
    EXPECT_EQ(frequencies.weight("unknown"), frequencies.weight("second"));
    EXPECT_NEAR(tfidf_cosine("this is the first document", "is this the first document", frequencies), 1, 1e-12);
    EXPECT_NEAR(tfidf_cosine("this is the first document", "this document is the second document", frequencies),
                0.64692568, 1e-8);
}

TEST(TfidfCosine, RareWordsWeighMore) {
    std::vector<std::string> companies(50, "garage");
    companies.push_back("zola");
    const WordFrequencies frequencies = frequencies_of(corpus_of(companies));
    EXPECT_LT(tfidf_cosine("garage zola", "garage martin", frequencies), 0.1);
    EXPECT_GT(tfidf_cosine("garage zola", "zola", frequencies), 0.95);
}

TEST(TfidfCosine, Ends) {
    for (const char* json : {R"({"documents": 0, "words": {}})", R"({"documents": 7, "words": {"a": 7}})"}) {
        const WordFrequencies frequencies(json);
        EXPECT_EQ(tfidf_cosine("", " - ", frequencies), 1);
        EXPECT_EQ(tfidf_cosine("", "a", frequencies), 0);
        EXPECT_EQ(tfidf_cosine("a", "b", frequencies), 0);
        EXPECT_EQ(tfidf_cosine("a b", "b-a", frequencies), 1);
    }
}

TEST(TfidfCosine, EqualsItsTwin) {
    RandomWords random(41);
    for (int i = 0; i < 200; i++) {
        std::vector<std::string> documents;
        for (std::size_t n = random.below(30); n > 0; n--) documents.push_back(random.text(6));
        const auto corpus = corpus_of(documents);
        const WordFrequencies frequencies = frequencies_of(corpus);
        for (int j = 0; j < 20; j++) {
            const std::string a = random.text(40), b = random.text(10);
            const double similarity = tfidf_cosine(a, b, frequencies);
            EXPECT_NEAR(similarity, ref::tfidf_cosine(a, b, corpus), 1e-12);
            EXPECT_EQ(similarity, tfidf_cosine(b, a, frequencies));
            EXPECT_GE(similarity, 0);
            EXPECT_LE(similarity, 1);
        }
    }
}

TEST(WordFrequencies, WriterEscapes) {
    FrequencyWriter writer;
    writer.add("a\"\\\n", 3);
    writer.add("once", 1);
    writer.add("\xff", 2);
    EXPECT_EQ(writer.finish(5), "{\"documents\": 5, \"words\": {\"a\\\"\\\\\\n\": 3, \"\uFFFD\": 2}}");
}

TEST(WordFrequencies, RefusesOtherDocuments) {
    for (const char* json :
         {"", "[]", "{}", R"({"documents": 3})", R"({"documents": 3, "words": []})",
          R"({"documents": 1.5, "words": {}})", R"({"documents": -1, "words": {}})",
          R"({"documents": "3", "words": {}})", R"({"documents": 3, "words": {"a": 4}})",
          R"({"documents": 3, "words": {"a": -1}})", R"({"documents": 3, "words": {"a": null}})",
          R"({"documents": 1e30, "words": {}})", R"({"documents": 99999999999999999999999, "words": {}})"})
        EXPECT_THROW(WordFrequencies{json}, Error) << json;
}

TEST(TfidfCosine, CanBeStopped) {
    std::string text;
    for (int i = 0; i < 100000; i++) text += std::to_string(i) + ' ';
    const Work work{std::pmr::new_delete_resource(), CancelToken([](const void*) noexcept { return true; }, nullptr)};
    EXPECT_THROW(tfidf_cosine(text, text, WordFrequencies(R"({"documents": 0, "words": {}})"), work), Error);
}

}  // namespace
}  // namespace cdp::compare
