// SPDX-License-Identifier: PostgreSQL
// From a column's value to what an attribute takes of it: its steps, then its form. Made once for a column and called
// once per distinct value; not for two threads at once.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/score/model.hpp"
#include "core/text/pattern.hpp"

namespace cdp::link {

class ValueReader {
public:
    // `day_first`: how dates of two readings are read.
    ValueReader(const score::Attribute& attribute, bool day_first);

    // The form of a value; nothing when it is missing. For attributes with one value.
    std::optional<std::string> read(std::string_view raw);
    // The forms of all values of an array. Nothing when the list as a whole is missing: of clean values none is left.
    std::optional<std::vector<std::string>> read_many(std::string_view raw);

private:
    std::vector<std::string> values_of(std::string_view raw);
    void apply(const score::Transform& step, std::vector<std::string>& values, text::Pattern* pattern);
    std::optional<std::string> form_of(const std::string& value);

    const score::Attribute* attribute_;
    bool day_first_;
    bool takes_list_ = false;  // the column's text is that of an array
    std::deque<text::Pattern> patterns_;  // of the steps that have one, in order
};

// A plain number, date or time as it is compared; nothing for what is none.
std::optional<std::string> plain_form(text::Kind kind, const std::string& value);

}  // namespace cdp::link
