// SPDX-License-Identifier: PostgreSQL
// Words around and inside names of persons that are no names: titles, degrees, generations, particles. All folded.
#pragma once

#include "core/text/ascii.hpp"

namespace cdp::text::name_words {

// Titles and civilities in front of a name. Words that are common names too (Don, Pan before a short word, M before
// an initial) are told apart by is_title_before in name.cpp.
inline constexpr std::string_view kTitleWords[] = {
    "avv", "capt", "captain", "col", "dame", "dhr", "dipl", "dna", "docteur", "doctor", "dona", "dott", "dottor",
    "dottoressa", "dottssa", "doutor", "dr", "dra", "drs", "fraeulein", "frau", "fraulein", "frl", "hauptmann",
    "herr", "herrn", "hon", "ing", "kapitan", "lady", "lord", "m", "madam", "madame", "mademoiselle", "maitre", "me",
    "melle", "meneer", "messrs", "mevr", "mevrouw", "mgr", "miss", "mister", "mle", "mlle", "mlles", "mme", "mmes",
    "monseigneur", "monsieur", "mr", "mrs", "ms", "mstr", "mx", "pan", "pani", "panna", "prof", "profesor",
    "profesora", "professeur", "professor", "professora", "professore", "rev", "reverend", "sen", "senhor", "senhora",
    "senor", "senora", "senorita", "sgt", "sig", "signor", "signora", "signore", "signorina", "sir", "sr", "sra",
    "srta", "veuve", "vve",
};
inline constexpr WordSet<std::size(kTitleWords)> kTitles(kTitleWords);

// What follows a doctor's, a professor's or an engineer's title in German: Dr. med. dent., Dipl.-Ing.
inline constexpr std::string_view kTitleTailWords[] = {
    "agr", "dent", "habil", "inf", "ing", "iur", "jur", "kfm", "med", "mult", "nat", "oec", "pharm", "phil", "pol",
    "psych", "rer", "techn", "theol", "vet",
};
inline constexpr WordSet<std::size(kTitleTailWords)> kTitleTails(kTitleTailWords);

// Between two titles: M. et Mme, Herr und Frau.
inline constexpr std::string_view kTitleLinkWords[] = {"and", "e", "en", "et", "i", "ou", "und", "y"};
inline constexpr WordSet<std::size(kTitleLinkWords)> kTitleLinks(kTitleLinkWords);

// Degrees behind a name, written together (Ph.D. and PhD alike).
inline constexpr std::string_view kDegreeWords[] = {
    "bsc", "cfa", "cpa", "dba", "dds", "dmd", "dphil", "dvm", "edd", "esq", "esquire", "frcs", "jd", "llb", "llm",
    "mba", "mbbs", "md", "mfa", "mph", "mphil", "mrcp", "msc", "msw", "obe", "pharmd", "phd", "psyd", "rn",
};
inline constexpr WordSet<std::size(kDegreeWords)> kDegrees(kDegreeWords);

// Which of several bearers of one name.
enum class Generation : unsigned char { kNone, kElder, kYounger, kThird, kFourth };

inline constexpr WordValue<Generation> kGenerationWords[] = {
    {"2nd", Generation::kYounger}, {"3rd", Generation::kThird},      {"4th", Generation::kFourth},
    {"fils", Generation::kYounger}, {"ii", Generation::kYounger},    {"iii", Generation::kThird},
    {"iv", Generation::kFourth},   {"jnr", Generation::kYounger},    {"jr", Generation::kYounger},
    {"junior", Generation::kYounger}, {"senior", Generation::kElder}, {"snr", Generation::kElder},
    {"sr", Generation::kElder},
};
inline constexpr WordMap<Generation, std::size(kGenerationWords)> kGenerations(kGenerationWords);

inline constexpr std::string_view kParticleWords[] = {
    "a", "abu", "al", "am", "auf", "aus", "av", "ben", "bin", "bint", "d", "da", "dal", "dalla", "dalle", "das", "de",
    "degli", "dei", "del", "della", "delle", "delli", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "en",
    "et", "i", "ibn", "il", "in", "la", "las", "le", "les", "lo", "los", "op", "ou", "t", "te", "ten", "ter", "the",
    "til", "tot", "und", "van", "vom", "von", "y", "z", "zu", "zum", "zur",
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
