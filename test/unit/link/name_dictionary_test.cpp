// SPDX-License-Identifier: PostgreSQL
#include "core/link/name_dictionary.hpp"

#include <gtest/gtest.h>

namespace cdp::link {
namespace {

using enum Meaning;

TEST(NameWords, SplitsAtSeparatorsCamelCaseAndDigits) {
    using Words = std::vector<std::string>;
    EXPECT_EQ(name_words("dateDeNaissance"), (Words{"date", "naissance"}));
    EXPECT_EQ(name_words("ADDR_LINE1"), (Words{"addr", "line", "1"}));
    EXPECT_EQ(name_words("SSNNumber"), (Words{"ssn", "number"}));
    EXPECT_EQ(name_words("PRÉNOM"), (Words{"prenom"}));
    EXPECT_EQ(name_words("  e-mail (perso)"), (Words{"e", "mail", "perso"}));
    EXPECT_EQ(name_words("de"), (Words{"de"}));
    EXPECT_TRUE(name_words("").empty());
    EXPECT_TRUE(name_words("__").empty());
}

struct Case {
    const char* name;
    Meaning meaning;
};

class ReadName : public testing::TestWithParam<Case> {};

TEST_P(ReadName, FindsTheMeaning) {
    EXPECT_EQ(read_name(GetParam().name).meaning, GetParam().meaning) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(
    Names, ReadName,
    testing::Values(Case{"first_name", kGivenName}, Case{"FIRSTNAME", kGivenName}, Case{"strFirstName", kGivenName},
                    Case{"custfirstname", kGivenName}, Case{"Prénom", kGivenName}, Case{"Vorname", kGivenName},
                    Case{"imie", kGivenName}, Case{"Imię", kGivenName}, Case{"voornaam", kGivenName},
                    Case{"имя", kGivenName}, Case{"surname", kFamilyName}, Case{"NomDeFamille", kFamilyName},
                    Case{"apellido_paterno", kFamilyName}, Case{"nazwisko", kFamilyName}, Case{"cognome", kFamilyName},
                    Case{"achternaam", kFamilyName}, Case{"PRIMARY_NAME_LAST", kFamilyName}, Case{"nom", kNameOrFamily},
                    Case{"nombre", kNameOrGiven}, Case{"name", kName}, Case{"first_and_surname", kFullName},
                    Case{"Nom et prénom", kFullName}, Case{"imie_i_nazwisko", kFullName}, Case{"dob", kBirthDate},
                    Case{"date_naissance", kBirthDate}, Case{"Geburtsdatum", kBirthDate}, Case{"data_ur", kBirthDate},
                    Case{"fecha de nacimiento", kBirthDate}, Case{"birth_place", kBirthPlace},
                    Case{"patient_birth_country", kBirthPlace}, Case{"e-mail", kEmail}, Case{"courriel", kEmail},
                    Case{"EmailAddress", kEmail}, Case{"email_2", kEmail}, Case{"Tél.", kPhone}, Case{"handy", kPhone},
                    Case{"mobile_phone_number", kPhone}, Case{"telefon nr", kPhone}, Case{"address_2", kAddressExtra},
                    Case{"adresse_1", kStreet}, Case{"Straße", kStreet}, Case{"via", kStreet}, Case{"ulica", kStreet},
                    Case{"numer_domu", kHouseNumber}, Case{"Hausnummer", kHouseNumber}, Case{"PLZ", kPostcode},
                    Case{"code_postal", kPostcode}, Case{"kod_pocztowy", kPostcode},
                    Case{"codepostalclient", kPostcode}, Case{"CAP", kPostcode}, Case{"ville", kCity},
                    Case{"Ort", kCity}, Case{"gmina", kCity}, Case{"company_city", kCity}, Case{"pays", kCountry},
                    Case{"kraj", kCountry}, Case{"Bundesland", kRegion}, Case{"raison_sociale", kCompany},
                    Case{"org_name", kCompany}, Case{"Firma", kCompany}, Case{"Anrede", kTitle}, Case{"sexe", kGender},
                    Case{"soc_sec_id", kNationalId}, Case{"IBAN", kNationalId}, Case{"codice_fiscale", kNationalId},
                    Case{"customer_id", kCustomerNumber}, Case{"id", kKey}, Case{"address_id", kKey},
                    Case{"updated_at", kTimestamp}, Case{"email_updated_at", kTimestamp},
                    Case{"expiry_date", kTimestamp}, Case{"phone_type", kCategory}, Case{"passport_country", kCategory},
                    Case{"is_email_verified", kFlag}, Case{"mothers_maiden_name", kOtherPerson}, Case{"set_by", kNone},
                    Case{"c3", kNone}, Case{"", kNone}, Case{"xyzzy", kNone}));

TEST(ReadName, TellsTheNumber) {
    EXPECT_EQ(read_name("imie2").ordinal, 2);
    EXPECT_EQ(read_name("address_1").ordinal, 1);
    EXPECT_EQ(read_name("address").ordinal, 0);
    EXPECT_EQ(read_name("c12345678901234").ordinal, 0);
}

}  // namespace
}  // namespace cdp::link
