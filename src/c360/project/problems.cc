#include "c360/project/problems.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace c360::project {
namespace {

bool comes_before(const Error& a, const Error& b) {
  const auto place = [](const Error& e) { return std::tie(e.where().file, e.where().line, e.where().column); };
  return place(a) < place(b);
}

bool is_at(const Error& error, const Location& where) {
  const Location& at = error.where();
  return at.line == where.line && at.column == where.column && at.file == where.file;
}

std::vector<Error> in_order(std::vector<Error> errors) {
  std::stable_sort(errors.begin(), errors.end(), comes_before);
  return errors;
}

std::string summary(const std::vector<Error>& errors) {
  if (errors.size() == 1) return errors.front().what();
  std::string text = fmt::format("{} mistakes in the project's files", errors.size());
  for (const Error& error : in_order(errors)) text += fmt::format("\n{}", error.what());
  return text;
}

}  // namespace

ProjectErrors::ProjectErrors(std::vector<Error> errors)
    : Error(ErrorCode::kProject, summary(errors)), errors_(in_order(std::move(errors))) {}

void Problems::add(Location where, std::string message, std::string hint) {
  errors_.emplace_back(ErrorCode::kProject, std::move(message), std::move(hint), std::move(where));
}

void Problems::add_new(const Problems& others) {
  const std::vector<Error> known = errors_;
  for (const Error& error : others.errors_) {
    const bool is_known =
        std::any_of(known.begin(), known.end(), [&](const Error& one) { return is_at(one, error.where()); });
    if (!is_known) errors_.push_back(error);
  }
}

bool Problems::reported(const Location& where) const {
  return std::any_of(errors_.begin(), errors_.end(), [&](const Error& error) { return is_at(error, where); });
}

void Problems::throw_if_any() const {
  if (!errors_.empty()) throw ProjectErrors(errors_);
}

}  // namespace c360::project
