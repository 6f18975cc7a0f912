// SPDX-License-Identifier: PostgreSQL
#include "core/link/name_dictionary.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::link {

namespace {

using enum Meaning;

struct Entry {
    std::string_view phrase;
    Meaning meaning;
};

// Folded phrases without particles, sorted.
constexpr Entry kEntries[] = {
    {"aadhaar", kNationalId}, {"aadhar", kNationalId}, {"aangemaakt", kTimestamp}, {"aanhef", kTitle},
    {"aanmaakdatum", kTimestamp}, {"aantal", kCount}, {"abn", kNationalId}, {"abstract", kNotes},
    {"accepts marketing", kFlag}, {"account company", kCompany}, {"account iban", kNationalId},
    {"account id", kCustomerNumber}, {"account manager", kOtherPerson}, {"account name", kCompany},
    {"account no", kCustomerNumber}, {"account number", kCustomerNumber}, {"account owner", kOtherPerson},
    {"accountid", kCustomerNumber}, {"acct", kCustomerNumber}, {"acct id", kCustomerNumber},
    {"acct no", kCustomerNumber}, {"achternaam", kFamilyName}, {"acn", kNationalId}, {"action", kCategory},
    {"active", kFlag}, {"activite", kOccupation}, {"activity", kOccupation}, {"actualizado", kTimestamp},
    {"ad", kGivenName}, {"ad soyad", kFullName}, {"addr", kStreet}, {"addr 2", kAddressExtra},
    {"addr city", kCity}, {"addr country", kCountry}, {"addr full", kStreet}, {"addr line", kStreet},
    {"addr line 2", kAddressExtra}, {"addr postal code", kPostcode}, {"addr state", kRegion},
    {"addr street", kStreet}, {"address", kStreet}, {"address 2", kAddressExtra}, {"address 3", kAddressExtra},
    {"address full", kStreet}, {"address line", kStreet}, {"address line 2", kAddressExtra},
    {"address street", kStreet}, {"addresses", kStreet}, {"addressline", kStreet}, {"adeli", kNationalId},
    {"adi", kGivenName}, {"adi soyadi", kFullName}, {"adres", kStreet}, {"adres e mail", kEmail},
    {"adres email", kEmail}, {"adres mail", kEmail}, {"adres zamieszkania", kStreet}, {"adresa", kStreet},
    {"adresas", kStreet}, {"adress", kStreet}, {"adresse", kStreet}, {"adresse complete", kStreet},
    {"adresse courriel", kEmail}, {"adresse e mail", kEmail}, {"adresse email", kEmail},
    {"adresse ip", kTechnical}, {"adresse ligne", kStreet}, {"adresse mail", kEmail},
    {"adresse postale", kStreet}, {"adressezusatz", kAddressExtra}, {"adresszusatz", kAddressExtra},
    {"advisor", kOtherPerson}, {"aenderungsdatum", kTimestamp}, {"age", kAge}, {"age band", kBirthYear},
    {"age group", kBirthYear}, {"agency", kCompany}, {"agency id", kTechnical}, {"agency name", kCompany},
    {"agent", kOtherPerson}, {"agent name", kOtherPerson}, {"ages", kAge}, {"aka", kMaidenName},
    {"aktualisiert", kTimestamp}, {"alder", kAge}, {"alias", kMaidenName}, {"allowed", kFlag}, {"alter", kAge},
    {"altersgruppe", kBirthYear}, {"amount", kAmount}, {"amt", kAmount}, {"anderungsdatum", kTimestamp},
    {"angelegt am", kTimestamp}, {"anlagedatum", kTimestamp}, {"annee", kYear}, {"annee naissance", kBirthYear},
    {"anno", kYear}, {"anno nascita", kBirthYear}, {"ano", kYear}, {"ano nacimiento", kBirthYear},
    {"ano nascimento", kBirthYear}, {"anrede", kTitle}, {"anschrift", kStreet}, {"ansprechpartner", kFullName},
    {"anzahl", kCount}, {"apartment", kAddressExtra}, {"apartment number", kAddressExtra}, {"ape", kOccupation},
    {"apelido", kFamilyName}, {"apellido", kFamilyName}, {"apellido materno", kMaidenName},
    {"apellido paterno", kFamilyName}, {"apellidos", kFamilyName}, {"api key", kTechnical},
    {"apt", kAddressExtra}, {"apt number", kAddressExtra}, {"arbeitgeber", kCompany}, {"area", kRegion},
    {"as", kTimestamp}, {"as date", kTimestamp}, {"asmens kodas", kNationalId}, {"assigned to", kOtherPerson},
    {"atualizado", kTimestamp}, {"ausweisnummer", kNationalId}, {"author", kOtherPerson},
    {"autres prenoms", kMiddleName}, {"avatar", kUrl}, {"azienda", kCompany}, {"b day", kBirthDate},
    {"bairro", kRegion}, {"balance", kAmount}, {"bank account", kNationalId},
    {"bank account number", kNationalId}, {"barrio", kRegion}, {"basket id", kTechnical}, {"batch", kTechnical},
    {"batch id", kTechnical}, {"batiment", kAddressExtra}, {"bdate", kBirthDate}, {"bday", kBirthDate},
    {"bedrag", kAmount}, {"bedrift", kCompany}, {"bedrijf", kCompany}, {"bedrijfsnaam", kCompany},
    {"bemerkung", kNotes}, {"bemerkungen", kNotes}, {"benutzer", kUserName}, {"benutzername", kUserName},
    {"berater", kOtherPerson}, {"beroep", kOccupation}, {"beruf", kOccupation}, {"beschreibung", kNotes},
    {"bestelldatum", kTimestamp}, {"betrag", kAmount}, {"betreuer", kOtherPerson}, {"bezeichnung", kName},
    {"bic iban", kNationalId}, {"billing address", kStreet}, {"bio", kNotes}, {"birth", kBirthDate},
    {"birth city", kBirthPlace}, {"birth country", kBirthPlace}, {"birth date", kBirthDate},
    {"birth day month", kBirthYear}, {"birth dt", kBirthDate}, {"birth month", kBirthYear},
    {"birth name", kMaidenName}, {"birth place", kBirthPlace}, {"birth year", kBirthYear},
    {"birthdate", kBirthDate}, {"birthday", kBirthDate}, {"birthdt", kBirthDate}, {"birthplace", kBirthPlace},
    {"bis ter", kHouseNumber}, {"blob", kTechnical}, {"blocked", kFlag}, {"body", kNotes}, {"boolean", kFlag},
    {"born", kBirthDate}, {"born on", kBirthDate}, {"borough", kRegion}, {"box", kAddressExtra},
    {"branche", kOccupation}, {"brand", kCompany}, {"brand preference", kCategory}, {"branza", kOccupation},
    {"bron", kSource}, {"browser", kCategory}, {"bsn", kNationalId}, {"building", kAddressExtra},
    {"building name", kAddressExtra}, {"building number", kHouseNumber}, {"bundesland", kRegion},
    {"business", kCompany}, {"business name", kCompany}, {"businessname", kCompany}, {"by", kCity},
    {"byear", kBirthYear}, {"c postal", kPostcode}, {"cadde", kStreet}, {"calle", kStreet},
    {"campaign", kCategory}, {"campaign id", kTechnical}, {"canal", kCategory}, {"cantidad", kCount},
    {"canton", kRegion}, {"cap", kPostcode}, {"capacity", kAmount}, {"card number", kNationalId},
    {"cardholder", kFullName}, {"cardholder name", kFullName}, {"cargo", kOccupation}, {"cart id", kTechnical},
    {"carte fidelite", kCustomerNumber}, {"categoria", kCategory}, {"categorie", kCategory},
    {"categories", kCategory}, {"category", kCategory}, {"cc numero", kNationalId}, {"ceg", kCompany},
    {"cegnev", kCompany}, {"cele jmeno", kFullName}, {"celkove jmeno", kFullName}, {"cell", kPhone},
    {"cell phone", kPhone}, {"cellphone", kPhone}, {"cellular", kPhone}, {"cellulare", kPhone},
    {"celular", kPhone}, {"cena", kAmount}, {"center director", kOtherPerson}, {"ceo", kOtherPerson},
    {"cep", kPostcode}, {"cep telefonu", kPhone}, {"channel", kCategory}, {"chave", kKey},
    {"checksum", kTechnical}, {"chiave", kKey}, {"chiffre affaires", kAmount}, {"children", kCount},
    {"christian name", kGivenName}, {"cidade", kCity}, {"cif", kNationalId}, {"cim", kStreet},
    {"cinsiyet", kGender}, {"cislo domu", kHouseNumber}, {"cislo popisne", kHouseNumber}, {"cities", kCity},
    {"citizenship", kCountry}, {"citta", kCity}, {"cittadinanza", kCountry}, {"city", kCity},
    {"city birth", kBirthPlace}, {"city name", kCity}, {"city town", kCity}, {"cityname", kCity},
    {"ciudad", kCity}, {"civico", kHouseNumber}, {"civilite", kTitle}, {"class", kCategory}, {"clave", kKey},
    {"cle", kKey}, {"client", kName}, {"client code", kCustomerNumber}, {"client id", kCustomerNumber},
    {"client name", kFullName}, {"client no", kCustomerNumber}, {"client number", kCustomerNumber},
    {"cliente", kName}, {"clientid", kCustomerNumber}, {"closed at", kTimestamp}, {"clv", kAmount},
    {"cnp", kNationalId}, {"cnpj", kNationalId}, {"cnt", kCount}, {"cod cliente", kCustomerNumber},
    {"cod fisc", kNationalId}, {"cod postal", kPostcode}, {"cod postale", kPostcode},
    {"code client", kCustomerNumber}, {"code pays", kCountry}, {"code postal", kPostcode},
    {"codepays", kCountry}, {"codepostal", kPostcode}, {"codfisc", kNationalId},
    {"codice avviamento postale", kPostcode}, {"codice cliente", kCustomerNumber},
    {"codice fiscale", kNationalId}, {"codice postale", kPostcode}, {"codigo cliente", kCustomerNumber},
    {"codigo pais", kCountry}, {"codigo postal", kPostcode}, {"codpostal", kPostcode}, {"cognome", kFamilyName},
    {"cognome nome", kFullName}, {"cognome nubile", kMaidenName}, {"color", kCategory}, {"colour", kCategory},
    {"comentario", kNotes}, {"comentarios", kNotes}, {"comment", kNotes}, {"commentaire", kNotes},
    {"commentaires", kNotes}, {"commento", kNotes}, {"comments", kNotes}, {"commercial", kOtherPerson},
    {"commercial name rep", kOtherPerson}, {"commune", kCity}, {"commune naissance", kBirthPlace},
    {"comp name", kCompany}, {"compania", kCompany}, {"companie", kCompany}, {"companies", kCompany},
    {"company", kCompany}, {"company name", kCompany}, {"company no", kNationalId},
    {"company number", kNationalId}, {"company registration number", kNationalId}, {"companyname", kCompany},
    {"complement", kAddressExtra}, {"complement adresse", kAddressExtra}, {"complemento", kAddressExtra},
    {"complete name", kFullName}, {"comune", kCity}, {"comune nascita", kBirthPlace},
    {"comunidad autonoma", kRegion}, {"concelho", kCity}, {"confirmed", kFlag}, {"coniuge", kOtherPerson},
    {"conjoint", kOtherPerson}, {"conseiller", kOtherPerson}, {"consenso", kFlag}, {"consent", kFlag},
    {"consentement", kFlag}, {"consentimiento", kFlag}, {"contact", kName}, {"contact name", kFullName},
    {"contact no", kPhone}, {"contact number", kPhone}, {"contact person role", kOtherPerson},
    {"content", kNotes}, {"contract id", kCustomerNumber}, {"contract number", kCustomerNumber},
    {"conyuge", kOtherPerson}, {"cookie", kTechnical}, {"coord", kTechnical}, {"coordinates", kTechnical},
    {"corp", kCompany}, {"corporate name", kCompany}, {"corporation", kCompany}, {"correio eletronico", kEmail},
    {"correo", kEmail}, {"correo e", kEmail}, {"correo electronico", kEmail}, {"cost", kAmount},
    {"costs", kAmount}, {"count", kCount}, {"countries", kCountry}, {"country", kCountry},
    {"country birth", kBirthPlace}, {"country cd", kCountry}, {"country code", kCountry},
    {"country iso", kCountry}, {"country name", kCountry}, {"country residence", kCountry},
    {"countrycode", kCountry}, {"county", kRegion}, {"courriel", kEmail}, {"courtesy title", kTitle},
    {"cp", kPostcode}, {"cpf", kNationalId}, {"cpr", kNationalId}, {"creado", kTimestamp},
    {"create date", kTimestamp}, {"created", kTimestamp}, {"created at", kTimestamp},
    {"created by", kOtherPerson}, {"created date", kTimestamp}, {"created on", kTimestamp},
    {"createdat", kTimestamp}, {"creation", kTimestamp}, {"creation date", kTimestamp},
    {"credit card", kNationalId}, {"credit card number", kNationalId}, {"credit limit", kAmount},
    {"criado", kTimestamp}, {"crm id", kCustomerNumber}, {"crn", kNationalId}, {"csaladnev", kFamilyName},
    {"ctid", kKey}, {"ctry", kCountry}, {"curp", kNationalId}, {"currency", kCategory},
    {"cust id", kCustomerNumber}, {"cust no", kCustomerNumber}, {"cust num", kCustomerNumber},
    {"custid", kCustomerNumber}, {"customer", kName}, {"customer code", kCustomerNumber},
    {"customer id", kCustomerNumber}, {"customer name", kFullName}, {"customer no", kCustomerNumber},
    {"customer number", kCustomerNumber}, {"customerid", kCustomerNumber}, {"customernumber", kCustomerNumber},
    {"dat", kDate}, {"dat nais", kBirthDate}, {"data", kDate}, {"data aggiornamento", kTimestamp},
    {"data cadastro", kTimestamp}, {"data creazione", kTimestamp}, {"data criacao", kTimestamp},
    {"data modifica", kTimestamp}, {"data modyfikacji", kTimestamp}, {"data nasc", kBirthDate},
    {"data nascimento", kBirthDate}, {"data nascita", kBirthDate}, {"data nasterii", kBirthDate},
    {"data rejestracji", kTimestamp}, {"data rozhdeniya", kBirthDate}, {"data source", kSource},
    {"data ur", kBirthDate}, {"data urodz", kBirthDate}, {"data urodzenia", kBirthDate},
    {"data utworzenia", kTimestamp}, {"datanascita", kBirthDate}, {"dataset", kSource}, {"dataur", kBirthDate},
    {"date", kDate}, {"date achat", kTimestamp}, {"date birth", kBirthDate}, {"date birth day", kBirthDate},
    {"date created", kTimestamp}, {"date creation", kTimestamp}, {"date death", kDate}, {"date deces", kDate},
    {"date inscription", kTimestamp}, {"date joined", kTimestamp}, {"date maj", kTimestamp},
    {"date mise jour", kTimestamp}, {"date modification", kTimestamp}, {"date modified", kTimestamp},
    {"date naissance", kBirthDate}, {"date survey", kTimestamp}, {"date time", kTimestamp},
    {"date updated", kTimestamp}, {"datenaissance", kBirthDate}, {"dateofbirth", kBirthDate}, {"dates", kDate},
    {"datetime", kTimestamp}, {"dato", kDate}, {"datum", kDate}, {"datum narozeni", kBirthDate}, {"day", kDate},
    {"day phone", kPhone}, {"ddn", kBirthDate}, {"death date", kDate}, {"deceased", kFlag}, {"deces", kDate},
    {"deleted", kFlag}, {"deleted at", kTimestamp}, {"delivery address", kStreet}, {"denominacion", kName},
    {"denomination", kName}, {"denomination sociale", kCompany}, {"denominazione", kName},
    {"departamento", kRegion}, {"departement", kRegion}, {"department", kRegion},
    {"department name", kCategory}, {"desc", kNotes}, {"descr", kNotes}, {"descricao", kNotes},
    {"descripcion", kNotes}, {"description", kNotes}, {"descrizione", kNotes}, {"details", kNotes},
    {"deuxieme prenom", kMiddleName}, {"device", kCategory}, {"devise", kCategory}, {"dia", kDate},
    {"dic", kNationalId}, {"diploma", kOccupation}, {"direccion", kStreet}, {"direccion postal", kStreet},
    {"director", kOtherPerson}, {"discount", kAmount}, {"display name", kFullName}, {"district", kRegion},
    {"distrito", kRegion}, {"ditta", kCompany}, {"dni", kNationalId}, {"dob", kBirthDate},
    {"doctor", kOtherPerson}, {"document id", kNationalId}, {"document number", kNationalId},
    {"documento", kNationalId}, {"documento identidad", kNationalId}, {"dod", kDate},
    {"dogum tarihi", kBirthDate}, {"domain", kUrl}, {"domain name", kUrl}, {"domaine", kUrl},
    {"domicilio", kStreet}, {"dowod osobisty", kNationalId}, {"driver licence", kNationalId},
    {"driver license", kNationalId}, {"driver license number", kNationalId}, {"drivers licence", kNationalId},
    {"drivers license", kNationalId}, {"drivers license number", kNationalId}, {"driving licence", kNationalId},
    {"driving license", kNationalId}, {"drugie imie", kMiddleName}, {"dt birth", kBirthDate},
    {"dt naissance", kBirthDate}, {"dt nasc", kBirthDate}, {"duns", kNationalId}, {"duns no", kNationalId},
    {"duns number", kNationalId}, {"duration", kCategory}, {"dzielnica", kRegion}, {"dzien", kDate},
    {"e mail", kEmail}, {"e mail address", kEmail}, {"e mail adresse", kEmail}, {"e post", kEmail},
    {"e posta", kEmail}, {"edad", kAge}, {"education", kOccupation}, {"effectif", kAmount},
    {"effective date", kTimestamp}, {"efternamn", kFamilyName}, {"efternavn", kFamilyName},
    {"egn", kNationalId}, {"ehepartner", kOtherPerson}, {"ein", kNationalId}, {"einwilligung", kFlag},
    {"eircode", kPostcode}, {"electronic mail", kEmail}, {"email", kEmail}, {"email addr", kEmail},
    {"email address", kEmail}, {"email adresse", kEmail}, {"email id", kEmail}, {"emailaddress", kEmail},
    {"emailadresse", kEmail}, {"emailid", kEmail}, {"emails", kEmail}, {"emergency contact", kOtherPerson},
    {"emergency contact name", kOtherPerson}, {"employee id", kCustomerNumber},
    {"employee number", kCustomerNumber}, {"employees", kAmount}, {"employer", kCompany},
    {"employer name", kCompany}, {"empregador", kCompany}, {"empresa", kCompany}, {"enabled", kFlag},
    {"end date", kTimestamp}, {"endereco", kStreet}, {"endereco email", kEmail}, {"enrollment", kAmount},
    {"enseigne", kCompany}, {"entity", kName}, {"entity name", kName}, {"entreprise", kCompany},
    {"epost", kEmail}, {"eposta", kEmail}, {"erstellt", kTimestamp}, {"erstellt am", kTimestamp},
    {"estado", kRegion}, {"estado cuenta", kCategory}, {"eta", kAge}, {"etablissement", kCompany},
    {"etag", kTechnical}, {"etage", kAddressExtra}, {"etat civil", kCategory}, {"ethnicity", kOccupation},
    {"etl date", kTimestamp}, {"etternavn", kFamilyName}, {"etunimet", kGivenName}, {"etunimi", kGivenName},
    {"evening phone", kPhone}, {"event", kCategory}, {"event date", kTimestamp}, {"event id", kTechnical},
    {"event time", kTimestamp}, {"executive director", kOtherPerson}, {"expiration", kTimestamp},
    {"expiration date", kTimestamp}, {"expires", kTimestamp}, {"expires at", kTimestamp},
    {"expiry", kTimestamp}, {"expiry date", kTimestamp}, {"external id", kCustomerNumber},
    {"externalid", kCustomerNumber}, {"extracted at", kTimestamp}, {"f nacimiento", kBirthDate},
    {"facebook", kUrl}, {"facility", kCompany}, {"facility name", kCompany}, {"familia", kFamilyName},
    {"familienaam", kFamilyName}, {"familienname", kFamilyName}, {"familienstand", kCategory},
    {"familija", kFamilyName}, {"familiya", kFamilyName}, {"family", kFamilyName}, {"family id", kTechnical},
    {"family name", kFamilyName}, {"familyname", kFamilyName}, {"father", kOtherPerson},
    {"father name", kOtherPerson}, {"fathers name", kOtherPerson}, {"fax", kPhone}, {"fax number", kPhone},
    {"fec nac", kBirthDate}, {"fecha", kDate}, {"fecha actualizacion", kTimestamp}, {"fecha alta", kTimestamp},
    {"fecha creacion", kTimestamp}, {"fecha modificacion", kTimestamp}, {"fecha nac", kBirthDate},
    {"fecha nacimiento", kBirthDate}, {"fechanacimiento", kBirthDate}, {"fee", kAmount}, {"festnetz", kPhone},
    {"file", kSource}, {"file name", kSource}, {"filename", kSource}, {"finess", kNationalId},
    {"fio", kFullName}, {"firm", kCompany}, {"firm name", kCompany}, {"firma", kCompany},
    {"firmanaam", kCompany}, {"firmen", kCompany}, {"firmenname", kCompany}, {"first", kGivenName},
    {"first initial", kInitial}, {"first last", kFullName}, {"first last name", kFullName},
    {"first name", kGivenName}, {"first name last name", kFullName}, {"first name surname", kFullName},
    {"first seen", kTimestamp}, {"first surname", kFullName}, {"firstname", kGivenName},
    {"firstnm", kGivenName}, {"flag", kFlag}, {"flat", kAddressExtra}, {"flat number", kAddressExtra},
    {"floor", kAddressExtra}, {"fname", kGivenName}, {"fodelsedatum", kBirthDate}, {"fodelseort", kBirthPlace},
    {"fodested", kBirthPlace}, {"fodselsdag", kBirthDate}, {"fodselsdato", kBirthDate},
    {"fodselsnummer", kNationalId}, {"fonction", kOccupation}, {"fonte", kSource}, {"forename", kGivenName},
    {"forename surname", kFullName}, {"forenames", kGivenName}, {"foretag", kCompany},
    {"foretagsnamn", kCompany}, {"format", kCategory}, {"former name", kMaidenName}, {"fornamn", kGivenName},
    {"fornavn", kGivenName}, {"free text", kNotes}, {"freguesia", kCity}, {"fst name", kGivenName},
    {"fuehrerschein", kNationalId}, {"fuente", kSource}, {"fuhrerschein", kNationalId},
    {"full address", kStreet}, {"full name", kFullName}, {"full nm", kFullName}, {"fullname", kFullName},
    {"fullt navn", kFullName}, {"functie", kOccupation}, {"function", kOccupation}, {"fund", kFlag},
    {"funded", kAmount}, {"funktion", kOccupation}, {"fylke", kRegion}, {"gata", kStreet}, {"gate", kStreet},
    {"gateadresse", kStreet}, {"gatenummer", kHouseNumber}, {"gatuadress", kStreet},
    {"gatunummer", kHouseNumber}, {"gdpr", kFlag}, {"geandert", kTimestamp}, {"geandert am", kTimestamp},
    {"geb", kBirthDate}, {"geb dat", kBirthDate}, {"geb datum", kBirthDate}, {"gebdat", kBirthDate},
    {"gebdatum", kBirthDate}, {"geboorte", kBirthDate}, {"geboortedatum", kBirthDate},
    {"geboortejaar", kBirthYear}, {"geboorteplaats", kBirthPlace}, {"geboren", kBirthDate},
    {"geboren am", kBirthDate}, {"gebruikersnaam", kUserName}, {"geburtsdatum", kBirthDate},
    {"geburtsjahr", kBirthYear}, {"geburtsland", kBirthPlace}, {"geburtsname", kMaidenName},
    {"geburtsort", kBirthPlace}, {"geburtstag", kBirthDate}, {"gemeente", kCity}, {"gemeinde", kCity},
    {"gender", kGender}, {"gender code", kGender}, {"general practitioner", kOtherPerson},
    {"generation", kSuffix}, {"genere", kGender}, {"genero", kGender}, {"genre", kGender}, {"geo", kTechnical},
    {"geom", kTechnical}, {"geometry", kTechnical}, {"geschlecht", kGender}, {"geslacht", kGender},
    {"gewijzigd", kTimestamp}, {"giorno", kDate}, {"given", kGivenName}, {"given name", kGivenName},
    {"given names", kGivenName}, {"givenname", kGivenName}, {"gln", kNationalId},
    {"global id", kCustomerNumber}, {"gmina", kCity}, {"gndr", kGender}, {"gorod", kCity}, {"group", kCategory},
    {"gruppe", kCategory}, {"gsm", kPhone}, {"gsm nummer", kPhone}, {"guardian", kOtherPerson}, {"guid", kKey},
    {"handelsregisternummer", kNationalId}, {"handle", kUserName}, {"handy", kPhone}, {"handynr", kPhone},
    {"handynummer", kPhone}, {"has", kFlag}, {"hash", kTechnical}, {"haus nr", kHouseNumber},
    {"hausarzt", kOtherPerson}, {"hausnr", kHouseNumber}, {"hausnummer", kHouseNumber},
    {"hazszam", kHouseNumber}, {"head", kOtherPerson}, {"headcount", kAmount}, {"height", kAmount},
    {"henkilotunnus", kNationalId}, {"herkunft", kSource}, {"hire date", kTimestamp}, {"hitap", kTitle},
    {"hkid", kNationalId}, {"hobby", kCategory}, {"holder name", kFullName}, {"home address", kStreet},
    {"home page", kUrl}, {"home phone", kPhone}, {"home town", kCity}, {"homepage", kUrl}, {"hometown", kCity},
    {"honorific", kTitle}, {"honorific prefix", kTitle}, {"hospital", kCompany}, {"hospital name", kCompany},
    {"house", kHouseNumber}, {"house name", kAddressExtra}, {"house no", kHouseNumber},
    {"house number", kHouseNumber}, {"household", kTechnical}, {"household id", kTechnical},
    {"housenumber", kHouseNumber}, {"housing", kCategory}, {"huisnr", kHouseNumber},
    {"huisnummer", kHouseNumber}, {"husband", kOtherPerson}, {"husnr", kHouseNumber},
    {"husnummer", kHouseNumber}, {"iban", kNationalId}, {"ico", kNationalId}, {"id", kKey},
    {"id card", kNationalId}, {"id card number", kNationalId}, {"id client", kCustomerNumber},
    {"id cliente", kCustomerNumber}, {"id customer", kCustomerNumber}, {"id document", kNationalId},
    {"id klienta", kCustomerNumber}, {"id number", kNationalId}, {"idade", kAge}, {"ident", kKey},
    {"identifiant", kKey}, {"identifiant connexion", kUserName}, {"identification number", kNationalId},
    {"identifier", kKey}, {"identifikator", kKey}, {"identite", kFullName}, {"identity card", kNationalId},
    {"identity document", kNationalId}, {"identity number", kNationalId}, {"idioma", kCategory}, {"ids", kKey},
    {"idx", kKey}, {"ika", kAge}, {"il", kRegion}, {"ilce", kCity}, {"ilosc", kCount}, {"ima", kGivenName},
    {"image", kUrl}, {"ime", kGivenName}, {"imei", kNationalId}, {"imia", kGivenName}, {"imie", kGivenName},
    {"imie nazwisko", kFullName}, {"imiona", kGivenName}, {"imja", kGivenName},
    {"immatriculation", kNationalId}, {"importe", kAmount}, {"importo", kAmount}, {"impresa", kCompany},
    {"imya", kGivenName}, {"income", kAmount}, {"ind", kFlag}, {"indeks", kPostcode}, {"index", kKey},
    {"indicator", kFlag}, {"indirizzo", kStreet}, {"indirizzo email", kEmail}, {"indirizzo via", kStreet},
    {"industrie", kOccupation}, {"industry", kOccupation}, {"ingested at", kTimestamp}, {"initial", kInitial},
    {"initialen", kInitial}, {"initiales", kInitial}, {"initials", kInitial}, {"iniziali", kInitial},
    {"inn", kNationalId}, {"inscription", kTimestamp}, {"insee", kNationalId}, {"insert date", kTimestamp},
    {"inserted", kTimestamp}, {"inserted at", kTimestamp}, {"instagram", kUrl}, {"instagram handle", kUserName},
    {"institution", kCompany}, {"institution name", kCompany}, {"interlocuteur", kFullName}, {"internet", kUrl},
    {"interno", kAddressExtra}, {"invoice", kTechnical}, {"invoice id", kTechnical},
    {"invoice number", kTechnical}, {"ip", kTechnical}, {"ip address", kTechnical}, {"ipaddress", kTechnical},
    {"iranyitoszam", kPostcode}, {"irsz", kPostcode}, {"is", kFlag}, {"isikukood", kNationalId},
    {"isim", kGivenName}, {"isim soyisim", kName}, {"iso country", kCountry}, {"item", kCategory},
    {"itin", kNationalId}, {"jaar", kYear}, {"jahr", kYear}, {"jezyk", kCategory}, {"jmeno", kGivenName},
    {"job", kOccupation}, {"job id", kTechnical}, {"job title", kOccupation}, {"jobtitle", kOccupation},
    {"join date", kTimestamp}, {"joined", kTimestamp}, {"jour", kDate}, {"jr sr", kSuffix},
    {"json", kTechnical}, {"judet", kRegion}, {"kanal", kCategory}, {"kanton", kRegion},
    {"kategoria", kCategory}, {"kategorie", kCategory}, {"katuosoite", kStreet}, {"kaupunki", kCity},
    {"kd nr", kCustomerNumber}, {"kdnr", kCustomerNumber}, {"kennung", kKey}, {"kennwort", kTechnical},
    {"kennzeichen", kNationalId}, {"keresztnev", kGivenName}, {"key", kKey}, {"kind", kCategory},
    {"kjoenn", kGender}, {"kjonn", kGender}, {"klant", kName}, {"klant id", kCustomerNumber},
    {"klantnummer", kCustomerNumber}, {"klasse", kCategory}, {"klient", kName}, {"klucz", kKey},
    {"known as", kMaidenName}, {"kod", kPostcode}, {"kod kraju", kCountry}, {"kod poczt", kPostcode},
    {"kod pocztowy", kPostcode}, {"komentarz", kNotes}, {"kommentar", kNotes}, {"kommentare", kNotes},
    {"kommun", kCity}, {"kommune", kCity}, {"komorka", kPhone}, {"komorkowy", kPhone}, {"kon", kGender},
    {"kontakt", kName}, {"kraj", kCountry}, {"kraj region", kRegion}, {"krajina", kCountry},
    {"krestni jmeno", kGivenName}, {"krs", kNationalId}, {"kunde", kName}, {"kunden", kName},
    {"kunden id", kCustomerNumber}, {"kunden nr", kCustomerNumber}, {"kundenkarte", kCustomerNumber},
    {"kundenname", kFullName}, {"kundennr", kCustomerNumber}, {"kundennummer", kCustomerNumber},
    {"kundenummer", kCustomerNumber}, {"kundnummer", kCustomerNumber}, {"kvk", kNationalId},
    {"kvk nummer", kNationalId}, {"kwota", kAmount}, {"label", kName}, {"laendercode", kCountry},
    {"lan", kRegion}, {"land", kCountry}, {"land region", kRegion}, {"landcode", kCountry},
    {"lander", kCountry}, {"landercode", kCountry}, {"landline", kPhone}, {"lang", kCategory},
    {"language", kCategory}, {"langue", kCategory}, {"last", kFamilyName}, {"last first name", kFullName},
    {"last login", kTimestamp}, {"last login at", kTimestamp}, {"last modified", kTimestamp},
    {"last name", kFamilyName}, {"last name first name", kFullName}, {"last order", kTimestamp},
    {"last order date", kTimestamp}, {"last purchase", kTimestamp}, {"last seen", kTimestamp},
    {"last seen at", kTimestamp}, {"last update", kTimestamp}, {"last updated", kTimestamp},
    {"last visit", kTimestamp}, {"lastmodified", kTimestamp}, {"lastname", kFamilyName},
    {"lastnm", kFamilyName}, {"lastupdate", kTimestamp}, {"lastupdated", kTimestamp}, {"lat", kTechnical},
    {"latitude", kTechnical}, {"leeftijd", kAge}, {"legal entity", kCompany}, {"legal name", kCompany},
    {"lei", kNationalId}, {"lei code", kNationalId}, {"lei number", kNationalId}, {"length", kCategory},
    {"letzte anderung", kTimestamp}, {"level", kCategory}, {"lfd nr", kSerial}, {"libelle", kName},
    {"libelle voie", kStreet}, {"licence number", kNationalId}, {"license no", kNationalId},
    {"license number", kNationalId}, {"license plate", kNationalId}, {"lieferadresse", kStreet},
    {"lieu naissance", kBirthPlace}, {"lieu residence", kCity}, {"ligne adresse", kStreet}, {"line 1", kStreet},
    {"line 2", kAddressExtra}, {"line 3", kAddressExtra}, {"line no", kKey}, {"line number", kKey},
    {"lingua", kCategory}, {"link", kUrl}, {"linkedin", kUrl}, {"links", kUrl}, {"lname", kFamilyName},
    {"lng", kTechnical}, {"load date", kTimestamp}, {"load ts", kTimestamp}, {"loaded at", kTimestamp},
    {"local nascimento", kBirthPlace}, {"locale", kCategory}, {"localidad", kCity}, {"localidade", kCity},
    {"localita", kCity}, {"localitate", kCity}, {"localite", kCity}, {"locality", kCity},
    {"location geo", kTechnical}, {"login", kUserName}, {"login name", kUserName}, {"logins", kCount},
    {"logo", kUrl}, {"logradouro", kStreet}, {"lokal", kAddressExtra}, {"lon", kTechnical},
    {"longitude", kTechnical}, {"loyalty card", kCustomerNumber}, {"loyalty card number", kCustomerNumber},
    {"loyalty id", kCustomerNumber}, {"loyalty no", kCustomerNumber}, {"loyalty number", kCustomerNumber},
    {"lp", kSerial}, {"lst name", kFamilyName}, {"ltv", kAmount}, {"lugar nacimiento", kBirthPlace},
    {"luogo nascita", kBirthPlace}, {"m f", kGender}, {"maa", kCountry}, {"maand", kYear},
    {"mac address", kTechnical}, {"madre", kOtherPerson}, {"maiden name", kMaidenName}, {"mail", kEmail},
    {"mail addr", kEmail}, {"mail address", kEmail}, {"mailadresse", kEmail}, {"mailing address", kStreet},
    {"mails", kEmail}, {"maj", kTimestamp}, {"manager", kOtherPerson}, {"marital status", kCategory},
    {"marketing", kFlag}, {"master id", kCustomerNumber}, {"matka", kOtherPerson},
    {"matr", kCustomerNumber}, {"matricula", kCustomerNumber}, {"matricule", kCustomerNumber},
    {"matrikelnummer", kCustomerNumber},
    {"medecin", kOtherPerson}, {"medicaid", kNationalId}, {"medical record number", kCustomerNumber},
    {"medicare", kNationalId}, {"medicare number", kNationalId}, {"megye", kRegion},
    {"meisjesnaam", kMaidenName}, {"mel", kEmail}, {"mellannavn", kMiddleName}, {"member id", kCustomerNumber},
    {"member name", kFullName}, {"member no", kCustomerNumber}, {"member number", kCustomerNumber},
    {"member since", kTimestamp}, {"membership id", kCustomerNumber}, {"membership number", kCustomerNumber},
    {"memo", kNotes}, {"merchant", kCompany}, {"merchant name", kCompany}, {"mere", kOtherPerson},
    {"mes", kYear}, {"mese", kYear}, {"meslek", kOccupation}, {"message", kNotes}, {"mesto", kCity},
    {"meta", kTechnical}, {"metadata", kTechnical}, {"method", kCategory}, {"metier", kOccupation},
    {"mi", kInitial}, {"miasto", kCity}, {"middle", kMiddleName}, {"middle initial", kInitial},
    {"middle name", kMiddleName}, {"middle names", kMiddleName}, {"middlename", kMiddleName},
    {"miejsce urodzenia", kBirthPlace}, {"miejscowosc", kCity}, {"miesiac", kYear}, {"mise jour", kTimestamp},
    {"mitgliedsnummer", kCustomerNumber}, {"mname", kMiddleName}, {"mobiel", kPhone},
    {"mobiele nummer", kPhone}, {"mobil", kPhone}, {"mobile", kPhone}, {"mobile number", kPhone},
    {"mobile phone", kPhone}, {"mobilni", kPhone}, {"mobilnummer", kPhone}, {"mobiltelefon", kPhone},
    {"mode", kCategory}, {"modified", kTimestamp}, {"modified at", kTimestamp}, {"modified by", kOtherPerson},
    {"modified date", kTimestamp}, {"modified on", kTimestamp}, {"modifieddate", kTimestamp}, {"mois", kYear},
    {"monat", kYear}, {"moneda", kCategory}, {"montant", kAmount}, {"month", kYear}, {"morada", kStreet},
    {"mot passe", kTechnical}, {"mother", kOtherPerson}, {"mother maiden name", kOtherPerson},
    {"mother name", kOtherPerson}, {"mothers maiden name", kOtherPerson}, {"mothers name", kOtherPerson},
    {"movil", kPhone}, {"mrn", kCustomerNumber}, {"msisdn", kPhone}, {"municipality", kCity},
    {"municipality name", kCity}, {"municipio", kCity}, {"mutter", kOtherPerson}, {"n orders", kCount},
    {"naam", kName}, {"naam achter", kFamilyName}, {"nace", kOccupation}, {"nachname", kFamilyName},
    {"nacimiento", kBirthDate}, {"nacionalidad", kCountry}, {"nacionalidade", kCountry}, {"naf", kOccupation},
    {"naiss", kBirthDate}, {"naissance", kBirthDate}, {"name", kName}, {"name first", kGivenName},
    {"name full", kFullName},
    {"name last", kFamilyName}, {"name middle", kMiddleName}, {"name org", kCompany}, {"name prefix", kTitle},
    {"name suffix", kSuffix}, {"names", kName}, {"namn", kName}, {"namn fullt", kFullName},
    {"narodowosc", kCountry}, {"narozeni", kBirthDate}, {"nascimento", kBirthDate}, {"nascita", kBirthDate},
    {"nasterii", kBirthDate}, {"nation", kCountry}, {"national id", kNationalId},
    {"national id number", kNationalId}, {"national identifier", kNationalId},
    {"national identity number", kNationalId}, {"national insurance", kNationalId},
    {"national insurance number", kNationalId}, {"nationalid", kNationalId}, {"nationalitat", kCountry},
    {"nationalite", kCountry}, {"nationaliteit", kCountry}, {"nationality", kCountry}, {"nato il", kBirthDate},
    {"naturalidade", kBirthPlace}, {"navn", kName}, {"nazionalita", kCountry}, {"nazione", kCountry},
    {"nazwa", kName}, {"nazwa firmy", kCompany}, {"nazwa uzytkownika", kUserName}, {"nazwiska", kFamilyName},
    {"nazwisko", kFamilyName}, {"nazwisko imie", kFullName}, {"nazwisko panienskie", kMaidenName},
    {"nazwisko rodowe", kMaidenName}, {"nb", kCount}, {"nb enfants", kCount}, {"ne", kBirthDate},
    {"nee", kBirthDate}, {"neighborhood", kRegion}, {"neighbourhood", kRegion}, {"nem", kGender},
    {"nev", kName}, {"newsletter", kFlag}, {"next kin", kOtherPerson}, {"nhs no", kNationalId},
    {"nhs number", kNationalId}, {"ni number", kNationalId}, {"nick", kUserName}, {"nick name", kMaidenName},
    {"nickname", kMaidenName}, {"nie", kNationalId}, {"nif", kNationalId}, {"nimi", kName},
    {"nino", kNationalId}, {"nip", kNationalId}, {"nir", kNationalId}, {"niss", kNationalId}, {"no", kSerial},
    {"no client", kCustomerNumber}, {"no voie", kHouseNumber}, {"nom", kNameOrFamily},
    {"nom complet", kFullName}, {"nom entreprise", kCompany}, {"nom famille", kFamilyName},
    {"nom jeune fille", kMaidenName}, {"nom mere", kOtherPerson}, {"nom naissance", kMaidenName},
    {"nom prenom", kFullName}, {"nom societe", kCompany}, {"nom usage", kFamilyName},
    {"nom usuel", kFamilyName}, {"nom ville", kCity}, {"nom voie", kStreet}, {"nombre", kNameOrGiven},
    {"nombre apellidos", kFullName}, {"nombre completo", kFullName}, {"nombre empresa", kCompany},
    {"nombre pila", kGivenName}, {"nombre usuario", kUserName}, {"nombres", kGivenName}, {"nome", kNameOrGiven},
    {"nome battesimo", kGivenName}, {"nome cognome", kFullName}, {"nome completo", kFullName},
    {"nome fantasia", kCompany}, {"nome proprio", kGivenName}, {"nome utente", kUserName},
    {"nomfamille", kFamilyName}, {"nominativo", kFullName}, {"nota", kNotes}, {"notas", kNotes},
    {"note", kNotes}, {"notes", kNotes}, {"notiz", kNotes}, {"notizen", kNotes}, {"npi", kNationalId},
    {"nr", kSerial}, {"nr domu", kHouseNumber}, {"nr dowodu", kNationalId}, {"nr klienta", kCustomerNumber},
    {"nr lokalu", kAddressExtra}, {"nr strada", kHouseNumber}, {"nr tel", kPhone}, {"nr telefonu", kPhone},
    {"nric", kNationalId}, {"nss", kNationalId}, {"num", kSerial}, {"num client", kCustomerNumber},
    {"num orders", kCount}, {"num secu", kNationalId}, {"num tel", kPhone}, {"num tva", kNationalId},
    {"num voie", kHouseNumber}, {"number", kSerial}, {"number street", kHouseNumber}, {"nume", kName},
    {"nume familie", kFamilyName}, {"numer", kSerial}, {"numer domu", kHouseNumber}, {"numer telefonu", kPhone},
    {"numero", kSerial}, {"numero adherent", kCustomerNumber}, {"numero calle", kHouseNumber},
    {"numero carte", kCustomerNumber}, {"numero carte fidelite", kCustomerNumber},
    {"numero civico", kHouseNumber}, {"numero client", kCustomerNumber}, {"numero cliente", kCustomerNumber},
    {"numero contrat", kCustomerNumber}, {"numero documento", kNationalId}, {"numero membre", kCustomerNumber},
    {"numero passeport", kNationalId}, {"numero porta", kHouseNumber}, {"numero rue", kHouseNumber},
    {"numero secu", kNationalId}, {"numero securite sociale", kNationalId}, {"numero siren", kNationalId},
    {"numero siret", kNationalId}, {"numero tel", kPhone}, {"numero telefone", kPhone},
    {"numero telefono", kPhone}, {"numero telephone", kPhone}, {"numero tva", kNationalId},
    {"numero voie", kHouseNumber}, {"numero voirie", kHouseNumber}, {"nummer", kSerial}, {"obec", kCity},
    {"oblast", kRegion}, {"observaciones", kNotes}, {"observacoes", kNotes}, {"observed at", kTimestamp},
    {"obywatelstwo", kCountry}, {"occupation", kOccupation}, {"ocupacion", kOccupation}, {"oib", kNationalId},
    {"oid", kKey}, {"ojciec", kOtherPerson}, {"okres", kRegion}, {"omschrijving", kNotes},
    {"opened at", kTimestamp}, {"operation", kCategory}, {"opis", kNotes}, {"opmerking", kNotes},
    {"opmerkingen", kNotes}, {"opprettet", kTimestamp}, {"oprettet", kTimestamp}, {"opt in", kFlag},
    {"opt out", kFlag}, {"optin", kFlag}, {"option", kCategory}, {"optout", kFlag}, {"oras", kCity},
    {"order date", kTimestamp}, {"order id", kTechnical}, {"order number", kTechnical}, {"orders", kCount},
    {"org", kCompany}, {"org name", kCompany}, {"organisatie", kCompany}, {"organisation", kCompany},
    {"organisation name", kCompany}, {"organisationsname", kCompany}, {"organization", kCompany},
    {"organization name", kCompany}, {"orgname", kCompany}, {"origen", kSource}, {"origin", kSource},
    {"origine", kSource}, {"orszag", kCountry}, {"ort", kCity}, {"ortsname", kCity}, {"ortsteil", kRegion},
    {"osoite", kStreet}, {"osservazioni", kNotes}, {"otchestvo", kMiddleName}, {"other name", kMaidenName},
    {"other names", kMaidenName}, {"owner", kOtherPerson}, {"p iva", kNationalId}, {"padre", kOtherPerson},
    {"paese", kCountry}, {"paese citta", kCity}, {"pais", kCountry}, {"pan number", kNationalId},
    {"panstwo", kCountry}, {"parent", kOtherPerson}, {"parent id", kTechnical}, {"parents", kOtherPerson},
    {"partita iva", kNationalId}, {"partner", kOtherPerson}, {"party", kName}, {"party id", kCustomerNumber},
    {"party name", kName}, {"pasaporte", kNationalId}, {"paspoort", kNationalId}, {"passaporto", kNationalId},
    {"passeport", kNationalId}, {"passnummer", kNationalId}, {"passport", kNationalId},
    {"passport no", kNationalId}, {"passport number", kNationalId}, {"passwd", kTechnical},
    {"password", kTechnical}, {"passwort", kTechnical}, {"paszport", kNationalId},
    {"patient id", kCustomerNumber}, {"patient name", kFullName}, {"patient number", kCustomerNumber},
    {"patronyme", kFamilyName}, {"patronymic", kMiddleName}, {"pavarde", kFamilyName}, {"payload", kTechnical},
    {"pays", kCountry}, {"pays naissance", kBirthPlace}, {"pc code", kPostcode}, {"pcode", kPostcode},
    {"percent", kAmount}, {"percentage", kAmount}, {"pere", kOtherPerson}, {"permis conduire", kNationalId},
    {"person", kFullName}, {"person id", kCustomerNumber}, {"person name", kFullName},
    {"personal code", kNationalId}, {"personal id", kNationalId}, {"personal number", kNationalId},
    {"personalausweis", kNationalId}, {"personalnummer", kCustomerNumber}, {"personid", kCustomerNumber},
    {"personnel number", kCustomerNumber}, {"personnummer", kNationalId}, {"pesel", kNationalId},
    {"ph", kPhone}, {"ph no", kPhone}, {"phase", kCategory}, {"phone", kPhone}, {"phone no", kPhone},
    {"phone num", kPhone}, {"phone number", kPhone}, {"phonenum", kPhone}, {"phonenumber", kPhone},
    {"phones", kPhone}, {"photo", kUrl}, {"physician", kOtherPerson}, {"picture", kUrl},
    {"pin code", kPostcode}, {"pincode", kPostcode}, {"piso", kAddressExtra}, {"piva", kNationalId},
    {"pk", kKey}, {"plaats", kCity}, {"place birth", kBirthPlace}, {"place residence", kCity},
    {"plan", kCategory}, {"plate number", kNationalId}, {"plec", kGender}, {"plz", kPostcode},
    {"po box", kAddressExtra}, {"poblacion", kCity}, {"poczta", kEmail}, {"pohlavi", kGender},
    {"points", kAmount}, {"pol", kGender}, {"policy id", kCustomerNumber}, {"policy no", kCustomerNumber},
    {"policy number", kCustomerNumber}, {"population", kAmount}, {"portable", kPhone},
    {"portal", kAddressExtra}, {"position", kCount}, {"position title", kOccupation}, {"post code", kPostcode},
    {"post nr", kPostcode}, {"post town", kCity}, {"posta elettronica", kEmail}, {"posta kodu", kPostcode},
    {"postal", kPostcode}, {"postal address", kStreet}, {"postal cd", kPostcode}, {"postal code", kPostcode},
    {"postalcode", kPostcode}, {"postcode", kPostcode}, {"poste code", kPostcode}, {"postinumero", kPostcode},
    {"postitoimipaikka", kCity}, {"postkode", kPostcode}, {"postleitzahl", kPostcode}, {"postnr", kPostcode},
    {"postnummer", kPostcode}, {"postort", kCity}, {"poststed", kCity}, {"posttown", kCity},
    {"powiat", kRegion}, {"practice name", kCompany}, {"precio", kAmount}, {"precision", kCategory},
    {"preco", kAmount}, {"prefecture", kRegion}, {"preference", kCategory}, {"preferences", kCategory},
    {"preferred name", kMaidenName}, {"prefix", kTitle}, {"preis", kAmount}, {"prenom", kGivenName},
    {"prenom nom", kFullName}, {"prenom usuel", kGivenName}, {"prenoms", kGivenName}, {"prenume", kGivenName},
    {"president", kOtherPerson}, {"previous name", kMaidenName}, {"prezime", kFamilyName}, {"prezzo", kAmount},
    {"price", kAmount}, {"priezvisko", kFamilyName}, {"prijmeni", kFamilyName}, {"prijs", kAmount},
    {"primeiro nome", kGivenName}, {"primer apellido", kFamilyName}, {"primer nombre", kGivenName},
    {"principal", kOtherPerson}, {"priority", kCount}, {"prix", kAmount}, {"product", kCategory},
    {"product id", kTechnical}, {"product name", kCategory}, {"profession", kOccupation},
    {"professione", kOccupation}, {"profile url", kUrl}, {"profissao", kOccupation}, {"program", kCategory},
    {"program id", kCustomerNumber}, {"program name", kCategory}, {"programs", kCategory},
    {"provenance", kSource}, {"provider", kCompany}, {"provider id", kCustomerNumber},
    {"provider name", kCompany}, {"province", kRegion}, {"provincia", kRegion}, {"provincie", kRegion},
    {"przedsiebiorstwo", kCompany}, {"psc", kPostcode}, {"pseudo", kUserName}, {"puesto", kOccupation},
    {"puhelin", kPhone}, {"puhelinnumero", kPhone}, {"purchase date", kTimestamp}, {"purchases", kCount},
    {"pwd", kTechnical}, {"qty", kCount}, {"quality", kCategory}, {"quantidade", kCount}, {"quantita", kCount},
    {"quantity", kCount}, {"quarter", kYear}, {"quartier", kRegion}, {"quelle", kSource}, {"race", kOccupation},
    {"race ethnicity", kOccupation}, {"ragione sociale", kCompany}, {"raion", kRegion},
    {"raison sociale", kCompany}, {"rank", kCount}, {"rate", kAmount}, {"rating", kAmount}, {"raw", kTechnical},
    {"razao social", kCompany}, {"razon social", kCompany}, {"reason", kCategory}, {"rec id", kKey},
    {"recid", kKey}, {"recipient", kFullName}, {"recipient name", kFullName}, {"record id", kKey},
    {"record key", kKey}, {"recordid", kKey}, {"referral", kOtherPerson}, {"referred by", kOtherPerson},
    {"referrer", kOtherPerson}, {"region", kRegion}, {"region id", kTechnical}, {"regione", kRegion},
    {"registered", kTimestamp}, {"registered at", kTimestamp}, {"registration date", kTimestamp},
    {"registration number", kNationalId}, {"regon", kNationalId}, {"reisepass", kNationalId},
    {"relationship", kCategory}, {"religion", kOccupation}, {"remark", kNotes}, {"remarks", kNotes},
    {"remarque", kNotes}, {"rep", kOtherPerson}, {"report date", kTimestamp}, {"reporting date", kTimestamp},
    {"residence country", kCountry}, {"residential address", kStreet}, {"residenza", kStreet},
    {"revenue", kAmount}, {"rfc", kNationalId}, {"rgpd", kFlag}, {"rijksregisternummer", kNationalId},
    {"rna", kNationalId}, {"road", kStreet}, {"rodne cislo", kNationalId}, {"roepnaam", kGivenName},
    {"rok", kYear}, {"rok urodzenia", kBirthYear}, {"role", kCategory}, {"row", kKey}, {"row id", kKey},
    {"row num", kKey}, {"row number", kKey}, {"rowid", kKey}, {"rownum", kKey}, {"rpps", kNationalId},
    {"rua", kStreet}, {"rue", kStreet}, {"rufname", kGivenName}, {"rufnummer", kPhone}, {"run id", kTechnical},
    {"sachbearbeiter", kOtherPerson}, {"sahkoposti", kEmail}, {"salary", kAmount}, {"saldo", kAmount},
    {"sales rep", kOtherPerson}, {"salesperson", kOtherPerson}, {"salt", kTechnical}, {"salutation", kTitle},
    {"scala", kAddressExtra}, {"schlussel", kKey}, {"school", kCompany}, {"school name", kCompany},
    {"score", kAmount}, {"screen name", kUserName}, {"second given name", kMiddleName},
    {"second name", kMiddleName}, {"second name family", kFamilyName}, {"second prenom", kMiddleName},
    {"secondo nome", kMiddleName}, {"secteur", kOccupation}, {"sector", kOccupation},
    {"securite sociale", kNationalId}, {"segment", kCategory}, {"segments", kCategory},
    {"segundo apellido", kMaidenName}, {"segundo nombre", kMiddleName}, {"segundo nome", kMiddleName},
    {"sehir", kCity}, {"sektor", kOccupation}, {"seq", kKey}, {"sequence", kKey}, {"sequence number", kKey},
    {"service", kCategory}, {"session", kTechnical}, {"session id", kTechnical}, {"session key", kTechnical},
    {"session token", kTechnical}, {"sesso", kGender}, {"setor", kOccupation}, {"settlement", kCity},
    {"settore", kOccupation}, {"sex", kGender}, {"sex code", kGender}, {"sexe", kGender}, {"sexo", kGender},
    {"sha", kTechnical}, {"shipping address", kStreet}, {"sic", kOccupation}, {"siege", kStreet},
    {"siege social", kStreet}, {"sign up date", kTimestamp}, {"signup date", kTimestamp}, {"since", kTimestamp},
    {"siren", kNationalId}, {"siret", kNationalId}, {"siret number", kNationalId}, {"sirket", kCompany},
    {"site", kCompany}, {"site name", kCompany}, {"site web", kUrl}, {"siteweb", kUrl}, {"sitio web", kUrl},
    {"sito", kUrl}, {"sito web", kUrl}, {"size", kAmount}, {"sk", kKey}, {"skapad", kTimestamp},
    {"skills", kCategory}, {"sku", kTechnical}, {"skype", kUserName}, {"slachtnaam", kFamilyName},
    {"sname", kFamilyName}, {"snapshot date", kTimestamp}, {"snils", kNationalId}, {"sobrenome", kFamilyName},
    {"soc sec", kNationalId}, {"soc sec id", kNationalId}, {"soc sec no", kNationalId},
    {"social security", kNationalId}, {"social security no", kNationalId},
    {"social security number", kNationalId}, {"sociedad", kCompany}, {"societa", kCompany},
    {"societe", kCompany}, {"sokak", kStreet}, {"solde", kAmount}, {"source", kSource},
    {"source name", kSource}, {"source system", kSource}, {"soyad", kFamilyName}, {"soyadi", kFamilyName},
    {"soyisim", kFamilyName}, {"sozialversicherungsnummer", kNationalId}, {"spend", kAmount},
    {"spitzname", kMaidenName}, {"spolecnost", kCompany}, {"spouse", kOtherPerson},
    {"spouse name", kOtherPerson}, {"sprache", kCategory}, {"src", kSource}, {"src system", kSource},
    {"ssn", kNationalId}, {"ssn number", kNationalId}, {"staat", kCountry}, {"staatsangehorigkeit", kCountry},
    {"stad", kCity}, {"stadt", kCity}, {"stadtteil", kRegion}, {"stage", kCategory},
    {"stanowisko", kOccupation}, {"start date", kTimestamp}, {"state", kRegion}, {"state code", kRegion},
    {"state province", kRegion}, {"states", kRegion}, {"stato", kCountry}, {"status", kCategory},
    {"statut", kCategory}, {"sterbedatum", kDate}, {"steuer id", kNationalId}, {"steuernummer", kNationalId},
    {"store id", kTechnical}, {"store name", kCompany}, {"str", kStreet}, {"straat", kStreet},
    {"straatnaam", kStreet}, {"strada", kStreet}, {"strada numar", kStreet}, {"stradress", kStreet},
    {"strana", kCountry}, {"strasse", kStreet}, {"strasse hausnr", kStreet}, {"strasse hausnummer", kStreet},
    {"strasse nr", kStreet}, {"strassenname", kStreet}, {"street", kStreet}, {"street address", kStreet},
    {"street line", kStreet}, {"street name", kStreet}, {"street no", kHouseNumber},
    {"street num", kHouseNumber}, {"street number", kHouseNumber}, {"streetaddress", kStreet},
    {"streetname", kStreet}, {"streetno", kHouseNumber}, {"streetnumber", kHouseNumber}, {"strona", kUrl},
    {"strona www", kUrl}, {"student id", kCustomerNumber}, {"student number", kCustomerNumber},
    {"subject", kName}, {"subscribed", kFlag}, {"subscriber id", kCustomerNumber},
    {"subscriber number", kCustomerNumber}, {"suburb", kCity}, {"suffix", kSuffix}, {"suffixe", kSuffix},
    {"suite", kAddressExtra}, {"sukunimi", kFamilyName}, {"sukupuoli", kGender}, {"sum", kAmount},
    {"summary", kNotes}, {"supervisor", kOtherPerson}, {"supplier", kCompany}, {"supplier id", kCustomerNumber},
    {"supplier name", kCompany}, {"surname", kFamilyName}, {"surnom", kMaidenName}, {"surrogate key", kKey},
    {"survey date", kTimestamp}, {"sv nummer", kNationalId}, {"svnr", kNationalId}, {"syntymaaika", kBirthDate},
    {"system", kSource}, {"szuletesi datum", kBirthDate}, {"szuletesi ido", kBirthDate}, {"taal", kCategory},
    {"tag", kCategory}, {"tags", kCategory}, {"tara", kCountry}, {"tax id", kNationalId},
    {"tax id number", kNationalId}, {"tax number", kNationalId}, {"taxid", kNationalId},
    {"tc kimlik", kNationalId}, {"tc kimlik no", kNationalId}, {"teacher", kOtherPerson}, {"tel", kPhone},
    {"tel fixe", kPhone}, {"tel mobile", kPhone}, {"tel no", kPhone}, {"tel nr", kPhone},
    {"tel number", kPhone}, {"tel portable", kPhone}, {"telecopie", kPhone}, {"telefax", kPhone},
    {"telefon", kPhone}, {"telefon komorkowy", kPhone}, {"telefone", kPhone}, {"telefonnr", kPhone},
    {"telefonnummer", kPhone}, {"telefono", kPhone}, {"telefonszam", kPhone}, {"telefoon", kPhone},
    {"telefoonnummer", kPhone}, {"telemovel", kPhone}, {"telemovel numero", kPhone}, {"telephone", kPhone},
    {"telephone portable", kPhone}, {"telephones", kPhone}, {"telepules", kCity}, {"telno", kPhone},
    {"telnr", kPhone}, {"territory", kRegion}, {"test", kFlag}, {"text", kNotes}, {"tfn", kNationalId},
    {"theme", kCategory}, {"thoroughfare", kStreet}, {"ticket id", kTechnical}, {"tier", kCategory},
    {"time", kTimestamp}, {"time zone", kCategory}, {"timestamp", kTimestamp}, {"timezone", kCategory},
    {"tin", kNationalId}, {"tipo", kCategory}, {"titel", kTitle}, {"title", kTitle}, {"title name", kName},
    {"title text", kNotes}, {"titolo", kTitle}, {"titre", kTitle}, {"titulo", kTitle}, {"tlf", kPhone},
    {"tlf nr", kPhone}, {"toevoeging", kAddressExtra}, {"token", kTechnical}, {"total", kAmount},
    {"town", kCity}, {"town city", kCity}, {"trade name", kCompany}, {"trading name", kCompany},
    {"tranche age", kBirthYear}, {"transaction date", kTimestamp}, {"transaction id", kTechnical},
    {"tratamento", kTitle}, {"tratamiento", kTitle}, {"trattamento", kTitle}, {"ts", kTimestamp},
    {"turnover", kAmount}, {"tussenvoegsel", kMiddleName}, {"tva", kNationalId}, {"twitter", kUrl},
    {"twitter handle", kUserName}, {"typ", kCategory}, {"type", kCategory}, {"typen", kCategory},
    {"types", kCategory}, {"tytul", kTitle}, {"tz", kCategory}, {"uai", kNationalId}, {"uf", kRegion},
    {"uid", kKey}, {"ul", kStreet}, {"ulica", kStreet}, {"ulice", kStreet}, {"ulke", kCountry}, {"ultimo nome", kFamilyName},
    {"umsatz", kAmount}, {"unit", kAddressExtra}, {"unit number", kAddressExtra}, {"unnamed", kKey},
    {"unternehmen", kCompany}, {"update", kTimestamp}, {"update date", kTimestamp}, {"updated", kTimestamp},
    {"updated at", kTimestamp}, {"updated by", kOtherPerson}, {"updated on", kTimestamp},
    {"updatedat", kTimestamp}, {"uppdaterad", kTimestamp}, {"url", kUrl}, {"urls", kUrl},
    {"urodzenia", kBirthDate}, {"user", kUserName}, {"user agent", kTechnical}, {"user id", kCustomerNumber},
    {"user name", kUserName}, {"user name owner", kOtherPerson}, {"useragent", kTechnical},
    {"userid", kCustomerNumber}, {"username", kUserName}, {"ust id", kNationalId}, {"ust idnr", kNationalId},
    {"ustid", kNationalId}, {"usuario", kUserName}, {"utca", kStreet}, {"utente", kUserName},
    {"utilizador", kUserName}, {"utonev", kGivenName}, {"utworzono", kTimestamp}, {"uuid", kKey},
    {"uwagi", kNotes}, {"uzytkownik", kUserName}, {"valid", kFlag}, {"valid from", kTimestamp},
    {"valid since", kTimestamp}, {"valid to", kTimestamp}, {"valid until", kTimestamp}, {"valor", kAmount},
    {"value", kAmount}, {"valuta", kCategory}, {"vardas", kGivenName}, {"varos", kCity}, {"vat", kNationalId},
    {"vat id", kNationalId}, {"vat no", kNationalId}, {"vat number", kNationalId}, {"vater", kOtherPerson},
    {"vatid", kNationalId}, {"vej", kStreet}, {"vejnavn", kStreet}, {"vendor", kCompany},
    {"vendor id", kCustomerNumber}, {"vendor name", kCompany}, {"verified", kFlag}, {"version", kCount},
    {"vertragsnummer", kCustomerNumber}, {"vezeteknev", kFamilyName}, {"via", kStreet},
    {"via indirizzo", kStreet}, {"village", kCity}, {"ville", kCity}, {"ville naissance", kBirthPlace},
    {"villes", kCity}, {"vin", kNationalId}, {"vip", kFlag}, {"virksomhed", kCompany},
    {"visit date", kTimestamp}, {"visits", kCount}, {"vnom", kGivenName}, {"voie", kStreet},
    {"volledige naam", kFullName}, {"vollname", kFullName}, {"vollstandiger name", kFullName},
    {"voorletters", kInitial}, {"voornaam", kGivenName}, {"voornamen", kGivenName}, {"vor nachname", kFullName},
    {"vorname", kGivenName}, {"vorname nachname", kFullName}, {"vornamen", kGivenName}, {"wahrung", kCategory},
    {"web", kUrl}, {"web page", kUrl}, {"web site", kUrl}, {"webpage", kUrl}, {"webseite", kUrl},
    {"webseite url", kUrl}, {"website", kUrl}, {"week", kYear}, {"weight", kAmount}, {"whatsapp", kPhone},
    {"wiek", kAge}, {"wife", kOtherPerson}, {"wijk", kRegion}, {"wijzigingsdatum", kTimestamp},
    {"wohnadresse", kStreet}, {"wohnort", kCity}, {"wojewodztwo", kRegion}, {"woonplaats", kCity},
    {"work phone", kPhone}, {"www", kUrl}, {"x coord", kTechnical}, {"xmin", kTechnical}, {"yas", kAge},
    {"year", kYear}, {"year birth", kBirthYear}, {"years", kYear}, {"yob", kBirthYear}, {"yr", kYear},
    {"yritys", kCompany}, {"yrke", kOccupation}, {"zawod", kOccupation}, {"zeme", kCountry}, {"zgoda", kFlag},
    {"zip", kPostcode}, {"zip cd", kPostcode}, {"zip code", kPostcode}, {"zip plus 4", kPostcode},
    {"zip postal", kPostcode}, {"zip postal code", kPostcode}, {"zipcode", kPostcode}, {"zips", kPostcode},
    {"zmodyfikowano", kTimestamp}, {"zone", kRegion}, {"zrodlo", kSource}, {"zuname", kFamilyName},
    {"zusatz", kAddressExtra}, {"zustelladresse", kStreet}, {"zweiter vorname", kMiddleName}, {"zwrot", kTitle},
};
static_assert(std::ranges::is_sorted(kEntries, {}, &Entry::phrase));

constexpr std::size_t kLongestPhrase = 4;

// Particles that join words of a name and say nothing: date *de* naissance.
constexpr std::string_view kParticles[] = {
    "and", "d", "da", "de", "del", "della", "des", "di", "do", "du", "el", "et", "i", "l", "la", "le", "of", "si",
    "the", "und", "van", "von", "y",
};
static_assert(std::ranges::is_sorted(kParticles));

std::optional<Meaning> find_phrase(std::string_view phrase) noexcept {
    const auto* it = std::ranges::lower_bound(kEntries, phrase, {}, &Entry::phrase);
    if (it == std::end(kEntries) || it->phrase != phrase) return std::nullopt;
    return it->meaning;
}

// Phrase equal to `word` but for its spaces: "codepostal" is "code postal".
std::optional<Meaning> find_squeezed(std::string_view word) noexcept {
    const auto same = [word](std::string_view phrase) {
        std::size_t at = 0;
        for (const char c : phrase) {
            if (c == ' ') continue;
            if (at == word.size() || word[at] != c) return false;
            at++;
        }
        return at == word.size();
    };
    const auto* it = std::ranges::find_if(kEntries, same, &Entry::phrase);
    if (it == std::end(kEntries)) return std::nullopt;
    return it->meaning;
}

// A known phrase at the end or the beginning of one long word: "custfirstname", "codepostalclient".
std::optional<Meaning> find_inside(std::string_view word) noexcept {
    constexpr std::size_t kShortest = 5;
    for (std::size_t n = word.size(); n >= kShortest; n--) {
        if (auto m = find_squeezed(word.substr(word.size() - n))) return m;
        if (auto m = find_squeezed(word.substr(0, n))) return m;
    }
    return std::nullopt;
}

enum class Class { kLower, kUpper, kDigit, kOther };

Class class_of(char c) noexcept {
    if (text::is_ascii_digit(c)) return Class::kDigit;
    if (text::is_ascii_upper(c)) return Class::kUpper;
    if (text::is_ascii_lower(c) || static_cast<unsigned char>(c) >= 0x80) return Class::kLower;
    return Class::kOther;
}

// True where a new word begins at s[i]: dateOf|Birth, SSN|Number, address|2. Names in capitals have no camelCase.
bool starts_word(std::string_view s, std::size_t i, bool camel_case) noexcept {
    const Class before = class_of(s[i - 1]);
    const Class here = class_of(s[i]);
    if ((before == Class::kDigit) != (here == Class::kDigit)) return true;
    if (!camel_case) return false;
    if (before == Class::kLower && here == Class::kUpper) return true;
    return before == Class::kUpper && here == Class::kUpper && i + 1 < s.size() &&
           class_of(s[i + 1]) == Class::kLower;
}

// Short words mean something only where they are the whole name: `by` is a Danish town, but not in `set_by`.
bool too_short_beside_others(std::string_view phrase) noexcept {
    return phrase.size() <= 2 && phrase != "id" && phrase != "ip" && phrase != "is" && phrase != "no" && phrase != "nr" && phrase != "ts";
}

// Meanings of the words, longest phrases first from the left.
std::vector<Meaning> meanings_of(std::span<const std::string> words) {
    std::vector<Meaning> found;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t used = 0;
        for (std::size_t n = std::min(kLongestPhrase, words.size() - i); n > 0 && used == 0; n--) {
            std::string phrase = words[i];
            for (std::size_t k = 1; k < n; k++) phrase += ' ' + words[i + k];
            if (words.size() > 1 && too_short_beside_others(phrase)) continue;
            if (const auto m = find_phrase(phrase)) {
                found.push_back(*m);
                used = n;
            }
        }
        if (used == 0)
            if (const auto m = find_inside(words[i])) found.push_back(*m);
        i += std::max<std::size_t>(used, 1);
    }
    return found;
}

// One meaning out of several; see the order of the enum.
Meaning combine(std::span<const Meaning> found) {
    if (found.empty()) return kNone;
    const auto has = [found](Meaning m) { return std::ranges::find(found, m) != found.end(); };
    const bool place = has(kCity) || has(kCountry) || has(kRegion);
    const Meaning first = *std::ranges::min_element(found);
    if (first == kNationalId && place) return kCategory;  // which country issued the passport
    if (first == kBirthDate && place) return kBirthPlace;
    if (first == kBirthDate && has(kYear)) return kBirthYear;
    if (has(kGivenName) && has(kFamilyName)) return kFullName;
    return first;
}

}  // namespace

std::vector<std::string> name_words(std::string_view column_name) {
    const bool camel_case = std::ranges::any_of(column_name, text::is_ascii_lower);
    std::string spaced;
    for (std::size_t i = 0; i < column_name.size(); i++) {
        if (i > 0 && starts_word(column_name, i, camel_case)) spaced += ' ';
        spaced += class_of(column_name[i]) == Class::kOther ? ' ' : column_name[i];
    }
    const std::string folded = text::fold(spaced);
    std::vector<std::string> words;
    for (std::string_view rest = folded; !rest.empty();) words.emplace_back(text::next_word(rest));
    const bool only = words.size() == 1;
    std::erase_if(words, [only](const std::string& w) { return !only && std::ranges::binary_search(kParticles, w); });
    return words;
}

NameReading read_name(std::string_view column_name) {
    NameReading reading;
    std::vector<std::string> words = name_words(column_name);
    std::string squeezed;
    for (const auto& word : words) squeezed += word;
    if (!words.empty() && words.back().size() <= 2 && class_of(words.back()[0]) == Class::kDigit)
        reading.ordinal = std::stoi(words.back());
    if (const auto whole = find_squeezed(squeezed))
        reading.meaning = *whole;
    else
        reading.meaning = combine(meanings_of(words));
    return reading;
}

}  // namespace cdp::link
