#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"
#include "c360/project/open_lake.h"
#include "c360/storage/azure/address.h"
#include "c360/storage/azure/upload_folder.h"

namespace c360::cli {
namespace {

struct UploadOptions {
  std::string folder, address;
};

int upload(const Context& context, const UploadOptions& options) {
  cancel_on_interrupt(context.cancel);
  if (!storage::azure::is_address(options.address))
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is no address in Azure Storage", options.address),
                "write it as abfss://container@account.dfs.core.windows.net/path or as azure://container/path");
  const auto settings = project::azure_settings(context.load_project());
  const auto tell = [&](const std::string& file) {
    if (!context.json) fmt::print(stderr, "{}\n", one_line(file));
  };
  const auto uploaded = storage::azure::upload_folder(options.folder, options.address, settings, tell, context.cancel);
  if (context.json) {
    const nlohmann::ordered_json json = {{"address", options.address},
                                         {"files", uploaded.files},
                                         {"bytes", uploaded.bytes},
                                         {"made_container", uploaded.made_container}};
    fmt::print("{}\n", json.dump(2));
  } else {
    fmt::print("{} files, {} bytes in {}\n", uploaded.files, uploaded.bytes, options.address);
  }
  return kDone;
}

}  // namespace

void add_upload(Command& program) {
  auto options = std::make_shared<UploadOptions>();
  Command command = program.add("upload", "Put a folder's files into Azure Storage, as the project's azure: says");
  command.required("folder", options->folder, "The local folder");
  command.required("address", options->address, "Where to: abfss://container@account.dfs.core.windows.net/path");
  command.does([options](const Context& context) { return upload(context, *options); });
}

}  // namespace c360::cli
