// Large JSON values, made without copies.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace c360 {

/// An object, made member by member: each is moved into it. The braces of nlohmann's ordered_json copy every value that
/// has a name, and an object that grows copies all that it has: in answers of a thousand values that is most of the
/// time.
class JsonObject {
 public:
  using Json = nlohmann::ordered_json;

  /// For so many members; more may come.
  explicit JsonObject(std::size_t members) { members_.reserve(members); }

  /// The name must be a new one.
  JsonObject& add(const char* name, Json value) {
    members_.emplace_back(name, std::move(value));
    return *this;
  }
  /// All of another object's, behind those that are there. Throws nlohmann's type_error for another kind of value.
  JsonObject& add_all(Json object) {
    for (auto& [name, value] : object.get_ref<Json::object_t&>()) members_.emplace_back(name, std::move(value));
    return *this;
  }

  Json done() { return Json(std::move(members_)); }

 private:
  Json::object_t members_;
};

}  // namespace c360
