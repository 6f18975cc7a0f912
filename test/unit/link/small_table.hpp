// SPDX-License-Identifier: PostgreSQL
// Small tables for tests of the linkage engine: rows written out, or customers from the generator.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/link/values.hpp"
#include "core/score/defaults.hpp"
#include "data/people.hpp"
#include "data/records.hpp"

namespace cdp::link::test {

using Row = std::vector<std::string>;  // id, then cells; "" is NULL

// A table, finished. A column called "source" names the sources.
class SmallTable {
public:
    SmallTable(const std::vector<std::string>& columns, const std::vector<Row>& rows) {
        const auto source = std::find(columns.begin(), columns.end(), "source");
        for (auto it = columns.begin(); it != columns.end(); ++it)
            if (it != source) raw.add_column(*it, "text");
        for (const Row& row : rows) {
            std::optional<std::string_view> from;
            std::vector<std::optional<std::string_view>> cells;
            for (std::size_t c = 0; c < columns.size(); c++) {
                std::optional<std::string_view> cell;
                if (!row[c + 1].empty()) cell = row[c + 1];
                if (columns.begin() + static_cast<std::ptrdiff_t>(c) == source)
                    from = cell;
                else
                    cells.push_back(cell);
            }
            raw.add_row(from, row[0], cells);
        }
        raw.finish();
    }

    Budget budget;
    CountedResource memory{budget};
    RawTable raw{&memory};
};

// A model with these attributes and their default comparisons; no blocking rules.
inline score::Model default_model(std::vector<score::Attribute> attributes) {
    score::Model model;
    model.attributes = std::move(attributes);
    score::use_default_comparisons(model);
    return model;
}

// A table prepared for a model.
struct PreparedTable : SmallTable {
    PreparedTable(const score::Model& model, const std::vector<std::string>& columns, const std::vector<Row>& rows)
        : SmallTable(columns, rows) {
        JobContext context(1);
        table.prepare(model, context);
    }
    Table table{raw};
};

inline const std::vector<std::string> kCustomerColumns = {"given_name", "family_name", "birth_date", "email",
                                                          "phone",      "street",      "postcode",   "city"};

inline std::vector<score::Attribute> customer_attributes() {
    std::vector<score::Attribute> attributes;
    for (const auto& name : kCustomerColumns) attributes.push_back({name, *text::kind_from_name(name)});
    return attributes;
}

// Records of generated customers, and who is behind each.
struct Customers {
    std::vector<Row> rows;
    std::vector<std::uint64_t> person;

    explicit Customers(std::uint64_t people, std::uint64_t seed = 1) {
        sample::Population population(people, seed, false);
        std::vector<sample::Person> household;
        std::vector<sample::Record> records;
        while (population.next(household))
            for (const auto& one : household) {
                sample::Random random(seed * 1'000'003 + one.serial);
                records.clear();
                write_records(population.names(), one, random, records);
                for (const auto& r : records) {
                    person.push_back(r.person);
                    rows.push_back({std::to_string(1'000'000 + rows.size()), r.given, r.family, r.birth, r.email,
                                    r.phone, r.street, r.postcode, r.city});
                }
            }
    }
};

}  // namespace cdp::link::test
