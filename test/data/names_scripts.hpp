// SPDX-License-Identifier: PostgreSQL
// Given names and surnames of cultures with their own script, roughly by frequency: native=Latin, where several
// Latin spellings in use are separated by |. Roots and endings compose the long tail and pair up in the same way.
#pragma once

#include <string_view>

namespace cdp::sample::tables {

inline constexpr std::string_view kRussianMale =
    "Александр=Aleksandr|Alexander|Alexandre,Сергей=Sergey|Sergei|Serguei,Владимир=Vladimir,Андрей=Andrey|Andrei,"
    "Алексей=Aleksey|Alexei|Alexey,Николай=Nikolay|Nikolai|Nicolas,Дмитрий=Dmitry|Dmitri|Dimitri,Михаил=Mikhail|"
    "Michail,"
    "Юрий=Yuri|Iouri|Jurij,Виктор=Viktor|Victor,Евгений=Yevgeny|Evgeny|Evgueni,Иван=Ivan,Игорь=Igor,Олег=Oleg,"
    "Анатолий=Anatoly|Anatoli,Валерий=Valery|Valeri,Максим=Maksim|Maxim|Maxime,Павел=Pavel,Денис=Denis,Роман=Roman,"
    "Константин=Konstantin|Constantin,Василий=Vasily|Vassili,Вячеслав=Vyacheslav|Viatcheslav,Артём=Artyom|Artem,"
    "Илья=Ilya|Ilia,Антон=Anton,Борис=Boris,Кирилл=Kirill|Cyril,Никита=Nikita,Станислав=Stanislav,Григорий=Grigory|"
    "Grigori,"
    "Пётр=Pyotr|Petr|Piotr,Фёдор=Fyodor|Fedor,Леонид=Leonid,Геннадий=Gennady|Guennadi,Руслан=Ruslan|Rouslan,"
    "Вадим=Vadim,Егор=Yegor|Egor,Тимур=Timur|Timour,Богдан=Bogdan|Bohdan,Тарас=Taras,Ярослав=Yaroslav|Iaroslav";
inline constexpr std::string_view kRussianFemale =
    "Елена=Yelena|Elena|Helena,Ольга=Olga,Татьяна=Tatyana|Tatiana,Наталья=Natalya|Natalia,Анна=Anna,Ирина=Irina,"
    "Светлана=Svetlana,Мария=Maria|Mariya,Людмила=Lyudmila|Ludmila|Lioudmila,Галина=Galina,Екатерина=Ekaterina|"
    "Yekaterina,"
    "Валентина=Valentina,Юлия=Yulia|Iulia|Julia,Надежда=Nadezhda|Nadejda,Марина=Marina,Анастасия=Anastasia|Anastasiya,"
    "Нина=Nina,Любовь=Lyubov|Lioubov,Вера=Vera,Виктория=Viktoria|Victoria,Оксана=Oksana|Oxana,Дарья=Darya|Daria,"
    "Ксения=Ksenia|Xenia,Алина=Alina,Тамара=Tamara,Лариса=Larisa|Larissa,Полина=Polina|Pauline,Евгения=Yevgenia|"
    "Evgenia,"
    "Александра=Aleksandra|Alexandra,Кристина=Kristina|Christina,Алёна=Alyona|Alena,София=Sofia|Sofya,"
    "Зоя=Zoya|Zoia,Раиса=Raisa|Raissa,Лидия=Lidia|Lydia,Яна=Yana|Iana,Маргарита=Margarita,Вероника=Veronika|Veronica,"
    "Снежана=Snezhana|Snejana,Эльвира=Elvira";
inline constexpr std::string_view kRussianSurnames =
    "Иванов=Ivanov,Смирнов=Smirnov,Кузнецов=Kuznetsov|Kouznetsov,Попов=Popov,Васильев=Vasilyev|Vassiliev|Vasiliev,"
    "Петров=Petrov,Соколов=Sokolov,Михайлов=Mikhaylov|Mikhailov,Новиков=Novikov,Фёдоров=Fyodorov|Fedorov,Морозов="
    "Morozov,"
    "Волков=Volkov,Алексеев=Alekseev|Alexeev,Лебедев=Lebedev,Семёнов=Semyonov|Semenov,Егоров=Yegorov|Egorov,Павлов="
    "Pavlov,"
    "Козлов=Kozlov,Степанов=Stepanov,Николаев=Nikolaev,Орлов=Orlov,Андреев=Andreev,Макаров=Makarov,Никитин=Nikitin,"
    "Захаров=Zakharov,Зайцев=Zaytsev|Zaitsev,Соловьёв=Solovyov|Soloviev,Борисов=Borisov,Яковлев=Yakovlev|Iakovlev,"
    "Григорьев=Grigoryev|Grigoriev,Романов=Romanov,Воробьёв=Vorobyov|Vorobiev,Сергеев=Sergeev,Кузьмин=Kuzmin|Kouzmine,"
    "Фролов=Frolov,Александров=Aleksandrov|Alexandrov,Дмитриев=Dmitriev,Королёв=Korolyov|Korolev,Гусев=Gusev|Goussev,"
    "Киселёв=Kiselyov|Kiselev,Ильин=Ilyin|Ilin,Максимов=Maksimov|Maximov,Поляков=Polyakov|Poliakov,Сорокин=Sorokin|"
    "Sorokine,"
    "Виноградов=Vinogradov,Ковалёв=Kovalyov|Kovalev,Белов=Belov,Медведев=Medvedev,Антонов=Antonov,Тарасов=Tarasov,"
    "Жуков=Zhukov|Joukov,Баранов=Baranov,Филиппов=Filippov|Philippov,Комаров=Komarov,Давыдов=Davydov,Беляев=Belyaev|"
    "Beliaev,"
    "Герасимов=Gerasimov,Богданов=Bogdanov,Осипов=Osipov,Сидоров=Sidorov,Матвеев=Matveev,Титов=Titov,Марков=Markov,"
    "Миронов=Mironov,Крылов=Krylov,Куликов=Kulikov|Koulikov,Карпов=Karpov,Власов=Vlasov,Мельников=Melnikov,Денисов="
    "Denisov,"
    "Гаврилов=Gavrilov,Тихонов=Tikhonov,Казаков=Kazakov,Афанасьев=Afanasyev|Afanassiev,Данилов=Danilov,Савельев="
    "Savelyev,"
    "Тимофеев=Timofeev,Фомин=Fomin,Чернов=Chernov|Tchernov,Абрамов=Abramov,Мартынов=Martynov,Ефимов=Yefimov|Efimov,"
    "Шевченко=Shevchenko|Chevtchenko,Бондаренко=Bondarenko,Коваленко=Kovalenko,Ткаченко=Tkachenko|Tkatchenko,"
    "Кравченко=Kravchenko,Мельник=Melnyk|Melnik,Достоевский=Dostoevsky|Dostoievski,Покровский=Pokrovsky|Pokrovski,"
    "Вишневский=Vishnevsky,Ахматов=Akhmatov,Щербаков=Shcherbakov|Chtcherbakov,Цветков=Tsvetkov|Zvetkov";
inline constexpr std::string_view kRussianRoots =
    "Бер=Ber,Бород=Borod,Бул=Bul,Верш=Versh,Глад=Glad,Горд=Gord,Дорон=Doron,Зим=Zim,Звяг=Zvyag,Калаш=Kalash,Кап=Kap,"
    "Клим=Klim,Лап=Lap,Лукь=Luky,Мам=Mam,Мяс=Myas,Наум=Naum,Остр=Ostr,Пан=Pan,Род=Rod,Руд=Rud,Саф=Saf,Сел=Sel,Сит=Sit,"
    "Стар=Star,Сух=Sukh,Тер=Ter,Уш=Ush,Хар=Khar,Чуб=Chub,Шап=Shap,Щег=Shcheg,Юд=Yud,Ярц=Yarts";
inline constexpr std::string_view kRussianMiddles =
    "ал=al,ан=an,ар=ar,ел=el,ер=er,ид=id,ил=il,ов=ov,ол=ol,он=on,ор=or,ул=ul";
inline constexpr std::string_view kRussianEndings =
    "анов=anov,ин=in,иков=ikov,енков=enkov,ушкин=ushkin,онов=onov,евич=evich,енко=enko,ачёв=achyov,ошин=oshin,"
    "умов=umov,янский=yansky,овский=ovsky,арев=arev,ылов=ylov,ухин=ukhin";

inline constexpr std::string_view kGreekMale =
    "Γεώργιος=Georgios|Giorgos|George,Ιωάννης=Ioannis|Yannis|Giannis,Κωνσταντίνος=Konstantinos|Kostas,"
    "Δημήτριος=Dimitrios|Dimitris,Νικόλαος=Nikolaos|Nikos,Παναγιώτης=Panagiotis,Βασίλειος=Vasileios|Vassilis,"
    "Χρήστος=Christos,Αθανάσιος=Athanasios|Thanasis,Ευάγγελος=Evangelos|Vangelis,Σπυρίδων=Spyridon|Spyros,"
    "Μιχαήλ=Michail|Michalis,Αντώνιος=Antonios|Antonis,Αναστάσιος=Anastasios|Tasos,Θεόδωρος=Theodoros,"
    "Ανδρέας=Andreas,Χαράλαμπος=Charalampos|Haralambos,Αλέξανδρος=Alexandros,Εμμανουήλ=Emmanouil|Manolis,"
    "Ηλίας=Ilias|Elias,Σταύρος=Stavros,Πέτρος=Petros,Στυλιανός=Stylianos|Stelios,Ελευθέριος=Eleftherios|Lefteris,"
    "Απόστολος=Apostolos,Φώτιος=Fotios|Fotis,Γρηγόριος=Grigorios|Grigoris,Άγγελος=Angelos|Aggelos,Στέφανος=Stefanos,"
    "Ευστάθιος=Efstathios|Stathis,Κυριάκος=Kyriakos,Παύλος=Pavlos,Λάμπρος=Lampros,Σωτήριος=Sotirios|Sotiris,"
    "Λεωνίδας=Leonidas,Θωμάς=Thomas";
inline constexpr std::string_view kGreekFemale =
    "Μαρία=Maria,Ελένη=Eleni|Helen,Αικατερίνη=Aikaterini|Katerina,Βασιλική=Vasiliki|Vassiliki,Σοφία=Sofia|Sophia,"
    "Γεωργία=Georgia,Αγγελική=Angeliki|Aggeliki,Άννα=Anna,Δήμητρα=Dimitra,Ευαγγελία=Evangelia,Κωνσταντίνα=Konstantina,"
    "Παναγιώτα=Panagiota,Ειρήνη=Eirini|Irini|Irene,Παρασκευή=Paraskevi|Vivi,Αναστασία=Anastasia,Ιωάννα=Ioanna|Joanna,"
    "Χριστίνα=Christina,Αθανασία=Athanasia,Φωτεινή=Foteini|Fotini,Δέσποινα=Despoina|Despina,Κυριακή=Kyriaki,"
    "Αλεξάνδρα=Alexandra,Ευφροσύνη=Effrosyni,Σταυρούλα=Stavroula,Χρυσούλα=Chrysoula,Θεοδώρα=Theodora,Ουρανία=Ourania,"
    "Στυλιανή=Styliani,Ζωή=Zoi|Zoe,Μαργαρίτα=Margarita,Πηνελόπη=Pinelopi|Penelope,Ελευθερία=Eleftheria,"
    "Αντωνία=Antonia,Καλλιόπη=Kalliopi,Νίκη=Niki,Ολυμπία=Olympia";
inline constexpr std::string_view kGreekSurnames =
    "Παπαδόπουλος=Papadopoulos,Παπαδάκης=Papadakis,Οικονόμου=Oikonomou|Economou,Γεωργίου=Georgiou,"
    "Παπαδημητρίου=Papadimitriou,Παπαγεωργίου=Papageorgiou,Νικολάου=Nikolaou,Βασιλείου=Vasileiou|Vassiliou,"
    "Δημητρίου=Dimitriou,Κωνσταντίνου=Konstantinou|Constantinou,Ιωάννου=Ioannou,Αντωνίου=Antoniou,Μακρής=Makris,"
    "Γεωργιάδης=Georgiadis,Αθανασίου=Athanasiou,Χατζής=Chatzis|Hatzis,Ιωαννίδης=Ioannidis,Νικολαΐδης=Nikolaidis,"
    "Δημόπουλος=Dimopoulos,Αγγελόπουλος=Angelopoulos|Aggelopoulos,Βλάχος=Vlachos,Καραγιάννης=Karagiannis,"
    "Παππάς=Pappas,Αλεξίου=Alexiou,Σταματίου=Stamatiou,Χριστοδούλου=Christodoulou,Αναγνώστου=Anagnostou,"
    "Παναγόπουλος=Panagopoulos,Κωνσταντινίδης=Konstantinidis,Θεοδώρου=Theodorou,Λάμπρου=Lamprou,Σιδέρης=Sideris,"
    "Καλογερόπουλος=Kalogeropoulos,Ζαχαρίου=Zachariou,Μιχαηλίδης=Michailidis,Παυλίδης=Pavlidis,Πετρίδης=Petridis,"
    "Σαμαράς=Samaras,Ράπτης=Raptis,Κόκκινος=Kokkinos,Μαυρίδης=Mavridis,Ξανθόπουλος=Xanthopoulos,Τσάκαλος=Tsakalos,"
    "Φωτόπουλος=Fotopoulos,Ψαρράς=Psarras,Ρήγας=Rigas,Κουτσός=Koutsos,Λεβέντης=Leventis,Μαρκόπουλος=Markopoulos,"
    "Σπανός=Spanos,Τζανετάκης=Tzanetakis,Βενιζέλος=Venizelos,Δασκαλάκης=Daskalakis,Ευσταθίου=Efstathiou,"
    "Ζερβός=Zervos,Θεοχάρης=Theocharis,Καζαντζής=Kazantzis,Μελάς=Melas,Νταής=Ntais|Dais,Ορφανός=Orfanos";
inline constexpr std::string_view kGreekRoots =
    "Αλεξ=Alex,Αναστ=Anast,Βασιλ=Vasil,Γιανν=Giann,Διαμαντ=Diamant,Ευαγγελ=Evangel,Ζαφειρ=Zafeir,Θεοδωρ=Theodor,Καρ="
    "Kar,"
    "Κουτρ=Koutr,Κυρι=Kyri,Λαμπρ=Lampr,Μαν=Man,Μιχαλ=Michal,Νικολ=Nikol,Παλ=Pal,Πετρ=Petr,Ροδ=Rod,Σταυρ=Stavr,"
    "Στεφαν=Stefan,Τριανταφυλλ=Triantafyll,Φιλιππ=Filipp,Χαραλαμπ=Charalamp,Χρυσ=Chrys";
inline constexpr std::string_view kGreekMiddles = "αλ=al,αν=an,αρ=ar,ελ=el,εν=en,ερ=er,ιν=in,ολ=ol,ον=on,ορ=or";
inline constexpr std::string_view kGreekEndings =
    "όπουλος=opoulos,άκης=akis,ίδης=idis,άτος=atos,έλης=elis,έας=eas,ιάδης=iadis,ούδης=oudis,άκος=akos,ινάκης=inakis,"
    "άρας=aras,ώτης=otis";

inline constexpr std::string_view kArabicMale =
    "محمد=Mohamed|Mohammed|Muhammad|Mohammad,أحمد=Ahmed|Ahmad,علي=Ali|Aly,عمر=Omar|Umar,يوسف=Youssef|Yusuf|Yousef,"
    "إبراهيم=Ibrahim|Brahim,حسن=Hassan|Hasan,حسين=Hussein|Hussain|Hocine,خالد=Khaled|Khalid,مصطفى=Mustafa|Mostafa|"
    "Mustapha,"
    "عبد الله=Abdullah|Abdallah|Abdellah,محمود=Mahmoud|Mahmud,كريم=Karim|Kareem,سعيد=Said|Saeed,رشيد=Rachid|Rashid,"
    "طارق=Tarek|Tariq|Tarik,سمير=Samir|Sameer,نبيل=Nabil|Nabeel,جمال=Jamal|Djamel|Gamal,فؤاد=Fouad|Fuad,بلال=Bilal|"
    "Bilel,"
    "حمزة=Hamza,أمين=Amine|Amin,ياسين=Yassine|Yasin,إسماعيل=Ismail|Ismael,عبد الرحمن=Abderrahmane|Abdulrahman,"
    "صلاح=Salah,مهدي=Mehdi|Mahdi,زكريا=Zakaria|Zakariya,أنس=Anas,سليمان=Slimane|Suleiman|Sulayman,هشام=Hicham|Hisham,"
    "وليد=Walid|Waleed,عادل=Adel|Adil,فيصل=Faisal|Faycal,نور الدين=Noureddine|Nur "
    "al-Din,رضا=Reda|Rida,مراد=Mourad|Murad,"
    "عثمان=Othman|Osman,إدريس=Driss|Idris";
inline constexpr std::string_view kArabicFemale =
    "فاطمة=Fatima|Fatma|Fatimah,مريم=Mariam|Maryam|Meriem,عائشة=Aicha|Aisha,خديجة=Khadija|Khadidja,زينب=Zineb|Zaynab|"
    "Zeinab,"
    "سارة=Sarah|Sara,أمينة=Amina,ليلى=Leila|Layla,نادية=Nadia,سميرة=Samira,سلمى=Salma,هدى=Houda|Huda,نور=Nour|Noor,"
    "ياسمين=Yasmine|Yasmin,إيمان=Imane|Iman,رشيدة=Rachida|Rashida,كريمة=Karima,حنان=Hanane|Hanan,سعاد=Souad|Suad,"
    "لطيفة=Latifa,نجاة=Najat|Najet,مليكة=Malika,حياة=Hayat,وفاء=Wafaa|Wafa,دنيا=Dounia|Dunya,رانيا=Rania,أسماء=Asmaa|"
    "Asma,"
    "جميلة=Djamila|Jamila,سهام=Siham|Sihem,بشرى=Bouchra|Bushra,حليمة=Halima,صفاء=Safaa|Safa,غزلان=Ghizlane,إكرام=Ikram,"
    "شيماء=Chaimae|Shaima,لبنى=Loubna|Lubna,ريم=Rim|Reem,هاجر=Hajar,أحلام=Ahlam|Ahlem,منى=Mouna|Mona";
inline constexpr std::string_view kArabicSurnames =
    "بن علي=Ben Ali|Benali,العلوي=El Alaoui|Al-Alawi,الإدريسي=El Idrissi|Al-Idrisi,المصري=El Masri|Al-Masri,"
    "حداد=Haddad,بناني=Bennani|Benani,التازي=Tazi,الفاسي=El Fassi|Al-Fasi,بوعزيز=Bouaziz,منصور=Mansour|Mansur,"
    "خليل=Khalil|Khelil,صالح=Saleh|Salah,رحماني=Rahmani,شريف=Cherif|Sharif,بلقاسم=Belkacem|Belkasem,عمراني=Amrani|"
    "Omrani,"
    "سعيدي=Saidi,حمدي=Hamdi,زروقي=Zerrouki,بوزيد=Bouzid|Bouzaid,نصر=Nasr,فرحات=Farhat|Ferhat,خوري=Khoury|Khouri,"
    "عباس=Abbas,حسيني=Hosseini|Husseini,السيد=El Sayed|Al-Sayyid,عثماني=Othmani,مرابط=Mrabet|Murabit,بن عمر=Ben "
    "Omar|Benomar,"
    "التونسي=Tounsi|Ettounsi,الحسن=El Hassan|Al-Hassan,داود=Daoud|Dawood,قاسم=Kassem|Qasim,سلامة=Salama|Salamah,"
    "ناصر=Nasser|Nasir,يعقوبي=Yacoubi|Yaqubi,بوشارب=Bouchareb,مزيان=Meziane|Mezian,غربي=Gharbi,شرقي=Chergui|Sharqi,"
    "جابر=Jaber|Jabir,طاهر=Taher|Tahar,حمودي=Hamoudi,كنعان=Kanaan|Canaan,بركات=Barakat,زيدان=Zidane|Zaydan,"
    "لحلو=Lahlou,برادة=Berrada,بنجلون=Benjelloun,صبري=Sabri,عزوز=Azzouz,بوكر=Boukar,هاشمي=Hachemi|Hashimi,"
    "تلمساني=Tlemcani,وهراني=Ouahrani|Wahrani,قادري=Kadri|Qadri,مختاري=Mokhtari,موسوي=Moussaoui|Mousavi,عيساوي="
    "Aissaoui,"
    "يحياوي=Yahyaoui|Yahiaoui";
inline constexpr std::string_view kArabicRoots =
    "بن =Ben ,بو=Bou,بل=Bel,أبو =Abou ,ال=Al-,آل =Al ,عبد ال=Abdel,أولاد =Ouled ,ولد =Ould ,با=Ba";
inline constexpr std::string_view kArabicMiddles =
    "سيدي =sidi |sid ,الحاج =hadj |haj ,مولاي =moulay |mulay ,الشيخ =cheikh |sheikh ,سي =si ,الطالب =taleb ,القايد "
    "=caid ";
inline constexpr std::string_view kArabicEndings =
    "حمد=hamad,رشيد=rachid,عيسى=aissa,موسى=moussa,زيان=ziane,سالم=salem,طيب=tayeb,مبارك=mebarek,مسعود=messaoud,"
    "نعيم=naim,هادي=hadi,وناس=ounas,يزيد=yazid,جلول=jelloul,خضرا=khadra,دريس=driss,رابح=rabah,سويسي=souissi,"
    "شعبان=chaabane,صغير=seghir,ضيف=dif,عربي=larbi,غانم=ghanem,فرج=faraj,قدور=kaddour,كمال=kamal,لعيد=laid,"
    "ميلود=miloud,نوري=nouri,حكيم=hakim,جبار=jabbar,عزيز=aziz,غفور=ghafour,قادر=kader,لطيف=latif";

}  // namespace cdp::sample::tables
