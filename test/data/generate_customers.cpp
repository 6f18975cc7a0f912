// SPDX-License-Identifier: PostgreSQL
// cdp_generate: sample customers that look like life, with the truth known. See `cdp_generate --help`.
#include <charconv>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string_view>

#include "data/generate.hpp"

namespace {

constexpr std::string_view kUsage =
    "usage: cdp_generate --people N --out FOLDER [--seed S] [--layout sources|single] [--skew]\n"
    "  --people N   how many different people, at least 1; they give about 1.8 records each\n"
    "  --out        folder for the CSV files, created where it is missing\n"
    "  --seed S     another number draws other people; the default is 1\n"
    "  --layout     sources: crm.csv, shop.csv, loyalty.csv and truth.csv (the default)\n"
    "               single: records.csv, the truth in its column true_id\n"
    "  --skew       30 % of the households share one surname and, outside the shop, one phone number\n";

bool read_number(std::string_view text, std::uint64_t& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

// False when the arguments make no sense.
bool read_arguments(int count, char** values, cdp::sample::Order& order) {
    bool has_people = false;
    for (int i = 1; i < count; i++) {
        const std::string_view name = values[i];
        if (name == "--skew") {
            order.skew = true;
            continue;
        }
        if (i + 1 == count) return false;
        const std::string_view value = values[++i];
        if (name == "--people") {
            has_people = read_number(value, order.people) && order.people > 0 && order.people < 500'000'000;
            if (!has_people) return false;
        } else if (name == "--seed") {
            if (!read_number(value, order.seed)) return false;
        } else if (name == "--out") {
            order.folder = value;
        } else if (name == "--layout" && value == "single") {
            order.layout = cdp::sample::Layout::kSingle;
        } else if (name != "--layout" || value != "sources") {
            return false;
        }
    }
    return has_people && !order.folder.empty();
}

}  // namespace

int main(int argc, char** argv) {
    cdp::sample::Order order;
    if (argc == 2 && std::string_view(argv[1]) == "--help") {
        std::cout << kUsage;
        return 0;
    }
    if (!read_arguments(argc, argv, order)) {
        std::cerr << kUsage;
        return 2;
    }
    try {
        const std::uint64_t records = cdp::sample::generate(order);
        std::cerr << order.people << " people, " << records << " records in " << order.folder.string() << '\n';
    } catch (const std::exception& error) {
        std::cerr << "cdp_generate: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
