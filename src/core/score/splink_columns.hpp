// SPDX-License-Identifier: PostgreSQL
// What Splink's SQL makes of columns, as attributes of a model: `NULLIF(regexp_extract("email_l", '^[^@]+', 0), '')` is an
// attribute of column email with one step, on the left record.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/score/model.hpp"
#include "core/score/sql_syntax.hpp"

namespace cdp::score {

enum class Side : unsigned char { kLeft, kRight };

// How columns of the two records are told apart.
enum class Naming : unsigned char {
    kSuffix,  // first_name_l, first_name_r: conditions of levels
    kTable,   // l.first_name, r.first_name: blocking rules
};

struct SideValue {
    Side side = Side::kLeft;
    Attribute attribute;  // not named yet
};

class SplinkColumns {
public:
    explicit SplinkColumns(std::string dialect) : dialect_(std::move(dialect)) {}

    const std::vector<Attribute>& attributes() const noexcept { return attributes_; }

    // The value that an expression of one record's columns gives. Throws Error(kUnsupported) for what no step says.
    SideValue value(const Sql& sql, Naming naming) const;
    // The place of the attribute among attributes(), added when it is new; with a name of its own.
    int place(Attribute attribute);
    // The attribute of a column as it is.
    int place_of_column(const std::string& column);
    const std::string& name(int place) const noexcept { return attributes_[static_cast<std::size_t>(place)].name; }

private:
    std::optional<Side> side_of(const Sql& column, Naming naming, std::string& name) const;
    SideValue joined(const Sql& sql, Naming naming) const;
    void add_call(const Sql& sql, Attribute& attribute) const;
    void add_cast(const std::string& type, Attribute& attribute) const;
    void add_index(const Sql& index, Attribute& attribute) const;
    std::string name_for(const Attribute& attribute) const;

    std::string dialect_;
    std::vector<Attribute> attributes_;
};

// A format of dates as DuckDB, Spark or PostgreSQL write them, as one of strptime; empty for one that is none.
std::string time_format(std::string_view format);

}  // namespace cdp::score
