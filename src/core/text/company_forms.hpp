// SPDX-License-Identifier: PostgreSQL
// Legal forms of companies in some thirty countries: their spellings, where they stand, and what may follow them.
#pragma once

#include "core/text/ascii.hpp"

namespace cdp::text::company_forms {

// One spelling of a legal form; `terse` ones may be ordinary words or initials.
struct LegalForm {
    std::string_view spelling;
    bool terse;
};

// Folded, without spaces.
inline constexpr WordValue<LegalForm> kFormWords[] = {
    {"ab", {"AB", true}}, {"ae", {"AE", true}}, {"ag", {"AG", false}}, {"aktiebolag", {"AB", false}},
    {"aktiengesellschaft", {"AG", false}}, {"aktieselskab", {"A/S", false}}, {"ans", {"ANS", true}},
    {"ao", {"AO", true}}, {"aps", {"ApS", false}}, {"as", {"AS", true}}, {"asa", {"ASA", false}},
    {"asbl", {"ASBL", false}}, {"bhd", {"Bhd", false}}, {"bv", {"BV", false}}, {"bvba", {"BVBA", false}},
    {"cb", {"CB", true}}, {"cic", {"CIC", false}}, {"cie", {"Cie", false}}, {"cio", {"CIO", false}},
    {"co", {"Co", true}}, {"commv", {"CommV", false}}, {"company", {"Co", false}}, {"corp", {"Corp", false}},
    {"corporation", {"Corp", false}}, {"cuma", {"CUMA", true}}, {"cv", {"CV", true}}, {"cvba", {"CVBA", false}},
    {"dd", {"d.d.", true}}, {"doo", {"d.o.o.", false}}, {"ead", {"EAD", false}}, {"earl", {"EARL", false}},
    {"eg", {"eG", true}}, {"ei", {"EI", true}}, {"eirl", {"EIRL", false}}, {"ek", {"e.K.", true}},
    {"eood", {"EOOD", false}}, {"epe", {"EPE", false}}, {"eurl", {"EURL", false}}, {"ev", {"e.V.", true}},
    {"gaec", {"GAEC", false}}, {"gbr", {"GbR", false}}, {"gcv", {"GCV", true}}, {"gesmbh", {"GmbH", false}},
    {"gfa", {"GFA", true}}, {"ggmbh", {"gGmbH", false}}, {"gie", {"GIE", false}}, {"gmbh", {"GmbH", false}},
    {"hb", {"HB", true}}, {"inc", {"Inc", false}}, {"incorporated", {"Inc", false}}, {"kb", {"KB", true}},
    {"kft", {"Kft", false}}, {"kg", {"KG", false}}, {"kgaa", {"KGaA", false}}, {"kk", {"KK", false}},
    {"kommanditgesellschaft", {"KG", false}}, {"ks", {"KS", true}}, {"ky", {"Ky", true}}, {"lda", {"Lda", false}},
    {"limitada", {"Ltda", false}}, {"limited", {"Ltd", false}}, {"llc", {"LLC", false}}, {"lllp", {"LLLP", false}},
    {"llp", {"LLP", false}}, {"lp", {"LP", true}}, {"ltd", {"Ltd", false}}, {"ltda", {"Ltda", false}},
    {"ltee", {"Lt\u00E9e", false}}, {"mbh", {"mbH", false}}, {"nv", {"NV", false}}, {"nyrt", {"Nyrt", false}},
    {"oao", {"OAO", false}}, {"ohg", {"OHG", false}}, {"onlus", {"Onlus", false}}, {"ood", {"OOD", false}},
    {"ooo", {"OOO", false}}, {"ou", {"O\u00DC", true}}, {"oue", {"OUE", false}}, {"oy", {"Oy", true}},
    {"oyj", {"Oyj", false}}, {"pao", {"PAO", false}}, {"partg", {"PartG", false}}, {"partgmbb", {"PartG mbB", false}},
    {"pc", {"PC", true}}, {"plc", {"PLC", false}}, {"pllc", {"PLLC", false}}, {"proprietary", {"Pty", false}},
    {"pte", {"Pte", true}}, {"pty", {"Pty", false}}, {"pvt", {"Pvt", false}}, {"sa", {"SA", true}},
    {"sab", {"SAB", true}}, {"sae", {"SAE", false}}, {"sagl", {"Sagl", false}}, {"sal", {"SAL", true}},
    {"saoc", {"SAOC", false}}, {"saog", {"SAOG", false}}, {"sapa", {"SApA", true}}, {"sapi", {"SAPI", true}},
    {"sarl", {"SARL", false}}, {"sarlu", {"SARLU", false}}, {"sas", {"SAS", false}}, {"sasp", {"SASP", false}},
    {"sasu", {"SASU", false}}, {"sau", {"SAU", false}}, {"sc", {"SC", true}}, {"sca", {"SCA", false}},
    {"scarl", {"Scarl", false}}, {"sccl", {"SCCL", false}}, {"scea", {"SCEA", false}}, {"sci", {"SCI", false}},
    {"scic", {"SCIC", false}}, {"scm", {"SCM", false}}, {"scoop", {"S.Coop", true}}, {"scop", {"SCOP", false}},
    {"scp", {"SCP", false}}, {"scpa", {"Scpa", false}}, {"scrl", {"SCRL", false}}, {"scs", {"SCS", true}},
    {"sdn", {"Sdn", false}}, {"se", {"SE", true}}, {"selafa", {"SELAFA", false}}, {"selarl", {"SELARL", false}},
    {"selas", {"SELAS", false}}, {"sep", {"SEP", true}}, {"sgps", {"SGPS", false}}, {"sia", {"SIA", true}},
    {"sicav", {"SICAV", false}}, {"sl", {"SL", true}}, {"sll", {"SLL", false}}, {"slne", {"SLNE", false}},
    {"slp", {"SLP", false}}, {"slu", {"SLU", false}}, {"snc", {"SNC", false}}, {"sociedadlimitada", {"SL", false}},
    {"spa", {"SpA", true}}, {"spj", {"sp.j.", true}}, {"spk", {"sp.k.", true}}, {"sprl", {"SPRL", false}},
    {"sprlu", {"SPRLU", false}}, {"spzoo", {"Sp. z o.o.", false}}, {"srl", {"Srl", false}}, {"srls", {"Srls", false}},
    {"srlu", {"Srlu", false}}, {"sro", {"s.r.o.", false}}, {"stiftung", {"Stiftung", false}}, {"tbk", {"Tbk", false}},
    {"uab", {"UAB", false}}, {"ug", {"UG", false}}, {"ulc", {"ULC", false}}, {"unlimited", {"Unltd", false}},
    {"vof", {"VOF", false}}, {"vzw", {"VZW", false}}, {"zao", {"ZAO", false}}, {"zrt", {"Zrt", false}},
};
inline constexpr WordMap<LegalForm, std::size(kFormWords)> kForms(kFormWords);

// Legal forms of several words, folded, and their short spelling.
inline constexpr WordValue<std::string_view> kPhraseWords[] = {
    {"aktsionernoe obshchestvo", "AO"}, {"besloten vennootschap", "BV"},
    {"besloten vennootschap met beperkte aansprakelijkheid", "BV"}, {"eingetragene genossenschaft", "eG"},
    {"eingetragener kaufmann", "e.K."}, {"eingetragener verein", "e.V."}, {"entreprise individuelle", "EI"},
    {"entreprise unipersonnelle a responsabilite limitee", "EURL"}, {"gesellschaft burgerlichen rechts", "GbR"},
    {"gesellschaft mit beschrankter haftung", "GmbH"}, {"kabushiki gaisha", "KK"}, {"kabushiki kaisha", "KK"},
    {"limited liability company", "LLC"}, {"limited liability partnership", "LLP"}, {"limited partnership", "LP"},
    {"naamloze vennootschap", "NV"}, {"obshchestvo s ogranichennoy otvetstvennostyu", "OOO"},
    {"offene handelsgesellschaft", "OHG"}, {"otkrytoe aktsionernoe obshchestvo", "OAO"}, {"partg mbb", "PartG mbB"},
    {"partnerschaft mbb", "PartG mbB"}, {"partnerschaftsgesellschaft mbb", "PartG mbB"},
    {"partnerschaftsgesellschaft mit beschrankter berufshaftung", "PartG mbB"}, {"private limited", "Pvt Ltd"},
    {"private limited company", "Pvt Ltd"}, {"pt tbk", "PT Tbk"}, {"public limited company", "PLC"},
    {"publichnoe aktsionernoe obshchestvo", "PAO"}, {"s a b de cv", "SAB de CV"}, {"s a de cv", "SA de CV"},
    {"s a p i de cv", "SAPI de CV"}, {"s c de r l", "SC de RL"}, {"s c de r l de cv", "SC de RL de CV"},
    {"s coop", "S.Coop"}, {"s de r l", "S de RL"}, {"s de r l de cv", "S de RL de CV"}, {"s de rl", "S de RL"},
    {"s de rl de cv", "S de RL de CV"}, {"sa de cv", "SA de CV"}, {"sab de cv", "SAB de CV"},
    {"sapi de cv", "SAPI de CV"}, {"sc de rl", "SC de RL"}, {"sc de rl de cv", "SC de RL de CV"},
    {"sdn bhd", "Sdn Bhd"}, {"soc coop", "Soc. Coop."}, {"sociedad anonima", "SA"},
    {"sociedad anonima de capital variable", "SA de CV"}, {"sociedad anonima unipersonal", "SAU"},
    {"sociedad cooperativa", "S.Coop"}, {"sociedad de responsabilidad limitada", "SL"}, {"sociedad limitada", "SL"},
    {"sociedad limitada unipersonal", "SLU"}, {"sociedade anonima", "SA"}, {"sociedade limitada", "Ltda"},
    {"societa a garanzia limitata", "Sagl"}, {"societa a responsabilita limitata", "Srl"},
    {"societa cooperativa", "Soc. Coop."}, {"societa in accomandita semplice", "SAS"},
    {"societa in nome collettivo", "SNC"}, {"societa per azioni", "SpA"},
    {"societe a responsabilite limitee", "SARL"}, {"societe anonyme", "SA"}, {"societe civile", "SC"},
    {"societe civile immobiliere", "SCI"}, {"societe en commandite simple", "SCS"},
    {"societe en nom collectif", "SNC"}, {"societe par actions simplifiee", "SAS"},
    {"societe par actions simplifiee unipersonnelle", "SASU"}, {"sp j", "sp.j."}, {"sp k", "sp.k."},
    {"sp z o o", "Sp. z o.o."}, {"sp z oo", "Sp. z o.o."}, {"sp zoo", "Sp. z o.o."}, {"spolka akcyjna", "SA"},
    {"spolka jawna", "sp.j."}, {"spolka komandytowa", "sp.k."},
    {"spolka z ograniczona odpowiedzialnoscia", "Sp. z o.o."}, {"ug haftungsbeschrankt", "UG"},
    {"unternehmergesellschaft haftungsbeschrankt", "UG"}, {"vennootschap onder firma", "VOF"},
    {"zakrytoe aktsionernoe obshchestvo", "ZAO"},
};
inline constexpr WordMap<std::string_view, std::size(kPhraseWords)> kPhrases(kPhraseWords);
inline constexpr std::size_t kPhraseWordsMost = 7;

// Legal forms that also stand in front of a name, as French and Polish ones do.
inline constexpr std::string_view kLeadingWords[] = {
    "ao", "asbl", "earl", "eirl", "eurl", "gaec", "gie", "oao", "ooo", "pao", "sa", "sarl", "sas", "sasu", "sc",
    "sca", "scea", "sci", "scop", "scp", "selarl", "snc", "stiftung", "zao",
};
inline constexpr WordSet<std::size(kLeadingWords)> kLeading(kLeadingWords);

// Russian forms in the letters of their own, for names that are written in them.
inline constexpr WordValue<std::string_view> kCyrillicWords[] = {
    {"AO", "\u0410\u041E"}, {"OAO", "\u041E\u0410\u041E"}, {"OOO", "\u041E\u041E\u041E"},
    {"PAO", "\u041F\u0410\u041E"}, {"ZAO", "\u0417\u0410\u041E"},
};
inline constexpr WordMap<std::string_view, std::size(kCyrillicWords)> kCyrillic(kCyrillicWords);

// What says behind a legal form that a company is being founded or wound up. Folded.
inline constexpr std::string_view kStateWords[] = {
    "en formation", "en liquidacion", "en liquidation", "en redressement judiciaire", "in abwicklung",
    "in administration", "in grundung", "in insolvenz", "in liquidatie", "in liquidation", "in liquidazione",
    "w likwidacji",
};
inline constexpr WordSet<std::size(kStateWords)> kStates(kStateWords);

// The same in letters with dots, and their spelling.
inline constexpr WordValue<std::string_view> kShortStateWords[] = {
    {"i g", "i.G."}, {"i gr", "i.Gr."}, {"i ins", "i.Ins."}, {"i l", "i.L."},
};
inline constexpr WordMap<std::string_view, std::size(kShortStateWords)> kShortStates(kShortStateWords);
inline constexpr std::size_t kStateWordsMost = 3;

}  // namespace cdp::text::company_forms
