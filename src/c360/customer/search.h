// Customers found by what people type: name, e-mail, telephone, id; words in any order, typing errors forgiven.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/customer/profile.h"
#include "c360/customer/search_words.h"

namespace c360::customer {

/// A field of customers by which they are found or that is shown of those found, and its place in
/// CustomerModel::fields().
struct SearchField {
  std::size_t field = 0;
  project::ColumnRole role = project::ColumnRole::kOther;
  bool is_searched = false;
};
/// Names first, then the key, e-mail addresses and telephone numbers; where a customer lives is shown, too.
std::vector<SearchField> search_fields(const CustomerModel& model);

/// A row for each customer: the key, then the search fields, all as texts.
sql::Query search_texts_query(const CustomerModel& model, const std::vector<SearchField>& fields);

/// One word that was asked for, and where it was found.
struct FoundWord {
  std::string asked, found;
  std::size_t field = 0;  ///< of search_fields()
  WordMatch match;
};

/// What a word adds to a customer's score, by its match and the bytes that were asked for and found. Better matches
/// weigh more; among equal ones a name is what people mean. However well all other words fit, a customer found with
/// fewer typing errors comes first.
int word_score(const WordMatch& match, std::size_t asked, std::size_t found, project::ColumnRole role);

/// The fewest digits by which a telephone number is found from its end.
inline constexpr std::size_t kShortestPhoneEnd = 5;

/// A customer who has all the words.
struct FoundCustomer {
  std::string id;
  std::vector<std::optional<std::string>> texts;  ///< of search_fields()
  std::vector<FoundWord> words;                   ///< of the question, in its order
  int score = 0;                                  ///< the greater, the better

  int errors() const;  ///< of typing, in all words
};

/// Better ones first, then by name and id.
bool stands_before(const FoundCustomer& a, const FoundCustomer& b);

/// What was asked for, taken apart. A value.
class SearchQuestion {
 public:
  /// At most 8 words of at most 64 bytes each; what is longer is cut.
  explicit SearchQuestion(const std::string& text);

  bool empty() const { return words_.empty(); }
  const std::vector<std::string>& words() const { return words_; }
  /// The question as a telephone number, where it can be one; else empty.
  const std::string& phone() const { return phone_; }

  /// nullopt for a customer who does not have all the words.
  std::optional<FoundCustomer> match(const std::vector<SearchField>& fields, const std::string& id,
                                     std::vector<std::optional<std::string>> texts) const;

 private:
  std::vector<std::string> words_;
  std::string phone_;
};

/// The best matches, by looking at every customer. Typing errors are forgiven only where nobody is found without.
std::vector<FoundCustomer> search_all(engine::Connection& connection, const CustomerModel& model,
                                      const std::string& text, std::size_t limit);

/// The best of many, in memory for the best alone.
class BestFound {
 public:
  explicit BestFound(std::size_t limit) : limit_(limit) {}
  void add(FoundCustomer found);
  std::vector<FoundCustomer> take();

 private:
  std::size_t limit_;
  std::vector<FoundCustomer> best_;  ///< a heap, the worst on top
};

}  // namespace c360::customer
