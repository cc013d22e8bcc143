// A certificate made for a test, and a client that trusts it.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace c360::testing {

/// A self-signed certificate for localhost and its key, as two PEM files.
inline void make_certificate(const std::filesystem::path& chain, const std::filesystem::path& key_file) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const auto* host = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  const auto write = [](const std::filesystem::path& path, auto put) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
    put(file.get());
  };
  write(chain, [&](std::FILE* file) { PEM_write_X509(file, certificate.get()); });
  write(key_file,
        [&](std::FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

/// What a server answers by TLS, whose certificate must be the trusted one. Throws where it is not.
inline std::string ask_by_tls(std::uint16_t port, const std::filesystem::path& trusted, const std::string& request) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_load_verify_locations(context.get(), trusted.c_str(), nullptr);
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> wire(BIO_new_ssl_connect(context.get()), BIO_free_all);
  BIO_set_conn_hostname(wire.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
  if (BIO_do_connect(wire.get()) <= 0) throw std::runtime_error("no TLS connection");
  BIO_write(wire.get(), request.data(), static_cast<int>(request.size()));
  std::string answer;
  char bytes[4096];
  for (int got = 0; (got = BIO_read(wire.get(), bytes, sizeof bytes)) > 0;)
    answer.append(bytes, static_cast<std::size_t>(got));
  return answer;
}

}  // namespace c360::testing
