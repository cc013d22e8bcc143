// Words of customers, sorted, however many: what does not fit into memory waits in files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace c360::customer {

/// A customer has a word in a field.
struct Posting {
  std::string word;
  std::uint8_t field = 0;
  std::uint32_t document = 0;
  auto operator<=>(const Posting&) const = default;
};

/// Sorts postings by word, field and document, each once. One thread at a time.
class TermSorter {
 public:
  /// Runs are kept in `folder`, and removed with this.
  TermSorter(std::filesystem::path folder, std::size_t postings_in_memory);
  ~TermSorter();
  TermSorter(const TermSorter&) = delete;
  TermSorter& operator=(const TermSorter&) = delete;

  /// Throws Error(kIo or kNoSpace), as merge().
  void add(Posting posting);
  /// Gives all postings in order. Nothing can be added after it.
  void merge(const std::function<void(const Posting&)>& take);

 private:
  class Run;

  void sort();
  void spill();

  std::filesystem::path folder_;
  std::size_t most_;
  std::vector<Posting> postings_;
  std::vector<std::unique_ptr<Run>> runs_;
};

}  // namespace c360::customer
