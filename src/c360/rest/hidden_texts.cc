#include "c360/rest/hidden_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "c360/base/json_text.h"
#include "c360/fetch/url.h"

namespace c360::rest {
namespace {

constexpr std::size_t kShortestHidden = 6;

std::string mark_of(std::size_t number) {
  return fmt::format("${{secret:{}}}", number);
}

}  // namespace

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

void HiddenTexts::add(const std::string& secret) {
  if (secret.size() < kShortestHidden) return;
  std::string json;
  append_json_text(secret, json);
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  for (const std::string& form : {secret, json.substr(1, json.size() - 2), fetch::percent_encoded(secret)}) {
    const auto is_this = [&](const Hidden& hidden) { return hidden.text == form; };
    if (std::none_of(texts_.begin(), texts_.end(), is_this)) texts_.push_back({form, texts_.size()});
  }
  std::stable_sort(texts_.begin(), texts_.end(),
                   [](const Hidden& a, const Hidden& b) { return a.text.size() > b.text.size(); });
}

std::string HiddenTexts::masked(std::string text) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  for (const Hidden& hidden : texts_) replace_all(text, hidden.text, "***");
  return text;
}

std::string HiddenTexts::marked(std::string text) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  for (const Hidden& hidden : texts_) replace_all(text, hidden.text, mark_of(hidden.number));
  return text;
}

std::string HiddenTexts::revealed(std::string text) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  for (const Hidden& hidden : texts_) replace_all(text, mark_of(hidden.number), hidden.text);
  return text;
}

}  // namespace c360::rest
