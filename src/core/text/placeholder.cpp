// SPDX-License-Identifier: PostgreSQL
#include "core/text/placeholder.hpp"

#include "core/text/ascii.hpp"
#include "core/text/date.hpp"
#include "core/text/email.hpp"
#include "core/text/fold.hpp"
#include "core/text/name.hpp"
#include "core/text/phone.hpp"

#include <algorithm>
#include <array>

namespace cdp::text {

namespace {

constexpr std::size_t kLongestJunk = 256;  // bytes; what is longer was written by somebody

// Junk in any attribute, folded: EN FR DE ES IT PL NL PT, and the commonest words of other languages.
constexpr std::string_view kGeneralWords[] = {
    "a completer", "a definir", "a renseigner", "a supprimer", "a verifier", "address unknown", "adres nieznany",
    "adres onbekend", "adresse erronee", "adresse incomplete", "adresse inconnue", "adresse incorrecte",
    "adresse invalide", "adresse non communiquee", "adresse unbekannt", "agnosto", "agnostos", "anonima", "anonimo",
    "anonimowy", "anonym", "anonyme", "anonymise", "anonymised", "anonymized", "anonymous", "anonymous user", "asdf",
    "asdfasdf", "asdfg", "asdfgh", "aucun", "aucune", "azerty", "azertyuiop", "belirtilmemis", "bilinmeyen",
    "bilinmiyor", "blank", "brak", "brak danych", "client test", "cliente prova", "cliente prueba", "compte test",
    "dato mancante", "default", "deleted", "deleted user", "desconhecida", "desconhecido", "desconocida",
    "desconocido", "direccion desconocida", "do not contact", "do not use", "domicilio desconocido", "doublon",
    "dummy", "duplicate", "ei tiedossa", "eliminado", "empfanger unbekannt", "empty", "endereco desconhecido",
    "entfallt", "essai", "fake", "foo", "foo bar", "foo bar baz", "foobar", "geloscht", "inconnu",
    "inconnu a cette adresse", "inconnu a ladresse", "inconnue", "inconnus", "indirizzo sconosciuto", "inf",
    "invalid", "invalide", "k a", "kein", "keine", "keine adresse", "keine angabe", "keine angaben",
    "keine anschrift", "keine daten", "keine eingabe", "leer", "lorem ipsum", "missing", "morada desconhecida", "n a",
    "n a n a", "n c", "n d", "n p a i", "n r", "n v t", "na na", "nada", "nan", "nao aplicavel", "nao consta",
    "nao disponivel", "nao especificado", "nao informado", "nao se aplica", "nd", "ne pas contacter",
    "ne pas utiliser", "ne sait pas", "ne ukazan", "ne ukazano", "neant", "neizvesten", "neizvestnaya", "neizvestno",
    "neizvestnyy", "nenhum", "nenhuma", "nessuna", "nessuno", "net dannykh", "neuvedeno", "nevidomo", "nevidomyy",
    "neznama", "nezname", "neznamy", "nhabite pas a ladresse indiquee", "nicht angegeben", "nicht bekannt",
    "nicht verfugbar", "nicht vorhanden", "nie dotyczy", "nie podano", "niet bekend", "niet beschikbaar",
    "niet ingevuld", "niet opgegeven", "niet van toepassing", "nieustalony", "nieznana", "nieznane", "nieznany",
    "nil", "ninguna", "ninguno", "no address", "no answer", "no aplica", "no consta", "no data", "no disponible",
    "no especificado", "no facilitado", "no fixed abode", "no fixed address", "no info", "no informado",
    "no information", "no name", "no tiene", "no value", "nobody", "non applicabile", "non applicable",
    "non attribue", "non communique", "non communiquee", "non connu", "non connue", "non defini", "non definie",
    "non dichiarato", "non disponibile", "non disponible", "non fourni", "non fournie", "non indicato",
    "non inserito", "non nota", "non noto", "non precise", "non renseigne", "non renseignee", "non saisi",
    "non saisie", "non specificato", "non specifie", "noname", "none", "not a number", "not applicable",
    "not available", "not disclosed", "not entered", "not found", "not given", "not known", "not on file",
    "not provided", "not reported", "not set", "not specified", "not stated", "not supplied", "npai", "nul", "null",
    "nvt", "ohne", "ohne angabe", "ohne festen wohnsitz", "ohne namen", "okand", "onbekend", "onbekende",
    "parti sans laisser dadresse", "particular", "particulier", "particuliers", "pas d", "pas dadresse", "pas de",
    "pas renseigne", "placeholder", "platzhalter", "privat", "private person", "privatperson", "prova", "prueba",
    "pusty", "qsdf", "qsdfgh", "qwert", "qwerty", "qwertyuiop", "qwertz", "redacted", "return to sender",
    "sample data", "sans", "sans adresse", "sans domicile fixe", "sans nom", "sans objet", "sans reponse",
    "sconosciuta", "sconosciuto", "sdf", "sem dados", "sem informacao", "sem nome", "senza fissa dimora", "sin dato",
    "sin datos", "sin definir", "sin determinar", "sin direccion", "sin domicilio", "sin especificar",
    "sin informacion", "sin nombre", "sin registro", "supprime", "tba", "tbc", "tbd", "test", "test account",
    "test client", "test data", "test record", "test test", "test user", "test1", "test123", "test2", "test3",
    "teste", "teste teste", "tester", "testing", "testkunde", "testperson", "testtest", "testuser", "to be confirmed",
    "to be defined", "to delete", "toto tata", "toto titi", "tuntematon", "ukendt", "ukjent", "unassigned",
    "unbekannt", "unbekannt verzogen", "unbekannte", "undefined", "unk", "unknown", "unknown address", "unkown",
    "unlisted", "unnamed", "unspecified", "vacio", "vazio", "vide", "void", "vuoto", "withheld", "xx xx", "xxx test",
    "xyz",
};
constexpr WordSet<std::size(kGeneralWords)> kGeneral(kGeneralWords);

// Junk in names only.
constexpr std::string_view kNameJunkWords[] = {
    "achternaam", "ad soyad", "admin", "administrateur", "administrator", "apellido", "apellidos", "baby",
    "barverkauf", "bebe", "cash customer", "client", "client comptoir", "client divers", "client inconnu",
    "client passage", "cliente", "cognome", "customer", "donald duck", "efternamn", "enfant", "erika mustermann",
    "familiya", "family name", "female infant", "first name", "first name last name", "firstname",
    "firstname lastname", "fnu", "fornamn", "full name", "fullname", "gast", "given name", "guest", "herr frau",
    "ime", "imie", "imya", "inconnu inconnu", "infant", "invite", "jane doe", "jmeno", "john doe", "kein name",
    "klient", "kunde", "last name", "lastname", "laufkunde", "lnu", "m mme", "madame monsieur", "male infant",
    "max mustermann", "mickey mouse", "mme m", "monsieur madame", "mr and mrs", "mr mrs", "mustermann", "naam",
    "nachname", "nachname vorname", "name", "nazwisko", "nfn", "nln", "nmn", "no first name", "no last name",
    "no middle name", "no name given", "nom", "nom de famille", "nom prenom", "nome", "not asked", "passager",
    "prenom", "prenom nom", "prezime", "prijmeni", "sobrenome", "soyad", "surname", "unknown customer",
    "unknown unknown", "user", "usuario", "utilisateur", "visiteur", "visitor", "voornaam", "vorname",
    "walk in customer", "webmaster",
};
constexpr WordSet<std::size(kNameJunkWords)> kNameJunk(kNameJunkWords);

// Junk in general, and rare real names: kept in a name when written like one ("Null", "Na"), not as NULL, null.
constexpr std::string_view kRareNameWords[] = {
    "blank", "brak", "fake", "leer", "na", "nada", "nan", "nc", "nd", "nil", "none", "null", "sans", "sdf", "toto",
    "void",
};
constexpr WordSet<std::size(kRareNameWords)> kRareNames(kRareNameWords);

// Junk in general, and names of known companies.
constexpr std::string_view kCompanyNameWords[] = {"sdf", "toto", "xyz"};
constexpr WordSet<std::size(kCompanyNameWords)> kCompanyNames(kCompanyNameWords);

// Junk outside names: short forms that are initials or syllables in a name.
constexpr std::string_view kShortJunkWords[] = {
    "bu ming", "geen", "na", "nc", "nr", "rien", "toto", "u", "ua", "wei zhi", "x", "xx", "yok",
};
constexpr WordSet<std::size(kShortJunkWords)> kShortJunk(kShortJunkWords);

// Local parts that belong to nobody, in lower case.
constexpr std::string_view kLocalWords[] = {
    "abuse", "adresse", "adresse.inconnue", "anon", "anonym", "anonyme", "anonymous", "asdf", "asdfgh", "aucun",
    "aucune", "aucunemail", "aucunmail", "azerty", "beispiel", "bidon", "blank", "brak", "clientsansmail",
    "default", "do-not-reply", "do_not_reply", "donotreply", "dummy", "ejemplo", "esempio", "example", "exemple",
    "fake", "foo", "foobar", "inconnu", "inconnue", "invalid", "keine", "keine-email", "keineemail", "keinemail",
    "mailer-daemon", "n.a", "n/a", "na", "nc", "nd", "neant", "nicht-vorhanden", "niemampoczty", "ninguno", "no",
    "no-email", "no-mail", "no-reply", "no.email", "no.mail", "no.reply", "no_email", "no_mail", "no_reply", "nobody",
    "nocorreo", "noemail", "noemailaddress", "nomail", "nomailaddress", "nonconnu", "none", "nonrenseigne", "noreply",
    "nospam", "not-provided", "notapplicable", "notengo", "notprovided", "npai", "nr", "null", "pas-de-mail",
    "pas.de.mail", "pas.demail", "pas_de_mail", "pasdadresse", "pasdadressemail", "pasdemail", "pasdemail1",
    "pasdemail2", "pasemail", "pasmail", "postmaster", "qsdf", "qwerty", "refus", "refusemail", "sans-mail",
    "sans.mail", "sansadresse", "sansemail", "sansmail", "sdf", "sincorreo", "sinemail", "sinmail", "spam", "tbd",
    "test", "test.test", "test1", "test12", "test123", "test1234", "test2", "test3", "teste", "tester", "testing",
    "testmail", "testtest", "testuser", "toto", "unbekannt", "undefined", "unknown", "username", "vide",
    "votre.email", "votreemail", "xx", "your-email", "your.email", "your.name", "youremail", "yourmail", "yourname",
};
constexpr WordSet<std::size(kLocalWords)> kLocal(kLocalWords);

// Domains that take no mail of anybody. Those reserved for examples (RFC 2606) are not among them: no customer has
// one, but every test and tutorial does.
constexpr std::string_view kDomainWords[] = {
    "aucun.com", "aucun.fr", "beispiel.de", "bidon.com", "bidon.fr", "domain.com", "domain.fr", "domain.tld",
    "ejemplo.com", "email.invalid", "exemple.com", "exemple.fr", "fake.com", "fake.fr", "inconnu.com", "inconnu.fr",
    "invalid.com", "keine.de", "localhost.localdomain", "mail.test", "mydomain.com", "na.com", "nc.fr",
    "no-email.com", "no.com", "no.mail", "noemail.com", "noemail.de", "noemail.es", "noemail.fr", "nomail.com",
    "nomail.de", "nomail.es", "nomail.fr", "nomail.it", "nomail.net", "none.com", "none.fr", "noreply.com",
    "noreply.fr", "null.com", "null.fr", "pasdemail.com", "pasdemail.fr", "pasdemail.net", "sansemail.fr",
    "sansmail.com", "sansmail.fr", "test.be", "test.ch", "test.co.uk", "test.com", "test.de", "test.es", "test.fr",
    "test.it", "test.net", "test.nl", "test.org", "test.pl", "test.tld", "toto.com", "toto.fr", "unknown.com",
    "votredomaine.fr", "xxx.xx", "yourcompany.com", "yourdomain.com", "youremail.com",
};
constexpr WordSet<std::size(kDomainWords)> kDomain(kDomainWords);

// Zero days and last days of programs: SQL Server (1753, 2079-06-06), Windows (1601), VMS (1858), spreadsheets (1899,
// 1900, 1904), Unix (1970), and round dates far off.
constexpr CivilDate kJunkDates[] = {
    {1, 1, 1},      {1111, 11, 11}, {1601, 1, 1},   {1753, 1, 1},    {1800, 1, 1},   {1858, 11, 17}, {1899, 12, 30},
    {1899, 12, 31}, {1900, 1, 1},   {1901, 1, 1},   {1904, 1, 1},    {1970, 1, 1},   {2079, 6, 6},   {2099, 12, 31},
    {2100, 1, 1},   {2999, 12, 31}, {3000, 1, 1},   {9999, 1, 1},    {9999, 12, 31},
};

// True for one character repeated.
bool uniform(std::string_view s) {
    return !s.empty() && s.find_first_not_of(s.front()) == std::string_view::npos;
}

bool ends_with_run(std::string_view digits, std::size_t length) {
    return digits.size() >= length && uniform(digits.substr(digits.size() - length));
}

bool written_like_a_name(std::string_view raw) {
    raw = trim_ascii(raw);
    if (raw.size() < 2 || !is_ascii_upper(raw.front())) return false;
    for (char c : raw.substr(1))
        if (!is_ascii_lower(c)) return false;
    return true;
}

// The word that `folded` repeats (null null), else all of it.
std::string_view repeated_word(std::string_view folded) {
    std::string_view rest = folded;
    const std::string_view first = next_word(rest);
    while (!rest.empty())
        if (next_word(rest) != first) return folded;
    return first;
}

bool junk_name(std::string_view raw, std::string_view folded) {
    if (const std::string_view word = repeated_word(folded); word.size() < folded.size())
        if (kGeneral.contains(word) || kRareNames.contains(word) || kNameJunk.contains(word)) return true;
    if (kGeneral.contains(folded) || kRareNames.contains(folded))
        return !kRareNames.contains(folded) || !written_like_a_name(raw);
    if (kNameJunk.contains(folded)) return true;
    bool letters = false;
    for (char c : folded) letters = letters || is_ascii_alpha(c);
    if (!letters) return true;
    if (uniform(folded) && (folded.size() > 2 || folded.front() == 'x' || folded == "zz")) return true;
    // A title and nothing else; "m" alone is one only with its dot, else an initial.
    std::string_view rest = folded;
    while (!rest.empty())
        if (!is_title_word(next_word(rest))) return false;
    return folded != "m" || raw.find('.') != std::string_view::npos;
}

// Of an address in clean form, and its local part without a tag.
bool junk_address(std::string_view whole, std::string_view user) noexcept {
    const std::size_t at = whole.find('@');
    const std::string_view local = whole.substr(0, at);
    const std::string_view domain = whole.substr(at + 1);
    if (kLocal.contains(user) || kDomain.contains(domain)) return true;
    for (std::string_view reserved : {".invalid", ".test", ".localhost"})
        if (domain.ends_with(reserved)) return true;
    const std::string_view host = domain.substr(0, domain.find('.'));
    if (uniform(local) && (local.size() > 2 || uniform(host))) return true;
    return local.starts_with("noreply") || local.starts_with("no-reply") || local.starts_with("donotreply");
}

bool junk_email(std::string_view raw) {
    const auto address = normalize_email(raw);
    if (!address) return raw.find('@') != std::string_view::npos && kLocal.contains(email_user(raw));  // foo@bar
    return junk_address(*address, email_user(*address));
}

// Of the folded form, which has the digits of any script as ASCII.
bool junk_phone(std::string_view folded) {
    if (phone_key(folded).empty()) return true;  // no digit but zero
    const std::string digits = ascii_digits(folded);
    if (digits.size() < 3 || uniform(digits)) return true;
    if (digits.size() >= 9 && ends_with_run(digits, 7)) return true;
    if (digits == "123456") return true;
    // Counted up or down from end to end, 0123456789. A national number may well end so: 06 12 34 56 78 is one.
    const std::string_view whole = std::string_view(digits).substr(std::min(digits.find_first_not_of('0'), digits.size()));
    if (whole.size() >= 7 && (std::string_view("12345678901234567890").starts_with(whole) ||
                              std::string_view("98765432109876543210").starts_with(whole)))
        return true;
    // 01 02 03 04 05: pairs counted up, also behind the code of a country
    if (digits.ends_with("102030405") && digits.size() <= 12) return true;
    // 06 12 12 12 12 and the like: one pair five times
    if (digits.size() == 10 && digits.substr(0, 8) == digits.substr(2)) return true;
    return false;
}

bool junk_date(std::string_view raw) {
    const auto date = parse_date(raw);
    if (!date) return phone_key(raw).empty();  // 00/00/0000
    for (const CivilDate& junk : kJunkDates)
        if (*date == junk) return true;
    return false;
}

bool junk_identifier(std::string_view folded) {
    std::string compact(folded);
    std::erase(compact, ' ');
    if (compact == "1" || (uniform(compact) && (compact.size() > 1 || compact == "0"))) return true;
    constexpr std::string_view kUp = "01234567890";
    return compact.size() >= 5 && (kUp.find(compact) != std::string_view::npos || compact == "987654321" ||
                                   compact == "9876543210" || compact == "abcdef" || compact == "abc123");
}

bool junk_postcode(std::string_view folded) {
    return folded.size() >= 3 && uniform(folded) && (folded.front() == '0' || folded.front() == '9' || folded.front() == 'x');
}

bool junk_text(std::string_view folded) {
    const std::string_view word = repeated_word(folded);
    return kGeneral.contains(folded) || kGeneral.contains(word) || kShortJunk.contains(word) ||
           (folded.size() > 2 && uniform(folded) && is_ascii_alpha(folded.front()));
}

}  // namespace

bool is_placeholder_address(std::string_view address) noexcept {
    std::array<char, kLongestJunk> folded;
    std::size_t n = 0;
    for (const char c : address.substr(0, folded.size())) {
        if (is_ascii_alnum(c))
            folded[n++] = c;
        else if (n > 0 && folded[n - 1] != ' ')
            folded[n++] = ' ';
    }
    if (n > 0 && folded[n - 1] == ' ') n--;
    return address.size() <= kLongestJunk &&
           (n == 0 || junk_text({folded.data(), n}) || junk_address(address, address.substr(0, address.find('@'))));
}

bool is_placeholder(Kind kind, std::string_view value) {
    if (value.size() > kLongestJunk) return false;
    const std::string folded = fold(value);
    if (folded.empty()) return true;
    switch (kind) {
        case Kind::kGivenName:
        case Kind::kFamilyName:
        case Kind::kFullName: return junk_name(value, folded);
        case Kind::kEmail: return junk_text(folded) || junk_email(value);
        case Kind::kPhone: return junk_text(folded) || junk_phone(folded);
        case Kind::kBirthDate:
        case Kind::kDate: return junk_text(folded) || junk_date(value);
        case Kind::kIdentifier: return junk_text(folded) || junk_identifier(folded);
        case Kind::kPostcode: return junk_text(folded) || junk_postcode(folded);
        case Kind::kCountry: return folded.size() != 2 && junk_text(folded);
        case Kind::kNumber: return !is_ascii_digit(folded.front()) && junk_text(folded);
        case Kind::kCompany: return !kCompanyNames.contains(folded) && junk_text(folded);
        case Kind::kStreet:
        case Kind::kCity:
        case Kind::kGender:
        case Kind::kText:
        case Kind::kBoolean: break;
    }
    return junk_text(folded);
}

}  // namespace cdp::text
