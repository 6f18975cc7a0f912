// SPDX-License-Identifier: PostgreSQL
#include "core/compare/company.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::compare {
namespace {

double similarity(std::string_view a, std::string_view b) { return company_similarity(CompanyForm(a), CompanyForm(b)); }

TEST(CompanySimilarity, Table) {
    const struct { const char* a; const char* b; double similarity; } cases[] = {
        {"Dupont S.A.R.L.", "SARL Dupont", 1},
        {"M\u00FCller G.m.b.H.", "Mueller GmbH", .87},
        {"Dupont SARL", "Dupont", .98},
        {"Dupont SARL", "Dupont SAS", .95},
        {"Acme", "Acme Group", .909},
        {"Acme", "Acme Bakery", .75},
        {"Johnson & Johnson", "Johnson and Johnson", 1},
        {"Siemens AG", "Simens AG", .856},
        {"Clinique Spa", "CLINIQUE SPA", 1},
        {"SNCF", "Soci\u00E9t\u00E9 nationale des chemins de fer fran\u00E7ais", .81},
        {"IBM", "International Business Machines", .9},
        {"I.B.M.", "International Business Machines Corp", .88},
        {"IBM Deutschland GmbH", "International Business Machines Deutschland GmbH", .9},
        {"EDF", "\u00C9lectricit\u00E9 de France", .9},
        {"INED", "Institut national d'\u00E9tudes d\u00E9mographiques", .9},
        {"INED", "Institut national d\u2019\u00E9tudes d\u00E9mographiques", .9},
        {"BBC", "British Broadcasting Corporation", .88},
        {"BASF SE", "Badische Anilin- und Soda-Fabrik SE", .9},
        {"HP", "Hewlett Packard", .72},
        {"DIA", "Dupont Industries Automobiles", .9},
        {"Dia", "Dupont Industries Automobiles", 0},
        {"IBM", "International Paper", 0},
        {"A B C", "ABC", 1},
        {"A.B.C. Ltd", "ABC Ltd", 1},
        {"J.P. Morgan Chase", "JPMorgan Chase", 1},
        {"Face Book Inc", "Facebook", .98},
        {"Ford Motor Company", "Ford Motor Co.", 1},
        {"M\u00FCller GmbH und Co. KG", "M\u00FCller GmbH & Co. KG", 1},
        {"M\u00FCller GmbH i.L.", "M\u00FCller GmbH", 1},
        {"\u041E\u041E\u041E \u0420\u043E\u043C\u0430\u0448\u043A\u0430", "OOO Romashka", 1},
        {"Acme Ltd", "Zara SL", 0},
        {"", "Acme", 0},
        {"", "-", 1},
    };
    for (const auto& c : cases) {
        EXPECT_NEAR(similarity(c.a, c.b), c.similarity, .03) << c.a << " | " << c.b;
        EXPECT_EQ(similarity(c.a, c.b), similarity(c.b, c.a)) << c.a << " | " << c.b;
    }
}

TEST(CompanySimilarity, SymmetricInRangeAndOneForItself) {
    text::Nasty nasty(81);
    for (int i = 0; i < 20000; i++) {
        const CompanyForm x(nasty.next()), y(nasty.next());
        const double s = company_similarity(x, y);
        EXPECT_GE(s, 0);
        EXPECT_LE(s, 1);
        EXPECT_EQ(company_similarity(y, x), s);
        EXPECT_EQ(company_similarity(x, x), 1);
    }
    EXPECT_EQ(similarity(std::string(10 << 20, 'x'), "Acme"), 0);
    std::string acronyms, initials;  // each may stand for any run of the other's words
    for (int i = 0; i < 32; i++) {
        acronyms += std::string(static_cast<std::size_t>(2 + i % 7), 'a') + ' ';
        initials += "a" + std::to_string(i) + ' ';
    }
    EXPECT_LT(similarity(acronyms, initials), 1);
}

}  // namespace
}  // namespace cdp::compare
