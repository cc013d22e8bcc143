// A customer book, opened: profiles, newest events and search without a query.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "c360/customer/book_entry.h"
#include "c360/customer/book_file.h"
#include "c360/customer/book_terms.h"
#include "c360/customer/search.h"

namespace c360::customer {

/// Any thread may ask. The model that it was made with must outlive it.
class Book {
 public:
  /// Throws as BookFile.
  Book(const std::filesystem::path& path, const CustomerModel& model);

  /// nullopt where there is no such customer. Throws Error(kCorrupt) where the file has changed.
  std::optional<BookEntry> find(const std::string& id) const;

  /// The same as search_all(). Throws as find().
  std::vector<FoundCustomer> search(const std::string& text, std::size_t limit) const;

 private:
  std::optional<BookEntry> entry_of(const std::string& key) const;

  const CustomerModel& model_;
  BookFile file_;
  BookCommon common_;
  std::vector<SearchField> fields_;
  TermIndex terms_;
};

}  // namespace c360::customer
