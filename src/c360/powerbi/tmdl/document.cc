#include "c360/powerbi/tmdl/document.h"

#include <tuple>
#include <utility>

namespace c360::powerbi::tmdl {

const Property* Object::find(std::string_view property) const {
  for (const Property& candidate : properties)
    if (candidate.name == property) return &candidate;
  return nullptr;
}

std::string Object::value(std::string_view property) const {
  const Property* found = find(property);
  return found == nullptr ? std::string() : found->value;
}

Object& Object::set(std::string property, std::string value) {
  properties.push_back({{}, std::move(property), Assignment::kValue, std::move(value)});
  return *this;
}

Object& Object::set_flag(std::string property) {
  properties.push_back({{}, std::move(property), Assignment::kFlag, {}});
  return *this;
}

Object& Object::set_expression(std::string property, std::string expression) {
  properties.push_back({{}, std::move(property), Assignment::kExpression, std::move(expression)});
  return *this;
}

Object& Object::add(Object child) {
  children.push_back(std::move(child));
  return *this;
}

bool Object::operator==(const Object& other) const {
  return std::tie(type, name, is_reference, has_default, default_value, description, properties, children) ==
         std::tie(other.type, other.name, other.is_reference, other.has_default, other.default_value, other.description,
                  other.properties, other.children);
}

Object object(std::string type, std::string name) {
  Object made;
  made.type = std::move(type);
  made.name = std::move(name);
  return made;
}

Object object(std::string type, std::string name, std::string default_value) {
  Object made = object(std::move(type), std::move(name));
  made.has_default = true;
  made.default_value = std::move(default_value);
  return made;
}

}  // namespace c360::powerbi::tmdl
