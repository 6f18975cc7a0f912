// SPDX-License-Identifier: PostgreSQL
// The text is cut into sounds, the longest that the chart has at each place. A sound has one or two readings, and a
// reading three codes: in front, before a vowel, elsewhere. All readings are followed at once, as a set of states.
#include "core/text/daitch_mokotoff.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text/letters.hpp"

namespace cdp::text {

namespace {

// Stand-ins for letters beyond A to Z that the chart knows.
constexpr char kAOgonek = 'a', kEOgonek = 'e', kTCedilla = 't';

struct Reading {
    const char* codes[3];  // in front, before a vowel, elsewhere; "" is not coded
    constexpr bool exists() const noexcept { return codes[0] != nullptr; }
    // What the chart codes 0 or 1 in front is a vowel.
    constexpr bool vowel() const noexcept { return codes[0][0] == '0' || codes[0][0] == '1'; }
};

struct Sound {
    std::string_view letters;
    Reading readings[2];
};

// Within one first letter, longer sounds stand first.
constexpr Sound kChart[] = {
    {"AI", {{"0", "1", ""}}}, {"AJ", {{"0", "1", ""}}}, {"AY", {{"0", "1", ""}}}, {"AU", {{"0", "7", ""}}},
    {"A", {{"0", "", ""}}}, {"B", {{"7", "7", "7"}}},
    {"CHS", {{"5", "54", "54"}}}, {"CSZ", {{"4", "4", "4"}}}, {"CZS", {{"4", "4", "4"}}},
    {"CH", {{"5", "5", "5"}, {"4", "4", "4"}}}, {"CK", {{"5", "5", "5"}, {"45", "45", "45"}}},
    {"CZ", {{"4", "4", "4"}}}, {"CS", {{"4", "4", "4"}}}, {"C", {{"5", "5", "5"}, {"4", "4", "4"}}},
    {"DRZ", {{"4", "4", "4"}}}, {"DRS", {{"4", "4", "4"}}}, {"DSH", {{"4", "4", "4"}}}, {"DSZ", {{"4", "4", "4"}}},
    {"DZH", {{"4", "4", "4"}}}, {"DZS", {{"4", "4", "4"}}}, {"DS", {{"4", "4", "4"}}}, {"DZ", {{"4", "4", "4"}}},
    {"DT", {{"3", "3", "3"}}}, {"D", {{"3", "3", "3"}}},
    {"EI", {{"0", "1", ""}}}, {"EJ", {{"0", "1", ""}}}, {"EY", {{"0", "1", ""}}}, {"EU", {{"1", "1", ""}}},
    {"E", {{"0", "", ""}}}, {"FB", {{"7", "7", "7"}}}, {"F", {{"7", "7", "7"}}}, {"G", {{"5", "5", "5"}}},
    {"H", {{"5", "5", ""}}}, {"IA", {{"1", "", ""}}}, {"IE", {{"1", "", ""}}}, {"IO", {{"1", "", ""}}},
    {"IU", {{"1", "", ""}}}, {"I", {{"0", "", ""}}}, {"J", {{"1", "", ""}, {"4", "4", "4"}}},
    {"KS", {{"5", "54", "54"}}}, {"KH", {{"5", "5", "5"}}}, {"K", {{"5", "5", "5"}}}, {"L", {{"8", "8", "8"}}},
    {"MN", {{"66", "66", "66"}}}, {"M", {{"6", "6", "6"}}}, {"NM", {{"66", "66", "66"}}}, {"N", {{"6", "6", "6"}}},
    {"OI", {{"0", "1", ""}}}, {"OJ", {{"0", "1", ""}}}, {"OY", {{"0", "1", ""}}}, {"O", {{"0", "", ""}}},
    {"PF", {{"7", "7", "7"}}}, {"PH", {{"7", "7", "7"}}}, {"P", {{"7", "7", "7"}}}, {"Q", {{"5", "5", "5"}}},
    {"RZ", {{"94", "94", "94"}, {"4", "4", "4"}}}, {"RS", {{"94", "94", "94"}, {"4", "4", "4"}}}, {"R", {{"9", "9", "9"}}},
    {"SCHTSCH", {{"2", "4", "4"}}}, {"SCHTSH", {{"2", "4", "4"}}}, {"SCHTCH", {{"2", "4", "4"}}},
    {"SHTCH", {{"2", "4", "4"}}}, {"SHTSH", {{"2", "4", "4"}}}, {"STSCH", {{"2", "4", "4"}}},
    {"SHCH", {{"2", "4", "4"}}}, {"SCHT", {{"2", "43", "43"}}}, {"SCHD", {{"2", "43", "43"}}},
    {"STCH", {{"2", "4", "4"}}}, {"STRZ", {{"2", "4", "4"}}}, {"STRS", {{"2", "4", "4"}}}, {"STSH", {{"2", "4", "4"}}},
    {"SZCZ", {{"2", "4", "4"}}}, {"SZCS", {{"2", "4", "4"}}}, {"SCH", {{"4", "4", "4"}}}, {"SHT", {{"2", "43", "43"}}},
    {"SZT", {{"2", "43", "43"}}}, {"SHD", {{"2", "43", "43"}}}, {"SZD", {{"2", "43", "43"}}}, {"SH", {{"4", "4", "4"}}},
    {"SC", {{"2", "4", "4"}}}, {"ST", {{"2", "43", "43"}}}, {"SD", {{"2", "43", "43"}}}, {"SZ", {{"4", "4", "4"}}},
    {"S", {{"4", "4", "4"}}},
    {"TTSCH", {{"4", "4", "4"}}}, {"TTCH", {{"4", "4", "4"}}}, {"TSCH", {{"4", "4", "4"}}}, {"TTSZ", {{"4", "4", "4"}}},
    {"TCH", {{"4", "4", "4"}}}, {"TRZ", {{"4", "4", "4"}}}, {"TRS", {{"4", "4", "4"}}}, {"TSH", {{"4", "4", "4"}}},
    {"TTS", {{"4", "4", "4"}}}, {"TTZ", {{"4", "4", "4"}}}, {"TZS", {{"4", "4", "4"}}}, {"TSZ", {{"4", "4", "4"}}},
    {"TH", {{"3", "3", "3"}}}, {"TS", {{"4", "4", "4"}}}, {"TC", {{"4", "4", "4"}}}, {"TZ", {{"4", "4", "4"}}},
    {"T", {{"3", "3", "3"}}},
    {"UI", {{"0", "1", ""}}}, {"UJ", {{"0", "1", ""}}}, {"UY", {{"0", "1", ""}}}, {"UE", {{"0", "1", ""}}},
    {"U", {{"0", "", ""}}}, {"V", {{"7", "7", "7"}}}, {"W", {{"7", "7", "7"}}}, {"X", {{"5", "54", "54"}}},
    {"Y", {{"1", "", ""}}},
    {"ZHDZH", {{"2", "4", "4"}}}, {"ZDZH", {{"2", "4", "4"}}}, {"ZSCH", {{"4", "4", "4"}}}, {"ZDZ", {{"2", "4", "4"}}},
    {"ZHD", {{"2", "43", "43"}}}, {"ZSH", {{"4", "4", "4"}}}, {"ZD", {{"2", "43", "43"}}}, {"ZH", {{"4", "4", "4"}}},
    {"ZS", {{"4", "4", "4"}}}, {"Z", {{"4", "4", "4"}}},
    {"a", {{"", "", "6"}, {"", "", ""}}}, {"e", {{"", "", "6"}, {"", "", ""}}}, {"t", {{"3", "3", "3"}, {"4", "4", "4"}}},
};

// Where the sounds of a first letter begin, per ASCII letter; the entry behind it is their end.
constexpr std::array<std::uint8_t, 129> make_index() {
    std::array<std::uint8_t, 129> begins{};
    std::size_t at = 0;
    for (unsigned c = 0; c < 128; c++) {
        begins[c] = static_cast<std::uint8_t>(at);
        while (at < std::size(kChart) && static_cast<unsigned>(kChart[at].letters[0]) == c) {
            at++;
            if (at < std::size(kChart) && kChart[at].letters[0] == kChart[at - 1].letters[0] &&
                kChart[at].letters.size() > kChart[at - 1].letters.size())
                throw "longer sounds stand first";
        }
    }
    if (at != std::size(kChart)) throw "first letters are in byte order";
    begins[128] = static_cast<std::uint8_t>(at);
    return begins;
}
constexpr std::array<std::uint8_t, 129> kBegins = make_index();

const Sound& sound_at(std::string_view rest) noexcept {
    const auto first = static_cast<unsigned char>(rest[0]);
    std::size_t i = kBegins[first];
    // Every letter is a sound by itself, so the search ends.
    while (!rest.starts_with(kChart[i].letters)) i++;
    return kChart[i];
}

// The stand-in for a letter of the chart's own at the start of `s`, composed or with its mark apart, and its length.
std::pair<char, std::size_t> special_at(std::string_view s) noexcept {
    struct Special {
        std::string_view bytes;
        char letter;
    };
    static constexpr Special kSpecials[] = {
        {"\u0104", kAOgonek},  {"\u0105", kAOgonek},  {"\u0118", kEOgonek},   {"\u0119", kEOgonek},
        {"\u0162", kTCedilla}, {"\u0163", kTCedilla}, {"\u021A", kTCedilla},  {"\u021B", kTCedilla},
        {"A\u0328", kAOgonek}, {"a\u0328", kAOgonek}, {"E\u0328", kEOgonek},  {"e\u0328", kEOgonek},
        {"T\u0327", kTCedilla}, {"t\u0327", kTCedilla}, {"T\u0326", kTCedilla}, {"t\u0326", kTCedilla},
    };
    for (const auto& special : kSpecials)
        if (s.starts_with(special.bytes)) return {special.letter, special.bytes.size()};
    return {'\0', 0};
}

// The letters of a text with special ones: those by themselves, what stands between them folded.
std::string letters_of(std::string_view s, const CancelToken& cancel) {
    std::string out;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < s.size();) {
        // A letter is special by a byte above ASCII, its own or that of a mark behind it.
        const bool wide = static_cast<unsigned char>(s[at]) >= 0x80 ||
                          (at + 1 < s.size() && static_cast<unsigned char>(s[at + 1]) >= 0x80);
        const auto [letter, length] = wide ? special_at(s.substr(at)) : std::pair<char, std::size_t>{};
        poll_at(at, cancel);
        if (letter == '\0') {
            at++;
            continue;
        }
        out += Letters(s.substr(begin, at - begin), cancel).view();
        out.push_back(letter);
        begin = at += length;
    }
    out += Letters(s.substr(begin), cancel).view();
    return out;
}

// A code in the making: up to six digits, and the last digit of the sound before, '\0' when that was not coded. The
// reading of the sound to come is part of the state, for it decides how the one before is coded.
struct State {
    std::array<char, kDaitchMokotoffDigits> digits{};
    std::uint8_t size = 0;
    char last = '\0';
    std::uint8_t reading = 0;
    auto operator<=>(const State&) const = default;
};

// The state after a sound with this code; of equal neighbours, one digit is written.
State coded(State state, const char* code) noexcept {
    const char before = state.last;
    state.last = '\0';
    for (const char* digit = code; *digit != '\0'; digit++) {
        const bool repeats = digit == code && *digit == before;
        if (!repeats && state.size < kDaitchMokotoffDigits) state.digits[state.size++] = *digit;
        state.last = *digit;
    }
    return state;
}

class Branches {
public:
    explicit Branches(const Sound& first) : sound_(&first) { open_ = first_states(first); }

    bool open() const noexcept { return !open_.empty(); }

    // Codes the sound at hand, now that the one behind it is known; nullptr: there is none.
    void step(const Sound* next) {
        std::vector<State>& after = spare_;
        after.clear();
        for (const State& state : open_)
            for (std::uint8_t r = 0; r < 2; r++) {
                if (r > 0 && (next == nullptr || !next->readings[r].exists())) break;
                const bool before_vowel = next != nullptr && next->readings[r].vowel();
                const std::size_t place = in_front_ ? 0 : before_vowel ? 1 : 2;
                State made = coded(state, sound_->readings[state.reading].codes[place]);
                made.reading = r;
                if (made.size == kDaitchMokotoffDigits || next == nullptr)
                    done_.push_back(made.digits);
                else
                    after.push_back(made);
            }
        make_set(after);
        make_set(done_);
        open_.swap(spare_);
        sound_ = next;
        in_front_ = false;
    }

    std::vector<std::string> codes() const {
        std::vector<std::string> out;
        for (const auto& digits : done_) {
            std::string code(digits.data(), digits.size());
            std::replace(code.begin(), code.end(), '\0', '0');
            if (std::find(out.begin(), out.end(), code) == out.end()) out.push_back(std::move(code));
        }
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    static std::vector<State> first_states(const Sound& first) {
        std::vector<State> states(1);
        if (first.readings[1].exists()) {
            states.emplace_back();
            states.back().reading = 1;
        }
        return states;
    }

    template <class T>
    static void make_set(std::vector<T>& values) {
        if (values.size() < 2) return;
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
    }

    const Sound* sound_;
    bool in_front_ = true;
    std::vector<State> open_;
    std::vector<State> spare_;
    std::vector<std::array<char, kDaitchMokotoffDigits>> done_;
};

std::vector<std::string> codes_of(std::string_view letters, const CancelToken& cancel) {
    if (letters.empty()) return {};
    const Sound* sound = &sound_at(letters);
    Branches branches(*sound);
    for (std::size_t n = 0; sound != nullptr && branches.open(); n++) {
        letters.remove_prefix(sound->letters.size());
        sound = letters.empty() ? nullptr : &sound_at(letters);
        branches.step(sound);
        if (n % 1024 == 1023) cancel.check();
    }
    return branches.codes();
}

}  // namespace

std::vector<std::string> daitch_mokotoff(std::string_view s, const CancelToken& cancel) {
    const bool special = s.find_first_of("\xC4\xC5\xC8\xCC") != s.npos;  // first bytes of the special letters and marks
    return special ? codes_of(letters_of(s, cancel), cancel) : codes_of(Letters(s, cancel).view(), cancel);
}

}  // namespace cdp::text
