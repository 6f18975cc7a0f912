// SPDX-License-Identifier: PostgreSQL
// Given names and surnames of cultures that write in Latin letters, roughly by frequency. Surname roots, middles and
// endings compose the long tail of rare names. Lists are separated by commas.
#pragma once

#include <string_view>

namespace cdp::sample::tables {

inline constexpr std::string_view kFrenchMale =
    "Jean,Pierre,Michel,Philippe,Alain,Nicolas,Christophe,Patrick,Daniel,Bernard,Christian,Frédéric,Laurent,Stéphane,"
    "Éric,David,Julien,Pascal,Sébastien,Thierry,Olivier,Gérard,Thomas,Alexandre,François,Didier,Dominique,Vincent,"
    "Bruno,Jérôme,Guillaume,Antoine,Maxime,Hugo,Lucas,Théo,Mathieu,Romain,Benoît,Cédric,Arnaud,Fabrice,Gilles,Hervé,"
    "Jean-Pierre,Jean-Luc,Jean-Claude,Louis,Gabriel,Raphaël,Arthur,Jules,Noël,Rémi,Loïc,Yannick,Clément,Baptiste";
inline constexpr std::string_view kFrenchFemale =
    "Marie,Nathalie,Isabelle,Sylvie,Catherine,Françoise,Valérie,Christine,Martine,Sandrine,Céline,Stéphanie,Sophie,"
    "Julie,Camille,Véronique,Monique,Nicole,Laurence,Aurélie,Émilie,Caroline,Hélène,Anne,Élodie,Chantal,Patricia,"
    "Brigitte,Jacqueline,Virginie,Léa,Manon,Chloé,Emma,Inès,Zoé,Jade,Louise,Alice,Lucie,Pauline,Mathilde,Marion,"
    "Claire,Audrey,Delphine,Karine,Florence,Corinne,Anne-Sophie,Marie-Claude,Marie-Thérèse,Noémie,Agnès,Maëlle,Élise,"
    "Cécile,Dominique,Bénédicte,Gaëlle";
inline constexpr std::string_view kFrenchSurnames =
    "Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent,Simon,Michel,Lefebvre,Leroy,Roux,David,"
    "Bertrand,Morel,Fournier,Girard,Bonnet,Dupont,Lambert,Fontaine,Rousseau,Vincent,Muller,Lefèvre,Faure,André,"
    "Mercier,Blanc,Guérin,Boyer,Garnier,Chevalier,François,Legrand,Gauthier,Garcia,Perrin,Robin,Clément,Morin,Nicolas,"
    "Henry,Roussel,Mathieu,Gautier,Masson,Marchand,Duval,Denis,Dumont,Marie,Lemaire,Noël,Meyer,Dufour,Meunier,Brun,"
    "Blanchard,Giraud,Joly,Rivière,Lucas,Brunet,Gaillard,Barbier,Arnaud,Martinez,Gérard,Roche,Renard,Schmitt,Roy,"
    "Leroux,Colin,Vidal,Caron,Picard,Roger,Fabre,Aubert,Lemoine,Renaud,Dumas,Lacroix,Olivier,Philippe,Bourgeois,"
    "Pierre,Benoît,Rey,Leclerc,Payet,Rolland,Leclercq,Guillaume,Lecomte,Lopez,Jean,Dupuy,Guillot,Hubert,Berger,"
    "Carpentier,Sanchez,Dupuis,Moulin,Louis,Deschamps,Huet,Vasseur,Perez,Boucher,Fleury,Royer,Klein,Jacquet,Adam,"
    "Paris,Poirier,Marty,Aubry,Guyot,Carré,Charles,Renault,Charpentier,Ménard,Maillard,Baron,Bertin,Bailly,Hervé";
inline constexpr std::string_view kFrenchRoots =
    "Bel,Bert,Bour,Cam,Cast,Chap,Char,Coll,Cour,Dav,Del,Fal,Ferr,Foug,Gar,Ger,Gir,God,Gros,Guil,Hain,Jac,Lach,Land,"
    "Lar,Mal,Marc,Maur,Mont,Mouss,Nor,Pas,Pell,Pic,Pom,Quin,Rab,Ren,Rib,Rob,Sab,Sal,Sauv,Tac,Thib,Tour,Val,Verd,Vill";
inline constexpr std::string_view kFrenchEndings =
    "ard,eau,elle,er,et,ier,in,oin,on,ot,ault,ieux,erie,etier,inet,illon,ouin,andier,eron,aud,igny,ac";

inline constexpr std::string_view kGermanMale =
    "Peter,Michael,Thomas,Andreas,Wolfgang,Klaus,Jürgen,Günter,Stefan,Christian,Uwe,Werner,Horst,Frank,Dieter,Manfred,"
    "Gerhard,Hans,Bernd,Thorsten,Matthias,Helmut,Walter,Heinz,Martin,Jörg,Rolf,Jens,Sven,Alexander,Jan,Rainer,Holger,"
    "Karl-Heinz,Dirk,Joachim,Ralf,Carsten,Herbert,Oliver,Wilhelm,Kurt,Markus,Heinrich,Tobias,Florian,Sebastian,Lukas,"
    "Jonas,Leon,Finn,Felix,Maximilian,Paul,Björn,Götz,Moritz,Hans-Jürgen,Jörn,Jakob";
inline constexpr std::string_view kGermanFemale =
    "Ursula,Monika,Petra,Elisabeth,Sabine,Renate,Helga,Karin,Brigitte,Ingrid,Erika,Andrea,Gisela,Claudia,Susanne,"
    "Gabriele,Christa,Christine,Hildegard,Anna,Birgit,Barbara,Gerda,Martina,Heike,Stefanie,Marion,Katharina,Anja,"
    "Julia,Katrin,Silke,Ute,Nicole,Angelika,Tanja,Kerstin,Sandra,Jutta,Bettina,Anke,Lena,Laura,Hannah,Mia,Emilia,"
    "Sophie,Käthe,Bärbel,Grit,Vanessa,Jana,Anna-Lena,Antje,Svenja,Franziska,Melanie,Daniela,Annegret,Johanna";
inline constexpr std::string_view kGermanSurnames =
    "Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Schäfer,Koch,Bauer,Richter,Klein,Wolf,"
    "Schröder,Neumann,Schwarz,Zimmermann,Braun,Krüger,Hofmann,Hartmann,Lange,Schmitt,Werner,Schmitz,Krause,Meier,"
    "Lehmann,Schmid,Schulze,Maier,Köhler,Herrmann,König,Walter,Mayer,Huber,Kaiser,Fuchs,Peters,Lang,Scholz,Möller,"
    "Weiß,Jung,Hahn,Schubert,Vogel,Friedrich,Keller,Günther,Frank,Berger,Winkler,Roth,Beck,Lorenz,Baumann,Franke,"
    "Albrecht,Schuster,Simon,Ludwig,Böhm,Winter,Kraus,Martin,Schumacher,Krämer,Vogt,Stein,Jäger,Otto,Sommer,Groß,"
    "Seidel,Heinrich,Brandt,Haas,Schreiber,Graf,Schulte,Dietrich,Ziegler,Kuhn,Kühn,Pohl,Engel,Horn,Busch,Bergmann,"
    "Thomas,Voigt,Sauer,Arnold,Wolff,Pfeiffer,Yılmaz,Kaya,Demir,Öztürk,Şahin,Yıldız,Aydın,Nowak,Kowalski";
inline constexpr std::string_view kGermanRoots =
    "Acker,Alten,Apfel,Berg,Birken,Brück,Buch,Dorn,Eber,Eichen,Eisen,Feld,Gold,Grün,Hage,Hasel,Heiden,Hof,Holz,Kalten,"
    "Kirch,Kron,Laub,Linden,Mühl,Neu,Nieder,Ober,Ohl,Rosen,Rothen,Sand,Schön,Silber,Stein,Tannen,Teich,Unter,Wald,"
    "Weiden,Weiler,Wiesen,Winden,Zeller";
inline constexpr std::string_view kGermanEndings =
    "mann,meyer,berg,bauer,hofer,müller,feld,bach,dorf,stein,huber,brink,kamp,mayer,beck,hausen,thal,rieder,egger,"
    "wirth,straßer,burg";

inline constexpr std::string_view kEnglishMale =
    "James,John,David,Michael,Robert,William,Paul,Andrew,Mark,Peter,Richard,Thomas,Stephen,Christopher,Daniel,Joseph,"
    "Anthony,Matthew,Ian,Kevin,Steven,George,Simon,Gary,Edward,Charles,Alan,Martin,Jonathan,Philip,Benjamin,Samuel,"
    "Jack,Oliver,Harry,Henry,Alexander,Adam,Ryan,Luke,Nicholas,Graham,Colin,Keith,Brian,Kenneth,Stuart,Neil,Graeme,"
    "Callum,Liam,Ethan,Noah,Jacob,Joshua,Patrick,Timothy,Ronald,Frederick,Arthur";
inline constexpr std::string_view kEnglishFemale =
    "Margaret,Susan,Sarah,Elizabeth,Mary,Patricia,Jennifer,Christine,Karen,Helen,Linda,Emma,Catherine,Jane,Alison,"
    "Jacqueline,Julie,Rebecca,Laura,Victoria,Anne,Barbara,Jessica,Claire,Amanda,Charlotte,Emily,Olivia,Sophie,Lucy,"
    "Amy,Hannah,Katherine,Deborah,Carol,Janet,Gillian,Pamela,Dorothy,Joan,Samantha,Rachel,Nicola,Michelle,Tracey,"
    "Fiona,Lauren,Chloe,Grace,Ella,Mia,Isabella,Megan,Holly,Abigail,Kathleen,Eleanor,Josephine,Penelope,Stephanie";
inline constexpr std::string_view kEnglishSurnames =
    "Smith,Jones,Taylor,Brown,Williams,Wilson,Johnson,Davies,Robinson,Wright,Thompson,Evans,Walker,White,Roberts,"
    "Green,Hall,Wood,Jackson,Clarke,Patel,Khan,Lewis,Harris,Clark,Turner,Hughes,Edwards,Hill,Moore,Cooper,Ward,Allen,"
    "Martin,Morris,King,Watson,Harrison,Morgan,Baker,Young,Patterson,Scott,Adams,Mitchell,Anderson,Phillips,James,"
    "Campbell,Bell,Lee,Kelly,Parker,Davis,Bennett,Miller,Cook,Shaw,Cox,Simpson,Richardson,Collins,Marshall,Bailey,"
    "Gray,Carter,Price,Begum,Hussain,Griffiths,Murphy,Wilkinson,Rogers,Foster,Murray,Mason,Stevens,Webb,Russell,"
    "Reynolds,Fisher,O'Brien,O'Connor,McDonald,MacLeod,Hamilton,Graham,Barnes,Butler,Knight,Lloyd,Holmes,Powell,"
    "Palmer,Matthews,Gibson,Pearson,Ellis,Chapman,Hunt,Dixon,Walsh,Ryan,Byrne,Fletcher,Singh,Ali,Ahmed";
inline constexpr std::string_view kEnglishRoots =
    "Ash,Ather,Barn,Bed,Black,Brad,Bright,Brook,Burn,Cald,Clay,Cole,Crom,Dal,Dray,East,Fair,Fern,Gold,Hadd,Hather,"
    "Hazel,Holl,Kings,Lang,Long,Mar,Mel,Mid,Nor,Oak,Pem,Pres,Red,Rush,Sel,Shel,Stan,Stock,Thorn,Wads,Wal,West,Whit,Win";
inline constexpr std::string_view kEnglishEndings =
    "ton,ford,ley,wood,field,well,worth,by,ham,burn,shaw,combe,bridge,brook,more,land,wick,stead,croft,den,hurst,stone";

inline constexpr std::string_view kSpanishMale =
    "Antonio,José,Manuel,Francisco,Juan,David,Javier,Daniel,José Antonio,Francisco Javier,José Luis,Carlos,Jesús,"
    "Alejandro,Miguel,José Manuel,Rafael,Pablo,Pedro,Ángel,Sergio,Miguel Ángel,Jorge,Fernando,Juan Carlos,Luis,"
    "Álvaro,Diego,Adrián,Juan José,Raúl,Iván,Juan Antonio,Rubén,Enrique,Óscar,Ramón,Vicente,Andrés,Joaquín,Santiago,"
    "Víctor,Mario,Eduardo,Roberto,Jaime,Marcos,Ignacio,Hugo,Martín,Iker,Nicolás,Tomás,Agustín,Íñigo,Xavier";
inline constexpr std::string_view kSpanishFemale =
    "María Carmen,María,Carmen,Ana María,Laura,Josefa,Isabel,María Dolores,María Pilar,Cristina,Marta,María Teresa,"
    "Ana,Lucía,Francisca,María Ángeles,Antonia,Dolores,Sara,Paula,Elena,María Luisa,Raquel,Rosa María,Pilar,"
    "Concepción,Manuela,Mercedes,María Jesús,Julia,Beatriz,Nuria,Silvia,Rosario,Juana,Alba,Irene,Teresa,Encarnación,"
    "Patricia,Montserrat,Andrea,Rocío,Mónica,Rosa,Alicia,Sonia,Sandra,Marina,Susana,Ángela,Yolanda,Natalia,Inés,Noelia,"
    "Verónica,Begoña,Itziar,Sofía,Valentina";
inline constexpr std::string_view kSpanishSurnames =
    "García,Rodríguez,González,Fernández,López,Martínez,Sánchez,Pérez,Gómez,Martín,Jiménez,Hernández,Ruiz,Díaz,Moreno,"
    "Muñoz,Álvarez,Romero,Gutiérrez,Alonso,Navarro,Torres,Domínguez,Ramos,Vázquez,Ramírez,Gil,Serrano,Morales,Molina,"
    "Blanco,Suárez,Castro,Ortega,Delgado,Ortiz,Marín,Rubio,Núñez,Medina,Sanz,Castillo,Iglesias,Cortés,Garrido,Santos,"
    "Guerrero,Lozano,Cano,Cruz,Méndez,Flores,Prieto,Herrera,Peña,León,Márquez,Cabrera,Gallego,Calvo,Vidal,Campos,"
    "Reyes,Vega,Fuentes,Carrasco,Díez,Aguilar,Caballero,Nieto,Santana,Vargas,Pascual,Giménez,Herrero,Hidalgo,Montero,"
    "Lorenzo,Santiago,Benítez,Durán,Ibáñez,Arias,Mora,Ferrer,Carmona,Vicente,Rojas,Soto,Crespo,Román,Pastor,Velasco,"
    "Parra,Sáez,Moya,Bravo,Rivera,Gallardo,Soler,Etxeberria,Puig,Ferreira,Otero";
inline constexpr std::string_view kSpanishRoots =
    "Agui,Alda,Arra,Baran,Bena,Cald,Cama,Carre,Cere,Cor,Echa,Escu,Espi,Gala,Gor,Iri,Jara,Lar,Luz,Man,Mira,Mon,Nava,"
    "Ola,Pala,Que,Riba,Sala,Sar,Tole,Urru,Vala,Zama,Zu";
inline constexpr std::string_view kSpanishEndings =
    "rte,biza,mendi,dero,lles,ndo,rrez,tegui,vide,nero,ño,zábal,guren,rrieta,sco,nde,lar,res,dilla,goitia";

inline constexpr std::string_view kItalianMale =
    "Giuseppe,Antonio,Giovanni,Francesco,Mario,Luigi,Andrea,Marco,Roberto,Salvatore,Alessandro,Angelo,Vincenzo,Pietro,"
    "Stefano,Carlo,Franco,Domenico,Bruno,Paolo,Michele,Giorgio,Aldo,Sergio,Luciano,Massimo,Davide,Matteo,Luca,Lorenzo,"
    "Simone,Fabio,Claudio,Riccardo,Enrico,Daniele,Gianluca,Filippo,Leonardo,Nicolò,Tommaso,Gabriele,Federico,Edoardo,"
    "Giacomo,Emanuele,Alberto,Maurizio,Gianni,Piero";
inline constexpr std::string_view kItalianFemale =
    "Maria,Anna,Giuseppina,Rosa,Angela,Giovanna,Teresa,Lucia,Carmela,Caterina,Francesca,Antonietta,Carla,Elena,"
    "Concetta,Rita,Margherita,Franca,Paola,Laura,Giulia,Chiara,Sara,Martina,Valentina,Alessandra,Silvia,Elisa,Federica,"
    "Roberta,Simona,Monica,Barbara,Cristina,Daniela,Patrizia,Sofia,Aurora,Alice,Ginevra,Beatrice,Giorgia,Ilaria,"
    "Michela,Serena,Noemi,Claudia,Luisa,Graziella,Mariangela";
inline constexpr std::string_view kItalianSurnames =
    "Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,Conti,De Luca,Mancini,Costa,"
    "Giordano,Rizzo,Lombardi,Moretti,Barbieri,Fontana,Santoro,Mariani,Rinaldi,Caruso,Ferrara,Galli,Martini,Leone,Longo,"
    "Gentile,Martinelli,Vitale,Lombardo,Serra,Coppola,De Santis,D'Angelo,Marchetti,Parisi,Villa,Conte,Ferraro,Ferri,"
    "Fabbri,Bianco,Marini,Grasso,Valentini,Messina,Sala,De Angelis,Gatti,Pellegrini,Palumbo,Sanna,Farina,Rizzi,Monti,"
    "Cattaneo,Morelli,Amato,Silvestri,Mazza,Testa,Grassi,Pellegrino,Carbone,Giuliani,Benedetti,Barone,Rossetti,Caputo,"
    "Montanari,Guerra,Palmieri,Bernardi,Martino,Fiore,De Rosa,Ferretti,Bellini,Basile,Riva,Donati,Piras,Vitali,"
    "Battaglia,Sartori,Neri,Costantini,Milani,Pagano,Ruggiero,Sorrentino,D'Amico,Orlando,Damico,Negri";
inline constexpr std::string_view kItalianRoots =
    "Alb,Andre,Bald,Bart,Bell,Bon,Bran,Cal,Cap,Cast,Cecc,Cor,Dall,Fab,Ferr,Fior,Gal,Giac,Gran,Lanz,Mal,Mant,Mars,Mont,"
    "Nann,Pal,Pasqu,Pell,Pier,Ran,Sald,Scar,Spad,Tamb,Tor,Val,Vent,Ver,Zan,Zucch";
inline constexpr std::string_view kItalianEndings =
    "ini,etti,ucci,oni,ella,ello,aro,otti,acci,ese,ati,uzzo,icelli,igliano,erini,ardi,asso,ioli";

inline constexpr std::string_view kPolishMale =
    "Piotr,Krzysztof,Andrzej,Tomasz,Paweł,Jan,Michał,Marcin,Jakub,Adam,Stanisław,Marek,Łukasz,Grzegorz,Mateusz,"
    "Wojciech,Mariusz,Dariusz,Zbigniew,Jerzy,Maciej,Rafał,Robert,Kamil,Józef,Jacek,Dawid,Tadeusz,Ryszard,Szymon,"
    "Kacper,Bartosz,Artur,Janusz,Sławomir,Jarosław,Mirosław,Filip,Sebastian,Damian,Przemysław,Roman,Daniel,Patryk,"
    "Karol,Antoni,Franciszek,Henryk,Kazimierz,Zdzisław";
inline constexpr std::string_view kPolishFemale =
    "Anna,Katarzyna,Maria,Małgorzata,Agnieszka,Barbara,Ewa,Krystyna,Magdalena,Elżbieta,Joanna,Zofia,Aleksandra,Monika,"
    "Teresa,Natalia,Julia,Danuta,Karolina,Marta,Beata,Dorota,Halina,Jadwiga,Janina,Alicja,Jolanta,Grażyna,Iwona,Irena,"
    "Paulina,Justyna,Zuzanna,Bożena,Wiktoria,Urszula,Hanna,Renata,Sylwia,Agata,Helena,Patrycja,Maja,Izabela,Emilia,"
    "Aneta,Weronika,Ewelina,Wanda,Łucja";
inline constexpr std::string_view kPolishSurnames =
    "Nowak,Kowalski,Wiśniewski,Wójcik,Kowalczyk,Kamiński,Lewandowski,Zieliński,Woźniak,Szymański,Dąbrowski,Kozłowski,"
    "Mazur,Jankowski,Kwiatkowski,Wojciechowski,Krawczyk,Kaczmarek,Piotrowski,Grabowski,Zając,Pawłowski,Michalski,Król,"
    "Wieczorek,Jabłoński,Wróbel,Nowakowski,Majewski,Olszewski,Stępień,Malinowski,Jaworski,Adamczyk,Dudek,Nowicki,"
    "Pawlak,"
    "Górski,Witkowski,Walczak,Sikora,Baran,Rutkowski,Michalak,Szewczyk,Ostrowski,Tomaszewski,Pietrzak,Duda,Zalewski,"
    "Wróblewski,Marciniak,Jasiński,Zawadzki,Bąk,Jakubowski,Sadowski,Wilk,Włodarczyk,Chmielewski,Borkowski,Sokołowski,"
    "Szczepański,Sawicki,Kucharski,Lis,Maciejewski,Kubiak,Kalinowski,Mazurek,Wysocki,Kołodziej,Kaźmierczak,Czarnecki,"
    "Sobczak,Konieczny,Urbański,Głowacki,Wasilewski,Sikorski,Zakrzewski,Krajewski,Krupa,Laskowski,Ziółkowski,Gajewski,"
    "Mróz,Szulc,Makowski,Brzeziński,Przybylski,Baranowski,Kaczmarczyk,Błaszczyk,Andrzejewski,Borowski,Górecki,"
    "Szczepaniak";
inline constexpr std::string_view kPolishRoots =
    "Bag,Bar,Biel,Bog,Brod,Chod,Czer,Dob,Drozd,Fal,Gad,Gor,Grod,Jarz,Jez,Kal,Kar,Koś,Krz,Kub,Lip,Łom,Maj,Mil,Most,Nied,"
    "Ol,Orz,Pod,Przy,Rad,Rog,Sad,Skal,Stan,Szcz,Świt,Tar,Tur,Wal,Wier,Wol,Zab,Zar,Żel";
inline constexpr std::string_view kPolishEndings =
    "owski,iński,ecki,icki,ak,czyk,ewicz,owicz,arek,asik,iak,ański,ewski,alski,ysz,oń,uszko,orski";

// What may stand between a root and an ending.
inline constexpr std::string_view kLatinMiddles = "al,an,ar,el,en,er,id,il,in,ol,on,or,ul,av,em,is";

}  // namespace cdp::sample::tables
