// SPDX-License-Identifier: PostgreSQL
#include "core/text/gender.hpp"

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestInput = 64;

constexpr WordValue<char> kGenderWords[] = {
    {"1", 'M'}, {"2", 'F'}, {"agender", 'X'}, {"altro", 'X'}, {"autre", 'X'}, {"boy", 'M'}, {"chlopak", 'M'},
    {"d", 'X'}, {"dame", 'F'}, {"de heer", 'M'}, {"dhr", 'M'}, {"divers", 'X'}, {"diverse", 'X'}, {"don", 'M'},
    {"dona", 'F'}, {"donna", 'F'}, {"dott ssa", 'F'}, {"dottore", 'M'}, {"dottoressa", 'F'}, {"dottssa", 'F'},
    {"doutor", 'M'}, {"doutora", 'F'}, {"dra", 'F'}, {"dziewczyna", 'F'}, {"enby", 'X'}, {"f", 'F'}, {"fem", 'F'},
    {"female", 'F'}, {"femela", 'F'}, {"femenina", 'F'}, {"femenino", 'F'}, {"feminin", 'F'}, {"feminine", 'F'},
    {"feminino", 'F'}, {"femme", 'F'}, {"femmina", 'F'}, {"femminile", 'F'}, {"fille", 'F'}, {"fr", 'F'},
    {"frau", 'F'}, {"fraulein", 'F'}, {"frl", 'F'}, {"garcon", 'M'}, {"genderqueer", 'X'}, {"gentleman", 'M'},
    {"girl", 'F'}, {"h", 'M'}, {"heer", 'M'}, {"hembra", 'F'}, {"herr", 'M'}, {"herrn", 'M'}, {"hom", 'M'},
    {"hombre", 'M'}, {"homem", 'M'}, {"homme", 'M'}, {"hr", 'M'}, {"inny", 'X'}, {"inter", 'X'}, {"intersex", 'X'},
    {"jongen", 'M'}, {"junge", 'M'}, {"k", 'F'}, {"kobieta", 'F'}, {"kvinde", 'F'}, {"kvinna", 'F'}, {"lady", 'F'},
    {"m", 'M'}, {"maam", 'F'}, {"madam", 'F'}, {"madame", 'F'}, {"madchen", 'F'}, {"mademoiselle", 'F'},
    {"maennlich", 'M'}, {"male", 'M'}, {"man", 'M'}, {"mand", 'M'}, {"mann", 'M'}, {"mannelijk", 'M'}, {"mannl", 'M'},
    {"mannlich", 'M'}, {"masc", 'M'}, {"masch", 'M'}, {"maschile", 'M'}, {"maschio", 'M'}, {"masculin", 'M'},
    {"masculine", 'M'}, {"masculino", 'M'}, {"master", 'M'}, {"meisje", 'F'}, {"mej", 'F'}, {"mejuffrouw", 'F'},
    {"melle", 'F'}, {"meneer", 'M'}, {"meska", 'M'}, {"meski", 'M'}, {"mevr", 'F'}, {"mevrouw", 'F'},
    {"mezczyzna", 'M'}, {"miss", 'F'}, {"mister", 'M'}, {"mle", 'F'}, {"mlle", 'F'}, {"mme", 'F'}, {"monsieur", 'M'},
    {"mr", 'M'}, {"mrs", 'F'}, {"ms", 'F'}, {"msr", 'M'}, {"mstr", 'M'}, {"mujer", 'F'}, {"mulher", 'F'},
    {"muzhchina", 'M'}, {"muzhskoy", 'M'}, {"mw", 'F'}, {"mx", 'X'}, {"nb", 'X'}, {"neutral", 'X'}, {"neutre", 'X'},
    {"nichtbinar", 'X'}, {"nina", 'F'}, {"nino", 'M'}, {"no binario", 'X'}, {"non binaire", 'X'}, {"non binario", 'X'},
    {"non binary", 'X'}, {"nonbinaire", 'X'}, {"nonbinary", 'X'}, {"other", 'X'}, {"otra", 'X'}, {"otro", 'X'},
    {"pan", 'M'}, {"pani", 'F'}, {"profa", 'F'}, {"profesora", 'F'}, {"professora", 'F'}, {"ragazza", 'F'},
    {"ragazzo", 'M'}, {"senhor", 'M'}, {"senhora", 'F'}, {"senor", 'M'}, {"senora", 'F'}, {"senorita", 'F'},
    {"sig", 'M'}, {"sig na", 'F'}, {"sig r", 'M'}, {"sig ra", 'F'}, {"sig ri", 'M'}, {"signor", 'M'}, {"signora", 'F'},
    {"signore", 'M'}, {"signorina", 'F'}, {"sir", 'M'}, {"sr", 'M'}, {"sra", 'F'}, {"srta", 'F'}, {"uomo", 'M'},
    {"varon", 'M'}, {"veuve", 'F'}, {"vrouw", 'F'}, {"vrouwelijk", 'F'}, {"vve", 'F'}, {"w", 'F'}, {"weibl", 'F'},
    {"weiblich", 'F'}, {"woman", 'F'}, {"x", 'X'}, {"zenska", 'F'}, {"zenski", 'F'}, {"zh", 'F'}, {"zhenshchina", 'F'},
    {"zhenskiy", 'F'},
};
constexpr WordMap<char, std::size(kGenderWords)> kGenders(kGenderWords);

// Titles that tell nothing: Herr Dr., Frau Prof. Dr.
constexpr std::string_view kNeutralWords[] = {"dipl", "dr", "ing", "mag", "med", "prof"};
constexpr WordSet<std::size(kNeutralWords)> kNeutral(kNeutralWords);

std::string without_neutral_words(std::string_view folded) {
    std::string out;
    while (!folded.empty()) {
        const std::string_view word = next_word(folded);
        if (kNeutral.contains(word)) continue;
        if (!out.empty()) out.push_back(' ');
        out += word;
    }
    return out;
}

}  // namespace

std::optional<std::string> normalize_gender(std::string_view s) {
    if (s.size() > kLongestInput) return std::nullopt;
    const char* gender = kGenders.find(without_neutral_words(fold(s)));
    if (gender == nullptr) return std::nullopt;
    return std::string(1, *gender);
}

}  // namespace cdp::text
