#include "c360/customer/book.h"

#include "c360/customer/book_search.h"
#include "c360/customer/book_slots.h"

namespace c360::customer {

Book::Book(const std::filesystem::path& path, const CustomerModel& model)
    : model_(model), file_(path), fields_(search_fields(model)), terms_(file_) {
  Unpacker about(file_.section(BookSection::kAbout));
  common_ = unpack_common(about);
}

std::optional<BookEntry> Book::find(const std::string& id) const {
  const auto known = model_.key().canonical(id);
  if (!known) return std::nullopt;
  std::optional<BookEntry> entry;
  find_slot(file_, *known, [&](std::uint64_t offset) {
    const std::string_view block = block_at(file_.section(BookSection::kCustomers), offset);
    if (Unpacker(block).text() != *known) return false;
    entry = unpack(block, model_, common_);
    return true;
  });
  return entry;
}

std::vector<FoundCustomer> Book::search(const std::string& text, std::size_t limit) const {
  return BookSearch(file_, terms_, fields_, SearchQuestion(text)).best(limit);
}

}  // namespace c360::customer
