#include "c360/customer/book_entry.h"

#include <algorithm>

#include "c360/base/error.h"

namespace c360::customer {
namespace {

using Texts = std::vector<std::optional<std::string>>;

void pack_texts(Packer& packer, const Texts& texts) {
  for (const auto& text : texts) packer.maybe(text);
}

Texts unpack_texts(Unpacker& unpacker, std::size_t count) {
  Texts texts;
  texts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) texts.push_back(unpacker.maybe());
  return texts;
}

/// The files of a project are few, so that a book names each once. The newest is asked for most.
std::size_t number_of(std::vector<std::string>& files, const std::string& file) {
  const auto found = std::find(files.rbegin(), files.rend(), file);
  if (found != files.rend()) return static_cast<std::size_t>(files.rend() - found) - 1;
  files.push_back(file);
  return files.size() - 1;
}

template <class T>
const T& at(const std::vector<T>& values, std::uint64_t index) {
  if (index >= values.size()) throw Error(ErrorCode::kCorrupt, "a customer book names what is not in it");
  return values[index];
}

void pack_places(Packer& packer, const Profile& profile) {
  for (const auto& place : profile.places) {
    packer.number(place ? static_cast<std::uint64_t>(place->rank) : 0);
    if (place) packer.number(static_cast<std::uint64_t>(place->less));
  }
}

void unpack_places(Unpacker& unpacker, const BookCommon& common, Profile& profile) {
  for (const std::int64_t of : common.place_of) {
    const auto rank = static_cast<std::int64_t>(unpacker.number());
    if (rank == 0) {
      profile.places.emplace_back();
      continue;
    }
    profile.places.push_back(Place{rank, of, static_cast<std::int64_t>(unpacker.number())});
  }
}

void pack_counts(Packer& packer, const Profile& profile) {
  for (const EventCount& count : profile.events) {
    packer.number(static_cast<std::uint64_t>(count.events));
    if (count.events == 0) continue;
    packer.maybe(count.first);
    packer.maybe(count.last);
  }
}

void unpack_counts(Unpacker& unpacker, const CustomerModel& model, Profile& profile) {
  for (const EventKind& kind : model.kinds()) {
    EventCount count{&kind, static_cast<std::int64_t>(unpacker.number()), {}, {}};
    if (count.events > 0) {
      count.first = unpacker.maybe();
      count.last = unpacker.maybe();
    }
    profile.events.push_back(std::move(count));
  }
}

void pack_records(Packer& packer, const CustomerModel& model, const Profile& profile, BookCommon& common) {
  for (const auto& table : model.record_tables()) {
    const auto record = profile.records.find(table);
    packer.number(record == profile.records.end() ? 0 : static_cast<std::uint64_t>(record->second.record));
    if (record != profile.records.end()) packer.number(number_of(common.files, record->second.file));
  }
}

void unpack_records(Unpacker& unpacker, const CustomerModel& model, const BookCommon& common, Profile& profile) {
  for (const auto& table : model.record_tables()) {
    const auto record = static_cast<std::int64_t>(unpacker.number());
    if (record > 0) profile.records[table] = {at(common.files, unpacker.number()), record};
  }
}

void pack_events(Packer& packer, const CustomerModel& model, const Timeline& timeline) {
  packer.number(timeline.events.size() * 2 + (timeline.next ? 1 : 0));
  for (const Event& event : timeline.events) {
    packer.number(static_cast<std::uint64_t>(event.kind - model.kinds().data()));
    packer.maybe(event.at);
    packer.text(event.id);
    pack_texts(packer, event.values);
  }
}

Timeline unpack_events(Unpacker& unpacker, const CustomerModel& model) {
  Timeline timeline;
  const std::uint64_t head = unpacker.number();
  for (std::uint64_t i = 0; i < head / 2; ++i) {
    const EventKind& kind = at(model.kinds(), unpacker.number());
    Event event{&kind, unpacker.maybe(), {}, {}};
    event.id = unpacker.text();
    event.values = unpack_texts(unpacker, kind.shown_count());
    timeline.events.push_back(std::move(event));
  }
  if (head % 2 == 1 && !timeline.events.empty()) timeline.next = cursor_after(timeline.events.back());
  return timeline;
}

}  // namespace

void pack(Packer& packer, const CustomerModel& model, const BookEntry& entry, BookCommon& common) {
  packer.text(entry.profile.id);
  pack_texts(packer, entry.profile.fields);
  pack_texts(packer, entry.profile.figures);
  pack_places(packer, entry.profile);
  pack_counts(packer, entry.profile);
  pack_records(packer, model, entry.profile, common);
  pack_events(packer, model, entry.newest);
}

BookEntry unpack(std::string_view bytes, const CustomerModel& model, const BookCommon& common) {
  Unpacker unpacker(bytes);
  BookEntry entry;
  entry.profile.id = unpacker.text();
  entry.profile.fields = unpack_texts(unpacker, model.fields().size());
  entry.profile.figures = unpack_texts(unpacker, model.figures().size());
  unpack_places(unpacker, common, entry.profile);
  unpack_counts(unpacker, model, entry.profile);
  unpack_records(unpacker, model, common, entry.profile);
  entry.newest = unpack_events(unpacker, model);
  return entry;
}

void pack(Packer& packer, const BookCommon& common) {
  packer.number(common.place_of.size());
  for (const std::int64_t of : common.place_of) packer.number(static_cast<std::uint64_t>(of));
  packer.number(common.files.size());
  for (const std::string& file : common.files) packer.text(file);
}

BookCommon unpack_common(Unpacker& unpacker) {
  BookCommon common;
  for (std::uint64_t left = unpacker.number(); left > 0; --left)
    common.place_of.push_back(static_cast<std::int64_t>(unpacker.number()));
  for (std::uint64_t left = unpacker.number(); left > 0; --left) common.files.emplace_back(unpacker.text());
  return common;
}

}  // namespace c360::customer
