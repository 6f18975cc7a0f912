// SPDX-License-Identifier: PostgreSQL
#include "core/text/nickname.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <span>

namespace cdp::text {

namespace {

struct Entry {
    std::string_view name;
    std::uint16_t group;
    constexpr auto operator<=>(const Entry&) const = default;
};

// Folded names with their groups, in order; words of a name of several are joined by hyphens. A group has no meaning
// beyond being equal; a short form of several names stands there once for each.
constexpr Entry kIndex[] = {
    {"abbie", 1}, {"abby", 1}, {"abe", 2}, {"abi", 1}, {"abigail", 1}, {"abraham", 2}, {"abram", 2}, {"abramo", 2},
    {"achim", 179}, {"ada", 3}, {"adalbert", 8}, {"addie", 3}, {"ade", 4}, {"adel", 3}, {"adela", 3}, {"adelaide", 3},
    {"adele", 3}, {"adelheid", 3}, {"adeline", 3}, {"adrian", 4}, {"adriana", 5}, {"adriane", 5}, {"adriano", 4},
    {"adrianus", 4}, {"adrien", 4}, {"adrienne", 5}, {"aegidius", 122}, {"aga", 6}, {"agnes", 6}, {"agnese", 6},
    {"agnieszka", 6}, {"agostino", 27}, {"agustin", 27}, {"al", 7}, {"al", 8}, {"al", 9}, {"alain", 7}, {"alan", 7},
    {"alasdair", 9}, {"albert", 8}, {"alberto", 8}, {"albie", 8}, {"albrecht", 8}, {"ale", 10}, {"alec", 9},
    {"alejandra", 10}, {"alejandro", 9}, {"alejo", 9}, {"aleksander", 9}, {"aleksandr", 9}, {"aleksandra", 10},
    {"alessandra", 10}, {"alessandro", 9}, {"alex", 9}, {"alex", 10}, {"alex", 372}, {"alexa", 10}, {"alexander", 9},
    {"alexandr", 9}, {"alexandra", 10}, {"alexandre", 9}, {"alexandrina", 10}, {"alexia", 10}, {"alexis", 372},
    {"alf", 11}, {"alfie", 11}, {"alfons", 14}, {"alfonso", 14}, {"alfred", 11}, {"alfredo", 11}, {"ali", 12},
    {"ali", 13}, {"alice", 12}, {"alicia", 12}, {"alicja", 12}, {"alisa", 12}, {"alison", 13}, {"alistair", 9},
    {"alix", 12}, {"allan", 7}, {"allen", 7}, {"allie", 12}, {"allie", 13}, {"allison", 13}, {"ally", 12},
    {"ally", 13}, {"allyson", 13}, {"alois", 207}, {"alonso", 14}, {"alonzo", 14}, {"aloys", 207}, {"aloysius", 207},
    {"alphonse", 14}, {"amalia", 16}, {"amanda", 15}, {"amelia", 16}, {"amelie", 16}, {"ana", 17}, {"ana", 20},
    {"anastasia", 17}, {"andi", 18}, {"andie", 18}, {"andre", 18}, {"andreas", 18}, {"andrei", 18}, {"andrej", 18},
    {"andres", 18}, {"andrew", 18}, {"andrey", 18}, {"andrzej", 18}, {"andy", 18}, {"angela", 19}, {"angeles", 19},
    {"angelika", 19}, {"angelina", 19}, {"angelique", 19}, {"angelita", 19}, {"angi", 19}, {"angie", 19},
    {"ania", 20}, {"anita", 20}, {"anja", 20}, {"anka", 20}, {"ann", 20}, {"anna", 20}, {"anne", 20},
    {"anne-marie", 21}, {"annemarie", 21}, {"annemie", 21}, {"annick", 20}, {"annie", 20}, {"annika", 20},
    {"anouk", 20}, {"anthony", 22}, {"antoine", 22}, {"antoinette", 23}, {"anton", 22}, {"antonello", 22},
    {"antoni", 22}, {"antonia", 23}, {"antonie", 23}, {"antonin", 22}, {"antonio", 22}, {"antonius", 22},
    {"anya", 20}, {"archibald", 24}, {"archie", 24}, {"armand", 140}, {"armando", 140}, {"arnaldo", 25},
    {"arnaud", 25}, {"arndt", 25}, {"arnie", 25}, {"arno", 25}, {"arnold", 25}, {"aroldo", 134}, {"arrigo", 138},
    {"art", 26}, {"arthur", 26}, {"artie", 26}, {"artur", 26}, {"arturo", 26}, {"artus", 26}, {"aubert", 8},
    {"augie", 27}, {"august", 27}, {"auguste", 27}, {"augustin", 27}, {"augustus", 27}, {"augustyn", 27},
    {"austin", 27}, {"avraham", 2}, {"babeth", 89}, {"babette", 28}, {"babette", 89}, {"babs", 28}, {"babsi", 28},
    {"baerbel", 28}, {"barb", 28}, {"barbara", 28}, {"barbel", 28}, {"barbie", 28}, {"barnabas", 29}, {"barnaby", 29},
    {"barney", 29}, {"barney", 35}, {"bart", 30}, {"bartek", 30}, {"barth", 30}, {"barthelemy", 30},
    {"bartholomew", 30}, {"bartolome", 30}, {"bartolomeo", 30}, {"bartosz", 30}, {"bas", 312}, {"basia", 28},
    {"basti", 312}, {"bastian", 312}, {"bastien", 312}, {"bea", 31}, {"beata", 31}, {"beatrice", 31}, {"beatrix", 31},
    {"beatriz", 31}, {"bebert", 8}, {"bebert", 295}, {"becca", 286}, {"beck", 286}, {"becki", 286}, {"becks", 286},
    {"becky", 286}, {"bego", 32}, {"begona", 32}, {"bella", 89}, {"belle", 89}, {"ben", 33}, {"ben", 34},
    {"benedetto", 33}, {"benedict", 33}, {"benedicto", 33}, {"benedikt", 33}, {"benito", 33}, {"benjamim", 34},
    {"benjamin", 34}, {"benji", 34}, {"benjy", 34}, {"benni", 34}, {"benny", 33}, {"benny", 34}, {"benoit", 33},
    {"beppe", 184}, {"bernard", 35}, {"bernardo", 35}, {"bernd", 35}, {"bernhard", 35}, {"berni", 35}, {"bernie", 35},
    {"bert", 8}, {"bert", 121}, {"bert", 139}, {"bert", 143}, {"bert", 261}, {"bert", 295}, {"bertie", 8},
    {"bess", 89}, {"beth", 89}, {"beto", 8}, {"beto", 145}, {"beto", 295}, {"betsey", 89}, {"betsy", 89},
    {"bettie", 89}, {"bettina", 89}, {"betty", 89}, {"bibiana", 353}, {"bice", 31}, {"biddy", 39}, {"bill", 362},
    {"billie", 361}, {"billie", 362}, {"billy", 362}, {"bine", 306}, {"birgit", 39}, {"birgitta", 39}, {"bob", 295},
    {"bobbi", 295}, {"bobbie", 295}, {"bobby", 295}, {"bogdan", 36}, {"bohdan", 36}, {"brad", 37}, {"bradley", 37},
    {"brian", 38}, {"bridget", 39}, {"bridie", 39}, {"brigid", 39}, {"brigida", 39}, {"brigitta", 39},
    {"brigitte", 39}, {"britta", 39}, {"bryan", 38}, {"bryant", 38}, {"caitlin", 196}, {"cal", 40}, {"calvin", 40},
    {"cam", 41}, {"cameron", 41}, {"candace", 42}, {"candi", 42}, {"candice", 42}, {"candy", 42}, {"caren", 194},
    {"carin", 194}, {"carl", 48}, {"carlito", 48}, {"carlitos", 48}, {"carlo", 48}, {"carlos", 48}, {"carlota", 49},
    {"carlotta", 49}, {"carmela", 43}, {"carmelita", 43}, {"carmen", 43}, {"caro", 44}, {"carol", 44}, {"carola", 44},
    {"carolina", 44}, {"caroline", 44}, {"carolyn", 44}, {"carrie", 44}, {"casimir", 45}, {"cass", 46},
    {"cassandra", 46}, {"cassie", 46}, {"cat", 196}, {"catalina", 196}, {"catarina", 196}, {"cate", 196},
    {"catherine", 196}, {"cathie", 196}, {"cathrin", 196}, {"cathrine", 196}, {"cathy", 196}, {"catriona", 196},
    {"ceci", 47}, {"cecile", 47}, {"cecilia", 47}, {"cecilie", 47}, {"cecylia", 47}, {"celia", 47}, {"charles", 48},
    {"charlie", 48}, {"charlie", 49}, {"charlot", 48}, {"charlotta", 49}, {"charlotte", 49}, {"charly", 48},
    {"charly", 49}, {"charo", 301}, {"chas", 48}, {"chava", 307}, {"chayo", 301}, {"chelo", 63}, {"chema", 183},
    {"chente", 351}, {"chester", 50}, {"chet", 50}, {"chiara", 54}, {"chico", 111}, {"chip", 48}, {"chris", 51},
    {"chris", 52}, {"chris", 53}, {"chrissie", 52}, {"chrissy", 52}, {"christa", 52}, {"christel", 52},
    {"christian", 51}, {"christiane", 52}, {"christina", 52}, {"christine", 52}, {"christl", 52}, {"christof", 53},
    {"christoph", 53}, {"christophe", 53}, {"christopher", 53}, {"chucho", 178}, {"chuck", 48}, {"chus", 178},
    {"chuy", 178}, {"cindy", 65}, {"cinthia", 65}, {"cisco", 111}, {"cissy", 47}, {"claire", 54}, {"clara", 54},
    {"clare", 54}, {"clarita", 54}, {"claude", 55}, {"claudio", 55}, {"claus", 259}, {"clem", 56}, {"clemens", 56},
    {"clement", 56}, {"clemente", 56}, {"cliff", 57}, {"clifford", 57}, {"clint", 58}, {"clinton", 58}, {"coby", 155},
    {"coco", 259}, {"colette", 260}, {"colin", 259}, {"concepcion", 59}, {"concha", 59}, {"conchi", 59},
    {"conchita", 59}, {"connie", 59}, {"connie", 61}, {"conrad", 60}, {"conrado", 60}, {"constance", 61},
    {"constantin", 62}, {"constantine", 62}, {"constanza", 61}, {"constanze", 61}, {"consuelo", 63}, {"cornelis", 64},
    {"cornelius", 64}, {"costa", 62}, {"costas", 62}, {"cris", 52}, {"cristian", 51}, {"cristiano", 51},
    {"cristina", 52}, {"cristobal", 53}, {"cristoforo", 53}, {"curro", 111}, {"curt", 60}, {"cyndi", 65},
    {"cynthia", 65}, {"cyril", 66}, {"cyrille", 66}, {"daisy", 219}, {"dan", 67}, {"dani", 67}, {"dani", 68},
    {"daniel", 67}, {"daniela", 68}, {"daniele", 67}, {"daniele", 68}, {"danielle", 68}, {"danilo", 67},
    {"danny", 67}, {"danny", 68}, {"dany", 67}, {"dany", 68}, {"dave", 69}, {"davey", 69}, {"david", 69},
    {"davide", 69}, {"davy", 69}, {"dawid", 69}, {"deb", 70}, {"debbi", 70}, {"debbie", 70}, {"debby", 70},
    {"debora", 70}, {"deborah", 70}, {"debra", 70}, {"dede", 18}, {"delfina", 71}, {"della", 3}, {"delphine", 71},
    {"demetrius", 75}, {"denis", 72}, {"dennie", 72}, {"dennis", 72}, {"denny", 72}, {"denys", 72}, {"di", 73},
    {"diana", 73}, {"diane", 73}, {"dianne", 73}, {"dick", 294}, {"dickie", 294}, {"didi", 74}, {"diederik", 74},
    {"diego", 156}, {"dieter", 74}, {"dietrich", 74}, {"dima", 75}, {"dimitri", 75}, {"dimitrios", 75},
    {"dimitris", 75}, {"dimitry", 75}, {"dionisio", 72}, {"dionysius", 72}, {"dirk", 74}, {"dmitri", 75},
    {"dmitry", 75}, {"dodie", 79}, {"dolf", 303}, {"dolly", 76}, {"dolly", 79}, {"dolores", 76}, {"dom", 77},
    {"domenico", 77}, {"domingo", 77}, {"dominic", 77}, {"dominik", 77}, {"dominique", 77}, {"don", 78},
    {"donald", 78}, {"donnie", 78}, {"donny", 78}, {"dora", 79}, {"dorota", 79}, {"dorothea", 79}, {"dorothee", 79},
    {"dorothy", 79}, {"dory", 79}, {"dot", 79}, {"dottie", 79}, {"doug", 80}, {"dougie", 80}, {"douglas", 80},
    {"drew", 18}, {"eberhard", 81}, {"eberhardt", 81}, {"ed", 82}, {"ed", 84}, {"ed", 85}, {"ed", 86}, {"eddie", 82},
    {"eddie", 84}, {"eddie", 85}, {"eddie", 86}, {"eddy", 82}, {"eddy", 84}, {"eddy", 85}, {"eddy", 86}, {"ede", 85},
    {"edek", 85}, {"edgar", 82}, {"edgardo", 82}, {"edie", 83}, {"edit", 83}, {"edith", 83}, {"edmond", 84},
    {"edmondo", 84}, {"edmund", 84}, {"edouard", 85}, {"edu", 85}, {"eduard", 85}, {"eduardo", 85}, {"edward", 85},
    {"edwin", 86}, {"edyta", 83}, {"egidio", 122}, {"ekaterina", 196}, {"ela", 89}, {"elaine", 137}, {"elbert", 8},
    {"eleanor", 87}, {"elena", 137}, {"eleonora", 87}, {"eleonore", 87}, {"eli", 88}, {"elia", 88}, {"elias", 88},
    {"elie", 88}, {"elijah", 88}, {"elinor", 87}, {"elisa", 89}, {"elisabeth", 89}, {"elisabetta", 89}, {"elise", 89},
    {"eliza", 89}, {"elizabeth", 89}, {"ella", 87}, {"ellen", 137}, {"ellie", 87}, {"eloisa", 90}, {"eloise", 90},
    {"elsa", 89}, {"elsbeth", 89}, {"else", 89}, {"elsie", 89}, {"elspeth", 89}, {"elzbieta", 89}, {"em", 91},
    {"emanuel", 92}, {"emanuela", 93}, {"emilia", 91}, {"emilie", 91}, {"emily", 91}, {"emmanuel", 92},
    {"emmanuelle", 93}, {"emmy", 91}, {"encarna", 94}, {"encarnacion", 94}, {"enrico", 138}, {"enrique", 138},
    {"enriqueta", 135}, {"eoin", 181}, {"eric", 95}, {"erich", 95}, {"erik", 95}, {"ermanno", 140}, {"ernest", 96},
    {"ernesto", 96}, {"ernie", 96}, {"ernst", 96}, {"eryk", 95}, {"espe", 97}, {"esperanza", 97}, {"essie", 99},
    {"estanislao", 323}, {"esteban", 325}, {"estefania", 324}, {"estella", 98}, {"estelle", 98}, {"ester", 99},
    {"esther", 99}, {"estrella", 98}, {"etienne", 325}, {"etta", 135}, {"eugen", 100}, {"eugene", 100},
    {"eugenia", 101}, {"eugenie", 101}, {"eugenio", 100}, {"eva", 102}, {"evan", 181}, {"eve", 102}, {"evelyn", 102},
    {"evelyne", 102}, {"evgeny", 100}, {"evi", 102}, {"evie", 102}, {"evita", 102}, {"ewa", 102}, {"fab", 103},
    {"fabi", 103}, {"fabian", 103}, {"fabien", 103}, {"fabio", 103}, {"fanch", 111}, {"fanchon", 110},
    {"fanfan", 110}, {"fanfan", 111}, {"fanny", 110}, {"fanny", 324}, {"fede", 112}, {"federico", 112},
    {"federigo", 112}, {"fedor", 336}, {"felicia", 104}, {"felicitas", 104}, {"felicite", 104}, {"felicity", 104},
    {"feliks", 105}, {"felip", 275}, {"felipa", 276}, {"felipe", 275}, {"felix", 105}, {"fer", 106}, {"ferdi", 106},
    {"ferdinand", 106}, {"fernand", 106}, {"fernando", 106}, {"ferran", 106}, {"fifi", 185}, {"filip", 275},
    {"filipa", 276}, {"filippo", 275}, {"fina", 185}, {"fito", 303}, {"flick", 104}, {"flo", 107}, {"flo", 108},
    {"flo", 109}, {"flor", 107}, {"florence", 107}, {"florencia", 107}, {"florent", 108}, {"florentin", 108},
    {"florentyna", 107}, {"flori", 109}, {"florian", 109}, {"floriano", 109}, {"florrie", 107}, {"flossie", 107},
    {"fons", 14}, {"fonsi", 14}, {"fran", 110}, {"fran", 111}, {"franca", 110}, {"frances", 110}, {"francesca", 110},
    {"francesco", 111}, {"francis", 111}, {"francisca", 110}, {"francisco", 111}, {"franciszek", 111},
    {"franciszka", 110}, {"franck", 111}, {"francois", 111}, {"francoise", 110}, {"franek", 111}, {"frank", 111},
    {"frankie", 111}, {"franky", 111}, {"frannie", 110}, {"frans", 111}, {"frantisek", 111}, {"franz", 111},
    {"franzi", 110}, {"franziska", 110}, {"fred", 11}, {"fred", 112}, {"fred", 360}, {"freda", 363}, {"freddie", 11},
    {"freddie", 112}, {"freddie", 360}, {"freddy", 11}, {"freddy", 112}, {"frederic", 112}, {"frederick", 112},
    {"frederik", 112}, {"fredi", 112}, {"fredo", 112}, {"friedrich", 112}, {"frits", 112}, {"fritz", 112},
    {"fryderyk", 112}, {"fyodor", 336}, {"gabe", 113}, {"gabi", 113}, {"gabi", 114}, {"gabo", 113}, {"gabriel", 113},
    {"gabriela", 114}, {"gabriele", 114}, {"gabrielle", 114}, {"gaby", 113}, {"gaby", 114}, {"gail", 1},
    {"gauthier", 356}, {"gautier", 356}, {"gege", 119}, {"gela", 19}, {"geli", 19}, {"gene", 100}, {"genevieve", 115},
    {"genie", 101}, {"genny", 174}, {"genoveva", 115}, {"genowefa", 115}, {"geoff", 116}, {"geoffrey", 116},
    {"geoffroy", 116}, {"georg", 117}, {"george", 117}, {"georges", 117}, {"georgette", 118}, {"georgia", 118},
    {"georgie", 117}, {"georgie", 118}, {"georgina", 118}, {"georgy", 117}, {"gerald", 119}, {"geraldo", 119},
    {"gerard", 119}, {"gerardo", 119}, {"gerd", 119}, {"gerhard", 119}, {"geri", 119}, {"geronimo", 176},
    {"gerrit", 119}, {"gerry", 119}, {"gert", 119}, {"gertie", 120}, {"gertrud", 120}, {"gertruda", 120},
    {"gertrude", 120}, {"gertrudis", 120}, {"giacomo", 156}, {"gianna", 180}, {"gianni", 181}, {"gil", 121},
    {"gil", 122}, {"gilbert", 121}, {"gilberto", 121}, {"gill", 121}, {"gilles", 122}, {"gilou", 122}, {"gina", 118},
    {"gina", 288}, {"gina", 352}, {"ginette", 115}, {"ginger", 352}, {"ginnie", 352}, {"ginny", 352}, {"gino", 207},
    {"gioacchino", 179}, {"giorgio", 117}, {"giorgos", 117}, {"giovanna", 180}, {"giovanni", 181}, {"gisela", 123},
    {"giselle", 123}, {"gitta", 39}, {"gitte", 39}, {"giuditta", 190}, {"giulia", 191}, {"giuliano", 192},
    {"giulio", 192}, {"giuseppe", 184}, {"giuseppina", 185}, {"gizela", 123}, {"godefroy", 116}, {"godfrey", 116},
    {"goran", 117}, {"gordie", 124}, {"gordon", 124}, {"gori", 125}, {"gorka", 117}, {"gosia", 219},
    {"gottfried", 116}, {"goyo", 125}, {"greg", 125}, {"gregg", 125}, {"gregoire", 125}, {"gregor", 125},
    {"gregorio", 125}, {"gregory", 125}, {"greta", 219}, {"gretchen", 219}, {"grete", 219}, {"gretel", 219},
    {"gretl", 219}, {"gretta", 219}, {"grigory", 125}, {"grisha", 125}, {"grzegorz", 125}, {"grzesiek", 125},
    {"guadalupe", 126}, {"gualterio", 356}, {"gualtiero", 356}, {"guenter", 127}, {"guenther", 127},
    {"guglielmo", 362}, {"guido", 129}, {"guigui", 362}, {"guillaume", 362}, {"guille", 362}, {"guillem", 362},
    {"guillermina", 361}, {"guillermo", 362}, {"gunter", 127}, {"gunther", 127}, {"gus", 27}, {"gus", 128},
    {"gustaf", 128}, {"gustav", 128}, {"gustave", 128}, {"gustavo", 128}, {"gustl", 27}, {"guy", 129}, {"gwen", 130},
    {"gwenaelle", 130}, {"gwendoline", 130}, {"gwendolyn", 130}, {"hadrian", 4}, {"hajo", 132}, {"hal", 134},
    {"hal", 138}, {"halina", 137}, {"hamish", 156}, {"hank", 138}, {"hanna", 20}, {"hannah", 20}, {"hanne", 131},
    {"hanne", 180}, {"hannelore", 131}, {"hannes", 181}, {"hanni", 180}, {"hanns", 181}, {"hans", 181},
    {"hans-joachim", 132}, {"hans-peter", 133}, {"hansi", 181}, {"hape", 133}, {"harald", 134}, {"hardy", 81},
    {"harold", 134}, {"harri", 138}, {"harriet", 135}, {"harry", 134}, {"harry", 138}, {"hattie", 135},
    {"hedwig", 136}, {"heide", 3}, {"heidi", 3}, {"heiko", 138}, {"heiner", 138}, {"heini", 138}, {"heinrich", 138},
    {"heinz", 138}, {"helen", 137}, {"helena", 137}, {"helene", 137}, {"heloise", 90}, {"hendrik", 138},
    {"henk", 138}, {"henni", 135}, {"henning", 138}, {"henri", 138}, {"henrietta", 135}, {"henriette", 135},
    {"henrik", 138}, {"henrike", 135}, {"henry", 138}, {"henryk", 138}, {"herb", 139}, {"herbert", 139},
    {"herbie", 139}, {"heriberto", 139}, {"herman", 140}, {"hermann", 140}, {"hernando", 106}, {"hester", 99},
    {"hettie", 99}, {"hetty", 135}, {"hieronim", 176}, {"hieronymus", 176}, {"hilda", 141}, {"hilde", 141},
    {"hildegard", 141}, {"hildegarde", 141}, {"howard", 142}, {"howie", 142}, {"hubert", 143}, {"hubertus", 143},
    {"hugh", 144}, {"hughie", 144}, {"hugo", 144}, {"hugues", 144}, {"humbert", 145}, {"humberto", 145}, {"huw", 144},
    {"iago", 156}, {"ian", 181}, {"iggy", 146}, {"ignace", 146}, {"ignacio", 146}, {"ignacy", 146}, {"ignatius", 146},
    {"ignaz", 146}, {"ignazio", 146}, {"ike", 151}, {"ilja", 88}, {"ilona", 137}, {"ilse", 89}, {"ilya", 88},
    {"immanuel", 92}, {"inaki", 146}, {"ines", 6}, {"inge", 147}, {"ingeborg", 147}, {"inma", 148},
    {"inmaculada", 148}, {"ioannis", 181}, {"iolanda", 368}, {"irena", 149}, {"irene", 149}, {"irenka", 149},
    {"irina", 149}, {"irma", 150}, {"irmgard", 150}, {"irmi", 150}, {"isa", 89}, {"isaac", 151}, {"isaak", 151},
    {"isabeau", 89}, {"isabel", 89}, {"isabela", 89}, {"isabella", 89}, {"isabelle", 89}, {"isidor", 152},
    {"isidore", 152}, {"isidoro", 152}, {"isidro", 152}, {"istvan", 325}, {"ivan", 181}, {"ivo", 153},
    {"ivonne", 369}, {"iwo", 153}, {"iwona", 369}, {"izaak", 151}, {"jaap", 155}, {"jack", 181}, {"jackie", 154},
    {"jackie", 181}, {"jacky", 154}, {"jacky", 156}, {"jacob", 155}, {"jacobo", 155}, {"jacqueline", 154},
    {"jacques", 156}, {"jacquie", 154}, {"jacquot", 156}, {"jadwiga", 136}, {"jadzia", 136}, {"jago", 156},
    {"jaime", 156}, {"jake", 155}, {"jakob", 155}, {"jakub", 155}, {"james", 156}, {"jamie", 156}, {"jan", 181},
    {"jana", 180}, {"jandro", 9}, {"jane", 180}, {"janek", 181}, {"janet", 180}, {"janie", 180}, {"janina", 180},
    {"janna", 180}, {"jannis", 181}, {"jasiek", 181}, {"jasmin", 157}, {"jasmine", 157}, {"jaume", 156},
    {"javi", 367}, {"javier", 367}, {"jazmin", 157}, {"jb", 158}, {"jb", 159}, {"jc", 160}, {"jc", 161},
    {"jean", 181}, {"jean-baptiste", 158}, {"jean-bernard", 159}, {"jean-christophe", 160}, {"jean-claude", 161},
    {"jean-francois", 162}, {"jean-louis", 163}, {"jean-luc", 164}, {"jean-marc", 165}, {"jean-marie", 166},
    {"jean-michel", 167}, {"jean-noel", 168}, {"jean-paul", 169}, {"jean-philippe", 170}, {"jean-pierre", 171},
    {"jean-sebastien", 172}, {"jean-yves", 173}, {"jeanette", 180}, {"jeanne", 180}, {"jeannette", 180},
    {"jeannie", 180}, {"jeannot", 181}, {"jef", 116}, {"jeff", 116}, {"jeffery", 116}, {"jeffrey", 116},
    {"jelena", 137}, {"jem", 156}, {"jem", 175}, {"jen", 174}, {"jenifer", 174}, {"jenn", 174}, {"jenna", 174},
    {"jenni", 174}, {"jennie", 174}, {"jennifer", 174}, {"jenny", 174}, {"jens", 181}, {"jeremiah", 175},
    {"jeremias", 175}, {"jeremie", 175}, {"jeremy", 175}, {"jeroen", 176}, {"jerome", 176}, {"jeronimo", 176},
    {"jerry", 119}, {"jerry", 175}, {"jerry", 176}, {"jerzy", 117}, {"jess", 177}, {"jessica", 177}, {"jessie", 177},
    {"jessy", 177}, {"jesus", 178}, {"jette", 135}, {"jf", 162}, {"jim", 156}, {"jimmie", 156}, {"jimmy", 156},
    {"jl", 163}, {"jl", 164}, {"jm", 165}, {"jm", 166}, {"jm", 167}, {"jn", 168}, {"jo", 179}, {"jo", 181},
    {"jo", 184}, {"jo", 185}, {"joachim", 179}, {"joakim", 179}, {"joan", 180}, {"joanna", 180}, {"joanne", 180},
    {"joao", 181}, {"joaquin", 179}, {"joasia", 180}, {"jochen", 179}, {"jock", 181}, {"joe", 184}, {"joerg", 117},
    {"joey", 184}, {"joffrey", 116}, {"johan", 181}, {"johann", 181}, {"johanna", 180}, {"johanne", 180},
    {"johannes", 181}, {"john", 181}, {"johnathan", 182}, {"johnnie", 181}, {"johnny", 181}, {"jojo", 117},
    {"jojo", 184}, {"jojo", 185}, {"jola", 368}, {"jolanta", 368}, {"jon", 181}, {"jon", 182}, {"jonatan", 182},
    {"jonathan", 182}, {"jonathon", 182}, {"jonny", 182}, {"jordi", 117}, {"jorg", 117}, {"jorge", 117},
    {"jorgen", 117}, {"jos", 184}, {"jose", 184}, {"jose-maria", 183}, {"josef", 184}, {"josefa", 185},
    {"josefin", 185}, {"josefine", 185}, {"josema", 183}, {"josep", 184}, {"joseph", 184}, {"josephe", 185},
    {"josephine", 185}, {"josette", 185}, {"josh", 186}, {"joshua", 186}, {"josie", 185}, {"josip", 184},
    {"josue", 186}, {"joy", 187}, {"joyce", 187}, {"jozef", 184}, {"jozefina", 185}, {"jp", 169}, {"jp", 170},
    {"jp", 171}, {"js", 172}, {"juan", 181}, {"juan-jose", 188}, {"juan-manuel", 189}, {"juana", 180},
    {"juancho", 181}, {"juanita", 180}, {"juanito", 181}, {"juanjo", 188}, {"juanma", 189}, {"jude", 190},
    {"judie", 190}, {"judit", 190}, {"judith", 190}, {"judy", 190}, {"judyta", 190}, {"juergen", 117}, {"jule", 191},
    {"jules", 192}, {"juli", 191}, {"julia", 191}, {"julian", 192}, {"juliana", 191}, {"juliane", 191},
    {"julianna", 191}, {"julianne", 191}, {"julie", 191}, {"julien", 192}, {"juliet", 191}, {"juliette", 191},
    {"julio", 192}, {"julita", 191}, {"julius", 192}, {"juliusz", 192}, {"jupp", 184}, {"jurek", 117},
    {"jurgen", 117}, {"justin", 193}, {"justino", 193}, {"justus", 193}, {"jutta", 190}, {"jy", 173}, {"kaethe", 196},
    {"kalle", 48}, {"kalle", 195}, {"karel", 48}, {"karen", 194}, {"karin", 194}, {"karl", 48}, {"karl-heinz", 195},
    {"karo", 44}, {"karol", 48}, {"karolin", 44}, {"karolina", 44}, {"karoline", 44}, {"kasia", 196}, {"kat", 196},
    {"katarzyna", 196}, {"kate", 196}, {"katharina", 196}, {"kathe", 196}, {"katherine", 196}, {"kathi", 196},
    {"kathleen", 196}, {"kathryn", 196}, {"kathy", 196}, {"katie", 196}, {"katja", 196}, {"katrin", 196},
    {"katya", 196}, {"kay", 196}, {"kazik", 45}, {"kazimierz", 45}, {"kees", 64}, {"ken", 197}, {"kenneth", 197},
    {"kennie", 197}, {"kenny", 197}, {"kepa", 274}, {"kika", 110}, {"kike", 138}, {"kiko", 111}, {"kim", 198},
    {"kimberley", 198}, {"kimberly", 198}, {"kimmy", 198}, {"kirsten", 52}, {"kirsty", 52}, {"kit", 53},
    {"kitty", 196}, {"klaas", 259}, {"klara", 54}, {"klaus", 259}, {"klemens", 56}, {"koldo", 207}, {"konrad", 60},
    {"konstantin", 62}, {"konstantinos", 62}, {"konstanze", 61}, {"kostas", 62}, {"kris", 51}, {"kris", 52},
    {"kris", 53}, {"kristian", 51}, {"kristin", 52}, {"kristina", 52}, {"kristine", 52}, {"kristof", 53},
    {"kristoffer", 53}, {"krystyna", 52}, {"krzysiek", 53}, {"krzysztof", 53}, {"kuba", 155}, {"kunz", 60},
    {"kurt", 60}, {"kyrill", 66}, {"laetitia", 199}, {"lalo", 85}, {"larry", 201}, {"lars", 201}, {"laura", 200},
    {"laure", 200}, {"lauren", 200}, {"laurence", 201}, {"laurens", 201}, {"laurent", 201}, {"laurie", 200},
    {"laurie", 201}, {"lawrence", 201}, {"lawrie", 201}, {"len", 202}, {"lena", 137}, {"lenchen", 215}, {"leni", 137},
    {"leni", 215}, {"lenka", 215}, {"lennie", 202}, {"lenny", 202}, {"lenore", 87}, {"lenz", 201}, {"leo", 202},
    {"leo", 203}, {"leon", 202}, {"leonard", 202}, {"leonardo", 202}, {"leonhard", 202}, {"leonhardt", 202},
    {"leonid", 202}, {"leonor", 87}, {"leonora", 87}, {"leopold", 203}, {"leopoldo", 203}, {"les", 204},
    {"lesley", 204}, {"leslie", 204}, {"leticia", 199}, {"letitia", 199}, {"letty", 199}, {"lety", 199},
    {"lewis", 207}, {"lex", 9}, {"lexi", 10}, {"lexie", 10}, {"liam", 362}, {"libby", 89}, {"liesel", 89},
    {"lieselotte", 205}, {"liesl", 89}, {"lil", 206}, {"lili", 89}, {"lili", 206}, {"lilian", 206}, {"liliana", 206},
    {"liliane", 206}, {"lillian", 206}, {"lilly", 206}, {"lilo", 205}, {"lilou", 206}, {"lily", 206}, {"lina", 44},
    {"line", 44}, {"lisa", 89}, {"lisbeth", 89}, {"lise", 89}, {"lisette", 89}, {"lisl", 89}, {"lissa", 241},
    {"liz", 89}, {"liza", 89}, {"lizzie", 89}, {"loisl", 207}, {"lola", 76}, {"loli", 76}, {"lolita", 76},
    {"lolo", 92}, {"lolo", 201}, {"lonnie", 202}, {"lora", 87}, {"lore", 87}, {"lore", 131}, {"lorenz", 201},
    {"lorenzo", 201}, {"lotte", 49}, {"lotti", 49}, {"lottie", 49}, {"lou", 207}, {"lou", 208}, {"louie", 207},
    {"louis", 207}, {"louisa", 208}, {"louise", 208}, {"loulou", 207}, {"loulou", 208}, {"lovisa", 208}, {"loz", 201},
    {"luc", 209}, {"luca", 209}, {"lucas", 209}, {"lucasz", 209}, {"lucca", 209}, {"lucho", 207}, {"lucia", 211},
    {"lucian", 210}, {"luciano", 210}, {"lucie", 211}, {"lucien", 210}, {"lucile", 211}, {"lucilla", 211},
    {"lucille", 211}, {"lucio", 210}, {"lucja", 211}, {"lucy", 211}, {"ludo", 207}, {"ludovic", 207}, {"ludwig", 207},
    {"ludwik", 207}, {"ludwika", 208}, {"lui", 207}, {"luigi", 207}, {"luis", 207}, {"luis-miguel", 212},
    {"luisa", 208}, {"luise", 208}, {"luismi", 212}, {"lukas", 209}, {"lukasz", 209}, {"luke", 209}, {"lulu", 207},
    {"lulu", 208}, {"lulu", 210}, {"lulu", 211}, {"lupe", 126}, {"lupita", 126}, {"lutz", 207}, {"luz", 211},
    {"luzie", 211}, {"lyn", 213}, {"lynn", 213}, {"lynne", 213}, {"maarten", 231}, {"maddie", 215}, {"maddy", 214},
    {"maddy", 215}, {"madeleine", 215}, {"madeline", 215}, {"madge", 219}, {"madison", 214}, {"mado", 215},
    {"mae", 233}, {"magda", 215}, {"magdalen", 215}, {"magdalena", 215}, {"magdalene", 215}, {"maggie", 219},
    {"maggy", 219}, {"mags", 219}, {"maisie", 219}, {"maite", 225}, {"majo", 222}, {"maksim", 238},
    {"maksymilian", 238}, {"malena", 215}, {"malgorzata", 219}, {"malvina", 216}, {"malwina", 216}, {"mamen", 43},
    {"manda", 15}, {"mandi", 15}, {"mandy", 15}, {"manny", 92}, {"manolo", 92}, {"manu", 92}, {"manu", 93},
    {"manue", 93}, {"manuel", 92}, {"manuela", 93}, {"marc", 229}, {"marcel", 217}, {"marcela", 218},
    {"marcella", 218}, {"marcelle", 218}, {"marcello", 217}, {"marcelo", 217}, {"marcin", 231}, {"marco", 229},
    {"marcos", 229}, {"marcus", 229}, {"marek", 229}, {"marga", 219}, {"margaret", 219}, {"margarete", 219},
    {"margarethe", 219}, {"margarida", 219}, {"margarita", 219}, {"margaux", 219}, {"marge", 219}, {"marge", 228},
    {"margery", 228}, {"margherita", 219}, {"margie", 219}, {"margie", 228}, {"margo", 219}, {"margot", 219},
    {"marguerite", 219}, {"mari", 233}, {"maria", 233}, {"maria-carmen", 220}, {"maria-isabel", 221},
    {"maria-jose", 222}, {"maria-luisa", 223}, {"maria-soledad", 224}, {"maria-teresa", 225}, {"marian", 226},
    {"mariana", 226}, {"marianna", 226}, {"marianne", 226}, {"maribel", 221}, {"maricarmen", 220}, {"marie", 233},
    {"marietta", 233}, {"mariette", 233}, {"marija", 233}, {"marilyn", 227}, {"mariola", 233}, {"marisa", 223},
    {"marisol", 224}, {"mariya", 233}, {"marjorie", 228}, {"mark", 229}, {"marko", 229}, {"markos", 229},
    {"markus", 229}, {"marlene", 215}, {"marta", 230}, {"marten", 231}, {"martha", 230}, {"marthe", 230},
    {"marti", 230}, {"martijn", 231}, {"martin", 231}, {"martina", 232}, {"martine", 232}, {"martino", 231},
    {"marty", 231}, {"maruja", 233}, {"mary", 233}, {"marylin", 227}, {"maryse", 233}, {"marysia", 233},
    {"masha", 233}, {"massimiliano", 238}, {"massimo", 238}, {"mat", 235}, {"matej", 235}, {"mateo", 235},
    {"mateu", 235}, {"mateusz", 235}, {"mathias", 235}, {"mathieu", 235}, {"mathilda", 234}, {"mathilde", 234},
    {"mathis", 235}, {"mathys", 235}, {"matias", 235}, {"matilda", 234}, {"matt", 235}, {"matteo", 235},
    {"mattes", 235}, {"matthew", 235}, {"matthias", 235}, {"matthieu", 235}, {"matti", 235}, {"mattia", 235},
    {"matty", 230}, {"matty", 235}, {"matyas", 235}, {"matze", 235}, {"maud", 234}, {"maude", 234}, {"maureen", 236},
    {"maurice", 237}, {"mauricio", 237}, {"maurits", 237}, {"maurizio", 237}, {"maurycy", 237}, {"max", 238},
    {"maxi", 238}, {"maxime", 238}, {"maximilian", 238}, {"maximiliano", 238}, {"maximo", 238}, {"may", 233},
    {"mayte", 225}, {"med", 251}, {"meg", 219}, {"mehmet", 251}, {"mel", 239}, {"mel", 240}, {"mel", 241},
    {"mela", 239}, {"melanie", 239}, {"melany", 239}, {"melinda", 240}, {"melissa", 241}, {"memo", 362},
    {"menchu", 43}, {"mercedes", 242}, {"mercedez", 242}, {"merche", 242}, {"mia", 233}, {"micaela", 244},
    {"micha", 243}, {"micha", 244}, {"michael", 243}, {"michaela", 244}, {"michal", 243}, {"michel", 243},
    {"michele", 243}, {"michele", 244}, {"michelle", 244}, {"michi", 243}, {"mick", 243}, {"mickael", 243},
    {"mickey", 243}, {"micki", 244}, {"micky", 243}, {"miguel", 243}, {"mihai", 243}, {"mikael", 243}, {"mike", 243},
    {"mikey", 243}, {"mikhail", 243}, {"miki", 243}, {"mikkel", 243}, {"mikolaj", 259}, {"mila", 245},
    {"milagros", 245}, {"mildred", 246}, {"millie", 16}, {"millie", 91}, {"millie", 246}, {"milly", 16},
    {"milly", 246}, {"milt", 247}, {"milton", 247}, {"mimi", 91}, {"mimi", 233}, {"mimi", 244}, {"mimi", 248},
    {"mimi", 249}, {"mimmo", 77}, {"mina", 361}, {"mindy", 240}, {"minna", 361}, {"minnie", 361}, {"mireille", 248},
    {"mireya", 248}, {"miriam", 249}, {"mirjam", 249}, {"miryam", 249}, {"mischa", 243}, {"misha", 243},
    {"missy", 241}, {"mitch", 243}, {"mitch", 250}, {"mitchell", 243}, {"mitchell", 250}, {"mitya", 75},
    {"mitzi", 233}, {"mo", 236}, {"mo", 237}, {"mo", 251}, {"mohamad", 251}, {"mohamed", 251}, {"mohammad", 251},
    {"mohammed", 251}, {"moise", 255}, {"moises", 255}, {"molly", 233}, {"momo", 237}, {"momo", 251}, {"mona", 252},
    {"mona", 282}, {"moncho", 285}, {"moni", 252}, {"monica", 252}, {"monika", 252}, {"monique", 252},
    {"montse", 253}, {"montserrat", 253}, {"moritz", 237}, {"morris", 237}, {"mort", 254}, {"morton", 254},
    {"moses", 255}, {"moshe", 255}, {"muhamed", 251}, {"muhammad", 251}, {"muhammed", 251}, {"mundo", 285},
    {"myriam", 249}, {"nacho", 146}, {"nan", 20}, {"nanard", 35}, {"nancy", 20}, {"nando", 106}, {"nardo", 202},
    {"nastia", 17}, {"nastya", 17}, {"nat", 256}, {"nat", 257}, {"nata", 256}, {"natacha", 256}, {"natalia", 256},
    {"natalie", 256}, {"natalya", 256}, {"natasha", 256}, {"nate", 257}, {"nath", 256}, {"nathalie", 256},
    {"nathan", 257}, {"nathaniel", 257}, {"neal", 258}, {"ned", 84}, {"ned", 85}, {"neil", 258}, {"nell", 87},
    {"nell", 137}, {"nellie", 87}, {"nellie", 137}, {"nelly", 87}, {"nelly", 137}, {"nessa", 347}, {"nettie", 23},
    {"niall", 258}, {"nic", 259}, {"nic", 260}, {"nica", 252}, {"nica", 348}, {"niccolo", 259}, {"nicholas", 259},
    {"nicholaus", 259}, {"nick", 259}, {"nickie", 260}, {"nickolas", 259}, {"nicky", 259}, {"nicky", 260},
    {"nico", 259}, {"nico", 260}, {"nicola", 260}, {"nicolas", 259}, {"nicolau", 259}, {"nicole", 260},
    {"nicoletta", 260}, {"nicolette", 260}, {"nicolo", 259}, {"niels", 259}, {"nika", 348}, {"nikki", 260},
    {"niklas", 259}, {"niko", 259}, {"nikola", 259}, {"nikolai", 259}, {"nikolaj", 259}, {"nikolas", 259},
    {"nikolaus", 259}, {"nils", 259}, {"nora", 87}, {"norbert", 261}, {"norberto", 261}, {"norm", 262},
    {"norman", 262}, {"odile", 263}, {"odilia", 263}, {"ola", 10}, {"olek", 9}, {"oli", 264}, {"oliver", 264},
    {"olivier", 264}, {"oliviero", 264}, {"oliwier", 264}, {"olli", 264}, {"ollie", 264}, {"olly", 264},
    {"orlando", 298}, {"orsola", 344}, {"oscar", 265}, {"oskar", 265}, {"ossi", 265}, {"ossi", 266}, {"osvaldo", 266},
    {"oswald", 266}, {"oswaldo", 266}, {"ottilie", 263}, {"ozzie", 266}, {"pablo", 271}, {"paco", 111},
    {"paddy", 270}, {"padraig", 270}, {"palle", 271}, {"pam", 267}, {"pamela", 267}, {"pammy", 267}, {"pancho", 111},
    {"paola", 272}, {"paolo", 271}, {"paqui", 110}, {"paquita", 110}, {"paquito", 111}, {"pascal", 268},
    {"pascual", 268}, {"pasquale", 268}, {"pat", 269}, {"pat", 270}, {"pati", 269}, {"patrice", 270},
    {"patricia", 269}, {"patricio", 270}, {"patrick", 270}, {"patrizia", 269}, {"patrizio", 270}, {"patrycja", 269},
    {"patryk", 270}, {"patsy", 269}, {"patti", 269}, {"pattie", 269}, {"patty", 269}, {"patxi", 111}, {"pau", 271},
    {"paul", 271}, {"paula", 272}, {"paulette", 272}, {"pauli", 271}, {"paulie", 271}, {"paulina", 272},
    {"pauline", 272}, {"paulo", 271}, {"pavel", 271}, {"pavla", 272}, {"pavlos", 271}, {"pawel", 271},
    {"peadar", 274}, {"peder", 274}, {"pedrito", 274}, {"pedro", 274}, {"peg", 219}, {"peggie", 219}, {"peggy", 219},
    {"penelope", 273}, {"penny", 273}, {"pepa", 185}, {"pepe", 184}, {"pepi", 184}, {"pepi", 185}, {"pepita", 185},
    {"pepito", 184}, {"peppe", 184}, {"peppino", 184}, {"per", 274}, {"perico", 274}, {"perry", 274}, {"pete", 274},
    {"peter", 274}, {"petey", 274}, {"petr", 274}, {"petri", 274}, {"petros", 274}, {"petter", 274}, {"phil", 275},
    {"philip", 275}, {"philipp", 275}, {"philippa", 276}, {"philippe", 275}, {"phillip", 275}, {"philly", 275},
    {"piero", 274}, {"pierre", 274}, {"pierrick", 274}, {"pierrot", 274}, {"piet", 274}, {"pieter", 274},
    {"pietro", 274}, {"pilar", 277}, {"pili", 277}, {"piotr", 274}, {"piotrek", 274}, {"pip", 275}, {"pip", 276},
    {"pippa", 276}, {"pippo", 275}, {"pit", 274}, {"poldi", 203}, {"polly", 233}, {"poncho", 14}, {"popaul", 271},
    {"pru", 278}, {"prudence", 278}, {"prue", 278}, {"puri", 279}, {"purificacion", 279}, {"pyotr", 274},
    {"quico", 111}, {"quino", 179}, {"quique", 138}, {"rachael", 280}, {"rachel", 280}, {"rachelle", 280},
    {"rae", 280}, {"raf", 284}, {"rafa", 284}, {"rafael", 284}, {"rafal", 284}, {"rafe", 284}, {"raffael", 284},
    {"raffaele", 284}, {"rafi", 284}, {"rahel", 280}, {"raimondo", 285}, {"raimund", 285}, {"raimundo", 285},
    {"rainer", 289}, {"rajmund", 285}, {"ralf", 281}, {"ralph", 281}, {"ramon", 285}, {"ramona", 282},
    {"randal", 283}, {"randall", 283}, {"randolf", 283}, {"randolph", 283}, {"randy", 283}, {"raoul", 281},
    {"raphael", 284}, {"raquel", 280}, {"raul", 281}, {"ray", 285}, {"raymond", 285}, {"raymundo", 285},
    {"rebecca", 286}, {"rebeka", 286}, {"rebekah", 286}, {"rebekka", 286}, {"reg", 287}, {"reggie", 287},
    {"reggie", 288}, {"regina", 288}, {"reginald", 287}, {"regine", 288}, {"regis", 287}, {"reiner", 289},
    {"reinhard", 289}, {"reinhardt", 289}, {"reme", 290}, {"remedios", 290}, {"remi", 291}, {"remigio", 291},
    {"remigius", 291}, {"remy", 291}, {"rena", 292}, {"renard", 289}, {"renata", 292}, {"renate", 292},
    {"renato", 293}, {"renatus", 293}, {"renaud", 289}, {"rene", 293}, {"renee", 292}, {"renzo", 201}, {"resi", 337},
    {"resl", 337}, {"ricardo", 294}, {"riccardo", 294}, {"ricci", 294}, {"rich", 294}, {"richard", 294},
    {"richi", 294}, {"richie", 294}, {"rick", 95}, {"rick", 294}, {"rickie", 294}, {"ricky", 95}, {"ricky", 294},
    {"rico", 138}, {"rico", 294}, {"rike", 343}, {"rita", 219}, {"ritchie", 294}, {"riton", 138}, {"rob", 295},
    {"robbie", 295}, {"robby", 295}, {"robert", 295}, {"roberto", 295}, {"robin", 295}, {"rod", 296}, {"roddy", 296},
    {"roderick", 296}, {"rodger", 297}, {"rodolfo", 303}, {"rodolphe", 303}, {"rodri", 296}, {"rodrigo", 296},
    {"rodrigue", 296}, {"rogelio", 297}, {"roger", 297}, {"roland", 298}, {"rolando", 298}, {"rolf", 303},
    {"rollie", 298}, {"rollo", 298}, {"rolph", 303}, {"romain", 299}, {"roman", 299}, {"romano", 299}, {"romy", 302},
    {"ron", 300}, {"ronald", 300}, {"ronaldo", 300}, {"roni", 348}, {"ronnie", 300}, {"ronnie", 348}, {"ronny", 300},
    {"rosa", 302}, {"rosalia", 302}, {"rosalie", 302}, {"rosario", 301}, {"rose", 302}, {"rosemarie", 302},
    {"rosemary", 302}, {"rosie", 302}, {"rosina", 302}, {"rosita", 302}, {"roz", 302}, {"roza", 302}, {"rudi", 303},
    {"rudiger", 297}, {"rudolf", 303}, {"rudolph", 303}, {"rudy", 303}, {"ruediger", 297}, {"ruggero", 297},
    {"rupert", 295}, {"ruprecht", 295}, {"russ", 304}, {"russell", 304}, {"rusty", 304}, {"rut", 305},
    {"rutger", 297}, {"ruth", 305}, {"ruthie", 305}, {"rysiek", 294}, {"ryszard", 294}, {"sabina", 306},
    {"sabine", 306}, {"sacha", 9}, {"sacha", 10}, {"sadie", 310}, {"sal", 307}, {"sally", 310}, {"salomon", 321},
    {"salva", 307}, {"salvador", 307}, {"salvatore", 307}, {"salvo", 307}, {"sam", 308}, {"sam", 309},
    {"samantha", 308}, {"sammie", 308}, {"sammie", 309}, {"sammy", 308}, {"sammy", 309}, {"samu", 309},
    {"samuel", 309}, {"samuele", 309}, {"sander", 9}, {"sandra", 10}, {"sandra", 46}, {"sandrine", 10}, {"sandro", 9},
    {"sandy", 9}, {"sandy", 10}, {"sanne", 327}, {"santi", 156}, {"santiago", 156}, {"sara", 310}, {"sarah", 310},
    {"sarita", 310}, {"sascha", 9}, {"sasha", 9}, {"sasha", 10}, {"saverio", 367}, {"schorsch", 117}, {"scott", 311},
    {"scotty", 311}, {"seamus", 156}, {"sean", 181}, {"seb", 312}, {"seba", 312}, {"sebas", 312}, {"sebastian", 312},
    {"sebastiano", 312}, {"sebastiao", 312}, {"sebastien", 312}, {"sebi", 312}, {"sepp", 184}, {"seppi", 184},
    {"serge", 313}, {"sergei", 313}, {"sergej", 313}, {"sergey", 313}, {"sergi", 313}, {"sergio", 313},
    {"sergius", 313}, {"sev", 314}, {"severina", 314}, {"severine", 314}, {"shell", 244}, {"shelly", 244},
    {"shelly", 280}, {"shirl", 315}, {"shirley", 315}, {"shlomo", 321}, {"sid", 316}, {"sidney", 316},
    {"siegfried", 317}, {"sigfrido", 317}, {"siggi", 317}, {"sigi", 317}, {"silvain", 328}, {"silvano", 328},
    {"silvanus", 328}, {"silvester", 329}, {"silvestre", 329}, {"silvia", 330}, {"simeon", 318}, {"simon", 318},
    {"simona", 319}, {"simone", 319}, {"siobhan", 180}, {"sissi", 89}, {"sissy", 47}, {"sly", 329}, {"sofi", 322},
    {"sofia", 322}, {"sofie", 322}, {"sofija", 322}, {"sofya", 322}, {"sol", 321}, {"sole", 320}, {"soledad", 320},
    {"solomon", 321}, {"sophia", 322}, {"sophie", 322}, {"sophy", 322}, {"soso", 322}, {"stacey", 17}, {"stacy", 17},
    {"stan", 323}, {"stanislas", 323}, {"stanislaus", 323}, {"stanislav", 323}, {"stanislaw", 323}, {"stanko", 323},
    {"stanley", 323}, {"stanzi", 61}, {"staszek", 323}, {"stef", 324}, {"stef", 325}, {"stefan", 325},
    {"stefania", 324}, {"stefanie", 324}, {"stefano", 325}, {"stefanos", 325}, {"stefany", 324}, {"steff", 325},
    {"steffen", 325}, {"steffi", 324}, {"steffie", 324}, {"stella", 98}, {"steph", 324}, {"steph", 325},
    {"stephan", 325}, {"stephane", 325}, {"stephanie", 324}, {"stephanos", 325}, {"stephany", 324}, {"stephen", 325},
    {"stevan", 325}, {"steve", 325}, {"steven", 325}, {"stevie", 325}, {"stew", 326}, {"stewart", 326}, {"stu", 326},
    {"stuart", 326}, {"sue", 327}, {"susan", 327}, {"susana", 327}, {"susanna", 327}, {"susannah", 327},
    {"susanne", 327}, {"suse", 327}, {"susi", 327}, {"susie", 327}, {"suzan", 327}, {"suzanne", 327},
    {"suzette", 327}, {"suzi", 327}, {"suzie", 327}, {"suzy", 327}, {"syd", 316}, {"sydney", 316}, {"sylvain", 328},
    {"sylvester", 329}, {"sylvia", 330}, {"sylvie", 330}, {"sylwia", 330}, {"szczepan", 325}, {"szymon", 318},
    {"szymona", 319}, {"tadek", 331}, {"tadeusz", 331}, {"talia", 256}, {"tam", 338}, {"tamara", 332}, {"tami", 332},
    {"tammy", 332}, {"tania", 333}, {"tanja", 333}, {"tanya", 333}, {"tasha", 256}, {"tasia", 17}, {"tatiana", 333},
    {"tatjana", 333}, {"tatyana", 333}, {"tavo", 128}, {"ted", 84}, {"ted", 85}, {"ted", 336}, {"teddy", 85},
    {"teddy", 336}, {"teo", 235}, {"teodor", 336}, {"teodoro", 336}, {"tere", 337}, {"terence", 334}, {"teresa", 337},
    {"terese", 337}, {"teresita", 337}, {"teri", 337}, {"terrance", 334}, {"terrence", 334}, {"terri", 334},
    {"terri", 337}, {"terry", 334}, {"terry", 337}, {"tess", 337}, {"tessa", 337}, {"tessie", 337}, {"thad", 331},
    {"thaddeus", 331}, {"theo", 336}, {"theobald", 335}, {"theodor", 336}, {"theodore", 336}, {"theodorus", 336},
    {"theresa", 337}, {"therese", 337}, {"theresia", 337}, {"thiago", 156}, {"thibault", 335}, {"thibaut", 335},
    {"thierry", 74}, {"thierry", 373}, {"thom", 338}, {"thomas", 338}, {"tiago", 156}, {"tilda", 234}, {"tilde", 234},
    {"tillie", 234}, {"tilly", 234}, {"tim", 339}, {"timmi", 339}, {"timmy", 339}, {"timo", 339}, {"timofey", 339},
    {"timoteo", 339}, {"timothe", 339}, {"timothee", 339}, {"timothy", 339}, {"tina", 52}, {"tina", 232},
    {"tine", 52}, {"tine", 232}, {"tino", 62}, {"tino", 345}, {"tish", 199}, {"titi", 373}, {"tobi", 340},
    {"tobias", 340}, {"tobie", 340}, {"toby", 340}, {"tof", 53}, {"toine", 22}, {"toinette", 23}, {"toinou", 22},
    {"tolo", 30}, {"tom", 338}, {"tomas", 338}, {"tomaso", 338}, {"tomasz", 338}, {"tomaz", 338}, {"tomek", 338},
    {"tomi", 338}, {"tommaso", 338}, {"tommi", 338}, {"tommy", 338}, {"toni", 22}, {"toni", 23}, {"tonino", 22},
    {"tonio", 22}, {"tono", 22}, {"tony", 22}, {"topher", 53}, {"tori", 350}, {"toria", 350}, {"toto", 307},
    {"totor", 349}, {"traudl", 120}, {"tricia", 269}, {"trina", 196}, {"trini", 341}, {"trinidad", 341},
    {"trish", 269}, {"trisha", 269}, {"trix", 31}, {"trixie", 31}, {"trude", 120}, {"trudi", 120}, {"trudy", 120},
    {"tybalt", 335}, {"tymoteusz", 339}, {"uberto", 143}, {"ugo", 144}, {"uli", 342}, {"uli", 343}, {"ulla", 344},
    {"ulli", 342}, {"ulli", 343}, {"ulric", 342}, {"ulrich", 342}, {"ulrike", 343}, {"umberto", 145}, {"ursel", 344},
    {"ursi", 344}, {"ursula", 344}, {"ursule", 344}, {"urszula", 344}, {"uschi", 344}, {"vaclav", 357}, {"val", 345},
    {"val", 346}, {"vale", 346}, {"valentin", 345}, {"valentine", 345}, {"valentino", 345}, {"valeria", 346},
    {"valerie", 346}, {"vanessa", 347}, {"vanna", 180}, {"venceslas", 357}, {"verner", 358}, {"vero", 348},
    {"veronica", 348}, {"veronika", 348}, {"veronique", 348}, {"veva", 115}, {"vic", 349}, {"vicente", 351},
    {"vicki", 350}, {"vickie", 350}, {"vicky", 350}, {"victoire", 350}, {"victor", 349}, {"victoria", 350},
    {"victoriano", 349}, {"vik", 349}, {"viki", 350}, {"vikki", 350}, {"viktor", 349}, {"viktoria", 350},
    {"vilhelm", 362}, {"vin", 351}, {"vince", 351}, {"vincent", 351}, {"vincente", 351}, {"vincenzo", 351},
    {"vinnie", 351}, {"vinny", 351}, {"vinzenz", 351}, {"virginia", 352}, {"virginie", 352}, {"vittoria", 350},
    {"vittorio", 349}, {"viv", 353}, {"vivian", 353}, {"viviane", 353}, {"vivien", 353}, {"vivienne", 353},
    {"vlad", 354}, {"vladimir", 354}, {"vojtech", 364}, {"volodymyr", 354}, {"vova", 354}, {"vroni", 348},
    {"waclaw", 357}, {"walburga", 355}, {"waldek", 354}, {"waldemar", 354}, {"waldo", 266}, {"waleria", 346},
    {"walli", 355}, {"wally", 355}, {"wally", 356}, {"walt", 356}, {"walter", 356}, {"walther", 356}, {"warner", 358},
    {"wastl", 312}, {"wat", 356}, {"wawrzyniec", 201}, {"wenceslas", 357}, {"wenzel", 357}, {"werner", 358},
    {"weronika", 348}, {"wes", 359}, {"wesley", 359}, {"wiktor", 349}, {"wiktoria", 350}, {"wilfred", 360},
    {"wilfredo", 360}, {"wilfrid", 360}, {"wilfried", 360}, {"wilhelm", 362}, {"wilhelmina", 361}, {"will", 360},
    {"will", 362}, {"willa", 361}, {"willem", 362}, {"willi", 362}, {"william", 362}, {"willie", 362}, {"willy", 362},
    {"wilma", 361}, {"wim", 362}, {"win", 363}, {"wincenty", 351}, {"winifred", 363}, {"winnie", 363},
    {"wladimir", 354}, {"wojciech", 364}, {"wojtek", 364}, {"wolf", 365}, {"wolfgang", 365}, {"wolfi", 365},
    {"woodrow", 366}, {"woody", 366}, {"xabier", 367}, {"xander", 9}, {"xaver", 367}, {"xavi", 367}, {"xavier", 367},
    {"ximo", 179}, {"ximo", 318}, {"yago", 156}, {"yan", 181}, {"yann", 181}, {"yannick", 181}, {"yannis", 181},
    {"yasmin", 157}, {"yasmine", 157}, {"yekaterina", 196}, {"yelena", 137}, {"yevgeny", 100}, {"yoann", 181},
    {"yohann", 181}, {"yola", 368}, {"yolanda", 368}, {"yolande", 368}, {"yoli", 368}, {"yorgos", 117}, {"yves", 153},
    {"yvon", 153}, {"yvonne", 369}, {"zac", 151}, {"zac", 370}, {"zacarias", 370}, {"zach", 370}, {"zachariah", 370},
    {"zacharie", 370}, {"zachary", 370}, {"zack", 151}, {"zack", 370}, {"zackary", 370}, {"zak", 151}, {"zak", 370},
    {"zaza", 89}, {"zbigniew", 371}, {"zbyszek", 371}, {"zofia", 322}, {"zosia", 322}, {"zuza", 327}, {"zuzana", 327},
    {"zuzanna", 327}, {"zuzka", 327},
};
static_assert(std::size(kIndex) < 0xFFFF);
static_assert(std::is_sorted(std::begin(kIndex), std::end(kIndex), std::less_equal<>{}), "in order and different");

constexpr std::size_t kLongestName = [] {
    std::size_t longest = 0;
    for (const Entry& entry : kIndex) longest = std::max(longest, entry.name.size());
    return longest;
}();

// The entries of the name whose first one is at `id` - 1.
std::span<const Entry> entries_of(std::uint16_t id) noexcept {
    if (id == 0) return {};
    const Entry* const begin = kIndex + (id - 1);
    const Entry* end = begin;
    while (end != std::end(kIndex) && end->name == begin->name) end++;
    return {begin, end};
}

constexpr char joined(char c) noexcept { return c == ' ' ? '-' : c; }

constexpr std::uint32_t hash_of(std::string_view name) noexcept {
    std::uint32_t h = 0;
    for (const char c : name) h = (h ^ static_cast<unsigned char>(joined(c))) * 0x9e3779b1u;
    return h;
}

// A hash table of names: in each slot the place of a name's first entry, plus one; 0 for none.
constexpr unsigned kSlotBits = 12;
constexpr std::array<std::uint16_t, 1 << kSlotBits> kSlots = [] {
    std::array<std::uint16_t, 1 << kSlotBits> slots{};
    for (std::size_t i = 0; i < std::size(kIndex); i++) {
        if (i > 0 && kIndex[i].name == kIndex[i - 1].name) continue;
        std::size_t at = hash_of(kIndex[i].name) >> (32 - kSlotBits);
        while (slots[at] != 0) at = (at + 1) % slots.size();
        slots[at] = static_cast<std::uint16_t>(i + 1);
    }
    return slots;
}();
static_assert(std::size(kIndex) < kSlots.size() * 3 / 4);

}  // namespace

std::uint16_t nickname_id(std::string_view folded) noexcept {
    if (folded.empty() || folded.size() > kLongestName) return 0;
    const auto is = [folded](std::string_view name) {
        return std::equal(name.begin(), name.end(), folded.begin(), folded.end(),
                          [](char mine, char given) { return mine == joined(given); });
    };
    std::size_t at = hash_of(folded) >> (32 - kSlotBits);
    while (kSlots[at] != 0 && !is(kIndex[kSlots[at] - 1].name)) at = (at + 1) % kSlots.size();
    return kSlots[at];
}

bool share_nickname(std::uint16_t a, std::uint16_t b) noexcept {
    if (a == b) return a != 0;
    for (const Entry& x : entries_of(a))
        for (const Entry& y : entries_of(b))
            if (x.group == y.group) return true;
    return false;
}

std::vector<std::string> nicknames(std::string_view folded) {
    std::vector<std::string> out;
    const auto mine = entries_of(nickname_id(folded));
    for (const Entry& entry : kIndex) {
        if (mine.empty() || entry.name == mine.front().name) continue;
        if (!out.empty() && out.back() == entry.name) continue;
        if (std::any_of(mine.begin(), mine.end(), [&](const Entry& e) { return e.group == entry.group; }))
            out.emplace_back(entry.name);
    }
    for (std::string& name : out) std::replace(name.begin(), name.end(), '-', ' ');
    return out;
}

}  // namespace cdp::text
