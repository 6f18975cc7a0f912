// SPDX-License-Identifier: PostgreSQL
#include "core/compare/alignment.hpp"

#include <cmath>
#include <string>

#include "core/base/scratch.hpp"

namespace cdp::compare {

namespace {

constexpr std::size_t kShort = 128;
constexpr std::uint64_t kPollCells = 1 << 20;

// Scores as `Score`: whole numbers add up exactly, and faster, as integers.
template <class Score>
struct ScoresOf {
    Score match, mismatch, gap_open, gap_extend;
    explicit ScoresOf(const AlignmentScores& s)
        : match(static_cast<Score>(s.match)),
          mismatch(static_cast<Score>(s.mismatch)),
          gap_open(static_cast<Score>(s.gap_open)),
          gap_extend(static_cast<Score>(s.gap_extend)) {}
};

bool are_whole(const AlignmentScores& s) noexcept {
    const auto whole = [](double x) { return x == std::trunc(x); };
    return whole(s.match) && whole(s.mismatch) && whole(s.gap_open) && whole(s.gap_extend);
}

// Asks the token once in a while, however long the rows are.
class Poll {
public:
    Poll(const CancelToken& token, std::size_t row) noexcept : token_(token), row_(row) {}
    void next_row() {
        cells_ += row_;
        if (cells_ < kPollCells) return;
        cells_ = 0;
        token_.check();
    }

private:
    const CancelToken& token_;
    std::uint64_t row_;
    std::uint64_t cells_ = 0;
};

// One row for the shorter string; `row[j]` is the cell above, then the cell itself.
template <class Score, Unit C>
double local_score(Units<C> rows, Units<C> columns, const ScoresOf<Score>& s, const Work& work) {
    Scratch<Score, kShort> row(work.memory);
    row.assign(columns.size(), 0);
    Poll poll(work.cancel, columns.size());
    Score best = 0;
    for (const C unit : rows) {
        poll.next_row();
        Score diagonal = 0;
        Score left = 0;
        for (std::size_t j = 0; j < columns.size(); j++) {
            const Score above = row[j];
            const Score paired = diagonal + (unit == columns[j] ? s.match : s.mismatch);
            const Score aside = std::max(paired, above + s.gap_open);
            left = std::max({aside, left + s.gap_open, Score{0}});
            best = std::max(best, left);
            row[j] = left;
            diagonal = above;
        }
    }
    return static_cast<double>(best);
}

// A cell of Gotoh's matrix: the best score of all alignments, and of those that end in a gap of the row string.
template <class Score>
struct Cell {
    Score best;
    Score down;
};

template <class Score, Unit C>
double global_score(Units<C> rows, Units<C> columns, const ScoresOf<Score>& s, const Work& work) {
    // Lower than any score, and still so when more is taken off: scores stay below 2^25 units of 2^20 each.
    constexpr Score kNever = static_cast<Score>(-(std::int64_t{1} << 60));
    const auto gap = [&](std::size_t length) {
        return length == 0 ? Score{0} : s.gap_open + static_cast<Score>(length - 1) * s.gap_extend;
    };
    Scratch<Cell<Score>, kShort> row(work.memory);
    row.reserve(columns.size());
    for (std::size_t j = 0; j < columns.size(); j++) row.push_back({gap(j + 1), kNever});
    Poll poll(work.cancel, columns.size());
    for (std::size_t i = 0; i < rows.size(); i++) {
        poll.next_row();
        Score diagonal = gap(i);
        Score best = gap(i + 1);
        Score across = kNever;
        for (std::size_t j = 0; j < columns.size(); j++) {
            Cell<Score>& cell = row[j];
            const Score paired = diagonal + (rows[i] == columns[j] ? s.match : s.mismatch);
            diagonal = cell.best;
            cell.down = std::max(cell.best + s.gap_open, cell.down + s.gap_extend);
            across = std::max(best + s.gap_open, across + s.gap_extend);
            best = cell.best = std::max({paired, cell.down, across});
        }
    }
    return static_cast<double>(columns.empty() ? gap(rows.size()) : row[columns.size() - 1].best);
}

void require_alignment(std::size_t n, std::size_t m) {
    require_length(n, m);
    if (static_cast<std::uint64_t>(n) * m <= kMaxAlignmentCells) return;
    throw Error(ErrorCode::kLimitExceeded, "texts are too long to align",
                "They have " + std::to_string(n) + " and " + std::to_string(m) + " characters; the limit is " +
                    std::to_string(kMaxAlignmentCells) + " for their product.",
                "Compare a prefix of them, such as left(value, 10000).");
}

[[noreturn]] void refuse(const char* name, const char* rule, double given) {
    throw Error(ErrorCode::kInvalidArgument, std::string(name) + " must be " + rule,
                "It is " + std::to_string(given) + ".", "Usual scores are 1 for a match, -1 for the rest.");
}

}  // namespace

const AlignmentScores& checked(const AlignmentScores& s) {
    const auto within = [](double x) { return x >= -kMaxScore && x <= kMaxScore; };
    if (!(within(s.match) && s.match > 0)) refuse("match", "above 0 and at most 1000000", s.match);
    if (!(within(s.mismatch) && s.mismatch <= s.match))
        refuse("mismatch", "at most the score of a match and at least -1000000", s.mismatch);
    for (const auto& [name, gap] : {std::pair{"gap", s.gap_open}, std::pair{"gap_extend", s.gap_extend}})
        if (!(within(gap) && gap <= 0)) refuse(name, "between -1000000 and 0", gap);
    return s;
}

template <Unit C>
double smith_waterman(Units<C> a, Units<C> b, const AlignmentScores& scores, const Work& work) {
    require_alignment(a.size(), b.size());
    if (a.size() < b.size()) std::swap(a, b);
    if (are_whole(scores)) return local_score(a, b, ScoresOf<std::int64_t>(scores), work);
    return local_score(a, b, ScoresOf<double>(scores), work);
}

template <Unit C>
double affine_gap(Units<C> a, Units<C> b, const AlignmentScores& scores, const Work& work) {
    require_alignment(a.size(), b.size());
    if (a.size() < b.size()) std::swap(a, b);
    if (are_whole(scores)) return global_score(a, b, ScoresOf<std::int64_t>(scores), work);
    return global_score(a, b, ScoresOf<double>(scores), work);
}

template double smith_waterman(Bytes, Bytes, const AlignmentScores&, const Work&);
template double smith_waterman(CodePoints, CodePoints, const AlignmentScores&, const Work&);
template double affine_gap(Bytes, Bytes, const AlignmentScores&, const Work&);
template double affine_gap(CodePoints, CodePoints, const AlignmentScores&, const Work&);

double aligned_share(double score, std::size_t n, std::size_t m, const AlignmentScores& scores) noexcept {
    if (n == 0 || m == 0) return n == m ? 1.0 : 0.0;
    return std::clamp(score / (scores.match * static_cast<double>(std::min(n, m))), 0.0, 1.0);
}

}  // namespace cdp::compare
