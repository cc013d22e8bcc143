#include "c360/customer/search.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace c360::customer {
namespace {

using project::ColumnRole;

constexpr std::size_t kMostWords = 8;
constexpr std::size_t kLongestWord = 64;

bool is_searched(ColumnRole role) {
  return role == ColumnRole::kName || role == ColumnRole::kEmail || role == ColumnRole::kPhone ||
         role == ColumnRole::kId;
}

/// A number is found by its beginning and by its end: people leave out the country's code.
std::optional<FoundWord> match_phone(const std::string& asked, const std::string& digits, std::size_t field) {
  if (asked.empty() || digits.empty()) return std::nullopt;
  if (digits == asked) return FoundWord{asked, digits, field, {How::kExact, 0}};
  const bool ends = asked.size() >= kShortestPhoneEnd && digits.ends_with(asked);
  if (ends || digits.starts_with(asked)) return FoundWord{asked, digits, field, {How::kPrefix, 0}};
  return std::nullopt;
}

/// The best of a customer's words for one that was asked for.
class BestWord {
 public:
  void offer(FoundWord word, ColumnRole role) {
    const int score = word_score(word.match, word.asked.size(), word.found.size(), role);
    if (best_ && score <= score_) return;
    best_ = std::move(word);
    score_ = score;
  }
  const std::optional<FoundWord>& word() const { return best_; }
  int score() const { return score_; }

 private:
  std::optional<FoundWord> best_;
  int score_ = 0;
};

bool is_worse_on_top(const FoundCustomer& a, const FoundCustomer& b) {
  return stands_before(a, b);
}

}  // namespace

int word_score(const WordMatch& match, std::size_t asked, std::size_t found, ColumnRole role) {
  constexpr int kExact = 1000, kPrefix = 600, kLonger = 300, kTyped = 500, kError = 3000;
  int score = kExact;
  if (match.how == How::kPrefix) score = kPrefix + static_cast<int>(kLonger * asked / std::max<std::size_t>(found, 1));
  if (match.how == How::kTypingError) score = kTyped - kError * match.errors;
  return score + (role == ColumnRole::kName ? 3 : role == ColumnRole::kId ? 2 : 1);
}

std::vector<SearchField> search_fields(const CustomerModel& model) {
  std::vector<SearchField> fields;
  for (std::size_t i = 0; i < model.fields().size(); ++i) {
    const Field& field = model.fields()[i];
    if (field.entity != model.key().entity || field.shown.column.empty()) continue;
    const ColumnRole role = field.shown.role;
    const bool is_key = field.name == model.key().column;
    const bool is_place = role == ColumnRole::kLocation || role == ColumnRole::kAddress;
    if (is_searched(role) || is_key || is_place)
      fields.push_back({i, is_key ? ColumnRole::kId : role, is_searched(role) || is_key});
  }
  std::stable_sort(fields.begin(), fields.end(), [](const SearchField& a, const SearchField& b) {
    return a.role == ColumnRole::kName && b.role != ColumnRole::kName;
  });
  return fields;
}

sql::Query search_texts_query(const CustomerModel& model, const std::vector<SearchField>& fields) {
  const project::MetricEntity& entity = *model.key().entity;
  const sql::Type text{sql::TypeKind::kString};
  sql::Query query;
  query.select = {{sql::cast(sql::column(model.key().column), text), "key"}};
  for (std::size_t i = 0; i < fields.size(); ++i)
    query.select.push_back({sql::cast(sql::column(model.fields()[fields[i].field].name), text), fmt::format("t{}", i)});
  query.from = sql::table({entity.schema(), entity.table_name()});
  return query;
}

bool stands_before(const FoundCustomer& a, const FoundCustomer& b) {
  return std::tie(b.score, a.texts, a.id) < std::tie(a.score, b.texts, b.id);
}

SearchQuestion::SearchQuestion(const std::string& text) {
  words_ = words_of(text);
  if (words_.size() > kMostWords) words_.resize(kMostWords);
  for (std::string& word : words_)
    if (word.size() > kLongestWord) word.resize(kLongestWord);
  const bool is_phone = text.find_first_not_of("0123456789+-()/. ") == std::string::npos;
  if (is_phone) phone_ = digits_of_phone(text);
}

std::optional<FoundCustomer> SearchQuestion::match(const std::vector<SearchField>& fields, const std::string& id,
                                                   std::vector<std::optional<std::string>> texts) const {
  std::vector<BestWord> best(words_.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].is_searched || !texts[i]) continue;
    if (fields[i].role == ColumnRole::kPhone) {
      if (const auto found = match_phone(phone_, digits_of_phone(*texts[i]), i))
        for (BestWord& word : best) word.offer(*found, fields[i].role);
    }
    for (const std::string& word : words_of(*texts[i]))
      for (std::size_t w = 0; w < words_.size(); ++w)
        if (const auto match = match_word(words_[w], word)) best[w].offer({words_[w], word, i, *match}, fields[i].role);
  }
  FoundCustomer found{id, std::move(texts), {}, 0};
  for (const BestWord& word : best) {
    if (!word.word()) return std::nullopt;
    found.words.push_back(*word.word());
    found.score += word.score();
  }
  return found;
}

std::vector<FoundCustomer> search_all(engine::Connection& connection, const CustomerModel& model,
                                      const std::string& text, std::size_t limit) {
  const SearchQuestion question(text);
  if (question.empty() || limit == 0) return {};
  const std::vector<SearchField> fields = search_fields(model);
  BestFound best(limit);
  engine::Result result = connection.query(search_texts_query(model, fields));
  while (const auto chunk = result.next())
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      std::vector<std::optional<std::string>> texts = texts_in_row(*chunk, row, 1, fields.size());
      if (auto found = question.match(fields, std::string(chunk->text(0, row)), std::move(texts)))
        best.add(std::move(*found));
    }
  std::vector<FoundCustomer> found = best.take();
  if (!found.empty() && found.front().errors() == 0)
    std::erase_if(found, [](const FoundCustomer& each) { return each.errors() > 0; });
  return found;
}

int FoundCustomer::errors() const {
  return std::accumulate(words.begin(), words.end(), 0,
                         [](int sum, const FoundWord& word) { return sum + word.match.errors; });
}

void BestFound::add(FoundCustomer found) {
  if (best_.size() == limit_ && !stands_before(found, best_.front())) return;
  if (best_.size() == limit_) {
    std::pop_heap(best_.begin(), best_.end(), is_worse_on_top);
    best_.pop_back();
  }
  best_.push_back(std::move(found));
  std::push_heap(best_.begin(), best_.end(), is_worse_on_top);
}

std::vector<FoundCustomer> BestFound::take() {
  std::sort(best_.begin(), best_.end(), [](const auto& a, const auto& b) { return stands_before(a, b); });
  return std::move(best_);
}

}  // namespace c360::customer
