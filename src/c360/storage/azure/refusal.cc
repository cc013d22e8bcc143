#include "c360/storage/azure/refusal.h"

#include <fmt/core.h>

#include <cstdlib>
#include <optional>
#include <vector>

#include "c360/fetch/http_date.h"
#include "c360/xml/parser.h"

namespace c360::storage::azure {
namespace {

/// <Error><Code>…</Code><Message>…</Message><AuthenticationErrorDetail>…</AuthenticationErrorDetail></Error>
struct ErrorBody final : xml::Handler {
  void begin(std::string_view name, const xml::Attributes&) override { current = name; }
  void end(std::string_view) override { current.clear(); }
  void text(std::string_view piece) override {
    if (current == "Code") code += piece;
    if (current == "Message" || current == "AuthenticationErrorDetail") detail += piece;
  }

  std::string current;
  std::string code;
  std::string detail;
};

ErrorBody body_of(const fetch::Answer& answer) {
  ErrorBody body;
  try {
    xml::parse(answer.body, body);
  } catch (const Error&) {
    // A proxy between us and Azure answers in words of its own: the status must do.
  }
  return body;
}

/// A reason and what to do, for a code of the service. {account} and {container} are filled in.
struct Meaning {
  const char* code;
  const char* why;
  const char* hint;
};

constexpr Meaning kMeanings[] = {
    {"ContainerNotFound", "there is no container '{container}' in the account '{account}'",
     "make it (`az storage container create --account-name {account} --name {container}`), or correct the address"},
    {"ContainerBeingDeleted", "the container '{container}' is being deleted", "wait a minute, then try again"},
    {"ContainerDisabled", "the container '{container}' is disabled", "ask who administers the account '{account}'"},
    {"AuthorizationPermissionMismatch", "who asks has no permission for this",
     "give the identity the role Storage Blob Data Contributor on the account or container (a new role takes some "
     "minutes), or make a SAS with the permissions racwdl"},
    {"InsufficientAccountPermissions", "the account key or SAS has no permission for this",
     "make a SAS with the permissions racwdl"},
    {"AuthorizationFailure", "the account '{account}' refuses requests from here",
     "its firewall may not know this network: add it in the account's page Networking; with a SAS, check its services "
     "and resource types, too"},
    {"AuthorizationSourceIPMismatch", "the SAS is for other network addresses",
     "make a SAS without a range of addresses, or with this machine's"},
    {"AuthorizationProtocolMismatch", "the SAS is for https alone", "write an https endpoint"},
    {"AuthorizationServiceMismatch", "the SAS is not for the Blob service", "make a SAS for the service Blob"},
    {"AuthorizationResourceTypeMismatch", "the SAS is not for this type of resource",
     "make a SAS for the resource types Container and Object"},
    {"KeyBasedAuthenticationNotPermitted", "the account '{account}' takes no account keys",
     "use an identity (client_secret, managed_identity or workload_identity), or allow key access in the account's "
     "configuration"},
    {"PublicAccessNotPermitted", "the account '{account}' answers to nobody without a credential",
     "name an account key, a SAS or an identity in the settings"},
    {"NoAuthenticationInformation", "the container '{container}' is not open to all",
     "name an account key, a SAS or an identity in the settings"},
    {"AccountIsDisabled", "the account '{account}' is disabled", "ask who administers the subscription"},
    {"LeaseIdMissing", "somebody has a lease on it", "wait until it is given back, or break it in the portal"},
    {"LeaseIdMismatchWithBlobOperation", "somebody else has the lease on it", "wait until it is given back"},
    {"InvalidResourceName", "the service takes no such name", "use another name"},
    {"OutOfRangeInput", "the service takes no such name or size", "use a shorter name"},
    {"BlobArchived", "it is in the archive tier", "rehydrate it first"},
    {"BlobBeingRehydrated", "it is being rehydrated from the archive tier", "try again when that is done"},
    {"ServerBusy", "the account '{account}' is too busy", "try again later, or ask for less at one time"},
};

const Meaning* meaning_of(const std::string& code) {
  for (const Meaning& meaning : kMeanings) {
    if (code == meaning.code) return &meaning;
  }
  return nullptr;
}

std::string filled_in(std::string text, const Asked& asked) {
  const std::pair<std::string, const std::string&> names[] = {{"{account}", asked.account},
                                                              {"{container}", asked.container}};
  for (const auto& [name, value] : names) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
      text.replace(at, name.size(), value);
  }
  return text;
}

struct Reason {
  std::string why;
  std::string hint;
};

/// How far our clock is from the service's; nullopt where that is no reason for a refusal (it allows 15 minutes).
std::optional<Reason> wrong_clock(const fetch::Answer& answer, Micros now) {
  constexpr Micros kMinute = Micros{60} * 1'000'000;
  const auto date = answer.headers.header("date");
  const auto theirs = date ? fetch::parse_http_date(*date) : std::nullopt;
  if (!theirs || std::abs(now - *theirs) < 14 * kMinute) return std::nullopt;
  return Reason{
      fmt::format("this machine's clock is {} minutes {}", std::abs(now - *theirs) / kMinute,
                  now < *theirs ? "slow" : "fast"),
      fmt::format("set it (Azure says it is {} UTC) and keep it right by NTP", format_utc(*theirs).substr(0, 19))};
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// 401, and 403 AuthenticationFailed: the service does not believe who asks.
Reason not_believed(const Asked& asked, const ErrorBody& body, const fetch::Answer& answer, Micros now) {
  if (auto clock = wrong_clock(answer, now)) return *clock;
  if (holds(body.detail, "not valid in the specified time frame"))
    return {"the shared access signature (SAS) has expired, or is not valid yet", "make a new SAS"};
  if (holds(body.detail, "Lifetime validation failed") || holds(body.detail, "token is expired"))
    return {"the access token has expired", "is this machine's clock right, and the token's source up to date?"};
  if (holds(body.detail, "Issuer validation failed"))
    return {"the access token is of another tenant than the account's", "check tenant_id"};
  if (holds(body.detail, "Signature fields not well formed"))
    return {"the shared access signature (SAS) is not whole", "copy it again, from sv= or sp= to its end"};
  if (holds(body.detail, "Signature did not match"))
    return {
        "the shared access signature (SAS) does not fit: it is of another account or container, or its key was "
        "renewed",
        "make a new SAS"};
  if (holds(body.detail, "MAC signature"))
    return {fmt::format("the account key is not one of '{}'", asked.account),
            "copy it again from the account's page Access keys: it may have been renewed"};
  return {"the service does not believe who asks: the key, SAS or token is wrong, or has expired",
          fmt::format("check that it is of the account '{}', whole, and still valid", asked.account)};
}

Reason reason_of(const Asked& asked, const ErrorBody& body, const std::string& code, const fetch::Answer& answer,
                 Micros now) {
  if (const Meaning* meaning = meaning_of(code))
    return {filled_in(meaning->why, asked), filled_in(meaning->hint, asked)};
  if (answer.status == 401 || code == "AuthenticationFailed" || code == "InvalidAuthenticationInfo")
    return not_believed(asked, body, answer, now);
  if (answer.status >= 500) return {"the service failed", "try again later"};
  return {"the service refuses it", "the status and id help Azure's support"};
}

ErrorCode kind_of(const std::string& code) {
  if (code == "ContainerNotFound") return ErrorCode::kNotFound;
  return code.starts_with("Lease") ? ErrorCode::kConflict : ErrorCode::kIo;
}

}  // namespace

std::string code_of(const fetch::Answer& answer) {
  if (const auto code = answer.headers.header("x-ms-error-code")) return *code;
  return body_of(answer).code;
}

Error refusal(const Asked& asked, const fetch::Answer& answer, Micros now) {
  const ErrorBody body = body_of(answer);
  const std::string code = code_of(answer);
  const Reason reason = reason_of(asked, body, code, answer, now);
  const std::string id = answer.headers.header("x-ms-request-id").value_or("");
  return {kind_of(code),
          fmt::format("cannot {} {}: {} (HTTP {}{}{}{})", asked.doing, asked.place, reason.why, answer.status,
                      code.empty() ? "" : " " + code, id.empty() ? "" : ", request ", id),
          reason.hint};
}

Error unreachable(const Asked& asked, const fetch::Failure& failure) {
  const auto error = [&](const std::string& why, const std::string& hint) {
    return Error(ErrorCode::kIo, fmt::format("cannot {} {}: {}", asked.doing, asked.place, why), hint);
  };
  switch (failure.kind) {
    case fetch::FailureKind::kNoSuchHost:
      return error(fmt::format("the host {} has no address", asked.host),
                   fmt::format("is '{}' the account's name, and is the network there?", asked.account));
    case fetch::FailureKind::kRefused:
      return error(fmt::format("nobody answers at {}", asked.host),
                   "is the network there, the endpoint right, and nothing (firewall, proxy) in between?");
    case fetch::FailureKind::kCertificate:
      return error(fmt::format("{} cannot show who it is: {}", asked.host, failure.why),
                   "where a private authority signs its certificate, name that authority by ca_file");
    case fetch::FailureKind::kTimedOut:
      return error(fmt::format("{} did not answer in time", asked.host), "try again when the network is better");
    default:
      return error(fmt::format("the connection to {} broke: {}", asked.host, failure.why),
                   "try again when the network is better");
  }
}

}  // namespace c360::storage::azure
