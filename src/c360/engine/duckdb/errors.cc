#include "c360/engine/duckdb/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace c360::engine {

namespace {

constexpr std::string_view kMark = "c360 error #";

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// What the engine says, taken apart.
struct EngineMessage {
  std::string type;  // "Binder", "IO", …
  std::string text;
  std::optional<std::size_t> position;  // bytes from the statement's begin
};

std::optional<std::size_t> read_position(const nlohmann::json& message) {
  const std::string text = message.value("position", "");
  std::size_t position = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error != std::errc{} || text.empty()) return std::nullopt;
  return position;
}

EngineMessage take_apart(std::string_view text) {
  const auto brace = text.find('{');
  if (brace != std::string_view::npos) {
    const auto message = nlohmann::json::parse(text.substr(brace), nullptr, false);
    if (message.is_object() && message.contains("exception_message")) {
      return {message.value("exception_type", ""), message.value("exception_message", ""), read_position(message)};
    }
  }
  constexpr std::string_view kSeparator = " Error: ";
  const auto separator = text.find(kSeparator);
  if (separator == std::string_view::npos) return {"", std::string(text), std::nullopt};
  return {std::string(text.substr(0, separator)), std::string(text.substr(separator + kSeparator.size())),
          std::nullopt};
}

bool is_full_disk(std::string_view text) {
  return text.find("No space left on device") != std::string_view::npos ||
         text.find("Disk quota exceeded") != std::string_view::npos;
}

/// More than the engine may write beside its memory.
bool is_full_spill(std::string_view text) {
  return text.find("max_temp_directory_size") != std::string_view::npos;
}

ErrorCode code_of(const EngineMessage& message, const ErrorLedger& ledger) {
  if (message.type == "INTERRUPT" || message.type == "Interrupt") return ErrorCode::kCancelled;
  if (is_full_disk(message.text)) return ErrorCode::kNoSpace;
  if (is_full_spill(message.text)) return ledger.spill_limit() > 0 ? ErrorCode::kMemory : ErrorCode::kNoSpace;
  if (message.type == "Out of Memory") return ErrorCode::kMemory;
  if (message.type == "IO") return ErrorCode::kIo;
  return ErrorCode::kEngine;
}

std::string hint_of(const EngineMessage& message, std::string_view rest) {
  if (is_full_disk(message.text) || is_full_spill(message.text))
    return "free some space on the disk, or choose another spill directory";
  const auto begin = rest.find_first_not_of(" \t\n");
  return begin == std::string_view::npos ? std::string() : std::string(rest.substr(begin));
}

/// The part of a statement that a user wrote and that holds the position.
std::string_view user_text(std::string_view statement, std::size_t position, bool all_user) {
  const auto begin = statement.rfind(kUserTextBegin, position);
  if (begin == std::string_view::npos) return all_user ? statement : std::string_view();
  const auto first = begin + kUserTextBegin.size();
  const auto last = std::min(statement.find(kUserTextEnd, first), statement.size());
  return position < first || position > last ? std::string_view() : statement.substr(first, last - first);
}

}  // namespace

std::size_t byte_offset(std::string_view statement, std::size_t position, bool in_characters) {
  if (!in_characters) return std::min(position, statement.size());
  std::size_t offset = 0;
  for (std::size_t seen = 0; offset < statement.size(); ++offset) {
    if (begins_character(statement[offset]) && seen++ == position) break;
  }
  return offset;
}

Location place_in(std::string_view statement, std::size_t position, bool all_user) {
  position = std::min(position, statement.size());
  const std::string_view text = user_text(statement, position, all_user);
  if (text.empty()) return {};
  const std::string_view before = text.substr(0, static_cast<std::size_t>(statement.data() + position - text.data()));
  const auto line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::string_view in_line = before.substr(line_begin);
  const auto characters = std::count_if(in_line.begin(), in_line.end(), begins_character);
  return {{}, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1, static_cast<int>(characters) + 1};
}

std::string ErrorLedger::keep(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (errors_.size() == kMost) errors_.pop_front();
  errors_.emplace_back(next_, error);
  return fmt::format("{}{};", kMark, next_++);
}

std::optional<Error> ErrorLedger::find(std::string_view text) const {
  const auto mark = text.find(kMark);
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(mark + kMark.size());
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const std::lock_guard lock(mutex_);
  for (const auto& [known, error] : errors_) {
    if (known == number) return error;
  }
  return std::nullopt;
}

namespace {

/// "1.5 GB", as c360.yaml counts.
std::string size_text(std::uint64_t bytes) {
  constexpr double kStep = 1000;
  const double megabytes = static_cast<double>(bytes) / kStep / kStep;
  return megabytes < kStep ? fmt::format("{:.0f} MB", megabytes) : fmt::format("{:.1f} GB", megabytes / kStep);
}

Error out_of_memory(const ErrorLedger& ledger, std::string_view text) {
  std::string limits = fmt::format("{} of memory", size_text(ledger.memory_limit()));
  if (is_full_spill(text)) limits += fmt::format(" and {} of disk", size_text(ledger.spill_limit()));
  return Error(ErrorCode::kMemory, fmt::format("the statement needs more than the {} that it may use", limits),
               "raise memory_limit in c360.yaml or --memory, use fewer threads, or ask for less");
}

}  // namespace

Error to_error(const ErrorLedger& ledger, std::string_view engine_text, std::string_view statement, bool all_user) {
  if (auto ours = ledger.find(engine_text)) return *ours;
  const EngineMessage message = take_apart(engine_text);
  const ErrorCode code = code_of(message, ledger);
  if (code == ErrorCode::kMemory) return out_of_memory(ledger, message.text);
  if (code == ErrorCode::kCancelled) return Error(code, "stopped because it was asked to");
  const auto line_end = std::min(message.text.find('\n'), message.text.size());
  const auto place = [&](std::size_t position) {
    return place_in(statement, byte_offset(statement, position, message.type == "Parser"), all_user);
  };
  const Location where = message.position ? place(*message.position) : Location{};
  return Error(code, message.text.substr(0, line_end),
               hint_of(message, std::string_view(message.text).substr(line_end)), where);
}

}  // namespace c360::engine
