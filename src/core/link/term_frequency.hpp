// SPDX-License-Identifier: PostgreSQL
// How rare a value is among strangers, from how many records hold it. Of the others who hold a record's value some
// are copies of the same person and some are strangers. How many copies to expect is known from the prior, how often
// strangers share a value of this attribute from what the copies leave unexplained; a value that two records hold
// then counts as rarer in an attribute that strangers hardly share, such as an address, than in one that they do.
#pragma once

#include "core/link/values.hpp"
#include "core/score/model.hpp"

namespace cdp::link {

// Of `others` records that hold a value beside one that does, the expected number of strangers, 0 to `others`.
// Copies are geometric with mean `copies`; strangers are there with probability `shared`, and then follow a power law
// of exponent 2, as frequencies of names do (Zipf 1949).
double expected_strangers(std::uint32_t others, double copies, double shared);

// What a model keeps of an attribute's values: those of several records, the most frequent ones first, 65,536 at the most.
Vec<Code> frequent_codes(const Values& values, JobContext& context);

// Frequencies as a pair meets them: the share of records that hold the value and are strangers' to a record that
// holds it. `copies` is how many other records of the same person agree on the value, on average.
score::TermFrequencies term_frequencies(const Values& values, double copies, JobContext& context,
                                        std::pmr::memory_resource* memory = std::pmr::get_default_resource());

// Frequencies as they are counted: the share of records that hold the value.
score::TermFrequencies counted_frequencies(const Values& values, JobContext& context,
                                           std::pmr::memory_resource* memory = std::pmr::get_default_resource());

}  // namespace cdp::link
