#include "c360/ingest/scan_function.h"

#include <atomic>
#include <utility>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

/// What stays registered with the engine for good: a name, and the rows only while their owner keeps them.
class OnceFunction final : public engine::TableFunction {
 public:
  OnceFunction(std::string name, std::weak_ptr<const ScanFunction::Open> open)
      : name_(std::move(name)), open_(std::move(open)) {}

  std::string name() const override { return name_; }
  std::unique_ptr<engine::RowSource> bind(const std::string& argument) const override {
    const std::shared_ptr<const ScanFunction::Open> open = open_.lock();
    if (!open) throw Error(ErrorCode::kInternal, "the rows of " + name_ + " are gone");
    return (*open)(std::stoul(argument));
  }

 private:
  std::string name_;
  std::weak_ptr<const ScanFunction::Open> open_;
};

std::string next_name() {
  static std::atomic<int> number{0};
  return "c360_ingest_" + std::to_string(++number);
}

}  // namespace

ScanFunction::ScanFunction(engine::Database& database, Open open)
    : open_(std::make_shared<const Open>(std::move(open))), name_(next_name()) {
  database.add(std::make_shared<OnceFunction>(name_, open_));
}

sql::Query ScanFunction::query(std::size_t part) const {
  sql::Query query;
  query.from = sql::table_function(name_, {sql::literal(std::to_string(part))});
  return query;
}

}  // namespace c360::ingest
