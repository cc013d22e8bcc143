#include "c360/ingest/packed/zip_archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/encoding.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kMemberPiece = 256 * 1024;
constexpr std::uint64_t kMostRatio = 1100;  ///< deflate packs to no less than a 1032nd
constexpr std::uint64_t kAlwaysAllowed = std::uint64_t{64} << 20;

char lower_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_letter(x) == lower_letter(y); });
}

[[noreturn]] void refuse_zip(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::kData, fmt::format("the zip archive {} {}", name, what),
              "bring the whole file again; nothing of it was taken in");
}

/// Closes a member.
struct CloseMember {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using OpenMember = std::unique_ptr<zip_file_t, CloseMember>;

}  // namespace

struct ZipArchive::Handle {
  explicit Handle(zip_t* of) : archive(of) {}
  ~Handle() { zip_discard(archive); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  zip_t* archive;
};

bool is_zip(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv);
}

ZipArchive::ZipArchive(const std::filesystem::path& path, std::string name) : name_(std::move(name)) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) {
    if (code == ZIP_ER_NOENT || code == ZIP_ER_OPEN || code == ZIP_ER_READ) throw_errno("read", path, errno);
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    refuse_zip(name_, fmt::format("is cut off or damaged ({})", why));
  }
  handle_ = std::make_unique<Handle>(archive);
  list();
  std::uint64_t unpacked = 0;
  for (const Member& member : members_) {
    if (__builtin_add_overflow(unpacked, member.size, &unpacked))
      refuse_zip(name_, "claims more bytes than there can be");
  }
  if (unpacked <= kAlwaysAllowed || unpacked / kMostRatio <= std::filesystem::file_size(path)) return;
  refuse_zip(name_, fmt::format("of {} bytes claims to hold {}, which no packing can do: is it a zip bomb?",
                                std::filesystem::file_size(path), unpacked));
}

ZipArchive::~ZipArchive() = default;

void ZipArchive::list() {
  const zip_int64_t count = zip_get_num_entries(handle_->archive, 0);
  for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
    zip_stat_t stat;
    if (zip_stat_index(handle_->archive, index, ZIP_FL_ENC_GUESS, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) {
      refuse_zip(name_, fmt::format("has a damaged list of members ({})", zip_strerror(handle_->archive)));
    }
    const std::string_view name = stat.name;
    if (name.empty() || name.back() == '/') continue;
    members_.push_back({index, visible_text(name), stat.size});
  }
}

std::optional<ZipArchive::Member> ZipArchive::find(std::string_view wanted) const {
  const auto find_by = [&](auto&& fits) { return std::find_if(members_.begin(), members_.end(), fits); };
  auto found = find_by([&](const Member& member) { return member.name == wanted; });
  if (found == members_.end()) found = find_by([&](const Member& m) { return equal_but_for_case(m.name, wanted); });
  return found == members_.end() ? std::nullopt : std::optional(*found);
}

void ZipArchive::read(const Member& member, const std::function<void(std::string_view)>& take_piece) const {
  const OpenMember file(zip_fopen_index(handle_->archive, member.index, 0));
  const std::string whole = fmt::format("{}!{}", name_, member.name);
  if (!file) {
    const int code = zip_error_code_zip(zip_get_error(handle_->archive));
    const bool locked = code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP;
    if (locked) throw Error(ErrorCode::kUnsupported, whole + " is encrypted", "pack it without a password");
    if (code == ZIP_ER_COMPNOTSUPP) {
      throw Error(ErrorCode::kUnsupported, whole + " is packed in a way that c360 does not unpack",
                  "pack it by deflate");
    }
    refuse_zip(whole, fmt::format("cannot be read ({})", zip_strerror(handle_->archive)));
  }
  std::string piece(kMemberPiece, '\0');
  std::uint64_t total = 0;
  while (true) {
    const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) refuse_zip(whole, fmt::format("is damaged ({})", zip_file_strerror(file.get())));
    total += static_cast<std::uint64_t>(got);
    if (total > member.size || (got == 0 && total < member.size)) {
      refuse_zip(whole, fmt::format("is damaged: it says that it holds {} bytes, and holds others", member.size));
    }
    if (got == 0) return;
    take_piece(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
  }
}

}  // namespace c360::ingest
