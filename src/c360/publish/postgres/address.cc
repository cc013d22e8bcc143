#include "c360/publish/postgres/address.h"

#include <memory>
#include <string_view>

#include "c360/base/error.h"
#include "c360/publish/postgres/libpq.h"

namespace c360::publish::postgres {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { libpq().PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

Options parsed(const std::string& text) {
  char* reason = nullptr;  // which repeats parts of the text
  Options options(libpq().PQconninfoParse(text.c_str(), &reason));
  libpq().PQfreemem(reason);
  if (options) return options;
  throw Error(ErrorCode::kProject, "the target's connection string is none that PostgreSQL knows",
              "write postgresql://user:password@host:5432/database, or host=… dbname=… user=… password=…");
}

std::string value_of(const Options& options, std::string_view keyword) {
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
    if (option->keyword == keyword && option->val != nullptr) return option->val;
  return {};
}

std::string first_of(const std::string& list) {
  return list.substr(0, list.find(','));
}

}  // namespace

Address address_of(const std::string& connection_string) {
  const Options options = parsed(connection_string);
  std::string host = first_of(value_of(options, "host"));
  if (host.empty()) host = first_of(value_of(options, "hostaddr"));
  return {host, first_of(value_of(options, "port")), value_of(options, "dbname")};
}

}  // namespace c360::publish::postgres
