// SPDX-License-Identifier: PostgreSQL
// Where customers live and what they call one another: streets and cities roughly by size (city=leading digits of its
// postcodes), parts for the names of small towns, mail providers, short forms of given names.
#pragma once

#include <string_view>

namespace cdp::sample::tables {

inline constexpr std::string_view kFrenchStreets =
    "rue de la République,rue Victor Hugo,avenue Jean Jaurès,rue de l'Église,Grande Rue,rue Pasteur,rue du Moulin,"
    "place de la Mairie,rue des Écoles,avenue du Général de Gaulle,rue de la Gare,rue Jules Ferry,chemin des Vignes,"
    "impasse des Lilas,boulevard Gambetta,rue Émile Zola,allée des Tilleuls,rue des Jardins,rue du 8 Mai 1945,"
    "rue de Verdun,avenue Foch,rue du Château,rue Saint-Martin,quai de la Loire,rue des Acacias,cours Lafayette,"
    "rue Voltaire,rue Carnot,route de Paris,rue de Bretagne,rue du Faubourg,rue Molière,rue Ampère,rue Lamartine,"
    "résidence du Parc,chemin du Lavoir,rue Pierre Curie,rue des Peupliers,square Mozart,rue de la Liberté";
inline constexpr std::string_view kFrenchCities =
    "Paris=750,Marseille=130,Lyon=6900,Toulouse=31,Nice=060,Nantes=440,Montpellier=340,Strasbourg=670,Bordeaux=330,"
    "Lille=590,Rennes=350,Reims=511,Saint-Étienne=420,Toulon=830,Le Havre=766,Grenoble=380,Dijon=210,Angers=490,"
    "Nîmes=300,Villeurbanne=691,Clermont-Ferrand=630,Aix-en-Provence=131,Brest=292,Tours=370,Limoges=870,Amiens=800,"
    "Annecy=740,Perpignan=660,Besançon=250,Orléans=450,Metz=570,Rouen=760,Mulhouse=681,Caen=140,Nancy=540";
inline constexpr std::string_view kFrenchTownRoots =
    "Saint-Martin,Saint-Pierre,Sainte-Marie,Saint-Julien,Villeneuve,Neuville,Montigny,Beaumont,Fontenay,Saint-Aubin,"
    "Châtillon,Verneuil,Chaumont,Rochefort,Saint-Germain,Bellegarde,Marigny,Saint-Léger,Courcelles,Vernon";
inline constexpr std::string_view kFrenchTownEndings =
    "-sur-Loire,-en-Forêt,-les-Bois,-le-Vieux,-sous-Bois,-la-Rivière,-aux-Moines,-d'Aunis,-lès-Dijon,-du-Lac,"
    "-des-Prés,-sur-Seine,-le-Château,-en-Vexin";

inline constexpr std::string_view kGermanStreets =
    "Hauptstraße,Schulstraße,Gartenstraße,Bahnhofstraße,Dorfstraße,Bergstraße,Birkenweg,Lindenstraße,Kirchstraße,"
    "Waldstraße,Ringstraße,Schillerstraße,Goethestraße,Jahnstraße,Amselweg,Wiesenweg,Rosenstraße,Mozartstraße,"
    "Buchenweg,Am Sportplatz,Mühlenweg,Ahornweg,Friedhofstraße,Feldstraße,Beethovenstraße,Marktplatz,Tannenweg,"
    "Friedrichstraße,Parkstraße,Königsallee,Burgstraße,Eichendorffstraße,Im Winkel,Lessingstraße,Uhlandstraße";
inline constexpr std::string_view kGermanCities =
    "Berlin=10,Hamburg=20,München=80,Köln=50,Frankfurt am Main=60,Stuttgart=70,Düsseldorf=40,Leipzig=041,Dortmund=44,"
    "Essen=45,Bremen=28,Dresden=01,Hannover=30,Nürnberg=90,Duisburg=47,Bochum=448,Wuppertal=42,Bielefeld=33,Bonn=53,"
    "Münster=48,Mannheim=68,Karlsruhe=76,Augsburg=86,Wiesbaden=65,Mönchengladbach=41,Gelsenkirchen=458,Aachen=52,"
    "Kiel=24,Lübeck=23,Halle=06,Freiburg im Breisgau=79,Erfurt=99,Rostock=18,Mainz=55,Kassel=34";
inline constexpr std::string_view kGermanTownRoots =
    "Alten,Bären,Birken,Eber,Eichen,Falken,Grün,Hirsch,Kirch,König,Lauter,Mühl,Neun,Ober,Rothen,Schön,Stein,Unter,"
    "Wald,Wolfs";
inline constexpr std::string_view kGermanTownEndings =
    "hausen,dorf,burg,heim,bach,feld,stadt,kirchen,brunn,au,rode,walde,stetten,ingen";

inline constexpr std::string_view kBritishStreets =
    "High Street,Station Road,Church Lane,Park Road,Victoria Road,Green Lane,Manor Road,Church Street,Park Avenue,"
    "The Avenue,Queens Road,London Road,New Road,Grange Road,Kings Road,Kingsway,Windsor Road,Highfield Road,Mill Lane,"
    "Alexander Road,York Road,St John's Road,Main Street,Broadway,King Street,The Green,Springfield Road,George Street,"
    "Park Lane,Albert Road,Chapel Street,Orchard Close,Meadow View,Oak Drive,Elm Grove";
inline constexpr std::string_view kBritishCities =
    "London=SE,Birmingham=B,Leeds=LS,Glasgow=G,Sheffield=S,Bradford=BD,Liverpool=L,Edinburgh=EH,Manchester=M,Bristol="
    "BS,"
    "Wakefield=WF,Cardiff=CF,Coventry=CV,Nottingham=NG,Leicester=LE,Sunderland=SR,Belfast=BT,Newcastle upon Tyne=NE,"
    "Brighton=BN,Hull=HU,Plymouth=PL,Stoke-on-Trent=ST,Wolverhampton=WV,Derby=DE,Swansea=SA,Southampton=SO,Aberdeen=AB,"
    "Portsmouth=PO,York=YO,Oxford=OX,Cambridge=CB,Ipswich=IP,Exeter=EX,Bath=BA,Norwich=NR";
inline constexpr std::string_view kBritishTownRoots =
    "Ash,Bar,Burn,Chel,Crow,Dun,East,Farn,Great ,Hal,Kirk,Lang,Little ,Mar,Nether ,North,Old ,Sand,Stan,Upper ";
inline constexpr std::string_view kBritishTownEndings =
    "ford,ton,ham,bury,ley,worth,field,stead,mouth,wick,bridge,combe,marsh,well";

inline constexpr std::string_view kSpanishStreets =
    "Calle Mayor,Calle Real,Avenida de la Constitución,Calle San José,Calle Nueva,Plaza de España,Calle Cervantes,"
    "Calle del Carmen,Calle San Juan,Avenida de Andalucía,Calle Goya,Calle Alcalá,Paseo de la Castellana,Gran Vía,"
    "Calle de la Iglesia,Calle Colón,Ronda de Toledo,Calle Velázquez,Calle San Antonio,Calle Sol,Calle Murillo,"
    "Carrer de Mallorca,Carrer Major,Rambla de Catalunya,Calle Santiago,Calle Lepanto,Travesía del Río,Calle Miguel "
    "Hernández,"
    "Calle Pablo Picasso,Avenida del Mar,Calle Ramón y Cajal,Camino Viejo,Calle Rosalía de Castro,Calle Pío XII";
inline constexpr std::string_view kSpanishCities =
    "Madrid=280,Barcelona=080,València=460,Sevilla=410,Zaragoza=500,Málaga=290,Murcia=300,Palma=070,Bilbao=480,"
    "Alicante=030,Córdoba=140,Valladolid=470,Vigo=362,Gijón=332,A Coruña=150,Granada=180,Vitoria-Gasteiz=010,Elche=032,"
    "Oviedo=330,Cartagena=302,Jerez de la Frontera=114,Pamplona=310,Almería=040,San Sebastián=200,Burgos=090,"
    "Santander=390,Castellón de la Plana=120,Albacete=020,Logroño=260,Badajoz=060,Salamanca=370,Huelva=210,León=240";
inline constexpr std::string_view kSpanishTownRoots =
    "Villanueva,Villar,San Pedro,Santa María,Torre,Puebla,Alcalá,Castillo,Fuente,La "
    "Vega,Aldea,Arroyo,Molinos,Pozo,Robledo";
inline constexpr std::string_view kSpanishTownEndings =
    " del Río, de la Sierra, de los Infantes, del Campo, de Arriba, de Abajo, del Rey, de la Reina, de Henares,"
    " de las Torres, del Valle, de Campos";

inline constexpr std::string_view kItalianStreets =
    "Via Roma,Via Garibaldi,Via Mazzini,Via Dante Alighieri,Corso Italia,Via Cavour,Piazza Vittorio Veneto,Via Verdi,"
    "Via Guglielmo Marconi,Via XX Settembre,Via Matteotti,Viale della Libertà,Via San Francesco,Via Nazionale,"
    "Via IV Novembre,Via Galileo Galilei,Via Leopardi,Corso Umberto I,Via della Repubblica,Via Carducci,Vicolo Stretto,"
    "Via Puccini,Via Manzoni,Via Trento,Largo Argentina,Via dei Mille,Via Aurelia,Via Kennedy,Via Piave,Via Gramsci";
inline constexpr std::string_view kItalianCities =
    "Roma=001,Milano=201,Napoli=801,Torino=101,Palermo=901,Genova=161,Bologna=401,Firenze=501,Bari=701,Catania=951,"
    "Venezia=301,Verona=371,Messina=981,Padova=351,Trieste=341,Brescia=251,Taranto=741,Parma=431,Prato=591,Modena=411,"
    "Reggio "
    "Calabria=891,Perugia=061,Livorno=571,Ravenna=481,Cagliari=091,Foggia=711,Rimini=479,Salerno=841,Ferrara=441,"
    "Forlì=471";
inline constexpr std::string_view kItalianTownRoots =
    "Castel,Monte,Borgo,San Giovanni,Santa Lucia,Villa,Rocca,Torre,Campo,Ponte,Pieve,Serra,Acqua,Monterosso";
inline constexpr std::string_view kItalianTownEndings =
    " di Sopra, Marina, sul Po, Terme, al Mare, Superiore, dei Greci, Vecchio, Nuovo, in Chianti, d'Adda, Lombardo";

inline constexpr std::string_view kPolishStreets =
    "ul. Polna,ul. Leśna,ul. Słoneczna,ul. Krótka,ul. Szkolna,ul. Ogrodowa,ul. Lipowa,ul. Brzozowa,ul. Łąkowa,"
    "ul. Kwiatowa,ul. Kościelna,ul. Sosnowa,ul. Zielona,ul. Parkowa,ul. Akacjowa,ul. Kolejowa,ul. Mickiewicza,"
    "ul. Kościuszki,ul. Sienkiewicza,al. Jana Pawła II,ul. 3 Maja,ul. Wojska Polskiego,ul. Słowackiego,ul. "
    "Piłsudskiego,"
    "os. Tysiąclecia,ul. Długa,ul. Żeromskiego,ul. Reymonta,pl. Wolności,ul. Grunwaldzka";
inline constexpr std::string_view kPolishCities =
    "Warszawa=00,Kraków=30,Łódź=90,Wrocław=50,Poznań=60,Gdańsk=80,Szczecin=70,Bydgoszcz=85,Lublin=20,Białystok=15,"
    "Katowice=40,Gdynia=81,Częstochowa=42,Radom=26,Sosnowiec=41,Toruń=87,Kielce=25,Rzeszów=35,Gliwice=44,Zabrze=418,"
    "Olsztyn=10,Bielsko-Biała=43,Bytom=419,Zielona Góra=65,Rybnik=442,Opole=45,Tychy=431,Gorzów "
    "Wielkopolski=66,Płock=09,"
    "Elbląg=82";
inline constexpr std::string_view kPolishTownRoots =
    "Biał,Bor,Brzoz,Czarn,Dąbr,Gór,Grab,Jawor,Kamien,Krasn,Lip,Łęk,Mal,Olsz,Ostr,Piask,Sosn,Star,Wysok,Zalas";
inline constexpr std::string_view kPolishTownEndings =
    "owo,ów,owice,ówka,inek,ina,owiec,anka,iska,ek,ki Wielkie,ki Małe";

inline constexpr std::string_view kNicknames =
    "William=Bill|Will|Billy,Robert=Bob|Rob|Bobby,James=Jim|Jamie,John=Jack|Johnny,Michael=Mike|Mick,Richard=Dick|Rick,"
    "Thomas=Tom|Tommy,Christopher=Chris,Daniel=Dan|Danny,Joseph=Joe,Anthony=Tony,Matthew=Matt,Andrew=Andy|Drew,"
    "Edward=Ed|Ted|Eddie,Charles=Charlie|Chuck,Benjamin=Ben,Samuel=Sam,Alexander=Alex|Sascha,Nicholas=Nick,Stephen="
    "Steve,"
    "Steven=Steve,Philip=Phil,Timothy=Tim,Ronald=Ron,Kenneth=Ken,David=Dave,Patrick=Pat|Paddy,Jonathan=Jon,"
    "Frederick=Fred|Freddie,Margaret=Maggie|Peggy|Meg,Elizabeth=Liz|Beth|Betty|Lizzie,Susan=Sue|Susie,"
    "Patricia=Pat|Trish|Patty,Jennifer=Jenny|Jen,Catherine=Cathy|Kate,Katherine=Kate|Kathy|Katie,Victoria=Vicky,"
    "Rebecca=Becky|Becca,Deborah=Debbie|Deb,Barbara=Barb,Jacqueline=Jackie,Christine=Chris|Tina,Samantha=Sam,"
    "Pamela=Pam,Kathleen=Kathy,Penelope=Penny,Abigail=Abby,Josephine=Jo|Josie,Stephanie=Steph,"
    "Frédéric=Fred,Christophe=Chris,Nicolas=Nico,Sébastien=Seb,Alexandre=Alex,Guillaume=Guigui,Stéphane=Steph,"
    "Philippe=Phil,Vincent=Vince,Maxime=Max,Benoît=Ben,Gérard=Gégé,Dominique=Dom,Valérie=Val,Véronique=Véro,Nathalie="
    "Nath,"
    "Isabelle=Isa,Stéphanie=Steph,Caroline=Caro,Émilie=Milie,Élodie=Élo,Mathilde=Mathou,Virginie=Virg,Bénédicte=Béné,"
    "Wolfgang=Wolfi,Hans-Jürgen=Hansi,Johanna=Hanna,Elisabeth=Lisa|Elli,Katharina=Kathi|Katja,Stefanie=Steffi,"
    "Maximilian=Max,Sebastian=Basti,Matthias=Matze,Andreas=Andi,Gabriele=Gabi,Susanne=Susi,Franziska=Franzi,"
    "Angelika=Geli,Heinrich=Heiner,Manfred=Manni,Joachim=Jochen|Achim,Michał=Misiek,Małgorzata=Gosia,Katarzyna=Kasia,"
    "Agnieszka=Aga,Joanna=Asia,Magdalena=Magda,Aleksandra=Ola,Barbara=Basia,Krzysztof=Krzysiek,Tomasz=Tomek,"
    "Piotr=Piotrek,Stanisław=Staszek,Francisco=Paco|Curro,José=Pepe,Manuel=Manolo,Jesús=Chus,Dolores=Lola,"
    "Concepción=Concha,Mercedes=Merche,Rosario=Charo,Francisca=Paqui,Josefa=Pepa,Isabel=Isa,Alejandro=Álex,"
    "Ignacio=Nacho,Enrique=Quique,Rafael=Rafa,Javier=Javi,Giuseppe=Peppe|Beppe,Giovanni=Gianni,Francesco=Franco|Checco,"
    "Salvatore=Totò,Luigi=Gigi,Vincenzo=Enzo,Alessandro=Ale,Antonio=Toni|Tonino,Giuseppina=Pina,Margherita=Rita";

}  // namespace cdp::sample::tables
