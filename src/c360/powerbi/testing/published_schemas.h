// Microsoft's published JSON schemas of Power BI projects, as far as they go: a validator of the draft-07 keywords that
// they use, over a folder of them. For tests only.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace c360::powerbi {

/// Reads schemas from a folder laid out as their addresses are: fabric/item/report/…/schema.json. One thread at a time.
class PublishedSchemas {
 public:
  explicit PublishedSchemas(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// What is wrong with a document by the schema that its "$schema" names, each as "/path/to/value: what"; empty if
  /// nothing. A schema that is not in the folder is a fault too.
  std::vector<std::string> faults(const nlohmann::json& document);

 private:
  using Json = nlohmann::json;
  struct Place {
    std::filesystem::path file;
    const Json* schema;
  };

  const Json& load(const std::filesystem::path& file);
  Place resolve(const std::filesystem::path& from, const std::string& reference);
  void check(const Place& place, const Json& value, const std::string& path, std::vector<std::string>& faults);
  void check_object(const Place& place, const Json& value, const std::string& path, std::vector<std::string>& faults);
  void check_array(const Place& place, const Json& value, const std::string& path, std::vector<std::string>& faults);
  void check_choices(const Place& place, const Json& value, const std::string& path, std::vector<std::string>& faults);
  bool is_valid(const Place& place, const Json& value);

  std::filesystem::path folder_;
  std::map<std::filesystem::path, Json> files_;
};

}  // namespace c360::powerbi
