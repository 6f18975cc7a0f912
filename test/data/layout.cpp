// SPDX-License-Identifier: PostgreSQL
#include "data/layout.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>

namespace cdp::sample {
namespace {

constexpr std::size_t kPool = 16384;
constexpr std::size_t kTruthFile = kSources;
constexpr std::string_view kSourceNames[kSources] = {"crm", "shop", "loyalty"};
constexpr std::string_view kCountryCodes[kCountries] = {"FR", "DE", "GB", "ES", "IT", "PL"};
constexpr std::string_view kCountryNames[kCountries] = {"France", "Deutschland", "United Kingdom",
                                                        "España", "Italia",      "Polska"};
constexpr std::string_view kTitles[kCountries][2] = {{"M.", "Mme"},   {"Herr", "Frau"},   {"Mr", "Mrs"},
                                                     {"Sr.", "Sra."}, {"Sig.", "Sig.ra"}, {"Pan", "Pani"}};

// One CSV line, built value by value; a value is quoted only where it must be.
class Line {
public:
    Line& add(std::string_view value) {
        if (!text_.empty() || started_) text_.push_back(',');
        started_ = true;
        if (value.find_first_of(",\"\n\r") == std::string_view::npos) {
            text_ += value;
            return *this;
        }
        text_.push_back('"');
        for (const char c : value) {
            if (c == '"') text_.push_back('"');
            text_.push_back(c);
        }
        text_.push_back('"');
        return *this;
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
    bool started_ = false;
};

std::string_view country_code(const Record& record) { return kCountryCodes[static_cast<std::size_t>(record.country)]; }
std::string_view country_name(const Record& record) { return kCountryNames[static_cast<std::size_t>(record.country)]; }

std::string timestamp(std::int64_t seconds, char between, std::string_view zone) {
    constexpr std::int64_t kDay = 86400;
    std::string out = iso_date(static_cast<Day>(seconds / kDay));
    out.push_back(between);
    const std::int64_t rest = seconds % kDay;
    for (const std::int64_t part : {rest / 3600, rest / 60 % 60, rest % 60}) {
        out.push_back(static_cast<char>('0' + part / 10));
        out.push_back(static_cast<char>('0' + part % 10));
        out.push_back(':');
    }
    out.pop_back();
    return out += zone;
}

// 2001-12-31 as 31/12/2001.
std::string slashed(const std::string& iso) {
    if (iso.size() != 10) return iso;
    return iso.substr(8, 2) + '/' + iso.substr(5, 2) + '/' + iso.substr(0, 4);
}

// Customers write their name in one field, and not all in the same order.
std::string full_name(const Record& record, Random& random) {
    if (record.given.empty() || record.family.empty()) return record.given + record.family;
    const std::uint32_t way = random.below(100);
    if (way < 6) return record.family + ' ' + record.given;
    if (way < 9) return record.family + ", " + record.given;
    return record.given + ' ' + record.family;
}

// Counts from 1 to 10^9 - 1 in a fixed order that looks like none: the factor shares no prime with the modulus.
std::uint64_t scattered(std::uint64_t count) { return count % 1'000'000'000 * 387'420'489 % 1'000'000'000; }

std::string padded(std::uint64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// The last digit of an EAN: the weighted sum of all digits is a multiple of ten.
char check_digit(std::string_view digits) {
    unsigned sum = 0;
    for (std::size_t i = 0; i < digits.size(); i++)
        sum += static_cast<unsigned>(digits[i] - '0') * ((digits.size() - i) % 2 == 1 ? 3 : 1);
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string crm_line(const std::string& id, const Record& r, Random& random) {
    const std::string_view title = kTitles[static_cast<std::size_t>(r.country)][r.female ? 1 : 0];
    Line line;
    line.add(id).add(random.chance(700) ? title : std::string_view()).add(r.given).add(r.family).add(r.birth);
    line.add(r.email).add(r.phone).add(r.street).add(r.postcode).add(r.city);
    line.add(random.chance(900) ? country_code(r) : std::string_view()).add(timestamp(r.seconds, 'T', "Z"));
    return line.take();
}

std::string shop_line(const std::string& id, const Record& r, Random& random) {
    Line line;
    line.add(id).add(r.email).add(full_name(r, random)).add(r.phone).add(r.street).add(r.postcode).add(r.city);
    line.add(timestamp(r.seconds, ' ', "")).add(random.chance(350) ? "true" : "false");
    return line.take();
}

std::string loyalty_line(const std::string& id, const Record& r) {
    Line line;
    line.add(id).add(r.family).add(r.given).add(slashed(r.birth)).add(r.phone).add(r.email).add(r.street);
    line.add(r.postcode).add(r.city).add(slashed(timestamp(r.seconds, ' ', "").substr(0, 10)));
    return line.take();
}

std::string single_line(const std::string& id, const std::string& truth, const Record& r, Random& random) {
    Line line;
    line.add(id).add(kSourceNames[static_cast<std::size_t>(r.source)]).add(timestamp(r.seconds, 'T', "Z"));
    line.add(r.given).add(r.family).add(r.birth).add(r.email).add(r.phone).add(r.street).add(r.postcode).add(r.city);
    if (r.source == Source::kCrm)
        line.add(country_code(r));
    else
        line.add(random.chance(600) ? country_name(r) : std::string_view());
    return line.add(truth).take();
}

}  // namespace

MixedFile::MixedFile(const std::filesystem::path& path, const std::string& header)
    : path_(path), file_(path, std::ios::binary) {
    file_ << header << '\n';
    if (!file_) throw std::runtime_error("cannot write " + path.string());
}

void MixedFile::add(std::string line, Random& random) {
    line.push_back('\n');
    if (pool_.size() < kPool) {
        pool_.push_back(std::move(line));
        return;
    }
    std::string& slot = pool_[random.below(kPool)];
    file_ << slot;
    slot = std::move(line);
}

void MixedFile::close() {
    Random random(pool_.size());
    for (std::size_t left = pool_.size(); left > 0; left--) {
        std::swap(pool_[random.below(static_cast<std::uint32_t>(left))], pool_[left - 1]);
        file_ << pool_[left - 1];
    }
    pool_.clear();
    file_.close();
    if (!file_) throw std::runtime_error("cannot write " + path_.string());
}

Writer::Writer(const std::filesystem::path& folder, Layout layout, std::uint64_t seed)
    : layout_(layout), random_(mix64(seed + 2)) {
    std::filesystem::create_directories(folder);
    if (layout == Layout::kSingle) {
        files_.emplace_back(folder / "records.csv",
                            "record_id,source,updated_at,given_name,family_name,birth_date,email,phone,street,postcode,"
                            "city,country,true_id");
        return;
    }
    files_.emplace_back(folder / "crm.csv",
                        "customer_no,title,first_name,last_name,dob,mail,mobile,street,zip,town,country,modified");
    files_.emplace_back(folder / "shop.csv",
                        "user_id,email,full_name,phone,shipping_address,postal_code,city,created_at,newsletter");
    files_.emplace_back(folder / "loyalty.csv",
                        "card,nom,prenom,date_naissance,telephone,email,adresse,code_postal,ville,derniere_visite");
    files_.emplace_back(folder / "truth.csv", "source,id,true_id");
}

std::string Writer::source_id(Source source) {
    const std::uint64_t number = scattered(++ids_[static_cast<std::size_t>(source)]);
    switch (source) {
        case Source::kCrm: return "C" + padded(number, 9);
        case Source::kShop: return std::to_string(number);
        case Source::kLoyalty: break;
    }
    const std::string digits = "290" + padded(number, 9);
    return digits + check_digit(digits);
}

void Writer::add(const Record& record) {
    records_++;
    const std::string truth = "P" + padded(record.person + 1, 9);
    if (layout_ == Layout::kSingle) {
        static constexpr std::string_view kHex = "0123456789abcdef";
        std::string id(16, '0');
        std::uint64_t bits = mix64(records_);
        for (char& digit : id) {
            digit = kHex[bits >> 60];
            bits <<= 4;
        }
        files_[0].add(single_line(id, truth, record, random_), random_);
        return;
    }
    const std::size_t s = static_cast<std::size_t>(record.source);
    const std::string id = source_id(record.source);
    std::string line;
    if (record.source == Source::kCrm) line = crm_line(id, record, random_);
    if (record.source == Source::kShop) line = shop_line(id, record, random_);
    if (record.source == Source::kLoyalty) line = loyalty_line(id, record);
    files_[s].add(std::move(line), random_);
    files_[kTruthFile].add(Line().add(kSourceNames[s]).add(id).add(truth).take(), random_);
}

void Writer::close() {
    for (MixedFile& file : files_) file.close();
}

}  // namespace cdp::sample
