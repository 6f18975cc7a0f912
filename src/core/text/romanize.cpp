// SPDX-License-Identifier: PostgreSQL
#include "core/text/romanize.hpp"

#include <memory>
#include <mutex>

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace cdp::text {

namespace {

// Transliterators carry state and are dear to make, so they are kept in a pool from which a call borrows one:
// as many exist as calls ever ran at once. The pool is never destroyed, threads and exit order do not matter.
class TransliteratorPool {
public:
    using Owned = std::unique_ptr<icu::Transliterator>;

    Owned take() {
        {
            std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                Owned t = std::move(idle_.back());
                idle_.pop_back();
                return t;
            }
        }
        UErrorCode status = U_ZERO_ERROR;
        Owned t(icu::Transliterator::createInstance("Any-Latin", UTRANS_FORWARD, status));
        return U_SUCCESS(status) ? std::move(t) : nullptr;
    }

    void give(Owned t) {
        if (t == nullptr) return;
        std::lock_guard lock(mutex_);
        idle_.push_back(std::move(t));
    }

private:
    std::mutex mutex_;
    std::vector<Owned> idle_;
};

TransliteratorPool& pool() {
    static auto* const instance = new TransliteratorPool;
    return *instance;
}

icu::UnicodeString to_icu(const char32_t* cps, std::size_t count) {
    return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(cps), static_cast<int32_t>(count));
}

void from_icu(const icu::UnicodeString& s, std::vector<char32_t>& out) {
    out.clear();
    out.reserve(static_cast<std::size_t>(s.length()));
    for (int32_t i = 0; i < s.length(); i = s.moveIndex32(i, 1)) out.push_back(static_cast<char32_t>(s.char32At(i)));
}

}  // namespace

void compose(std::vector<char32_t>& cps) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return;
    const icu::UnicodeString composed = nfc->normalize(to_icu(cps.data(), cps.size()), status);
    if (U_SUCCESS(status)) from_icu(composed, cps);
}

std::vector<char32_t> romanize(const char32_t* run, std::size_t count) {
    std::vector<char32_t> out(run, run + count);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) return out;
    icu::UnicodeString s = fold->normalize(to_icu(run, count), status);
    if (U_FAILURE(status)) return out;

    bool letters = false;
    for (int32_t i = 0; i < s.length() && !letters; i = s.moveIndex32(i, 1))
        letters = s.char32At(i) >= 0x250 && is_letter(static_cast<char32_t>(s.char32At(i)));
    if (letters) {
        auto transliterator = pool().take();
        if (transliterator != nullptr) transliterator->transliterate(s);
        pool().give(std::move(transliterator));
        s = fold->normalize(s, status);
    }
    const icu::UnicodeString apart = nfkd->normalize(s, status);
    if (U_SUCCESS(status)) from_icu(apart, out);
    return out;
}

bool is_letter_or_digit(char32_t cp) noexcept { return u_isalnum(static_cast<UChar32>(cp)) != 0; }
bool is_letter(char32_t cp) noexcept { return u_isalpha(static_cast<UChar32>(cp)) != 0; }
bool is_mark(char32_t cp) noexcept { return (U_GET_GC_MASK(static_cast<UChar32>(cp)) & U_GC_M_MASK) != 0; }
int digit_value(char32_t cp) noexcept {
    return u_charType(static_cast<UChar32>(cp)) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(static_cast<UChar32>(cp))
                                                                         : -1;
}

}  // namespace cdp::text
