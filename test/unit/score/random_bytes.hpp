// SPDX-License-Identifier: PostgreSQL
// Seeded hostile input for the parsers of models: random bytes, and random edits of what is well-formed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace cdp::score {

class RandomBytes {
public:
    explicit RandomBytes(std::uint32_t seed) : engine_(seed) {}

    std::size_t below(std::size_t n) { return engine_() % n; }
    double unit() { return static_cast<double>(engine_()) / 4294967296.0; }

    std::string bytes(std::size_t length) {
        std::string s(length, '\0');
        for (char& c : s) c = static_cast<char>(below(256));
        return s;
    }

    // A few words of `vocabulary` in a row, now and then with a byte of noise between them.
    std::string words(const std::vector<std::string>& vocabulary, std::size_t most) {
        std::string s;
        for (std::size_t n = below(most + 1); n > 0; n--) {
            s += vocabulary[below(vocabulary.size())];
            if (below(4) != 0) s += ' ';
            if (below(40) == 0) s += bytes(1);
        }
        return s;
    }

    // One to `edits` bytes changed, put in or left out, pieces doubled, moved or cut off.
    std::string edited(std::string s, std::size_t edits) {
        for (std::size_t n = 1 + below(edits); n > 0 && !s.empty(); n--) {
            const std::size_t at = below(s.size());
            switch (below(6)) {
                case 0: s[at] = static_cast<char>(below(256)); break;
                case 1: s.insert(at, bytes(1)); break;
                case 2: s.erase(at, 1 + below(8)); break;
                case 3: s.insert(below(s.size()), s.substr(at, below(40))); break;
                case 4: s[at] = "{}[]\",:0-.eE()<=>"[below(17)]; break;
                default:
                    if (below(10) == 0) s.resize(at);
                    break;
            }
        }
        return s;
    }

private:
    std::mt19937 engine_;
};

}  // namespace cdp::score
