#include "c360/lakehouse/moment.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "c360/base/error.h"
#include "c360/lakehouse/moment_json.h"

namespace c360::lakehouse {
namespace {

constexpr std::string_view kMomentFolder = "_c360/snapshots";
constexpr std::size_t kDigits = 20;

std::optional<std::int64_t> number_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (file.size() != kDigits + 5 || !file.ends_with(".json")) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(file.data(), file.data() + kDigits, number);
  if (error != std::errc{} || end != file.data() + kDigits) return std::nullopt;
  return number;
}

}  // namespace

bool RowAccount::balances() const {
  return source_rows == bronze_rows + malformed &&
         bronze_rows == silver_rows + exact_duplicates + older_versions + quarantined;
}

const Moment::TableVersion* Moment::find(const TableName& name) const {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const TableVersion& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

std::string moment_path(std::int64_t number) {
  return fmt::format("{}/{:020}.json", kMomentFolder, number);
}

std::vector<std::int64_t> moment_numbers(const storage::ObjectStore& lake) {
  std::vector<std::int64_t> numbers;
  for (const storage::ObjectInfo& object : lake.list(std::string(kMomentFolder), {}, false)) {
    if (const std::optional<std::int64_t> number = number_of(object.path)) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::optional<Moment> read_moment(const storage::ObjectStore& lake, std::int64_t number) {
  const std::string path = moment_path(number);
  const std::optional<std::string> json = lake.get(path);
  if (!json) return std::nullopt;
  try {
    return Moment::from_json(*json);
  } catch (const Error& error) {
    throw error.in(lake.display(path));
  }
}

std::optional<Moment> current_moment(const storage::ObjectStore& lake) {
  const std::vector<std::int64_t> numbers = moment_numbers(lake);
  if (numbers.empty()) return std::nullopt;
  return read_moment(lake, numbers.back());
}

bool publish_moment(storage::ObjectStore& lake, const Moment& moment) {
  if (lake.put_if_absent(moment_path(moment.number), moment.to_json()) == storage::PutOutcome::kCreated) return true;
  const std::optional<Moment> there = read_moment(lake, moment.number);
  return there && there->run_id == moment.run_id;
}

}  // namespace c360::lakehouse
