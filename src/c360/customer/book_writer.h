// Makes a customer book of a snapshot.
#pragma once

#include <filesystem>
#include <functional>

#include "c360/base/cancel.h"
#include "c360/customer/book_file.h"
#include "c360/customer/profile.h"

namespace c360::customer {

/// What makes books differ: the model's statements, the run that made the snapshot, and how books are written. Two of
/// one signature are the same.
std::string book_signature(const sql::Dialect& dialect, const CustomerModel& model, const lakehouse::Moment& moment);

/// Writes the book of all customers to `path`, whole or not at all. Each stream of rows has a connection of its own
/// from `connect`; what the engine cannot hold in memory it sets aside as its options say. Throws Error as the engine
/// does, Error(kIo or kNoSpace; this also for a book of more than `most_bytes`), and Error(kCancelled) soon after a
/// stop was requested.
void write_book(const std::function<engine::Connection()>& connect, const CustomerModel& model,
                const std::filesystem::path& path, const Cancellation& stop, std::uint64_t most_bytes = kAnySize);

}  // namespace c360::customer
