#include "c360/storage/azure/testing/azurite.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace c360::storage::azure::testing {
namespace {

constexpr int kNotInstalled = 77;
/// The key that every emulator has.
constexpr const char* kKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// The exit code of tools/azurite.sh.
int script(const std::string& command, const std::filesystem::path& folder = {}) {
  const int status =
      std::system(("'" C360_SOURCE_DIR "/tools/azurite.sh' " + command + " '" + folder.string() + "'").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::filesystem::path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "c360-azurite.XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

}  // namespace

Azurite* Azurite::shared() {
  static const bool is_installed = script("installed") != kNotInstalled;
  static const std::unique_ptr<Azurite> server = is_installed ? std::make_unique<Azurite>() : nullptr;
  return server.get();
}

Azurite::Azurite() : folder_(new_folder()) {
  if (script("start", folder_) != 0) throw std::runtime_error("Azurite does not start");
  endpoint_ = read_file(folder_ / "endpoint");
  while (endpoint_.ends_with('\n')) endpoint_.pop_back();
}

Azurite::~Azurite() {
  script("stop", folder_);
}

Settings Azurite::settings() const {
  Settings settings;
  settings.endpoint = endpoint_;
  settings.credential = AccountKey{kKey};
  settings.cache = folder_ / "cache";
  return settings;
}

std::uint16_t Azurite::port() const {
  return static_cast<std::uint16_t>(std::stoi(endpoint_.substr(endpoint_.rfind(':') + 1)));
}

std::string Azurite::new_container() {
  return "test" + std::to_string(++containers_);
}

void Azurite::halt() const {
  script("halt", folder_);
}

void Azurite::start_again() const {
  if (script("restart", folder_) != 0) throw std::runtime_error("Azurite does not start again");
}

}  // namespace c360::storage::azure::testing
