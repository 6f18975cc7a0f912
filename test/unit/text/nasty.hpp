// SPDX-License-Identifier: PostgreSQL
// Seeded hostile strings for property tests: pieces of real values, of many scripts, and raw bytes, joined at
// random; often ill-formed UTF-8.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace cdp::text {

class Nasty {
public:
    explicit Nasty(unsigned seed) : random_(seed) {}

    std::string next() {
        static constexpr std::string_view kPieces[] = {
            "a", "O'Neil", "JEAN", "mc", "Mac", "donald", "D'", "'", "-", ".", ",", " ", "  ", "\t", "&", "(", ")", "\"",
            "M.", "Mme", "Dr.", "Sig.ra", "Pan", "jr", "III", "PhD", "de", "la", "van", "0", "12", "1972", "05", "/",
            ":", "t", "mars", "Sept", "th", "+", "00", "33", "612345678", "x", "ext", "#", "@", "gmail.com", "mailto:",
            "<", ">", ";", "st", "Street", "avenue", "av.", "bd", "12bis", "SARL", "S.A.", "Ltd.", "GmbH & Co. KG", "inc",
            "75001", "SW1A", "1AA", "H0H 0H0", "DE89370400440532013000", "73282932000074", "é", "e\xCC\x81", "\xC3\x9F",
            "\xC4\xB0", "\xC4\xB1", "\xC5\x81", "\xC7\x86", "\xCE\xA3", "\xCF\x83", "\xCE\xB1\xCF\x85", "\xD0\x96",
            "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF", "\xE5\xB1\xB1", "\xE3\x81\x82", "\xEA\xB9\x80", "\xE2\x80\x99",
            "\xE2\x80\x8B", "\xC2\xA0", "\xC2\xAD", "\xEF\xBC\xA1", "\xEF\xBC\x91", "\xEF\xAC\x81", "\xC2\xBD", "\xF0\x9F\x8E\x89",
            "\xF0\x9D\x94\xB8", "\xE1\x90\x81", "\xCD\x85", "\xCC\x88", "\xEF\xBF\xBD", "\xFF", "\xC3", "\xED\xA0\x80",
            "\xF4\x90\x80\x80", "\xE2\x82", std::string_view("\0", 1), "\x01", "\x7F", "\xE2\x80\xAE", "\xD9\xA1", "\xE1\xBA\x9E",
            "\xC2\xAA", "\xC2\xB7", "\xC5\x89", "\xE1\xBF\xBC", "\xEF\xB7\xBA", "\xE0\xB8\xAA", "\xE0\xA4\xB9", "\xE2\x85\xA7",
        };
        std::string out;
        const unsigned pieces = random_() % 9;
        for (unsigned i = 0; i < pieces; i++) {
            if (random_() % 24 == 0)
                out.push_back(static_cast<char>(random_() % 256));
            else
                out += kPieces[random_() % std::size(kPieces)];
            if (random_() % 3 == 0) out.push_back(' ');
        }
        return out;
    }

private:
    std::mt19937 random_;
};

}  // namespace cdp::text
