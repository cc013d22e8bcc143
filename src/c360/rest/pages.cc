#include "c360/rest/pages.h"

#include <fmt/core.h>

#include <utility>

#include "c360/base/error.h"

namespace c360::rest {
namespace {

/// A longer mark or address is no mark: it would have to be kept and sent.
constexpr std::size_t kLongestMark = 64 << 10;

[[noreturn]] void refuse_records(const Page& page, const project::Source& source, const std::string& name) {
  throw Error(ErrorCode::kData,
              fmt::format("{}: the answer has no array of records at '{}', but here: {}", name, source.records,
                          described(page.content)),
              "`records:` in the source has the names that lead to the array, as in data.items");
}

bool is_nothing(const Json* mark) {
  return mark == nullptr || mark->is_null() || *mark == false || *mark == "";
}

void check_length(const std::string& mark) {
  if (mark.size() <= kLongestMark) return;
  throw Error(ErrorCode::kData, fmt::format("the mark of the next page has {} bytes", mark.size()),
              "does `paginate:` name the right field of the answer?");
}

bool is_counted(const project::RestPaging& paginate) {
  return !paginate.page.empty() || !paginate.offset.empty();
}

const Json* mark_of(const project::RestPaging& paginate, const Page& page, const std::vector<const Json*>& records) {
  if (!paginate.from.empty()) return find(page.content, paginate.from);
  if (records.empty()) return nullptr;
  const Json* mark = find(*records.back(), paginate.last);
  if (!is_nothing(mark)) return mark;
  throw Error(ErrorCode::kData,
              fmt::format("the page's last record has no '{}', from which the next page would go on", paginate.last),
              "`last` under paginate: is a field that every record has");
}

bool to_mark(PagePlace& place, const Json* mark) {
  if (is_nothing(mark)) return false;
  check_length(mark->dump());
  place.mark = *mark;
  return true;
}

}  // namespace

std::vector<const Json*> records_of(const Page& page, const project::Source& source, const std::string& name) {
  if (page.content.is_null()) return {};
  const Json* found = find(page.content, source.records);
  if (found == nullptr) refuse_records(page, source, name);
  if (found->is_null()) return {};
  if (found->is_object() && source.records.empty()) return {found};
  if (!found->is_array()) refuse_records(page, source, name);
  std::vector<const Json*> records;
  for (const Json& record : *found) records.push_back(&record);
  return records;
}

Question question_at(const PagePlace& place, const project::RestPaging& paginate, Question common) {
  Question question;
  question.address = place.address;
  question.parent = std::move(common.parent);
  if (!paginate.page.empty()) question.parameters.emplace_back(paginate.page, paginate.first + place.pages);
  if (!paginate.offset.empty()) question.parameters.emplace_back(paginate.offset, place.records);
  if (!paginate.cursor.empty() && !place.mark.is_null()) question.parameters.emplace_back(paginate.cursor, place.mark);
  if (!paginate.size.empty()) question.parameters.emplace_back(paginate.size, paginate.per_page);
  for (auto& parameter : common.parameters) question.parameters.push_back(std::move(parameter));
  return question;
}

bool may_be_gone(const Question& question, bool is_first, const project::RestPaging& paginate) {
  return is_first ? question.parent.has_value() : is_counted(paginate);
}

bool advance(PagePlace& place, const project::RestPaging& paginate, const Page& page,
             const std::vector<const Json*>& records, const Endpoint& endpoint, const Question& asked) {
  ++place.pages;
  place.records += static_cast<std::int64_t>(records.size());
  if (is_counted(paginate)) return !records.empty();
  if (!paginate.cursor.empty()) return to_mark(place, mark_of(paginate, page, records));
  std::string next = page.next_link;
  if (!paginate.next.empty()) {
    const Json* address = find(page.content, paginate.next);
    next = is_nothing(address) ? std::string() : text_of(*address).value_or("");
  } else if (!paginate.link) {
    return false;
  }
  if (next.empty()) return false;
  place.address = endpoint.kept_address(asked, next);
  check_length(place.address);
  return true;
}

}  // namespace c360::rest
