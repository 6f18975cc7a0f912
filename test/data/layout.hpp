// SPDX-License-Identifier: PostgreSQL
// Writes records as the sources would export them: a CSV file each with its own columns and formats, and the truth
// beside them; or all in one table for measurements. Rows are mixed, and ids say nothing about who is who.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/random.hpp"
#include "data/records.hpp"

namespace cdp::sample {

enum class Layout : unsigned char { kPerSource, kSingle };

// A text file whose lines leave in another order than they came, by way of a pool of fixed size.
class MixedFile {
public:
    // Throws std::runtime_error when the file cannot be written.
    MixedFile(const std::filesystem::path& path, const std::string& header);

    void add(std::string line, Random& random);
    void close();

private:
    std::filesystem::path path_;
    std::ofstream file_;
    std::vector<std::string> pool_;
};

// Files of kPerSource: crm.csv, shop.csv, loyalty.csv and truth.csv (source, id, true_id). Of kSingle: records.csv with
// the truth in its last column, true_id.
class Writer {
public:
    Writer(const std::filesystem::path& folder, Layout layout, std::uint64_t seed);

    void add(const Record& record);
    void close();
    std::uint64_t records() const { return records_; }

private:
    std::string source_id(Source source);

    Layout layout_;
    Random random_;
    std::vector<MixedFile> files_;
    std::uint64_t ids_[kSources] = {};
    std::uint64_t records_ = 0;
};

}  // namespace cdp::sample
