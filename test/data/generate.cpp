// SPDX-License-Identifier: PostgreSQL
#include "data/generate.hpp"

#include <vector>

#include "data/people.hpp"
#include "data/records.hpp"

namespace cdp::sample {

std::uint64_t generate(const Order& order) {
    Population population(order.people, order.seed, order.skew);
    Writer writer(order.folder, order.layout, order.seed);
    std::vector<Person> household;
    std::vector<Record> records;
    while (population.next(household)) {
        for (const Person& person : household) {
            Random random(combine64(mix64(order.seed + 3), person.serial));
            records.clear();
            write_records(population.names(), person, random, records);
            for (const Record& record : records) writer.add(record);
        }
    }
    writer.close();
    return writer.records();
}

}  // namespace cdp::sample
