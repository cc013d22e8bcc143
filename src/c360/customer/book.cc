#include "c360/customer/book.h"

#include "c360/customer/book_search.h"
#include "c360/customer/book_slots.h"

namespace c360::customer {
namespace {

/// What was read of a file whose bytes are all there. Whatever reading stumbles over where they are not, that they are
/// not is what is wrong.
template <class Read>
auto checked(const BookFile& file, const Read& read) {
  try {
    auto found = read();
    file.check();
    return found;
  } catch (const std::exception&) {
    file.check();
    throw;
  }
}

}  // namespace

Book::Book(const std::filesystem::path& path, const CustomerModel& model)
    : model_(model), file_(path), fields_(search_fields(model)), terms_(file_) {
  Unpacker about(file_.section(BookSection::kAbout));
  common_ = unpack_common(about);
}

std::optional<BookEntry> Book::find(const std::string& id) const {
  const auto known = model_.key().canonical(id);
  if (!known) return std::nullopt;
  return checked(file_, [&] { return entry_of(*known); });
}

std::optional<BookEntry> Book::entry_of(const std::string& key) const {
  std::optional<BookEntry> entry;
  find_slot(file_, key, [&](std::uint64_t offset) {
    const std::string_view block = block_at(file_.section(BookSection::kCustomers), offset);
    if (Unpacker(block).text() != key) return false;
    entry = unpack(block, model_, common_);
    return true;
  });
  return entry;
}

std::vector<FoundCustomer> Book::search(const std::string& text, std::size_t limit) const {
  return checked(file_, [&] { return BookSearch(file_, terms_, fields_, SearchQuestion(text)).best(limit); });
}

}  // namespace c360::customer
