// SPDX-License-Identifier: PostgreSQL
#include "core/compare/token_ratio.hpp"

namespace cdp::compare {

namespace {

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

SortedText::SortedText(std::string_view text, const Work& work) : text_(work) {
    Words words(text, work);
    words.sort(work);
    for (const std::string_view word : words.views()) text_.add(word);
}

double token_sort_ratio(std::string_view a, std::string_view b, const Work& work) {
    const SortedText x(a, work), y(b, work);
    return with_characters(x.view(), y.view(), work, [](auto p, auto q, const Work& w) {
        return indel_ratio(lcs_length(p, q, w), p.size(), q.size());
    });
}

double token_set_ratio(const DistinctWords& x, const DistinctWords& y, const Work& work) {
    if (x.empty() || y.empty()) return x.empty() == y.empty() ? 1.0 : 0.0;
    const Parted words(x.views(), y.views(), work);
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
