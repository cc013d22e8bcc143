// Reading YAML into typed specs by declared keys. An Object is declared once; reading, the errors for wrong keys and
// values, the JSON Schema and the reference page all follow from that one declaration.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/project/problems.h"
#include "c360/project/shape.h"
#include "c360/project/yaml_document.h"

namespace c360::project {

/// How to read one kind of value. `read` gets the node and what the value is called in messages ("'threads'"); it adds
/// to the problems and returns nullopt for what is no such value. Stateless; any thread may use it.
template <class V>
struct Value {
  Shape shape;
  std::function<std::optional<V>(const YamlNode&, const std::string&, Problems&)> read;
};

/// What an absent key means.
struct Absence {
  bool refused = false;
  std::string yaml;
  std::string words;
};
inline Absence required() {
  return {true, {}, {}};
}
/// The key reads as if `yaml` stood there.
inline Absence by_default(std::string yaml) {
  return {false, std::move(yaml), {}};
}
/// Nothing is read; `words` say what that means ("none", "detected").
inline Absence otherwise(std::string words) {
  return {false, {}, std::move(words)};
}

/// "'threads' must be a whole number, not 'many'", with a hint; nothing if a mistake at this
/// place is known already.
void add_mismatch(const YamlNode& node, const std::string& what, const std::string& expected, Problems& problems,
                  const std::string& hint = {});
/// Adds a problem for each key of `node` that `shape` does not have, with "did you mean", and for each that it needs
/// and is not there. False if `node` is no map at all.
bool check_keys(const YamlNode& node, const std::string& what, const Shape& shape, Problems& problems);
/// The node that a default stands for, with places of `owner`.
YamlNode default_node(const std::string& yaml, const Location& owner);

/// A map with declared keys, read into a T. Declare it by chaining field() calls, then read() as often as wanted.
template <class T>
class Object {
 public:
  Object(std::string name, std::string meaning) {
    shape_.kind = Shape::Kind::kObject;
    shape_.expected = "a map of keys";
    shape_.name = std::move(name);
    shape_.meaning = std::move(meaning);
  }

  /// A key whose value goes to `member`.
  template <class V, class M>
  Object& field(std::string key, Value<V> value, M T::*member, Absence absence, std::string meaning) {
    shape_.fields.push_back({key, absence.refused, absence.yaml, absence.words, std::move(meaning), value.shape});
    readers_.push_back([key, member, read = value.read](T& target, const YamlNode& node, Problems& problems) {
      if (std::optional<V> result = read(node, "'" + key + "'", problems)) target.*member = std::move(*result);
    });
    return *this;
  }

  /// The object may also be written as the value of this key alone.
  Object& short_form(std::string key) {
    shape_.short_form = std::move(key);
    shape_.expected = "a map of keys, or the value of '" + shape_.short_form + "' alone";
    return *this;
  }

  const Shape& shape() const { return shape_; }

  /// Reads what can be read and reports the rest; nullopt only for what is no map.
  std::optional<T> read(const YamlNode& written, const std::string& what, Problems& problems) const {
    const YamlNode node = expanded(written);
    if (!check_keys(node, what, shape_, problems)) return std::nullopt;
    T result;
    result.where = written.where;
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      const FieldShape& field = shape_.fields[i];
      if (const YamlNode* value = node.find(field.key)) {
        readers_[i](result, *value, problems);
      } else if (!field.default_yaml.empty()) {
        readers_[i](result, default_node(field.default_yaml, node.where), problems);
      }
    }
    return result;
  }

  /// The object as a value of another object's key.
  Value<T> as_value() const {
    return {shape_, [self = *this](const YamlNode& node, const std::string& what, Problems& problems) {
              return self.read(node, what, problems);
            }};
  }

 private:
  YamlNode expanded(const YamlNode& written) const {
    if (shape_.short_form.empty() || written.kind != YamlNode::Kind::kScalar) return written;
    YamlNode map;
    map.kind = YamlNode::Kind::kMap;
    map.where = written.where;
    map.keys.push_back(YamlNode::scalar(shape_.short_form, written.where));
    map.items.push_back(written);
    return map;
  }

  Shape shape_;
  std::vector<std::function<void(T&, const YamlNode&, Problems&)>> readers_;
};

/// A list, in the order written; what is no V is reported and left out.
template <class V>
Value<std::vector<V>> list_of(Value<V> inner, std::string expected) {
  Shape shape;
  shape.kind = Shape::Kind::kList;
  shape.expected = std::move(expected);
  shape.inner = std::make_shared<const Shape>(inner.shape);
  return {shape,
          [shape, inner](const YamlNode& node, const std::string& what,
                         Problems& problems) -> std::optional<std::vector<V>> {
            if (node.kind != YamlNode::Kind::kList) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            std::vector<V> result;
            for (const YamlNode& item : node.items)
              if (std::optional<V> value = inner.read(item, "an entry of " + what, problems))
                result.push_back(std::move(*value));
            return result;
          }};
}

/// A list, or one value that stands for a list of it alone.
template <class V>
Value<std::vector<V>> one_or_list_of(Value<V> inner, std::string expected) {
  Value<std::vector<V>> list = list_of(inner, std::move(expected));
  list.shape.kind = Shape::Kind::kOneOrList;
  auto read_list = list.read;
  list.read = [inner, read_list](const YamlNode& node, const std::string& what,
                                 Problems& problems) -> std::optional<std::vector<V>> {
    if (node.kind != YamlNode::Kind::kScalar) return read_list(node, what, problems);
    std::vector<V> result;
    if (std::optional<V> value = inner.read(node, what, problems)) result.push_back(std::move(*value));
    return result;
  };
  return list;
}

/// A map from names to objects; each object's `name` and `where` are those of its key.
template <class T>
Value<std::vector<T>> named(Value<std::string> key, Value<T> inner, std::string expected) {
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.pattern = key.shape.pattern;
  shape.expected = std::move(expected);
  shape.inner = std::make_shared<const Shape>(inner.shape);
  return {shape,
          [shape, key, inner](const YamlNode& node, const std::string& what,
                              Problems& problems) -> std::optional<std::vector<T>> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            std::vector<T> result;
            for (std::size_t i = 0; i < node.items.size(); ++i) {
              const std::string name = node.keys[i].text;
              key.read(node.keys[i], "the name '" + name + "'", problems);
              std::optional<T> value = inner.read(node.items[i], "'" + name + "'", problems);
              if (!value) continue;
              value->name = name;
              value->where = node.keys[i].where;
              result.push_back(std::move(*value));
            }
            return result;
          }};
}

}  // namespace c360::project
