// SPDX-License-Identifier: PostgreSQL
#include "core/text/gender.hpp"

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestInput = 64;

constexpr WordValue<char> kGenderWords[] = {
    {"1", 'M'}, {"2", 'F'}, {"agender", 'X'}, {"altro", 'X'}, {"autre", 'X'}, {"boy", 'M'}, {"chlopak", 'M'},
    {"d", 'X'}, {"dame", 'F'}, {"dhr", 'M'}, {"divers", 'X'}, {"diverse", 'X'}, {"donna", 'F'}, {"dziewczyna", 'F'},
    {"enby", 'X'}, {"f", 'F'}, {"fem", 'F'}, {"female", 'F'}, {"femela", 'F'}, {"femenina", 'F'}, {"femenino", 'F'},
    {"feminin", 'F'}, {"feminine", 'F'}, {"feminino", 'F'}, {"femme", 'F'}, {"femmina", 'F'}, {"femminile", 'F'},
    {"fille", 'F'}, {"frau", 'F'}, {"fraulein", 'F'}, {"frl", 'F'}, {"garcon", 'M'}, {"genderqueer", 'X'},
    {"girl", 'F'}, {"h", 'M'}, {"heer", 'M'}, {"hembra", 'F'}, {"herr", 'M'}, {"hom", 'M'}, {"hombre", 'M'},
    {"homem", 'M'}, {"homme", 'M'}, {"hr", 'M'}, {"inny", 'X'}, {"inter", 'X'}, {"intersex", 'X'}, {"junge", 'M'},
    {"k", 'F'}, {"kobieta", 'F'}, {"lady", 'F'}, {"m", 'M'}, {"madame", 'F'}, {"madchen", 'F'}, {"mademoiselle", 'F'},
    {"maennlich", 'M'}, {"male", 'M'}, {"man", 'M'}, {"mann", 'M'}, {"mannelijk", 'M'}, {"mannl", 'M'},
    {"mannlich", 'M'}, {"masc", 'M'}, {"masch", 'M'}, {"maschile", 'M'}, {"maschio", 'M'}, {"masculin", 'M'},
    {"masculine", 'M'}, {"masculino", 'M'}, {"melle", 'F'}, {"meska", 'M'}, {"meski", 'M'}, {"mevr", 'F'},
    {"mevrouw", 'F'}, {"mezczyzna", 'M'}, {"miss", 'F'}, {"mister", 'M'}, {"mlle", 'F'}, {"mme", 'F'},
    {"monsieur", 'M'}, {"mr", 'M'}, {"mrs", 'F'}, {"ms", 'F'}, {"msr", 'M'}, {"mujer", 'F'}, {"mulher", 'F'},
    {"mx", 'X'}, {"nb", 'X'}, {"neutral", 'X'}, {"neutre", 'X'}, {"nichtbinar", 'X'}, {"no binario", 'X'},
    {"non binaire", 'X'}, {"non binario", 'X'}, {"non binary", 'X'}, {"nonbinaire", 'X'}, {"nonbinary", 'X'},
    {"other", 'X'}, {"otra", 'X'}, {"otro", 'X'}, {"pan", 'M'}, {"pani", 'F'}, {"senor", 'M'}, {"senora", 'F'},
    {"senorita", 'F'}, {"sig", 'M'}, {"sig ra", 'F'}, {"signor", 'M'}, {"signora", 'F'}, {"signore", 'M'},
    {"signorina", 'F'}, {"sir", 'M'}, {"sr", 'M'}, {"sra", 'F'}, {"srta", 'F'}, {"uomo", 'M'}, {"varon", 'M'},
    {"vrouw", 'F'}, {"vrouwelijk", 'F'}, {"w", 'F'}, {"weibl", 'F'}, {"weiblich", 'F'}, {"woman", 'F'}, {"x", 'X'},
    {"zenska", 'F'}, {"zenski", 'F'},
};
constexpr WordMap<char, std::size(kGenderWords)> kGenders(kGenderWords);

}  // namespace

std::optional<std::string> normalize_gender(std::string_view s) {
    if (s.size() > kLongestInput) return std::nullopt;
    const char* gender = kGenders.find(fold(s));
    if (gender == nullptr) return std::nullopt;
    return std::string(1, *gender);
}

}  // namespace cdp::text
