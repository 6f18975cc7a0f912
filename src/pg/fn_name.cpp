// SPDX-License-Identifier: PostgreSQL
// SQL face of names of persons and companies: their parts, nicknames, legal forms.
#include "core/text/company.hpp"
#include "core/text/fold.hpp"
#include "core/text/nickname.hpp"
#include "core/text/parse_name.hpp"

#include "pg/record.hpp"
#include "pg/text_call.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// One part of a full name; NULL for none.
Datum name_part(FunctionCallInfo fcinfo, std::string (::cdp::text::NameParts::*part)() const) {
    return clean_text(fcinfo, [part](std::string_view name) -> std::optional<std::string> {
        std::string text = (::cdp::text::parse_name(name).*part)();
        if (text.empty()) return std::nullopt;
        return text;
    });
}

// An array of texts made by core code: assign() may be called inside CDP_TRY.
class TextArrayResult {
public:
    void assign(const std::vector<std::string>& texts) {
        const std::size_t bytes = std::max<std::size_t>(texts.size(), 1) * sizeof(Datum);
        elements_ = static_cast<Datum*>(palloc_extended(bytes, MCXT_ALLOC_NO_OOM));
        if (elements_ == nullptr) throw std::bad_alloc();
        for (const std::string& text : texts) {
            TextResult element;
            element.assign(text);
            elements_[count_++] = element.datum();
        }
    }
    Datum datum() const {
        return PointerGetDatum(construct_array(elements_, count_, TEXTOID, -1, false, TYPALIGN_INT));
    }

private:
    Datum* elements_ = nullptr;
    int count_ = 0;
};

}  // namespace

}  // namespace cdp::pg

using cdp::pg::TextArg;

CDP_FUNCTION(cdp_given_name) { return cdp::pg::name_part(fcinfo, &cdp::text::NameParts::given_names); }
CDP_FUNCTION(cdp_family_name) { return cdp::pg::name_part(fcinfo, &cdp::text::NameParts::family_name); }

CDP_FUNCTION(cdp_parse_name) {
    TextArg name(fcinfo, 0);
    cdp::pg::TextRecord<9> record;
    CDP_TRY({
        const cdp::text::NameParts parts = cdp::text::parse_name(name.view());
        int column = 0;
        for (const std::string* part : {&parts.title, &parts.given, &parts.middle, &parts.nickname, &parts.particle,
                                        &parts.family, &parts.birth_name, &parts.suffix, &parts.degrees})
            record.set(column++, *part);
    });
    return record.datum(fcinfo);
}

CDP_FUNCTION(cdp_nicknames) {
    TextArg name(fcinfo, 0);
    cdp::pg::TextArrayResult result;
    CDP_TRY(result.assign(cdp::text::nicknames(cdp::text::fold(name.view(), cdp::pg::backend_token()))));
    return result.datum();
}

CDP_FUNCTION(cdp_is_nickname) {
    TextArg a(fcinfo, 0), b(fcinfo, 1);
    bool related = false;
    CDP_TRY({
        const std::string x = cdp::text::fold(a.view(), cdp::pg::backend_token());
        const std::string y = cdp::text::fold(b.view(), cdp::pg::backend_token());
        related = x == y ? !x.empty() : cdp::text::is_nickname(x, y);
    });
    PG_RETURN_BOOL(related);
}

CDP_FUNCTION(cdp_company_legal_form) { return cdp::pg::clean_text(fcinfo, &cdp::text::company_legal_form); }
