#include "c360/customer/book_writer.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/hashing.h"
#include "c360/customer/book_entry.h"
#include "c360/customer/book_slots.h"
#include "c360/customer/book_terms.h"
#include "c360/customer/ordered_rows.h"
#include "c360/customer/search.h"
#include "c360/customer/standings.h"
#include "c360/sql/functions.h"

namespace c360::customer {
namespace {

using sql::Query;
using Connect = std::function<engine::Connection()>;

constexpr std::size_t kPostingsInMemory = 1'000'000;  // some 60 MB
const sql::Type kText{sql::TypeKind::kString};

/// In the order of stands_before().
std::vector<sql::OrderBy> event_order() {
  return {{sql::column("at"), true, true}, {sql::column("id"), false, true}};
}

Query all_records(const CustomerModel& model, const lakehouse::TableName& table) {
  Query query;
  query.select = {{sql::cast(sql::column(model.sources().keyed_tables().at(table)), kText), "key"},
                  {sql::column("_source_file"), "file"},
                  {sql::column("_source_row"), "record"}};
  query.from = sql::table({table.layer, table.name});
  return query;
}

/// Puts the entries of all customers together from streams in the order of their keys.
class Entries {
 public:
  Entries(const Connect& connect, const CustomerModel& model, const SettingAside& aside)
      : model_(model),
        order_(model.key()),
        fields_(rows(connect, aside, fields_query(model, model.fields(), std::nullopt))) {
    if (!model.figures().empty()) {
      engine::Connection connection = connect();
      const Standings standings(connection, model.typed(), model.key(), model.figures());
      totals_ = standings.totals();
      figures_.emplace(connection, model.key(), standings.rows(), aside);
    }
    for (const EventKind& kind : model.kinds())
      events_.push_back(rows(connect, aside, events_of_all(model.typed(), model.key(), kind), event_order()));
    for (const auto& table : model.record_tables()) records_.push_back(rows(connect, aside, all_records(model, table)));
  }

  const std::vector<std::int64_t>& totals() const { return totals_; }

  /// Of two customers of one key the first stands. nullopt after the last.
  std::optional<BookEntry> next() {
    while (!fields_.at_end() && last_ && order_.compare(fields_.key(), *last_) == 0) fields_.next();
    if (fields_.at_end()) return std::nullopt;
    BookEntry entry;
    const std::string key = fields_.key();
    entry.profile.id = key;
    entry.profile.fields.assign(fields_.values().begin() + 1, fields_.values().end());
    take_figures(key, entry.profile);
    for (std::size_t i = 0; i < events_.size(); ++i) take_events(key, i, entry);
    take_records(key, entry.profile);
    cut(entry.newest);
    last_ = key;
    return entry;
  }

 private:
  void take_figures(const std::string& key, Profile& profile) {
    const std::size_t count = model_.figures().size();
    if (!figures_) return;
    if (!figures_->is_at(order_, key)) throw Error(ErrorCode::kInternal, "a customer is without figures");
    const auto& values = figures_->values();
    for (std::size_t i = 0; i < count; ++i) {
      profile.figures.push_back(values[1 + i]);
      profile.places.push_back(place(values[1 + count + 2 * i], values[2 + count + 2 * i], totals_[i]));
    }
  }

  static std::optional<Place> place(const std::optional<std::string>& less, const std::optional<std::string>& same,
                                    std::int64_t of) {
    if (!less || !same) return std::nullopt;
    return Place{of - std::stoll(*less) - std::stoll(*same) + 1, of, std::stoll(*less)};
  }

  void take_events(const std::string& key, std::size_t index, BookEntry& entry) {
    OrderedRows& rows = events_[index];
    const EventKind& kind = model_.kinds()[index];
    EventCount count{&kind, 0, {}, {}};
    for (; rows.is_at(order_, key); rows.next(), ++count.events) {
      const auto& at = rows.values()[1];
      if (at && !count.last) count.last = at;
      if (at) count.first = at;
      if (count.events <= static_cast<std::int64_t>(kEventsInBook))
        entry.newest.events.push_back(event_in(rows.values(), kind));
    }
    entry.profile.events.push_back(std::move(count));
  }

  void take_records(const std::string& key, Profile& profile) {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      OrderedRows& rows = records_[i];
      std::vector<SourceRecord> found;
      for (; rows.is_at(order_, key); rows.next())
        if (found.size() < 2)
          found.push_back({rows.values()[1].value_or(""), std::stoll(rows.values()[2].value_or("0"))});
      if (found.size() == 1) profile.records[model_.record_tables()[i]] = found.front();
    }
  }

  static void cut(Timeline& timeline) {
    std::sort(timeline.events.begin(), timeline.events.end(),
              [](const Event& a, const Event& b) { return stands_before(a, b); });
    if (timeline.events.size() <= kEventsInBook) return;
    timeline.events.resize(kEventsInBook);
    timeline.next = cursor_after(timeline.events.back());
  }

  OrderedRows rows(const Connect& connect, const SettingAside& aside, Query query,
                   std::vector<sql::OrderBy> then = {}) const {
    engine::Connection connection = connect();
    return {connection, model_.key(), std::move(query), aside, std::move(then)};
  }

  const CustomerModel& model_;
  KeyOrder order_;
  OrderedRows fields_;
  std::vector<std::int64_t> totals_;
  std::optional<OrderedRows> figures_;
  std::vector<OrderedRows> events_, records_;
  std::optional<std::string> last_;
};

/// The sections of customers and what they have in common.
void write_customers(const Connect& connect, const CustomerModel& model, BookFileWriter& file,
                     const SettingAside& aside) {
  Entries entries(connect, model, aside);
  BookCommon common{entries.totals(), {}};
  SlotsWriter slots;
  file.begin(BookSection::kCustomers);
  Packer packer;
  while (const auto entry = entries.next()) {
    aside.stop->check();
    packer.clear();
    pack(packer, model, *entry, common);
    slots.add(entry->profile.id, file.size());
    file.write(block_of(packer.bytes()));
  }
  file.begin(BookSection::kCustomerSlots);
  slots.write(file);
  packer.clear();
  pack(packer, common);
  file.begin(BookSection::kAbout);
  file.write(packer.bytes());
}

/// In the order of equally good matches.
Query documents_query(const CustomerModel& model, const std::vector<SearchField>& fields) {
  Query query;
  query.from = sql::subquery(search_texts_query(model, fields), "texts");
  for (std::size_t i = 0; i < fields.size(); ++i)
    query.order_by.push_back({sql::column(fmt::format("t{}", i)), false, false});
  query.order_by.push_back({sql::column("key"), false, false});
  return query;
}

void add_words(const std::vector<SearchField>& fields, const std::vector<std::optional<std::string>>& texts,
               std::uint32_t document, TermSorter& terms) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].is_searched || !texts[i]) continue;
    const auto field = static_cast<std::uint8_t>(i);
    for (std::string& word : words_of(*texts[i])) terms.add({std::move(word), field, document});
    if (fields[i].role != project::ColumnRole::kPhone) continue;
    for (std::string& word : phone_words(digits_of_phone(*texts[i]))) terms.add({std::move(word), field, document});
  }
}

void write_documents(const Connect& connect, const CustomerModel& model, BookFileWriter& file, TermSorter& terms,
                     const Cancellation& stop) {
  const std::vector<SearchField> fields = search_fields(model);
  engine::Connection connection = connect();
  engine::Result result = connection.query(documents_query(model, fields));
  std::vector<std::uint64_t> offsets;
  file.begin(BookSection::kDocuments);
  Packer packer;
  while (const auto chunk = result.next())
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      stop.check();
      std::vector<std::optional<std::string>> texts = texts_in_row(*chunk, row, 1, fields.size());
      add_words(fields, texts, static_cast<std::uint32_t>(offsets.size()), terms);
      offsets.push_back(file.size());
      packer.clear();
      packer.text(chunk->text(0, row));
      for (const auto& text : texts) packer.maybe(text);
      file.write(packer.bytes());
    }
  file.begin(BookSection::kDocumentOffsets);
  for (const std::uint64_t offset : offsets) file.write(number_bytes(offset));
}

void write_terms(BookFileWriter& file, TermSorter& terms, const Cancellation& stop) {
  file.begin(BookSection::kTerms);
  TermWriter writer(file);
  terms.merge([&](const Posting& posting) {
    stop.check();
    writer.add(posting);
  });
  writer.finish();
}

}  // namespace

std::string book_signature(const sql::Dialect& dialect, const CustomerModel& model, const lakehouse::Moment& moment) {
  ContentHash hash;
  const auto add = [&](const std::string& text) {
    hash.update(text);
    hash.update(std::string_view("\0", 1));
  };
  add(moment.run_id);
  add(std::to_string(moment.number));
  add(dialect.write(fields_query(model, model.fields(), std::nullopt)));
  if (!model.figures().empty()) add(dialect.write(figures_of_each(model.typed(), model.key(), model.figures())));
  for (const Figure& figure : model.figures()) add(figure.has_place ? "place" : "none");
  for (const EventKind& kind : model.kinds()) add(dialect.write(events_of_all(model.typed(), model.key(), kind)));
  for (const auto& table : model.record_tables()) add(dialect.write(all_records(model, table)));
  for (const SearchField& field : search_fields(model)) add(std::to_string(static_cast<int>(field.role)));
  add(dialect.write(search_texts_query(model, search_fields(model))));
  return hash.hex();
}

void write_book(const Connect& connect, const CustomerModel& model, const std::filesystem::path& path,
                const Cancellation& stop, std::uint64_t most_bytes) {
  BookFileWriter file(path, most_bytes);
  write_customers(connect, model, file, {path.parent_path(), &stop});
  TermSorter terms(path.parent_path(), kPostingsInMemory);
  write_documents(connect, model, file, terms, stop);
  write_terms(file, terms, stop);
  file.finish();
}

}  // namespace c360::customer
