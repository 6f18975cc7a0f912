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

    std::string folded_;
    std::string core_;
    std::string legal_form_;
    std::vector<Word> words_;
};

inline constexpr std::size_t kLongestCompanyForm = 1024;

// In [0,1], symmetric; 1 for names that are one after folding, and 0 when only one has a letter or digit. The words are
// assigned to one another (align_words); words that many companies have (group, services, international) weigh
// 0.3, articles and "and" 0.05. Times 0.95 for legal forms that differ, 0.98 for one that only one name tells.
double company_similarity(const CompanyForm& a, const CompanyForm& b);

}  // namespace cdp::compare
