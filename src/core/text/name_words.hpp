// SPDX-License-Identifier: PostgreSQL
// Words around and inside names of persons that are no names: titles, degrees, generations, particles. All folded.
#pragma once

#include "core/text/ascii.hpp"

namespace cdp::text::name_words {

// Two consonants that are no initials.
inline constexpr std::string_view kNotInitialsWords[] = {"cl", "dr", "fr", "ft", "jr", "mc", "mr", "mt", "ng",
                                                         "ph", "pr", "sr", "st", "th", "wm"};
inline constexpr WordSet<std::size(kNotInitialsWords)> kNotInitials(kNotInitialsWords);

// True for the initials of a double name, written together: JP, JM.
constexpr bool is_double_initial(std::string_view word) noexcept {
    return word.size() == 2 && word.find_first_of("aeiouy0123456789") == std::string_view::npos &&
           !kNotInitials.contains(word);
}

// Titles and civilities in front of a name. Some are names too (Pan before a short word, M before an initial);
// is_title_before in name.cpp tells them apart.
inline constexpr std::string_view kTitleWords[] = {
    "avv", "capt", "captain", "col", "colonel", "dame", "dhr", "dipl", "dna", "docteur", "doctor", "dona", "dott",
    "dottor", "dottoressa", "dottssa", "doutor", "dr", "dra", "drs", "eheleute", "exma", "exmo", "fam", "famiglia",
    "familia", "familie", "famille", "fraeulein", "frau", "fraulein", "frl", "hauptmann", "herr", "herrn", "hon",
    "honorable", "honourable", "ing", "kapitan", "lady", "lic", "lieutenant", "lord", "lt", "m", "madam", "madame",
    "mademoiselle", "maitre", "me", "melle", "meneer", "messrs", "mevr", "mevrouw", "mgr", "miss", "mister", "mle",
    "mlle", "mlles", "mme", "mmes", "monseigneur", "monsieur", "mr", "mrs", "ms", "mstr", "mx", "pan", "pani", "panna",
    "pr", "prof", "profesor", "profesora", "professeur", "professor", "professora", "professore", "rev", "reverend",
    "sen", "senhor", "senhora", "senor", "senora", "senorita", "sgt", "sig", "signor", "signora", "signore",
    "signorina", "sir", "soeur", "sr", "sra", "sras", "sres", "srta", "veuve", "vve",
};
inline constexpr WordSet<std::size(kTitleWords)> kTitles(kTitleWords);

// Titles only where their surroundings say so.
inline constexpr std::string_view kContextTitleWords[] = {
    "d", "de", "don", "gen", "general", "le", "mag", "mm", "pere", "right", "rt", "the",
};
inline constexpr WordSet<std::size(kContextTitleWords)> kContextTitles(kContextTitleWords);

// Of titles, what is never a name of a person: alone, it says that the name is missing.
inline constexpr std::string_view kCivilityWords[] = {
    "dhr", "docteur", "dr", "dra", "frau", "fraulein", "frl", "herrn", "madame", "mademoiselle", "meneer", "messrs",
    "mevr", "mevrouw", "mlle", "mlles", "mme", "mmes", "monsieur", "mr", "mrs", "ms", "mx", "prof", "professeur",
    "professor", "senhor", "senhora", "senor", "senora", "senorita", "signor", "signora", "signore", "signorina", "sra",
    "srta",
};
inline constexpr WordSet<std::size(kCivilityWords)> kCivilities(kCivilityWords);

// What follows Don as a title, rather than as the short form of Donald: given names of Spanish and Italian.
inline constexpr std::string_view kAfterDonWords[] = {
    "alberto", "alejandro", "alfonso", "alvaro", "andres", "angel", "antonio", "camillo", "carlo", "carlos", "diego",
    "eduardo", "enrique", "felipe", "fernando", "francisco", "giovanni", "giuseppe", "gonzalo", "ignacio", "jaime",
    "javier", "jesus", "joaquin", "jorge", "jose", "juan", "julio", "lorenzo", "luigi", "luis", "manuel", "mariano",
    "mario", "miguel", "pablo", "paolo", "pedro", "pietro", "rafael", "ramon", "ricardo", "roberto", "rodrigo",
    "salvador", "santiago", "sergio", "vicente",
};
inline constexpr WordSet<std::size(kAfterDonWords)> kAfterDon(kAfterDonWords);

// What follows a doctor's, a professor's or an engineer's title in German: Dr. med. dent., Dipl.-Ing.
inline constexpr std::string_view kTitleTailWords[] = {
    "agr", "dent", "habil", "inf", "ing", "iur", "jur", "kfm", "med", "mult", "nat", "oec", "pharm", "phil", "pol",
    "psych", "rer", "techn", "theol", "vet",
};
inline constexpr WordSet<std::size(kTitleTailWords)> kTitleTails(kTitleTailWords);

// Between two titles: M. et Mme, Herr und Frau.
inline constexpr std::string_view kTitleLinkWords[] = {"and", "e", "en", "et", "i", "ou", "und", "y"};
inline constexpr WordSet<std::size(kTitleLinkWords)> kTitleLinks(kTitleLinkWords);

// Behind the article of a title: Mr le Dr Dupont.
inline constexpr std::string_view kAfterArticleWords[] = {"docteur", "dr", "pr", "prof", "professeur"};
inline constexpr WordSet<std::size(kAfterArticleWords)> kAfterArticle(kAfterArticleWords);

// Family names of Vietnam, behind which Van is a given name and no particle.
inline constexpr std::string_view kVietnameseWords[] = {
    "bui", "dang", "dinh", "doan", "duong", "hoang", "huynh", "le", "luong", "ly", "ngo", "nguyen", "pham", "phan",
    "tran", "trinh", "truong", "vo", "vu", "vuong",
};
inline constexpr WordSet<std::size(kVietnameseWords)> kVietnamese(kVietnameseWords);

// Mac is a prefix only before these; elsewhere (Macron, Machado, Mack) it is part of the name.
inline constexpr std::string_view kAfterMacWords[] = {
    "alister", "allister", "arthur",  "aulay",  "bride",   "callum",   "cormack", "dermott", "donald",
    "donell",  "dougall",  "duff",    "ewan",   "farlane", "gowan",    "gregor",  "guire",   "intosh",
    "intyre",  "kenna",    "kenzie",  "kinnon", "lachlan", "laren",    "lean",    "leish",   "lennan",
    "leod",    "manus",    "millan",  "murray", "namara",  "naughton", "neil",    "neill",   "nicol",
    "phail",   "pherson",  "quarrie", "rae",    "taggart", "tavish",   "vicar",
};
inline constexpr WordSet<std::size(kAfterMacWords)> kAfterMac(kAfterMacWords);

// Mc written apart belongs to the next word before these and before those of kAfterMac; MC Dupont may be initials.
inline constexpr std::string_view kAfterMcWords[] = {
    "adam", "adams", "afee", "cabe", "caffrey", "cain", "call", "cann", "carthy", "cartney", "carty", "caw", "clain",
    "clean", "clellan", "clure", "connell", "cord", "cormick", "coy", "cullough", "curdy", "daniel", "devitt",
    "dougal", "dowell", "elroy", "enroe", "ewen", "fadden", "gee", "ghee", "gill", "ginnis", "govern", "gowan",
    "grath", "graw", "hugh", "ilroy", "inerney", "innes", "kay", "kean", "kee", "kenna", "keown", "kinley", "kinney",
    "knight", "lain", "laughlin", "loughlin", "mahon", "manus", "master", "menamin", "mullen", "nally", "namara",
    "nulty", "pike", "queen", "sweeney", "vay", "veigh", "vey",
};
inline constexpr WordSet<std::size(kAfterMcWords)> kAfterMc(kAfterMcWords);

// Degrees behind a name, written together (Ph.D. and PhD alike).
inline constexpr std::string_view kDegreeWords[] = {
    "bsc", "cbe", "cfa", "cmg", "cpa", "dba", "dbe", "dds", "dmd", "dphil", "dvm", "edd", "esq", "esquire", "frcs",
    "frs", "gbe", "jd",  "kbe", "kc",  "llb", "llm", "mba", "mbbs", "mbe",  "md",  "mfa", "mp",  "mph",     "mphil",
    "mrcp", "msc", "msw", "obe", "pharmd", "phd", "psyd", "qc", "rn",
};
inline constexpr WordSet<std::size(kDegreeWords)> kDegrees(kDegreeWords);

// True for a degree or an honour behind `before` words. Behind a single one these may be initials: Dupont MP.
constexpr bool is_degree(std::string_view word, std::size_t before) noexcept {
    if (word == "kc" || word == "mp" || word == "qc") return before > 1;
    return kDegrees.contains(word);
}

// Degrees only with dots, for without them they are names or initials: Jane Smith B.A.
inline constexpr std::string_view kDottedDegreeWords[] = {
    "ba", "bba", "bcom", "bed", "beng", "bfa", "bs", "ma", "med", "meng", "mlitt", "ms",
};
inline constexpr WordSet<std::size(kDottedDegreeWords)> kDottedDegrees(kDottedDegreeWords);

// Between the name by which somebody is known and the one by birth, or the other way round. Also "ne", only with its
// accent.
inline constexpr std::string_view kBirthWords[] = {"born", "geb", "geboren", "geborene", "geborener", "nata", "nee"};
inline constexpr WordSet<std::size(kBirthWords)> kBirths(kBirthWords);
inline constexpr std::string_view kSpouseWords[] = {"ep", "epouse", "epse", "verh", "verheiratete"};
inline constexpr WordSet<std::size(kSpouseWords)> kSpouses(kSpouseWords);

// Which of several bearers of one name.
enum class Generation : unsigned char { kNone, kElder, kYounger, kThird, kFourth };

inline constexpr WordValue<Generation> kGenerationWords[] = {
    {"2nd", Generation::kYounger}, {"3rd", Generation::kThird}, {"4th", Generation::kFourth},
    {"fils", Generation::kYounger}, {"hijo", Generation::kYounger}, {"ii", Generation::kYounger},
    {"iii", Generation::kThird}, {"iv", Generation::kFourth}, {"jnr", Generation::kYounger},
    {"jr", Generation::kYounger}, {"junior", Generation::kYounger}, {"senior", Generation::kElder},
    {"snr", Generation::kElder}, {"sr", Generation::kElder},
};
inline constexpr WordMap<Generation, std::size(kGenerationWords)> kGenerations(kGenerationWords);

// Numerals behind a name, which stay in capitals. Not V and X, which are initials, nor the Chinese name Xi.
inline constexpr std::string_view kRomanWords[] = {
    "ii",  "iii", "iv",   "ix", "vi",  "vii",  "viii",  "xii", "xiii", "xiv",
    "xix", "xv",  "xvi", "xvii", "xviii", "xx", "xxi", "xxii", "xxiii",
};
inline constexpr WordSet<std::size(kRomanWords)> kRomans(kRomanWords);

// In front of the name of a saint, which is a name with it: Ian St. John.
inline constexpr std::string_view kSaintWords[] = {"saint", "sainte", "sankt", "st", "ste"};
inline constexpr WordSet<std::size(kSaintWords)> kSaints(kSaintWords);

inline constexpr std::string_view kParticleWords[] = {
    "a", "abu", "af", "al", "am", "auf", "aus", "av", "ben", "bin", "bint", "bn", "d", "da", "dal", "dalla", "dalle",
    "das", "de", "degli", "dei", "del", "della", "delle", "delli", "den", "der", "des", "di", "do", "dos", "du", "e",
    "el", "en", "et", "i", "ibn", "il", "in", "la", "las", "le", "les", "lo", "los", "op", "ou", "t", "te", "ten",
    "ter", "the", "til", "tot", "und", "van", "vom", "von", "y", "z", "zu", "zum", "zur",
};
inline constexpr WordSet<std::size(kParticleWords)> kParticles(kParticleWords);

// Of these, those that are part of the name rather than of the grammar, and keep their capital: Le Pen, Di Maria, El
// Khomri, Ben Ali.
inline constexpr std::string_view kCapitalParticleWords[] = {
    "abu", "ben", "dal", "dalla", "dalle", "degli", "dei", "della", "delle", "delli", "di", "el", "il", "la", "las",
    "le",  "les", "lo",  "los",
};
inline constexpr WordSet<std::size(kCapitalParticleWords)> kCapitalParticles(kCapitalParticleWords);

}  // namespace cdp::text::name_words
