// SPDX-License-Identifier: PostgreSQL
// Names of companies: the clean display form and the core without legal forms.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// The name with single spaces, plain apostrophes and dashes, and its legal form in one spelling at either end
// (S.A.R.L. -> SARL, Limited -> Ltd, G.m.b.H. -> GmbH, "société anonyme" -> SA); letter case and all other words
// stay. Two letters that may be a word (as, se, co) count as a legal form only in capitals or with dots. nullopt
// without a letter or digit, and above 4096 bytes.
std::optional<std::string> normalize_company(std::string_view s);

// The legal form alone, in that spelling: those at the end (GmbH & Co. KG), else the one in front (SARL Dupont).
// nullopt when there is none.
std::optional<std::string> company_legal_form(std::string_view s);

// The match form: fold without legal forms in front and behind, "the", and the "and" between words. The whole fold
// when nothing else is left. Cheap and thread-safe.
std::string company_core(std::string_view s);

}  // namespace cdp::text
