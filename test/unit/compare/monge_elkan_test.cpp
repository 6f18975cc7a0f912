// SPDX-License-Identifier: PostgreSQL
#include "core/compare/monge_elkan.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "ref/token_measure.hpp"
#include "unit/compare/random_words.hpp"

namespace cdp::compare {
namespace {

// Published: py_stringmatching documentation and tests.
TEST(MongeElkan, PublishedValues) {
    EXPECT_NEAR(monge_elkan("Niall", "Neal"), 0.8049999999999999, 1e-12);
    EXPECT_NEAR(monge_elkan("Niall", "Njall"), 0.88, 1e-12);
    EXPECT_DOUBLE_EQ(monge_elkan("a", "a"), 1);
    EXPECT_DOUBLE_EQ(monge_elkan("", "a"), 0);
    EXPECT_DOUBLE_EQ(monge_elkan("", ""), 1);
}

TEST(MongeElkan, IsOneSidedUnlessAsked) {
    EXPECT_DOUBLE_EQ(monge_elkan("paul", "paul johnson"), 1);
    EXPECT_LT(monge_elkan("paul johnson", "paul"), 1);
    EXPECT_EQ(monge_elkan("paul johnson", "johson paule", true), monge_elkan("johson paule", "paul johnson", true));
}

TEST(MongeElkan, AgreesWithTheTextbook) {
    RandomWords random(47);
    for (int round = 0; round < 3000; round++) {
        const std::string a = random.text(5), b = random.text(round % 5 == 0 ? 40 : 5);
        const double forth = ref::monge_elkan(a, b), back = ref::monge_elkan(b, a);
        ASSERT_NEAR(monge_elkan(a, b), forth, 1e-12) << a << " / " << b;
        ASSERT_NEAR(monge_elkan(a, b, true), (forth + back) / 2, 1e-12) << a << " / " << b;
    }
}

TEST(MongeElkan, CanBeStopped) {
    std::string text;
    for (int i = 0; i < 3000; i++) text += "word" + std::to_string(i) + " ";
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(monge_elkan(text, text, false, stopped), Error);
}

}  // namespace
}  // namespace cdp::compare
