// SPDX-License-Identifier: PostgreSQL
#include "core/segment/sequence.hpp"

#include <charconv>
#include <string>

#include "core/base/error.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kMaxItems = 64;
constexpr std::uint64_t kMicroseconds = 1000000;

}  // namespace

class SequenceParser {
public:
    SequenceParser(std::string_view text, std::uint32_t steps, SequencePattern& pattern) noexcept
        : text_(text), steps_(steps), pattern_(pattern) {}

    void parse() {
        while (at_ < text_.size()) {
            if (take(".*")) {
                next_.skip = true;
            } else if (take(".")) {
                add(SequencePattern::kAny);
            } else if (take("(?t")) {
                if (pattern_.items_.empty()) refuse("A time stands between two events.");
                time();
            } else if (take("(?")) {
                step();
            } else {
                refuse("A pattern is made of (?1), ., .* and (?t<=3600).");
            }
        }
        if (pattern_.items_.empty()) refuse("A pattern has at least one event.");
        if (next_.timed()) refuse("A time stands between two events.");
    }

private:
    [[noreturn]] void refuse(const char* detail) const {
        throw Error(ErrorCode::kInvalidArgument, "invalid pattern of events", "At character " + std::to_string(at_ + 1) + ": " + detail,
                    "A pattern looks like (?1).*(?2)(?t<=3600)(?3).");
    }

    bool take(std::string_view token) noexcept {
        if (!text_.substr(at_).starts_with(token)) return false;
        at_ += token.size();
        return true;
    }

    void add(std::uint32_t step) {
        if (pattern_.items_.size() == kMaxItems) refuse("There are more than 64 events.");
        next_.step = step;
        if (pattern_.items_.empty()) next_ = {.step = step};
        pattern_.items_.push_back(next_);
        next_ = {};
    }

    std::uint64_t number() {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (error != std::errc() || value > std::uint64_t{1} << 40) refuse("A number is expected, of at most 1099511627776.");
        at_ = static_cast<std::size_t>(end - text_.data());
        return value;
    }

    void step() {
        const std::uint64_t step = number();
        if (step == 0 || step > steps_) refuse("There is no such condition.");
        if (!take(")")) refuse("A \")\" is missing.");
        add(static_cast<std::uint32_t>(step - 1));
    }

    void time() {
        const bool less = take("<"), greater = !less && take(">");
        const bool equal = take("=");
        if (!less && !greater && !(equal && take("="))) refuse("A time is compared by <, <=, >, >= or ==.");
        std::uint64_t value = kMicroseconds * number();
        if (take(".")) {
            std::uint64_t unit = kMicroseconds / 10;
            for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && unit > 0; at_++, unit /= 10)
                value += unit * static_cast<std::uint64_t>(text_[at_] - '0');
        }
        if (!take(")")) refuse("A \")\" is missing.");
        if (less && !equal && value == 0) refuse("No time is less than nothing.");
        if (!greater) next_.most = std::min(next_.most, less && !equal ? value - 1 : value);
        if (!less) next_.least = std::max(next_.least, greater && !equal ? value + 1 : value);
        next_.skip = true;
    }

    std::string_view text_;
    std::uint32_t steps_;
    SequencePattern& pattern_;
    SequencePattern::Item next_;
    std::size_t at_ = 0;
};

SequencePattern::SequencePattern(std::string_view pattern, std::uint32_t steps, std::pmr::memory_resource* memory)
    : memory_(memory), items_(memory) {
    SequenceParser(pattern, steps, *this).parse();
}

namespace {

// Where the pattern up to one of its events was found since the last whole match.
struct Reached {
    explicit Reached(std::pmr::memory_resource* memory) : before(memory) {}

    bool any = false;                         // at any event
    bool last = false;                        // at the event looked at last
    std::size_t low = 0, high = 0;            // events in [low, high) are as far away as the next item asks
    std::pmr::vector<std::uint32_t> before;   // how many of the first i events; kept where the next item asks for a time
};

}  // namespace

std::uint64_t SequencePattern::count(std::span<const Event> events, std::uint64_t most, const CancelToken& cancel) const {
    const std::size_t items = items_.size();
    std::pmr::vector<Reached> reached(memory_);
    reached.reserve(items);
    for (std::size_t j = 0; j < items; j++) {
        reached.emplace_back(memory_);
        if (j + 1 < items && items_[j + 1].timed()) {
            reached[j].before.reserve(events.size() + 1);
            reached[j].before.push_back(0);
        }
    }
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < events.size() && found < most; i++) {
        if (i % 65536 == 0) cancel.check();
        bool whole = false;
        for (std::size_t j = items; j-- > 0;) {  // downwards, so that an event follows only what came before it
            const Item& item = items_[j];
            bool here = item.step == kAny || (events[i].steps >> item.step & 1) != 0;
            if (j > 0 && item.timed()) {
                Reached& from = reached[j - 1];
                while (from.high < i && elapsed(events[from.high].at, events[i].at) >= item.least) from.high++;
                while (from.low < from.high && elapsed(events[from.low].at, events[i].at) > item.most) from.low++;
                here = here && from.before[from.high] > from.before[from.low];
            } else if (j > 0) {
                here = here && (item.skip ? reached[j - 1].any : reached[j - 1].last);
            }
            reached[j].last = here;
            reached[j].any = reached[j].any || here;
            if (!reached[j].before.empty()) reached[j].before.push_back(reached[j].before.back() + (here ? 1U : 0U));
            whole = whole || (here && j + 1 == items);
        }
        if (!whole) continue;
        found++;
        for (Reached& at : reached) {
            at.any = at.last = false;
            at.low = at.high = i + 1;
        }
    }
    return found;
}

}  // namespace cdp::segment
