// SPDX-License-Identifier: PostgreSQL
#include "core/compare/osa.hpp"

namespace cdp::compare {

template <Unit C>
std::size_t osa_distance(Units<C> a, Units<C> b, std::size_t bound, const Work& work) {
    return detail::edit_distance<true>(a, b, bound, work);
}

template std::size_t osa_distance(Bytes, Bytes, std::size_t, const Work&);
template std::size_t osa_distance(CodePoints, CodePoints, std::size_t, const Work&);

}  // namespace cdp::compare
