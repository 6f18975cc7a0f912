// SPDX-License-Identifier: PostgreSQL
#include "core/text/company.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Company, CleanFormAndCore) {
    const struct { const char* text; const char* clean; const char* core; } cases[] = {
        {"Dupont S.A.R.L.", "Dupont SARL", "dupont"},
        {"Dupont  S. A. R. L.", "Dupont SARL", "dupont"},
        {"sarl Dupont", "SARL Dupont", "dupont"},
        {"Acme Limited", "Acme Ltd", "acme"},
        {"acme inc.", "acme Inc", "acme"},
        {"M\u00FCller gmbh & co. kg", "M\u00FCller GmbH & Co. KG", "muller"},
        {"M\u00FCller G.m.b.H. & Co. KG", "M\u00FCller GmbH & Co. KG", "muller"},
        {"The Walt Disney Company, Inc.", "The Walt Disney Co Inc", "walt disney"},
        {"Johnson & Johnson", "Johnson & Johnson", "johnson johnson"},
        {"Johnson and Johnson Inc", "Johnson and Johnson Inc", "johnson johnson"},
        {"Soci\u00E9t\u00E9 G\u00E9n\u00E9rale SA", "Soci\u00E9t\u00E9 G\u00E9n\u00E9rale SA", "societe generale"},
        {"Clinique Spa", "Clinique Spa", "clinique"},
        {"Fiat S.p.A.", "Fiat SpA", "fiat"},
        {"Orlen Sp. z o.o.", "Orlen Sp. z o.o.", "orlen"},
        {"Limited Brands", "Limited Brands", "limited brands"},
        {"J P Morgan Chase & Co", "J P Morgan Chase & Co", "j p morgan chase"},
        {"S.A.", "S.A.", "sa"},
        {"3M", "3M", "3m"},
        {"M\u00FCller GmbH und Co. KG", "M\u00FCller GmbH & Co. KG", "muller"},
        {"M\u00FCller und Co. KG", "M\u00FCller & Co. KG", "muller"},
        {"Cemex, S.A. de C.V.", "Cemex SA de CV", "cemex"},
        {"Grupo Bimbo SAB DE CV", "Grupo Bimbo SAB de CV", "grupo bimbo"},
        {"Sabritas S. de R.L. de C.V.", "Sabritas S de RL de CV", "sabritas"},
        {"Dupont S A R L", "Dupont SARL", "dupont"},
        {"Soci\u00E9t\u00E9 anonyme Dupont", "SA Dupont", "dupont"},
        {"SOCIETE CIVILE IMMOBILIERE LES LILAS", "SCI LES LILAS", "les lilas"},
        {"Soci\u00E9t\u00E9 par actions simplifi\u00E9e Dupont", "SAS Dupont", "dupont"},
        {"Limited Partnership Brands", "Limited Partnership Brands", "limited partnership brands"},
        {"Dupont - SARL", "Dupont SARL", "dupont"},
        {"Dupont SARL (Paris)", "Dupont SARL (Paris)", "dupont sarl paris"},
        {"S A R L Dupont", "SARL Dupont", "dupont"},
        {"X Z S A", "X Z SA", "x z"},
        {"Mondragon S. Coop.", "Mondragon S.Coop", "mondragon"},
        {"Foo Sagl", "Foo Sagl", "foo"},
        {"Robert Bosch Stiftung GmbH", "Robert Bosch Stiftung GmbH", "robert bosch stiftung"},
        {"Meyer Partnerschaft mbB", "Meyer PartG mbB", "meyer"},
        {"Meyer PartGmbB", "Meyer PartG mbB", "meyer"},
        {"M\u00FCller GmbH i. L.", "M\u00FCller GmbH i.L.", "muller"},
        {"M\u00FCller GmbH, in Liquidation", "M\u00FCller GmbH in Liquidation", "muller"},
        {"Foo IL", "Foo IL", "foo il"},
        {"Ford Motor Company", "Ford Motor Co", "ford motor"},
        {"ACME, S.A.R.L.", "ACME SARL", "acme"},
        {"ACME , Inc", "ACME Inc", "acme"},
        {", Inc", "Inc", "inc"},
        {"Dewey, Cheatham & Howe, LLP", "Dewey, Cheatham & Howe LLP", "dewey cheatham howe"},
        {"\u041E\u041E\u041E \u0420\u043E\u043C\u0430\u0448\u043A\u0430", "\u041E\u041E\u041E \u0420\u043E\u043C\u0430\u0448\u043A\u0430", "romashka"},
        {"Acme Ltd. Limited", "Acme Ltd", "acme"},
        {"Acme Private Limited Limited", "Acme Pvt Ltd", "acme"},
        {"SARL Dupont SARL", "Dupont SARL", "dupont"},
        {"A B C", "A B C", "a b c"},
        {"Rossi Societ\u00E0 in accomandita semplice", "Rossi SAS", "rossi"},
        {"Rossi societ\u00E0 in nome collettivo", "Rossi SNC", "rossi"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_company(c.text), c.clean);
        EXPECT_EQ(normalize_company(c.clean), c.clean);
        EXPECT_EQ(company_core(c.text), c.core) << c.text;
    }
    EXPECT_EQ(normalize_company(" - "), std::nullopt);
}

TEST(Company, LegalForm) {
    const struct { const char* text; const char* form; } cases[] = {
        {"Dupont S.A.R.L.", "SARL"}, {"SARL Dupont", "SARL"}, {"Dupont et Fils S. A. S. U.", "SASU"},
        {"M\u00FCller G.m.b.H. & Co. KG", "GmbH & Co. KG"}, {"Acme Limited", "Ltd"}, {"Acme Pty. Ltd.", "Pty Ltd"},
        {"Acme public limited company", "PLC"}, {"Fiat S.p.A.", "SpA"}, {"Orlen Sp. z o.o.", "Sp. z o.o."},
        {"Orlen Sp\u00F3\u0142ka z ograniczon\u0105 odpowiedzialno\u015Bci\u0105", "Sp. z o.o."}, {"Zara, S.L.U.", "SLU"},
        {"Philips N.V.", "NV"}, {"Jansen VOF", "VOF"}, {"Volvo AB", "AB"}, {"Nestl\u00E9 S.A.", "SA"},
        {"Dupont soci\u00E9t\u00E9 \u00E0 responsabilit\u00E9 limit\u00E9e", "SARL"}, {"J P Morgan Chase & Co", "Co"},
        {"M\u00FCller GmbH und Co. KG", "GmbH & Co. KG"}, {"M\u00FCller GmbH i.L.", "GmbH"}, {"Cemex, S.A. de C.V.", "SA de CV"},
        {"Robert Bosch Stiftung", "Stiftung"}, {"Stiftung Warentest", "Stiftung"}, {"Acme Ltd Ltd", "Ltd"},
        {"\u0420\u043E\u043C\u0430\u0448\u043A\u0430 \u041E\u041E\u041E", "\u041E\u041E\u041E"}, {"OOO Romashka", "OOO"},
        {"Meier e.K.", "e.K."}, {"Tartu O\u00DC", "O\u00DC"}, {"Rossi S.r.l.", "Srl"}, {"Apple Inc.", "Inc"},
    };
    for (const auto& c : cases) EXPECT_EQ(company_legal_form(c.text), c.form) << c.text;
    for (const char* text : {"Dupont", "", "-", "SARL", "Limited Brands", "Clinique Spa", "as if"})
        EXPECT_EQ(company_legal_form(text), std::nullopt) << text;
}

TEST(Company, CoreIsAFoldAndItsOwnCore) {
    Nasty nasty(10);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        const std::string core = company_core(s);
        EXPECT_EQ(company_core(core), core) << s;
        const auto clean = normalize_company(s);
        if (clean) {
            EXPECT_EQ(normalize_company(*clean), clean) << s;
        }
    }
}

}  // namespace
}  // namespace cdp::text
