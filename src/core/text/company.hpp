// SPDX-License-Identifier: PostgreSQL
// Names of companies: the clean display form and the core without legal forms.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// The name with single spaces, plain apostrophes and dashes, and its legal forms in one spelling at either end, without
// a comma in front (", S.A.R.L." -> SARL, S A R L -> SARL, Limited -> Ltd, Company -> Co, "société anonyme" -> SA,
// GmbH und Co. KG -> GmbH & Co. KG), each once; in Cyrillic where they are written so. Letter case and all other words
// stay. Two letters that may be a word (as, se, co) count as a legal form only in capitals or with dots. nullopt
// without a letter or digit, and above 4096 bytes.
std::optional<std::string> normalize_company(std::string_view s);

// The legal form alone, in that spelling: those at the end (GmbH & Co. KG), else the one in front (SARL Dupont), without
// what says that the company is wound up (i.L.). nullopt when there is none.
std::optional<std::string> company_legal_form(std::string_view s);

// The match form: fold without legal forms in front and behind, but for Stiftung, without what says that the company is
// wound up, "the", and the "and" between words. The whole fold when nothing else is left. Cheap and thread-safe.
std::string company_core(std::string_view s);

}  // namespace cdp::text
