// SPDX-License-Identifier: PostgreSQL
#include "data/word_list.hpp"

#include <cstddef>
#include <utility>

namespace cdp::sample {
namespace {

constexpr std::uint64_t kFlatness = 20;

std::string_view cut(std::string_view& text, char at) {
    const std::size_t end = text.find(at);
    const std::string_view head = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return head;
}

std::vector<WordList::Entry> parse(std::string_view text) {
    std::vector<WordList::Entry> out;
    while (!text.empty()) {
        std::string_view item = cut(text, ',');
        WordList::Entry entry{cut(item, '='), {}};
        if (item.empty()) item = entry.native;
        while (!item.empty()) entry.latin.push_back(cut(item, '|'));
        out.push_back(std::move(entry));
    }
    return out;
}

}  // namespace

WordList::WordList(std::string_view text) : entries_(parse(text)), picker_(entries_.size(), kFlatness) {}

}  // namespace cdp::sample
