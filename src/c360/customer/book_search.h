// The best customers for one question, from the words of a book.
#pragma once

#include <cstdint>
#include <vector>

#include "c360/customer/book_terms.h"
#include "c360/customer/search.h"

namespace c360::customer {

/// Finds candidates by what their words score, and reads only the texts of the best. Used once, by one thread; all that
/// it is given must outlive it.
class BookSearch {
 public:
  BookSearch(const BookFile& file, const TermIndex& terms, const std::vector<SearchField>& fields,
             SearchQuestion question);

  /// What search_all() gives: without typing errors, and with them only where that is nobody.
  std::vector<FoundCustomer> best(std::size_t limit) const;

 private:
  struct Candidate {
    std::uint32_t document = 0;
    std::int32_t score = 0;
  };
  /// A word of the index that a word of the question may mean.
  struct Meaning {
    std::size_t term = 0;
    WordMatch match;
    std::size_t asked = 0, found = 0;  ///< bytes
  };
  using Meanings = std::vector<Meaning>;

  std::vector<FoundCustomer> best(std::size_t limit, bool with_errors) const;
  Meanings meanings_of(const std::string& word, bool with_errors) const;
  void add_phones(Meanings& meanings) const;
  std::vector<Candidate> candidates_of(const Meanings& meanings) const;
  /// Those candidates that have another word, too.
  void narrow(std::vector<Candidate>& candidates, const Meanings& meanings) const;
  /// The score of each document by one word; kNone where it does not have it.
  std::vector<std::int16_t> scores_of(const Meanings& meanings) const;
  std::optional<FoundCustomer> read(std::uint32_t document) const;

  const BookFile& file_;
  const TermIndex& terms_;
  const std::vector<SearchField>& fields_;
  SearchQuestion question_;
};

}  // namespace c360::customer
