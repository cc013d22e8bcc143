#include "c360/ingest/json/json_record.h"

#include <simdjson.h>

#include <algorithm>
#include <unordered_set>

#include "c360/base/json_text.h"
#include "c360/engine/text_cell.h"
#include "c360/ingest/encoding.h"
#include "c360/ingest/json/json_structure.h"

namespace c360::ingest {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr int kMostLevels = 500;
constexpr std::size_t kUsualBytes = std::size_t{4} << 20;  ///< the parser's memory is given back after longer records

/// Ends the parsing of one record.
struct Fault {
  Judgement judgement;
};

std::string_view reason(simdjson::error_code code) {
  switch (code) {
    case simdjson::TAPE_ERROR:
    case simdjson::INCORRECT_TYPE:
      return "a value, comma, colon or bracket is missing or out of place";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "a bracket or brace is never closed";
    case simdjson::UNCLOSED_STRING:
      return "a text is never closed";
    case simdjson::STRING_ERROR:
      return "an escape in a text means nothing";
    case simdjson::UNESCAPED_CHARS:
      return "a control character stands in a text without an escape";
    case simdjson::TRAILING_CONTENT:
      return "something follows the object";
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
      return "too long for the memory there is";
    default:
      return simdjson::error_message(code);
  }
}

bool skip_digits(std::string_view& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(digits);
  return digits > 0;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') return false;
  if (!skip_digits(text)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!skip_digits(text)) return false;
  }
  if (!text.starts_with('e') && !text.starts_with('E')) return text.empty();
  text.remove_prefix(1);
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return skip_digits(text) && text.empty();
}

bool has_escape(std::string_view text) {
  return text.find('\\') != std::string_view::npos;
}

}  // namespace

class JsonRecordParser::Impl {
 public:
  explicit Impl(bool flatten) : flatten_(flatten) {}

  Judgement parse(std::string_view record, std::size_t behind) {
    fields_.clear();
    kept_.clear();
    record_ = record;
    if (!record.starts_with('{')) return {.fault = RecordFault::kNoObject};
    if (parser_.capacity() > kUsualBytes && record.size() < kUsualBytes) parser_ = ondemand::parser();
    try {
      parse_object(behind);
      check_names();
    } catch (const Fault& fault) {
      last_names_.clear();
      return fault.judgement;
    }
    return {};
  }

  std::vector<JsonField> fields_;
  bool same_names_ = false;

 private:
  void parse_object(std::size_t behind) {
    const char* json = record_.data();
    if (behind < simdjson::SIMDJSON_PADDING) json = copy_padded();
    json_ = json;
    ondemand::document document;
    check(parser_.iterate(json, record_.size(), record_.size() + simdjson::SIMDJSON_PADDING).get(document));
    ondemand::object object;
    check(document.get_object().get(object));
    add_object(object, {}, 1);
    if (document.current_location().error() == simdjson::SUCCESS) fail(simdjson::TRAILING_CONTENT);
  }

  const char* copy_padded() {
    padded_.assign(record_);
    padded_.append(simdjson::SIMDJSON_PADDING, ' ');
    return padded_.data();
  }

  void add_object(ondemand::object object, std::string_view prefix, int level) {
    check_level(level);
    bool any = false;
    for (auto next : object) {
      ondemand::field field;
      check(std::move(next).get(field));
      any = true;
      std::string_view name = name_of(field);
      if (!prefix.empty()) name = kept_.keep(std::string(prefix) + "." + std::string(name));
      add_value(name, field.value(), level);
    }
    if (!any && level > 1) fields_.push_back({prefix, "{}", false, true});
  }

  void add_value(std::string_view name, ondemand::value value, int level) {
    ondemand::json_type type{};
    check(value.type().get(type));
    if (type == ondemand::json_type::object && flatten_) {
      ondemand::object object;
      check(value.get_object().get(object));
      return add_object(object, name, level + 1);
    }
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
      nested_.clear();
      append_canonical(value, type, level + 1);
      fields_.push_back({name, kept_.keep(nested_)});
    } else if (type == ondemand::json_type::string) {
      bool stable = true;
      const std::string_view text = text_of(value, stable);
      if (text.find('\0') != std::string_view::npos) throw Fault{{.fault = RecordFault::kNulByte}};
      fields_.push_back({name, text, false, stable});
    } else if (type == ondemand::json_type::null) {
      scalar(value);
      fields_.push_back({name, {}, true, true});
    } else {
      fields_.push_back({name, in_record(scalar(value)), false, true});
    }
  }

  void append_canonical(ondemand::value value, ondemand::json_type type, int level) {
    check_level(level);
    if (type == ondemand::json_type::object) {
      append_object(value, level);
    } else if (type == ondemand::json_type::array) {
      append_array(value, level);
    } else if (type == ondemand::json_type::string) {
      bool stable = true;
      append_json_text(text_of(value, stable), nested_);
    } else {
      nested_ += scalar(value);
    }
  }

  void append_object(ondemand::value value, int level) {
    ondemand::object object;
    check(value.get_object().get(object));
    char before = '{';
    for (auto next : object) {
      ondemand::field field;
      check(std::move(next).get(field));
      nested_ += before;
      before = ',';
      append_json_text(name_of(field), nested_);
      nested_ += ':';
      append_element(field.value(), level);
    }
    nested_ += before == '{' ? "{}" : "}";
  }

  void append_array(ondemand::value value, int level) {
    ondemand::array array;
    check(value.get_array().get(array));
    char before = '[';
    for (auto next : array) {
      ondemand::value element;
      check(std::move(next).get(element));
      nested_ += before;
      before = ',';
      append_element(element, level);
    }
    nested_ += before == '[' ? "[]" : "]";
  }

  void append_element(ondemand::value value, int level) {
    ondemand::json_type type{};
    check(value.type().get(type));
    append_canonical(value, type, level + 1);
  }

  std::string_view name_of(ondemand::field& field) {
    const char* begin = field.key().raw();
    const std::string_view rest(begin, static_cast<std::size_t>(json_ + record_.size() - begin));
    const std::string_view name = rest.substr(0, rest.find('"'));
    if (!has_escape(name)) return in_record(name);
    std::string_view text;
    check(field.unescaped_key().get(text));
    return kept_.keep(checked(text));
  }

  /// The value of a text; not `stable` if it stays only until the next parse().
  std::string_view text_of(ondemand::value value, bool& stable) {
    const std::string_view token = token_of(value);
    if (token.size() < 2 || token.back() != '"') fail(simdjson::TAPE_ERROR);
    if (!has_escape(token)) return in_record(token.substr(1, token.size() - 2));
    stable = false;
    std::string_view text;
    check(value.get_string().get(text));
    return checked(text);
  }

  /// What escapes have made must be text: they can name halves of surrogate pairs.
  std::string_view checked(std::string_view text) const {
    if (!check_utf8(text).valid()) fail(simdjson::STRING_ERROR);
    return text;
  }

  std::string_view scalar(ondemand::value value) const {
    const std::string_view token = token_of(value);
    if (token != "true" && token != "false" && token != "null" && !is_number(token)) fail(simdjson::TAPE_ERROR);
    return token;
  }

  std::string_view token_of(ondemand::value& value) const { return json_trimmed(value.raw_json_token()); }

  /// The same bytes in the record itself, which stay.
  std::string_view in_record(std::string_view text) const {
    return record_.substr(static_cast<std::size_t>(text.data() - json_), text.size());
  }

  /// That each name comes once. Most records have the names of the one before.
  void check_names() {
    const auto same = [](const JsonField& field, const std::string& name) { return field.name == name; };
    same_names_ = std::equal(fields_.begin(), fields_.end(), last_names_.begin(), last_names_.end(), same);
    if (same_names_) return;
    names_.clear();
    for (const JsonField& field : fields_) {
      if (!names_.insert(field.name).second)
        throw Fault{{.fault = RecordFault::kNamedTwice, .detail = stable(field.name)}};
    }
    last_names_.assign(fields_.size(), {});
    for (std::size_t at = 0; at < fields_.size(); ++at) last_names_[at] = fields_[at].name;
  }

  /// A name for a judgement, which outlives this parser's texts: one that is not in the record itself is left out.
  std::string_view stable(std::string_view name) const {
    const bool inside = name.data() >= record_.data() && name.data() < record_.data() + record_.size();
    return inside ? name : "…";
  }

  void check_level(int level) const {
    if (level > kMostLevels) throw Fault{{.fault = RecordFault::kTooDeep}};
  }

  void check(simdjson::error_code code) const {
    if (code != simdjson::SUCCESS) fail(code);
  }

  [[noreturn]] void fail(simdjson::error_code code) const {
    if (code == simdjson::UTF8_ERROR) throw Fault{{.fault = RecordFault::kInvalidText}};
    throw Fault{{.fault = RecordFault::kNoJson, .fault_field = 0, .detail = reason(code)}};
  }

  bool flatten_;
  ondemand::parser parser_;
  std::string_view record_;
  const char* json_ = nullptr;  ///< the record as the parser reads it, with room behind
  std::string padded_;
  std::string nested_;
  engine::TextArena kept_;
  std::vector<std::string> last_names_;
  std::unordered_set<std::string_view> names_;
};

JsonRecordParser::JsonRecordParser(bool flatten) : impl_(std::make_unique<Impl>(flatten)) {}
JsonRecordParser::~JsonRecordParser() = default;

Judgement JsonRecordParser::parse(std::string_view record, std::size_t behind) {
  return impl_->parse(record, behind);
}

const std::vector<JsonField>& JsonRecordParser::fields() const {
  return impl_->fields_;
}

bool JsonRecordParser::same_names() const {
  return impl_->same_names_;
}

}  // namespace c360::ingest
