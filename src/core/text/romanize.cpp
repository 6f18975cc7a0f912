// SPDX-License-Identifier: PostgreSQL
#include "core/text/romanize.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
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

// Letters of the commonest scripts that never change or join in NFC.
constexpr bool stays(char32_t cp) {
    return cp < 0x300 || (cp >= 0x388 && cp < 0x3CF) || (cp >= 0x400 && cp < 0x483) || (cp >= 0x5D0 && cp <= 0x5EA) ||
           (cp >= 0x621 && cp <= 0x64A) || (cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A1 && cp <= 0x30FA) ||
           (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xAC00 && cp <= 0xD7A3);
}

// True when NFC would change nothing.
bool is_composed(const std::vector<char32_t>& cps) {
    return std::all_of(cps.begin(), cps.end(), [](char32_t cp) {
        if (stays(cp)) return true;
        return u_getIntPropertyValue(static_cast<UChar32>(cp), UCHAR_NFC_QUICK_CHECK) == UNORM_YES &&
               u_getCombiningClass(static_cast<UChar32>(cp)) == 0;
    });
}

void limit_marks(std::vector<char32_t>& cps) {
    std::size_t run = 0;
    std::erase_if(cps, [&run](char32_t cp) {
        run = u_getCombiningClass(static_cast<UChar32>(cp)) == 0 ? 0 : run + 1;
        return run > kMostMarks;
    });
}

bool is_shaped(char32_t cp) { return (cp >= 0xFB1D && cp <= 0xFDFF) || (cp >= 0xFE70 && cp <= 0xFEFC); }

}  // namespace

void compose(std::vector<char32_t>& cps) {
    if (is_composed(cps)) return;
    limit_marks(cps);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return;
    const icu::UnicodeString composed = nfc->normalize(to_icu(cps.data(), cps.size()), status);
    if (U_FAILURE(status)) return;
    from_icu(composed, cps);
    limit_marks(cps);  // some marks decompose into two for good
}

bool starts_composition(char32_t cp) noexcept {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    return U_FAILURE(status) || nfc->hasBoundaryBefore(static_cast<UChar32>(cp));
}

void unshape(std::vector<char32_t>& cps) {
    if (std::none_of(cps.begin(), cps.end(), is_shaped)) return;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return;
    std::vector<char32_t> out, one;
    out.reserve(cps.size());
    for (char32_t cp : cps) {
        if (!is_shaped(cp)) {
            out.push_back(cp);
            continue;
        }
        from_icu(nfkc->normalize(to_icu(&cp, 1), status), one);
        out.insert(out.end(), one.begin(), one.end());
    }
    if (U_SUCCESS(status)) cps.swap(out);
    compose(cps);
}

Pinyin pinyin(char32_t ideograph) {
    // Letters packed five bits each behind a bit that says "known". Zero-initialised, so it costs nothing until used.
    static constinit std::array<std::atomic<std::uint32_t>, 0x9FFF - 0x3400 + 1> known{};
    constexpr std::uint32_t kKnown = 1u << 31;
    auto& slot = known[ideograph - 0x3400];
    std::uint32_t packed = slot.load(std::memory_order_relaxed);
    if (packed == 0) {
        Pinyin read;
        for (char32_t cp : romanize(&ideograph, 1))
            if (cp >= 'a' && cp <= 'z' && read.length < sizeof read.letters) read.letters[read.length++] = static_cast<char>(cp);
        packed = kKnown;
        for (std::size_t i = 0; i < read.length; i++)
            packed |= static_cast<std::uint32_t>(read.letters[i] - 'a' + 1) << (5 * i);
        slot.store(packed, std::memory_order_relaxed);
    }
    Pinyin out;
    for (std::uint32_t rest = packed & ~kKnown; rest != 0; rest >>= 5)
        out.letters[out.length++] = static_cast<char>('a' + (rest & 31) - 1);
    return out;
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
