// Answers of an API as values that can be looked into. Numbers whose text another number would not give back are texts.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace c360::rest {

using Json = nlohmann::ordered_json;

/// nullopt for what is no JSON; `why` then says where it ends to be.
std::optional<Json> parse_json(std::string_view text, std::string& why);

/// What names joined by '.' lead to; nullptr where there is nothing. An empty path leads to the value itself.
const Json* find(const Json& value, std::string_view path);

/// Puts a value at the end of such a path, making the objects on the way.
void put(Json& object, std::string_view path, Json value);

/// A text, number, true or false as text; nullopt for null and what is nested.
std::optional<std::string> text_of(const Json& value);

/// The same text in UTF-8: bytes that are none become U+FFFD.
std::string as_utf8(const std::string& bytes);

/// "data, meta, links": the names of an object, or what else stands there, for messages.
std::string described(const Json& value);

}  // namespace c360::rest
