#include "c360/publish/odbc/view_order.h"

#include <cctype>
#include <functional>

#include "c360/base/letter_case.h"

namespace c360::publish::odbc {
namespace {

bool is_of_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || byte >= 0x80U;
}

}  // namespace

bool mentions(const std::string& select, const std::string& name) {
  const std::string text = to_lower(select);
  const std::string word = to_lower(name);
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_of_word(text[at - 1]);
    if (begins && (end == text.size() || !is_of_word(text[end]))) return true;
  }
  return false;
}

std::vector<std::size_t> readers_last(const std::vector<PlannedView>& views) {
  std::vector<std::size_t> order;
  std::vector<bool> seen(views.size());
  const std::function<void(std::size_t)> visit = [&](std::size_t view) {
    if (seen[view]) return;
    seen[view] = true;
    for (std::size_t other = 0; other < views.size(); ++other)
      if (other != view && mentions(views[view].select, views[other].definition.name)) visit(other);
    order.push_back(view);
  };
  for (std::size_t view = 0; view < views.size(); ++view) visit(view);
  return order;
}

}  // namespace c360::publish::odbc
