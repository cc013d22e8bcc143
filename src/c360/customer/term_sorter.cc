#include "c360/customer/term_sorter.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <queue>

#include "c360/base/error.h"
#include "c360/customer/scratch.h"

namespace c360::customer {
/// A sorted run in a file without a name: the system removes it however this process ends.
class TermSorter::Run {
 public:
  Run(const std::filesystem::path& folder, const std::vector<Posting>& postings)
      : folder_(folder), file_(open_scratch(folder)) {
    for (const Posting& posting : postings) put(posting);
    if (std::fflush(file_) != 0) fail();
    std::rewind(file_);
    next();
  }
  ~Run() {
    if (file_ != nullptr) std::fclose(file_);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  bool at_end() const { return at_end_; }
  const Posting& posting() const { return posting_; }
  void next() {
    std::uint16_t size = 0;
    at_end_ = std::fread(&size, sizeof size, 1, file_) != 1;
    if (at_end_) return;
    posting_.word.resize(size);
    const bool is_whole = std::fread(posting_.word.data(), 1, size, file_) == size &&
                          std::fread(&posting_.field, sizeof posting_.field, 1, file_) == 1 &&
                          std::fread(&posting_.document, sizeof posting_.document, 1, file_) == 1;
    if (!is_whole) throw Error(ErrorCode::kIo, "words that were set aside cannot be read back");
  }

 private:
  void put(const Posting& posting) {
    const auto size = static_cast<std::uint16_t>(posting.word.size());
    const bool is_written = std::fwrite(&size, sizeof size, 1, file_) == 1 &&
                            std::fwrite(posting.word.data(), 1, size, file_) == size &&
                            std::fwrite(&posting.field, sizeof posting.field, 1, file_) == 1 &&
                            std::fwrite(&posting.document, sizeof posting.document, 1, file_) == 1;
    if (!is_written) fail();
  }
  /// The destructor does not run where the constructor throws.
  [[noreturn]] void fail() {
    const int failure = errno;
    std::fclose(file_);
    file_ = nullptr;
    throw_errno("write", folder_, failure);
  }

  std::filesystem::path folder_;
  std::FILE* file_ = nullptr;
  Posting posting_;
  bool at_end_ = false;
};

TermSorter::TermSorter(std::filesystem::path folder, std::size_t postings_in_memory)
    : folder_(std::move(folder)), most_(std::max<std::size_t>(postings_in_memory, 1)) {}

TermSorter::~TermSorter() = default;

void TermSorter::add(Posting posting) {
  if (posting.word.size() > UINT16_MAX) return;  // nobody types it
  postings_.push_back(std::move(posting));
  if (postings_.size() >= most_) spill();
}

void TermSorter::sort() {
  std::sort(postings_.begin(), postings_.end());
  postings_.erase(std::unique(postings_.begin(), postings_.end()), postings_.end());
}

void TermSorter::spill() {
  sort();
  runs_.push_back(std::make_unique<Run>(folder_, postings_));
  postings_.clear();
}

void TermSorter::merge(const std::function<void(const Posting&)>& take) {
  if (runs_.empty()) {
    sort();
    for (const Posting& posting : postings_) take(posting);
    return;
  }
  if (!postings_.empty()) spill();
  const auto later = [](const Run* a, const Run* b) { return b->posting() < a->posting(); };
  std::priority_queue<Run*, std::vector<Run*>, decltype(later)> waiting(later);
  for (const auto& run : runs_)
    if (!run->at_end()) waiting.push(run.get());
  while (!waiting.empty()) {
    Run* run = waiting.top();
    waiting.pop();
    take(run->posting());
    run->next();
    if (!run->at_end()) waiting.push(run);
  }
}

}  // namespace c360::customer
