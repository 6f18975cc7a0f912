// SPDX-License-Identifier: PostgreSQL
#include "core/compare/company.hpp"

#include "core/text/ascii.hpp"
#include "core/text/company.hpp"
#include "core/text/fold.hpp"
#include "core/text/name.hpp"
#include "core/text/utf8.hpp"

namespace cdp::compare {

namespace {

constexpr double kCommonWeight = 0.3;
constexpr double kTieWeight = 0.05;
constexpr double kOtherForm = 0.95;
constexpr double kUntoldForm = 0.98;

// Words that tell little in the name of a company, folded.
constexpr std::string_view kCommonWords[] = {
    "agence",        "agency",     "associates",   "association", "associes",
    "beratung",      "bros",       "brothers",     "cabinet",     "compagnie",
    "compania",      "company",    "conseil",      "consulting",  "dienstleistungen",
    "distribution",  "enterprise", "enterprises",  "entreprise",  "etablissements",
    "ets",           "europe",     "figli",        "fils",        "firma",
    "france",        "freres",     "gesellschaft", "global",      "group",
    "groupe",        "grupo",      "gruppe",       "gruppo",      "handel",
    "hermanos",      "hijos",      "holding",      "holdings",    "industries",
    "international", "logistics",  "management",   "partner",     "partners",
    "services",      "servicios",  "servizi",      "societe",     "sohn",
    "sohne",         "solutions",  "sons",         "systems",     "technologies",
    "technology",    "trading",    "transports",   "uk",          "usa",
    "verwaltung",
};
constexpr text::WordSet<std::size(kCommonWords)> kCommon(kCommonWords);

constexpr std::string_view kTieWords[] = {"and", "et", "of", "the", "und", "y"};
constexpr text::WordSet<std::size(kTieWords)> kTies(kTieWords);

double weight_of(std::string_view word) noexcept {
    if (kTies.contains(word)) return kTieWeight;
    if (word.size() == 1) return kInitialWeight;
    if (kCommon.contains(word)) return kCommonWeight;
    return text::is_name_particle(word) ? kTieWeight : 1;
}

double form_factor(std::string_view a, std::string_view b) noexcept {
    if (a == b) return 1;
    return a.empty() || b.empty() ? kUntoldForm : kOtherForm;
}

}  // namespace

CompanyForm::CompanyForm(std::string_view company, const Work&) {
    const std::string_view head = text::head_of(company, kLongestCompanyForm);
    folded_ = text::fold(head);
    core_ = text::company_core(head);
    if (const auto form = text::company_legal_form(head)) legal_form_ = text::fold(*form);
    std::string_view rest = core_;
    while (!rest.empty() && words_.size() < kMostWords) {
        const std::string_view word = text::next_word(rest);
        words_.push_back({word, weight_of(word), 0});
    }
}

double company_similarity(const CompanyForm& a, const CompanyForm& b) {
    if (a.folded_ == b.folded_) return 1;
    const double forms = form_factor(a.legal_form_, b.legal_form_);
    if (a.core_ == b.core_) return forms;
    if (a.words_.empty() || b.words_.empty()) return 0;
    return forms * align_words(a.words_, b.words_);
}

}  // namespace cdp::compare
