#include "c360/generate/template.h"

namespace c360::generate::columns {
namespace {

Column of(Kind kind, std::string_view name, std::string_view header) {
  Column column;
  column.name = name;
  column.header = header;
  column.kind = kind;
  return column;
}

Column squeezed(Column column) {
  column.squeezed = true;
  return column;
}

}  // namespace

Column key(std::string_view name, std::string_view header) {
  Column column = required(of(Kind::kId, name, header));
  column.key = true;
  return column;
}

Column reference(std::string_view name, std::string_view header, const Entity& parent) {
  Column column = required(of(Kind::kReference, name, header));
  column.parent = &parent;
  return column;
}

Column money(std::string_view name, std::string_view header) {
  return of(Kind::kMoney, name, header);
}
Column count(std::string_view name, std::string_view header) {
  return of(Kind::kCount, name, header);
}
Column date(std::string_view name, std::string_view header) {
  return of(Kind::kDate, name, header);
}
Column time(std::string_view name, std::string_view header) {
  return of(Kind::kTime, name, header);
}

Column word(std::string_view name, std::string_view header, Words words) {
  Column column = phrase(name, header, words);
  column.titled = true;
  return column;
}

Column phrase(std::string_view name, std::string_view header, Words words) {
  return squeezed(verbatim(name, header, words));
}

Column verbatim(std::string_view name, std::string_view header, Words words) {
  Column column = of(Kind::kWord, name, header);
  column.words = words;
  return column;
}

Column name(std::string_view name, std::string_view header) {
  return squeezed(of(Kind::kName, name, header));
}
Column email(std::string_view name, std::string_view header) {
  return of(Kind::kEmail, name, header);
}
Column address(std::string_view name, std::string_view header) {
  return squeezed(of(Kind::kAddress, name, header));
}

Column required(Column column) {
  column.required = true;
  return column;
}

Column latest_by(Column column) {
  column.latest_by = true;
  return column;
}

Column not_negative(Column column) {
  column.not_negative = true;
  return column;
}

Column part_of_key(Column column) {
  column.key = true;
  return column;
}

}  // namespace c360::generate::columns
