// SPDX-License-Identifier: PostgreSQL
#include "core/compare/strcmp95.hpp"

#include <array>
#include <vector>

#include "core/compare/edit_kernel.hpp"

namespace cdp::compare {

namespace {

constexpr double kBoostAbove = 0.7;
constexpr std::size_t kBoostedPrefix = 4;
constexpr double kPrefixStep = 0.1;
constexpr std::size_t kAlikeTenths = 3;

// Winkler's pairs of characters that typing, hearing or scanning confuses, one after another.
constexpr std::string_view kConfused =
    "AEAIAOAUBVEIEOEUIOIUOUIYEYCGEFWUWVXKSZXSQCUVMNLIQOPRIJ"
    "2Z5S8B1I1L0O0QCKGJ";

constexpr char32_t kFirst = '0', kLast = 'Z';

// For each character from kFirst to kLast, a bit for each of those that it is confused with.
constexpr auto kAlike = [] {
    std::array<std::uint64_t, kLast - kFirst + 1> alike{};
    for (std::size_t i = 0; i < kConfused.size(); i += 2) {
        const std::size_t x = kConfused[i] - kFirst, y = kConfused[i + 1] - kFirst;
        alike[x] |= std::uint64_t{1} << y;
        alike[y] |= std::uint64_t{1} << x;
    }
    return alike;
}();

constexpr char32_t upper(char32_t c) noexcept { return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c; }
constexpr bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }

bool alike(char32_t x, char32_t y) noexcept {
    if (x < kFirst || x > kLast || y < kFirst || y > kLast) return false;
    return (kAlike[x - kFirst] >> (y - kFirst) & 1) != 0;
}

template <Unit C>
Units<C> without_blanks(Units<C> s) noexcept {
    while (!s.empty() && s.front() == ' ') s = s.subspan(1);
    while (!s.empty() && s.back() == ' ') s = s.first(s.size() - 1);
    return s;
}

// Which units of a string have been taken.
class Flags {
public:
    Flags(std::size_t n, const Work& work) : heap_(n <= stack_.size() ? 0 : n, work.memory) {
        if (heap_.empty()) std::fill_n(stack_.begin(), n, 0);
    }
    char& operator[](std::size_t i) noexcept { return heap_.empty() ? stack_[i] : heap_[i]; }

private:
    std::array<char, 128> stack_;
    std::pmr::vector<char> heap_;
};

// Two strings with case gone, and what of them has been taken.
template <Unit C>
struct Contest {
    Units<C> a, b;
    const Work& work;
    Flags a_taken{a.size(), work}, b_taken{b.size(), work};
    std::size_t polled = 0;

    char32_t x(std::size_t i) const noexcept { return upper(a[i]); }
    char32_t y(std::size_t j) const noexcept { return upper(b[j]); }

    void poll(std::size_t steps) {
        constexpr std::size_t kPollEvery = 1 << 20;
        if ((polled += steps) < kPollEvery) return;
        polled = 0;
        work.cancel.check();
    }

    // Takes for each free unit of a the first free one of b from `from(i)` up to `to(i)` that is `fit(x, y)`.
    template <class From, class To, class Fit>
    std::size_t take(const From& from, const To& to, const Fit& fit) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < a.size(); i++) {
            if (a_taken[i]) continue;
            std::size_t j = from(i);
            const std::size_t begin = j, end = std::min(to(i), b.size());
            while (j < end && (b_taken[j] || !fit(x(i), y(j)))) j++;
            if (j < end) {
                a_taken[i] = b_taken[j] = 1;
                count++;
            }
            poll(end > begin ? end - begin : 0);
        }
        return count;
    }

    // Half of the taken units that stand against another one, in order.
    std::size_t transpositions() noexcept {
        std::size_t moved = 0;
        for (std::size_t i = 0, j = 0; i < a.size(); i++) {
            if (!a_taken[i]) continue;
            while (!b_taken[j]) j++;
            moved += x(i) != y(j++) ? 1 : 0;
        }
        return moved / 2;
    }
};

}  // namespace

template <Unit C>
double jaro_winkler_strcmp95(Units<C> a, Units<C> b, bool long_strings, const Work& work) {
    require_length(a.size(), b.size());
    a = without_blanks(a);
    b = without_blanks(b);
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    const std::size_t n = a.size(), m = b.size(), shorter = std::min(n, m);
    const std::size_t half = std::max(n, m) / 2, window = half > 1 ? half - 1 : 0;
    detail::require_cells(n, m, kMaxStrcmp95Cells);

    Contest<C> contest{a, b, work};
    const std::size_t count =
        contest.take([&](std::size_t i) { return i > window ? i - window : 0; },
                     [&](std::size_t i) { return i + window + 1; }, [](char32_t x, char32_t y) { return x == y; });
    if (count == 0) return 0;
    const std::size_t transpositions = contest.transpositions();
    const std::size_t similar = count == shorter ? 0
                                                 : contest.take([](std::size_t) { return std::size_t{0}; },
                                                                [&](std::size_t) { return m; }, alike);

    const double k = static_cast<double>(count);
    const double credit = static_cast<double>(kAlikeTenths * similar) / 10.0 + k;
    double weight = (credit / static_cast<double>(n) + credit / static_cast<double>(m) +
                     (k - static_cast<double>(transpositions)) / k) /
                    3.0;
    if (weight <= kBoostAbove) return weight;
    std::size_t prefix = 0;
    while (prefix < std::min(shorter, kBoostedPrefix) && contest.x(prefix) == contest.y(prefix) && !is_digit(a[prefix]))
        prefix++;
    weight += static_cast<double>(prefix) * kPrefixStep * (1.0 - weight);
    // The program's condition: beyond the common beginning two more agree, and in all more than half of the rest.
    if (long_strings && shorter > 4 && count > prefix + 1 && 2 * count >= shorter + prefix && !is_digit(a[0]))
        weight +=
            (1.0 - weight) * static_cast<double>(count - prefix - 1) / static_cast<double>(n + m - 2 * prefix + 2);
    return weight;
}

template double jaro_winkler_strcmp95(Bytes, Bytes, bool, const Work&);
template double jaro_winkler_strcmp95(CodePoints, CodePoints, bool, const Work&);

}  // namespace cdp::compare
