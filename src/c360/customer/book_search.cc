#include "c360/customer/book_search.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace c360::customer {
namespace {

constexpr std::int16_t kNone = std::numeric_limits<std::int16_t>::min();
constexpr std::size_t kFewEnough = 300;  // candidates whose texts are read sooner than further words

}  // namespace

BookSearch::BookSearch(const BookFile& file, const TermIndex& terms, const std::vector<SearchField>& fields,
                       SearchQuestion question)
    : file_(file), terms_(terms), fields_(fields), question_(std::move(question)) {}

std::vector<FoundCustomer> BookSearch::best(std::size_t limit) const {
  if (question_.empty() || limit == 0) return {};
  std::vector<FoundCustomer> found = best(limit, false);
  const bool may_have_errors = std::any_of(question_.words().begin(), question_.words().end(),
                                           [](const std::string& word) { return allowed_errors(word) > 0; });
  return found.empty() && may_have_errors ? best(limit, true) : found;
}

std::vector<FoundCustomer> BookSearch::best(std::size_t limit, bool with_errors) const {
  std::vector<Meanings> words;
  for (const std::string& word : question_.words()) words.push_back(meanings_of(word, with_errors));
  std::vector<std::uint64_t> sizes;
  for (const Meanings& meanings : words)
    sizes.push_back(std::accumulate(meanings.begin(), meanings.end(), std::uint64_t{0},
                                    [&](auto sum, const auto& each) { return sum + terms_.count(each.term); }));
  std::vector<std::size_t> order(words.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] < sizes[b]; });
  std::vector<Candidate> candidates = candidates_of(words[order.front()]);
  std::size_t taken = 1;
  for (; taken < order.size() && candidates.size() > kFewEnough; ++taken) narrow(candidates, words[order[taken]]);
  if (taken == order.size() && candidates.size() > limit) {
    const auto is_better = [](const Candidate& a, const Candidate& b) {
      return a.score != b.score ? a.score > b.score : a.document < b.document;
    };
    std::nth_element(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(limit), candidates.end(),
                     is_better);
    candidates.resize(limit);
  }
  BestFound best(limit);
  for (const Candidate& candidate : candidates)
    if (auto found = read(candidate.document)) best.add(std::move(*found));
  return best.take();
}

BookSearch::Meanings BookSearch::meanings_of(const std::string& word, bool with_errors) const {
  Meanings meanings;
  const auto [from, to] = terms_.with_prefix(word);
  for (std::size_t term = from; term < to; ++term) {
    const std::size_t size = terms_.word(term).size();
    meanings.push_back({term, {size == word.size() ? How::kExact : How::kPrefix, 0}, word.size(), size});
  }
  if (with_errors)
    terms_.with_errors(word, allowed_errors(word), [&](std::size_t term, int errors) {
      meanings.push_back({term, {How::kTypingError, errors}, word.size(), terms_.word(term).size()});
    });
  add_phones(meanings);
  return meanings;
}

/// All words of a question together may be a number.
void BookSearch::add_phones(Meanings& meanings) const {
  const std::string& digits = question_.phone();
  if (digits.empty()) return;
  const auto add = [&](const std::string& prefix) {
    const auto [from, to] = terms_.with_prefix(prefix);
    for (std::size_t term = from; term < to; ++term) {
      const std::size_t size = terms_.word(term).size() - 1;
      meanings.push_back({term, {size == digits.size() ? How::kExact : How::kPrefix, 0}, digits.size(), size});
    }
  };
  add(phone_beginning(digits));
  if (digits.size() >= kShortestPhoneEnd) add(phone_end(digits));
}

std::vector<std::int16_t> BookSearch::scores_of(const Meanings& meanings) const {
  std::vector<std::int16_t> scores(file_.section(BookSection::kDocumentOffsets).size() / sizeof(std::uint64_t), kNone);
  std::vector<std::int16_t> by_field(fields_.size());
  for (const Meaning& meaning : meanings) {
    for (std::size_t i = 0; i < fields_.size(); ++i)
      by_field[i] = static_cast<std::int16_t>(word_score(meaning.match, meaning.asked, meaning.found, fields_[i].role));
    terms_.documents(meaning.term, [&](std::uint8_t field, std::uint32_t document) {
      std::int16_t& score = scores.at(document);
      score = std::max(score, by_field.at(field));
    });
  }
  return scores;
}

std::vector<BookSearch::Candidate> BookSearch::candidates_of(const Meanings& meanings) const {
  const std::vector<std::int16_t> scores = scores_of(meanings);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (scores[i] != kNone) candidates.push_back({static_cast<std::uint32_t>(i), scores[i]});
  return candidates;
}

void BookSearch::narrow(std::vector<Candidate>& candidates, const Meanings& meanings) const {
  const std::vector<std::int16_t> scores = scores_of(meanings);
  std::erase_if(candidates, [&](const Candidate& each) { return scores[each.document] == kNone; });
  for (Candidate& each : candidates) each.score += scores[each.document];
}

std::optional<FoundCustomer> BookSearch::read(std::uint32_t document) const {
  Unpacker unpacker(file_.section(BookSection::kDocuments));
  unpacker.skip(file_.number(BookSection::kDocumentOffsets, document));
  const std::string id(unpacker.text());
  std::vector<std::optional<std::string>> texts;
  for (std::size_t i = 0; i < fields_.size(); ++i) texts.push_back(unpacker.maybe());
  return question_.match(fields_, id, std::move(texts));
}

}  // namespace c360::customer
