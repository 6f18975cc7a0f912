// SPDX-License-Identifier: PostgreSQL
#include "core/compare/token_ratio.hpp"

#include "core/compare/lcs.hpp"
#include "core/compare/words.hpp"

namespace cdp::compare {

namespace {

// Words joined by single spaces.
class Joined {
public:
    explicit Joined(const Work& work) noexcept : text_(work.memory) {}
    Joined(WordViews words, const Work& work) : Joined(work) {
        for (const std::string_view word : words) add(word);
    }

    void add(std::string_view word) {
        if (!text_.empty()) text_.push_back(' ');
        text_.append(word);
    }
    std::string_view view() noexcept { return {text_.data(), text_.size()}; }
    bool empty() const noexcept { return text_.empty(); }

private:
    Scratch<char, 256> text_;
};

// The words of two sorted sets: those of one side only, joined, and the characters of those of both, as joined.
struct Parted {
    Joined left, right;
    std::size_t common = 0;

    Parted(WordViews a, WordViews b, const Work& work) : left(work), right(work) {
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < a.size() || j < b.size()) {
            if (j == b.size() || (i < a.size() && a[i] < b[j])) {
                left.add(a[i++]);
            } else if (i == a.size() || b[j] < a[i]) {
                right.add(b[j++]);
            } else {
                common += text::count_code_points(a[i]) + (common > 0 ? 1 : 0);
                i++, j++;
            }
        }
    }
};

}  // namespace

double token_sort_ratio(std::string_view a, std::string_view b, const Work& work) {
    Words x(a, work), y(b, work);
    x.sort(work);
    y.sort(work);
    Joined left(x.views(), work), right(y.views(), work);
    return with_characters(left.view(), right.view(), work, [](auto p, auto q, const Work& w) {
        return indel_ratio(lcs_length(p, q, w), p.size(), q.size());
    });
}

double token_set_ratio(std::string_view a, std::string_view b, const Work& work) {
    Words x(a, work), y(b, work);
    if (x.empty() || y.empty()) return x.empty() == y.empty() ? 1.0 : 0.0;
    x.sort_distinct(work);
    y.sort_distinct(work);
    Parted words(x.views(), y.views(), work);
    const std::size_t common = words.common;
    if (common > 0 && (words.left.empty() || words.right.empty())) return 1.0;
    return with_characters(words.left.view(), words.right.view(), work, [common](auto p, auto q, const Work& w) {
        const std::size_t same = lcs_length(p, q, w);
        if (common == 0) return indel_ratio(same, p.size(), q.size());
        const std::size_t spaced = common + 1;  // the space between the common words and the others
        const double with_rest = indel_ratio(spaced + same, spaced + p.size(), spaced + q.size());
        return std::max({with_rest, indel_ratio(common, common, spaced + p.size()),
                         indel_ratio(common, common, spaced + q.size())});
    });
}

}  // namespace cdp::compare
