// SPDX-License-Identifier: PostgreSQL
// Similarity of two names of companies.
#pragma once

#include <string>
#include <vector>

#include "core/compare/units.hpp"
#include "core/compare/word_alignment.hpp"

namespace cdp::compare {

// A company's name prepared for many comparisons: folded words without the legal form, and the legal form. Takes any
// text; of long ones the first kLongestCompanyForm bytes and kMostWords words.
class CompanyForm {
public:
    explicit CompanyForm(std::string_view company) : CompanyForm(company, Work{}) {}
    CompanyForm(std::string_view company, const Work& work);
    CompanyForm(CompanyForm&&) = delete;  // words point into the text

private:
    friend double company_similarity(const CompanyForm& a, const CompanyForm& b);

    // True for a folded word that may be an acronym: letters, not written as names are (Dia, Fiat).
    bool may_be_acronym(std::string_view word) const noexcept;
    // How well the names go together where one of a's words stands for words of b; 0 when none does.
    static double acronym_similarity(const CompanyForm& a, const CompanyForm& b);

    std::string folded_;
    std::string core_;
    std::string legal_form_;
    std::string parted_, parted_core_;  // folded_ and core_ with elided words apart, for initials: d etudes
    std::vector<std::string> names_;    // folded words written with capitals and small letters both
    std::vector<Word> words_;           // of the core
    std::vector<Word> whole_words_, core_words_;  // of parted_ and parted_core_
};

inline constexpr std::size_t kLongestCompanyForm = 1024;

// In [0,1], symmetric; 1 for names that are one after folding, and 0 when only one has a letter or digit. The words are
// assigned to one another (align_words); words that many companies have (group, services, international) weigh
// 0.3, articles and "and" 0.05; words written together or apart make no difference to a name as a whole. A word of two
// to eight letters stands for words in a row whose initials it is, small words counted or not: times 0.9, once more
// where one of four or more words is left out (SNCF), 0.8 for two letters. Times 0.95 for legal forms that
// differ, 0.98 for one that only one name tells.
double company_similarity(const CompanyForm& a, const CompanyForm& b);

}  // namespace cdp::compare
