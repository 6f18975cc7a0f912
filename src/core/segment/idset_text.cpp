// SPDX-License-Identifier: PostgreSQL
#include "core/segment/idset_text.hpp"

#include <charconv>

#include "core/base/error.hpp"
#include "core/segment/idset_members.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kCheckEvery = 4096;

class Parser {
public:
    explicit Parser(std::string_view text) noexcept : text_(text), at_(text.data()), end_(text.data() + text.size()) {}

    void parse(IdSetBuilder& set, const CancelToken& cancel) {
        if (!take('{')) refuse("A set begins with \"{\".");
        if (take('}')) return finish();
        std::size_t n = 0;
        do {
            if (++n % kCheckEvery == 0) cancel.check();
            const std::int64_t first = number();
            if (!take('-')) {
                set.add(first);
                continue;
            }
            const std::int64_t last = number();
            if (last < first) refuse("A range goes from the smaller to the greater id.");
            set.add_range(first, last, cancel);
        } while (take(','));
        if (!take('}')) refuse("Ids are separated by \",\", and a set ends with \"}\".");
        finish();
    }

private:
    [[noreturn]] void refuse(const char* detail) const {
        constexpr std::size_t kShown = 100;
        std::string shown(text_.substr(0, kShown));
        if (text_.size() > kShown) {
            while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80) shown.pop_back();
            if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0xC0) shown.pop_back();
            shown += "...";
        }
        throw Error(ErrorCode::kInvalidText, "invalid input syntax for type idset: \"" + shown + "\"", detail,
                    "Write ids and ranges of ids, as in {1,5-9}.");
    }

    void skip_blanks() noexcept {
        while (at_ != end_ && (*at_ == ' ' || (*at_ >= '\t' && *at_ <= '\r'))) at_++;
    }

    bool take(char wanted) noexcept {
        skip_blanks();
        if (at_ == end_ || *at_ != wanted) return false;
        at_++;
        return true;
    }

    std::int64_t number() {
        skip_blanks();
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(at_, end_, value);
        if (error == std::errc::result_out_of_range)
            throw Error(ErrorCode::kOutOfRange, "id \"" + std::string(at_, end) + "\" is out of range",
                        "Ids are 64-bit numbers, as of type bigint.");
        if (error != std::errc()) refuse("An id is a whole number.");
        at_ = end;
        return value;
    }

    void finish() {
        skip_blanks();
        if (at_ != end_) refuse("There is something after the \"}\".");
    }

    std::string_view text_;
    const char* at_;
    const char* end_;
};

void append(std::pmr::string& text, std::int64_t id) {
    char digits[24];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, id);
    text.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace

void read_text(std::string_view text, IdSetBuilder& set, const CancelToken& cancel) { Parser(text).parse(set, cancel); }

void write_text(std::string_view set, std::pmr::string& text, std::size_t most, const CancelToken& cancel) {
    text.push_back('{');
    std::size_t n = 0;
    RunCursor runs(set);
    for (IdRun run; runs.next(run);) {
        if (++n % kCheckEvery == 0) cancel.check();
        if (n > 1) text.push_back(',');
        append(text, run.first);
        if (run.last != run.first) {
            text.push_back(run.last - run.first == 1 ? ',' : '-');
            append(text, run.last);
        }
        if (text.size() + 48 > most)
            throw Error(ErrorCode::kLimitExceeded, "text form of a set is longer than a value can be", {},
                        "Use cdp.members, or the binary form.");
    }
    text.push_back('}');
}

}  // namespace cdp::segment
