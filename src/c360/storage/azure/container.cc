#include "c360/storage/azure/container.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/fetch/http_date.h"

namespace c360::storage::azure {
namespace {

/// Which put made a blob, so that one whose answer was lost knows its own. Metadata keys are C# names.
constexpr const char* kMark = "x-ms-meta-c360put";

bool is_one_of(const std::string& code, std::initializer_list<const char*> codes) {
  return std::any_of(codes.begin(), codes.end(), [&](const char* each) { return code == each; });
}

/// No blob of that name, in a container that is there.
bool says_absent(const fetch::Answer& answer) {
  return answer.status == 404 && !is_one_of(code_of(answer), {"ContainerNotFound", "FilesystemNotFound"});
}

/// HEAD tells no body and may tell no code: then 404 is taken to be about the blob.
bool is_folder(const fetch::Answer& answer) {
  return answer.headers.header("x-ms-meta-hdi_isfolder") == "true" ||
         answer.headers.header("x-ms-resource-type") == "directory";
}

/// The name is taken: by 409, by 412, and by 403 where the one who asks may only create.
bool says_taken(const fetch::Answer& answer) {
  if (answer.status != 403 && answer.status != 409 && answer.status != 412) return false;
  return is_one_of(code_of(answer), {"BlobAlreadyExists", "ConditionNotMet", "ResourceAlreadyExists",
                                     "PathAlreadyExists", "UnauthorizedBlobOverwrite", "BlobImmutableDueToPolicy",
                                     "LeaseIdMissing", "TargetConditionNotMet"});
}

std::uint64_t number_of(const fetch::Answer& answer, std::string_view header) {
  const std::string text = answer.headers.header(header).value_or("0");
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

ObjectInfo info_of(std::string name, const fetch::Answer& answer) {
  ObjectInfo info;
  info.path = std::move(name);
  info.size = number_of(answer, "content-length");
  info.modified = fetch::parse_http_date(answer.headers.header("last-modified").value_or("")).value_or(0);
  info.etag = answer.headers.header("etag").value_or("");
  return info;
}

}  // namespace

Container::Container(const BlobService& service, std::string name, std::string shown)
    : service_(service), name_(std::move(name)), shown_(std::move(shown)) {}

Call Container::call(std::string method, const std::string& name) const {
  Call made;
  made.method = std::move(method);
  made.path = encoded_path(name_, name);
  return made;
}

Asked Container::asked(std::string doing, const std::string& name) const {
  const Endpoint& endpoint = service_.endpoint();
  return {std::move(doing), name.empty() ? shown_ : shown_ + "/" + name, endpoint.account, name_,
          endpoint.origin.substr(endpoint.origin.find("://") + 3)};
}

void Container::refuse(const Asked& what, const fetch::Answer& answer) const {
  throw refusal(what, answer, service_.clock().now());
}

bool Container::create() {
  const Asked what = asked("create", {});
  Call made = call("PUT", {});
  made.query = {{"restype", "container"}};
  const fetch::Answer answer = service_.send(made, what);
  if (answer.status == 409 && code_of(answer) == "ContainerAlreadyExists") return false;
  if (answer.status != 201) refuse(what, answer);
  return true;
}

std::optional<std::string> Container::get(const std::string& name, const std::optional<Range>& range) const {
  const Asked what = asked("read", name);
  Call made = call("GET", name);
  if (range) made.with("x-ms-range", fmt::format("bytes={}-{}", range->offset, range->offset + (range->length - 1)));
  fetch::Answer answer = service_.send(made, what);
  if (says_absent(answer) || is_folder(answer)) return std::nullopt;
  if (answer.status == 416) return std::string();  // from behind the end
  if (answer.status != 200 && answer.status != 206) refuse(what, answer);
  return std::move(answer.body);
}

std::optional<ObjectInfo> Container::head(const std::string& name) const {
  const Asked what = asked("look at", name);
  const fetch::Answer answer = service_.send(call("HEAD", name), what);
  if (says_absent(answer) || is_folder(answer)) return std::nullopt;
  if (answer.status != 200) refuse(what, answer);
  return info_of(name, answer);
}

/// Sends the bytes of one blob; the caller looks at the status.
fetch::Answer Container::put_blob(Call put, const std::string& name) const {
  put.with("x-ms-blob-type", "BlockBlob").with("Content-Type", "application/octet-stream");
  return service_.send(put, asked("write", name));
}

/// Whether the blob of that name is the one that the put with this mark made. A store that keeps no marks is asked for
/// the bytes.
bool Container::is_ours(const std::string& name, std::string_view bytes, const std::string& mark) const {
  const Asked what = asked("look at", name);
  const fetch::Answer answer = service_.send(call("HEAD", name), what);
  if (says_absent(answer)) return false;  // made and removed meanwhile
  if (answer.status != 200) refuse(what, answer);
  if (const auto found = answer.headers.header(kMark)) return *found == mark;
  return number_of(answer, "content-length") == bytes.size() && get(name) == bytes;
}

PutOutcome Container::create_blob(const std::string& name, std::string_view bytes) {
  const std::string mark = random_uuid();
  Call put = call("PUT", name);
  put.with("If-None-Match", "*").with(kMark, mark);
  put.body = bytes;
  const fetch::Answer answer = put_blob(std::move(put), name);
  if (answer.status == 201) return PutOutcome::kCreated;
  if (!says_taken(answer)) refuse(asked("write", name), answer);
  // One of our own tries may have been done without our seeing its answer.
  return is_ours(name, bytes, mark) ? PutOutcome::kCreated : PutOutcome::kAlreadyExists;
}

std::string Container::put(const std::string& name, std::string_view bytes) {
  Call made = call("PUT", name);
  made.body = bytes;
  const fetch::Answer answer = put_blob(std::move(made), name);
  if (answer.status != 201) refuse(asked("write", name), answer);
  return answer.headers.header("etag").value_or("");
}

bool Container::put_if_match(const std::string& name, std::string_view bytes, const std::string& etag) {
  const std::string mark = random_uuid();
  Call made = call("PUT", name);
  made.with("If-Match", etag).with(kMark, mark);
  made.body = bytes;
  const fetch::Answer answer = put_blob(std::move(made), name);
  if (answer.status == 201) return true;
  if (answer.status != 412 && !says_absent(answer)) refuse(asked("write", name), answer);
  return answer.status == 412 && is_ours(name, bytes, mark);
}

ListPage Container::list_page(const Query& query, const std::string& marker) const {
  const Asked what = asked("list", {});
  Call made = call("GET", {});
  made.query = query;
  if (!marker.empty()) made.query.emplace_back("marker", marker);
  const fetch::Answer answer = service_.send(made, what);
  if (answer.status != 200) refuse(what, answer);
  try {
    return read_list_page(answer.body);
  } catch (const Error& error) {
    throw error.in(what.place);
  }
}

std::vector<ObjectInfo> Container::list(const std::string& prefix, bool direct_only) const {
  Query query = {{"restype", "container"}, {"comp", "list"}, {"include", "metadata"}};
  if (!prefix.empty()) query.emplace_back("prefix", prefix);
  if (direct_only) query.emplace_back("delimiter", "/");
  std::vector<ObjectInfo> found;
  std::string marker;
  do {
    ListPage page = list_page(query, marker);
    std::move(page.blobs.begin(), page.blobs.end(), std::back_inserter(found));
    marker = std::move(page.next_marker);
  } while (!marker.empty());
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return found;
}

void Container::remove(const std::string& name) {
  const Asked what = asked("remove", name);
  const fetch::Answer answer = service_.send(call("DELETE", name).with("x-ms-delete-snapshots", "include"), what);
  if (answer.status != 202 && !says_absent(answer)) refuse(what, answer);
}

fetch::Answer Container::lease(const std::string& name, const std::string& action,
                               std::vector<http::Header> headers) const {
  Call made = call("PUT", name);
  made.query = {{"comp", "lease"}};
  made.headers = std::move(headers);
  made.with("x-ms-lease-action", action);
  return service_.send(made, asked("lease", name));
}

/// The id is proposed by us, so that a try whose answer was lost is followed by one that gets the same lease.
std::optional<std::string> Container::acquire_lease(const std::string& name, unsigned seconds) {
  const std::string id = random_uuid();
  const fetch::Answer answer =
      lease(name, "acquire", {{"x-ms-lease-duration", std::to_string(seconds)}, {"x-ms-proposed-lease-id", id}});
  if (answer.status == 201) return id;
  if (answer.status != 409) refuse(asked("lease", name), answer);
  return std::nullopt;
}

bool Container::renew_lease(const std::string& name, const std::string& id) {
  const fetch::Answer answer = lease(name, "renew", {{"x-ms-lease-id", id}});
  if (answer.status == 200) return true;
  if (answer.status != 409 && answer.status != 404) refuse(asked("lease", name), answer);
  return false;
}

void Container::release_lease(const std::string& name, const std::string& id) {
  const fetch::Answer answer = lease(name, "release", {{"x-ms-lease-id", id}});
  if (answer.status != 200 && answer.status != 409 && answer.status != 404) refuse(asked("lease", name), answer);
}

bool Container::is_leased(const std::string& name) const {
  const Asked what = asked("look at", name);
  const fetch::Answer answer = service_.send(call("HEAD", name), what);
  if (answer.status != 200 && !says_absent(answer)) refuse(what, answer);
  return answer.headers.header("x-ms-lease-state") == "leased";
}

void Container::break_lease(const std::string& name) {
  const fetch::Answer answer = lease(name, "break", {{"x-ms-lease-break-period", "0"}});
  if (answer.status != 202 && answer.status != 409 && answer.status != 404) refuse(asked("lease", name), answer);
}

}  // namespace c360::storage::azure
