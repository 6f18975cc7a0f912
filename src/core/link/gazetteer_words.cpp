// SPDX-License-Identifier: PostgreSQL
// Words that give a value away: legal forms and trades of organisations, kinds of street, words for the sexes,
// for yes and no, and titles of persons. Folded form; EN, FR, DE, ES, IT, PT, NL, PL, the Nordic languages, TR.
#include "core/link/gazetteer.hpp"

#include <algorithm>
#include <span>

namespace cdp::link {

namespace {

constexpr std::string_view kLegalForms[] = {
    "ab", "ag", "aps", "asbl", "bhd", "bv", "bvba", "cic", "co", "corp", "corporation", "ead", "eirl", "eood",
    "eurl", "gie", "gmbh", "inc", "incorporated", "jsc", "kft", "kg", "kgaa", "limited", "llc", "llp", "ltd",
    "ltda", "mbh", "nv", "oao", "ohg", "ood", "ooo", "oue", "oy", "oyj", "pao", "plc", "plt", "pte", "pty",
    "pvt", "sa", "sae", "saog", "sapa", "sarl", "sas", "sasu", "sca", "sci", "scop", "sdn", "sicav", "slu",
    "sociedad", "societa", "spa", "spol", "sprl", "spzoo", "srl", "srls", "sro", "unlimited", "vzw", "zao",
    "zrt",
};
static_assert(std::ranges::is_sorted(kLegalForms));

constexpr std::string_view kCompanyWords[] = {
    "academy", "agence", "agency", "airlines", "airways", "apotheke", "asociacion", "assembly", "associates",
    "association", "associazione", "ateliers", "autohaus", "automotive", "azienda", "bakery", "banca", "banco",
    "bancorp", "bank", "banque", "beauty", "biuro", "bractwo", "brasserie", "brewery", "brothers", "builders",
    "building", "cabinet", "cafe", "capital", "catering", "cathedral", "cement", "center", "centers", "centre",
    "charities", "chemical", "chemicals", "chemist", "chocolate", "church", "cinema", "clinic", "clinique",
    "club", "coffee", "college", "comercial", "comite", "commission", "committee", "communication",
    "communications", "community", "compagnie", "compania", "companies", "company", "computer", "computers",
    "conseil", "construcciones", "construction", "constructions", "consultants", "consulting", "contractors",
    "cooperative", "council", "creative", "credit", "daycare", "dental", "department", "design", "designs",
    "development", "diagnostics", "digital", "distribution", "ecole", "economic", "education", "electric",
    "electrical", "electronics", "elektronik", "empresa", "energie", "energy", "engineering", "enterprise",
    "enterprises", "entertainment", "entreprise", "equipment", "escuela", "establishment", "estates",
    "etablissements", "factory", "farm", "farms", "fc", "federal", "federation", "fiduciaire", "films",
    "finance", "financial", "fitness", "fondation", "fondazione", "fonds", "food", "foods", "foundation",
    "fundacion", "furniture", "gallery", "garage", "gas", "gebruder", "global", "graphics", "group", "groupe",
    "grupo", "gruppe", "gruppo", "gymnasium", "handel", "handelsgesellschaft", "hardware", "haulage",
    "headstart", "health", "healthcare", "hermanos", "holding", "holdings", "homes", "hospital", "hospitals",
    "hotel", "hotels", "hydro", "impresa", "imprimerie", "industrial", "industrias", "industrie", "industries",
    "industry", "information", "institut", "institute", "instituto", "insurance", "international", "internet",
    "investment", "investments", "kindergarten", "kitchen", "klinik", "laboratories", "laboratory", "labs",
    "learning", "library", "logistics", "lounge", "machine", "machinery", "management", "manufacturing",
    "marine", "marketing", "markets", "materials", "media", "medical", "metal", "metals", "mining", "ministry",
    "montessori", "motor", "motors", "museum", "national", "network", "networks", "nursery", "officina", "oil",
    "online", "opera", "optical", "organisation", "organization", "packaging", "paper", "partners",
    "partnership", "pharma", "pharmaceutical", "pharmaceuticals", "pharmacy", "plastics", "plumbing", "power",
    "precision", "press", "primary", "printing", "productions", "products", "project", "properties", "property",
    "przedsiebiorstwo", "publications", "publishing", "radio", "railway", "railways", "realty", "recycling",
    "regional", "rental", "research", "resources", "restaurant", "retail", "ristorante", "robotics", "saloon",
    "savings", "sc", "school", "schule", "science", "scientific", "scuola", "security", "service", "services",
    "servicios", "shipping", "shipyard", "shop", "societe", "society", "software", "solar", "solutions", "sons",
    "spedition", "spolka", "sports", "staffing", "stahlbau", "steel", "stiftung", "store", "stores", "studio",
    "studios", "supermarket", "supplies", "supply", "svenska", "system", "systemes", "systems", "szkola",
    "tech", "technik", "technologie", "technologies", "technology", "telecom", "telecommunications",
    "television", "textile", "textiles", "theater", "theatre", "tools", "tours", "trade", "traders", "trading",
    "training", "transport", "transportation", "transportes", "transports", "travel", "trust", "union",
    "universal", "universidad", "universitat", "universite", "university", "uniwersytet", "utilities",
    "vacances", "ventures", "verein", "verlag", "verlagsgesellschaft", "welding", "werke", "wholesale", "wines",
    "works", "workshop", "ymca", "ywca", "zaklad", "zaklady",
};
static_assert(std::ranges::is_sorted(kCompanyWords));

constexpr std::string_view kStreetWords[] = {
    "alameda", "aleja", "aleje", "allee", "alley", "av", "avda", "ave", "avenida", "avenue", "blvd",
    "boulevard", "broadway", "bulevar", "byway", "cad", "caddesi", "calle", "calzada", "camino", "carrer",
    "carrera", "carretera", "cct", "cesta", "chaussee", "chemin", "circle", "circuit", "close", "corso",
    "cours", "court", "cove", "cres", "crescent", "crossing", "ct", "damm", "dr", "drive", "esplanade",
    "estrada", "faubourg", "freeway", "gade", "gardens", "gasse", "gata", "gatan", "glen", "gracht", "grove",
    "highway", "hwy", "impasse", "kade", "laan", "lane", "largo", "ln", "loop", "mahalle", "mahallesi", "mews",
    "nabrezi", "namesti", "osiedle", "parade", "parkway", "paseo", "passage", "path", "piazza", "pike", "pkwy",
    "plac", "place", "platz", "plaza", "plein", "praca", "prospekt", "quai", "rd", "ring", "rise", "road",
    "ronda", "route", "row", "rua", "rue", "ruelle", "sentier", "singel", "sokagi", "sokak", "sq", "square",
    "st", "steenweg", "str", "straat", "strada", "strasse", "strasze", "street", "tce", "terrace", "trail",
    "travessa", "turnpike", "ul", "ulica", "ulice", "ulitsa", "utca", "vagen", "vei", "veien", "vej", "via",
    "viale", "vicolo", "villas", "walk", "way", "weg", "wharf", "wynd", "yolu", "zaulek",
};
static_assert(std::ranges::is_sorted(kStreetWords));

constexpr std::string_view kGenderWords[] = {
    "d", "de heer", "dhr", "divers", "diverse", "donna", "erkek", "f", "fem", "female", "femenino", "feminin",
    "feminino", "femme", "femmina", "femminile", "frau", "h", "herr", "hombre", "homem", "homme", "k", "kadin",
    "kobieta", "m", "madame", "mademoiselle", "maennlich", "male", "man", "mann", "mannlich", "maschile",
    "masculin", "masculino", "mevr", "mevrouw", "mezczyzna", "miss", "mister", "mlle", "mme", "monsieur", "mr",
    "mrs", "ms", "mujer", "mulher", "muz", "non binary", "nonbinary", "pan", "pani", "senor", "senora", "sr",
    "sra", "u", "uomo", "v", "vrouw", "w", "weiblich", "woman", "x", "zena",
};
static_assert(std::ranges::is_sorted(kGenderWords));

constexpr std::string_view kBooleanWords[] = {
    "0", "1", "active", "f", "falsch", "false", "faux", "inactive", "ja", "n", "nao", "nein", "nie", "no",
    "non", "o", "off", "on", "oui", "si", "sim", "t", "tak", "true", "vrai", "wahr", "y", "yes",
};
static_assert(std::ranges::is_sorted(kBooleanWords));

constexpr std::string_view kTitles[] = {
    "dame", "dhr", "docteur", "doctor", "don", "dona", "dott", "dottssa", "dr", "frau", "fraulein", "herr",
    "ing", "lady", "lord", "m", "madame", "mademoiselle", "maitre", "mevr", "mevrouw", "mgr", "miss", "mister",
    "mlle", "mme", "monsieur", "mr", "mrs", "ms", "pan", "pani", "prof", "professor", "rev", "senor", "senora",
    "sig", "signor", "signora", "sir", "sr", "sra", "srta",
};
static_assert(std::ranges::is_sorted(kTitles));

// Ends of words that name a street where the language writes one word (Hauptstrasse, Kerkstraat, Storgatan).
constexpr std::string_view kStreetEndings[] = {
    "strasse", "str", "straat", "weg", "gasse", "platz", "allee", "damm", "ufer", "laan", "plein", "gracht",
    "gatan", "gata", "vagen", "gade", "vej", "veien", "gaten", "katu", "tie",
};

bool ends_with_any(std::string_view token, std::span<const std::string_view> endings) noexcept {
    return std::ranges::any_of(
        endings, [&](std::string_view end) { return token.size() >= end.size() + 3 && token.ends_with(end); });
}

}  // namespace

bool is_legal_form(std::string_view token) noexcept { return std::ranges::binary_search(kLegalForms, token); }

bool is_company_word(std::string_view token) noexcept { return std::ranges::binary_search(kCompanyWords, token); }

bool is_street_word(std::string_view token) noexcept {
    return std::ranges::binary_search(kStreetWords, token) || ends_with_any(token, kStreetEndings);
}

bool is_gender_word(std::string_view folded) noexcept { return std::ranges::binary_search(kGenderWords, folded); }

bool is_boolean_word(std::string_view folded) noexcept { return std::ranges::binary_search(kBooleanWords, folded); }

bool is_title(std::string_view token) noexcept { return std::ranges::binary_search(kTitles, token); }

}  // namespace cdp::link
