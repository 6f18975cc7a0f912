// SPDX-License-Identifier: PostgreSQL
// Differential fuzzer: every phonetic code against its textbook twin, and what holds for all of them: the code of a
// text is that of its folded form. The input is read as the UTF-8 that it may be, and with each byte standing for a
// letter of those that the rules look for.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/text/cologne.hpp"
#include "core/text/daitch_mokotoff.hpp"
#include "core/text/double_metaphone.hpp"
#include "core/text/fold.hpp"
#include "core/text/match_rating.hpp"
#include "core/text/metaphone.hpp"
#include "core/text/nysiis.hpp"
#include "core/text/phonetic_fr.hpp"
#include "core/text/refined_soundex.hpp"
#include "core/text/soundex.hpp"
#include "ref/double_metaphone.hpp"
#include "ref/phonetic.hpp"

namespace {

using namespace cdp;

void expect(const char* what, const std::string& got, const std::string& wanted) {
    if (got == wanted) return;
    std::fprintf(stderr, "%s: got %s, wanted %s\n", what, got.c_str(), wanted.c_str());
    std::abort();
}

std::string joined(const std::vector<std::string>& codes) {
    std::string out;
    for (const auto& code : codes) out += code + " ";
    return out;
}

std::string joined(const text::DoubleMetaphone& code) { return code.primary + " " + code.alternate; }

void check(const std::string& s, const std::string& other) {
    constexpr std::size_t kBranching = 14;  // the twin follows every reading to the end
    const std::string folded = text::fold(s);
    expect("soundex", text::soundex(s), ref::soundex(folded));
    expect("refined_soundex", text::refined_soundex(s), ref::refined_soundex(folded));
    expect("nysiis", text::nysiis(s), ref::nysiis(folded));
    expect("cologne", text::cologne(s), ref::cologne(folded));
    expect("match_rating", text::match_rating(s), ref::match_rating(folded));
    const bool similar = ref::match_rating_compare(folded, text::fold(other));
    expect("match_rating_compare", std::to_string(text::match_rating_compare(s, other)), std::to_string(similar));
    expect("match_rating_compare, turned", std::to_string(text::match_rating_compare(other, s)), std::to_string(similar));
    expect("metaphone", text::metaphone(s), ref::metaphone(folded));
    expect("phonetic_fr", text::phonetic_fr(s), ref::phonetic_fr(folded));
    const auto [primary, alternate] = ref::DoubleMetaphone(folded).codes();
    expect("double_metaphone", joined(text::double_metaphone(s)), primary + " " + alternate);
    const auto codes = text::daitch_mokotoff(s);
    if (ref::capitals(folded).size() <= kBranching) expect("daitch_mokotoff", joined(codes), joined(ref::daitch_mokotoff(s)));
}

std::string lettered(const std::string& s) {
    constexpr std::string_view kLetters = "AaBCcDEeFGHhIJKLMNnOPQRrSsTtUVWXYZ '";
    std::string out;
    for (const char c : s) out.push_back(kLetters[static_cast<unsigned char>(c) % kLetters.size()]);
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kLongest = 400;
    if (size > kLongest) return 0;
    const std::string s(reinterpret_cast<const char*>(data), size);
    const std::string half = s.substr(size / 2);
    check(s, half);
    check(lettered(s), lettered(half));
    return 0;
}
