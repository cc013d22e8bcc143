// One request to the Blob service, before it is signed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "c360/base/clock.h"
#include "c360/fetch/client.h"
#include "c360/storage/azure/address.h"

namespace c360::storage::azure {

/// Names and values as they are, not encoded.
using Query = std::vector<std::pair<std::string, std::string>>;

struct Call {
  std::string method = "GET";
  std::string path;  ///< encoded, behind the endpoint's: "/container/a%20b"
  Query query;
  std::vector<http::Header> headers;
  std::string body;
  std::optional<fetch::FilePart> body_file;
  std::optional<fetch::FileTarget> into;

  Call& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// "/container" and "/container/name" as they stand in an address.
std::string encoded_path(const std::string& container, const std::string& name = {});

/// The request that a call becomes, with the version of the service that c360 speaks and its time, but unsigned.
fetch::Request request_of(const Call& call, const Endpoint& endpoint, Micros now);

}  // namespace c360::storage::azure
