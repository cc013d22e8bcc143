#include "c360/rest/json_document.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace c360::rest {
namespace {

/// Builds a value from the parser's events.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return add(Json()); }
  bool boolean(bool value) override { return add(Json(value)); }
  bool number_integer(number_integer_t value) override { return add(Json(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add(Json(value)); }
  bool number_float(number_float_t value, const string_t& text) override {
    Json number(value);
    return add(number.dump() == text ? std::move(number) : Json(text));
  }
  bool string(string_t& value) override { return add(Json(std::move(value))); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) override { return open(Json::array()); }
  bool key(string_t& name) override {
    name_ = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string& /*token*/, const Json::exception& /*failure*/) override {
    failed_at_ = position;
    return false;
  }

  Json take() { return std::move(root_); }
  std::size_t failed_at() const { return failed_at_; }

 private:
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  Json& place(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& parent = *open_.back();
    if (parent.is_object()) return parent[std::move(name_)] = std::move(value);
    parent.push_back(std::move(value));
    return parent.back();
  }
  bool open(Json value) {
    open_.push_back(&place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  std::string name_;
  std::size_t failed_at_ = 0;
};

}  // namespace

std::optional<Json> parse_json(std::string_view text, std::string& why) {
  Builder builder;
  if (Json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  why = fmt::format("it ends to be JSON at byte {} of {}", builder.failed_at(), text.size());
  return std::nullopt;
}

const Json* find(const Json& value, std::string_view path) {
  const Json* at = &value;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    if (!at->is_object()) return nullptr;
    const auto member = at->find(std::string(path.substr(0, dot)));
    if (member == at->end()) return nullptr;
    at = &*member;
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return at;
}

void put(Json& object, std::string_view path, Json value) {
  Json* at = &object;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    Json& next = (*at)[std::string(path.substr(0, dot))];
    if (!next.is_object()) next = Json::object();
    at = &next;
    path.remove_prefix(dot + 1);
  }
  (*at)[std::string(path)] = std::move(value);
}

std::optional<std::string> text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null() || value.is_structured()) return std::nullopt;
  return value.dump();
}

std::string as_utf8(const std::string& bytes) {
  return Json::parse(Json(bytes).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
}

std::string described(const Json& value) {
  if (value.is_array()) return "an array";
  if (!value.is_object()) return value.is_null() ? "null" : "a " + std::string(value.type_name());
  std::vector<std::string> names;
  for (const auto& [name, member] : value.items()) {
    names.push_back(name);
    if (names.size() == 20) break;
  }
  return names.empty() ? "an empty object" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace c360::rest
