// Finding bytes 64 at a time: SSE2 where there is one, words of eight bytes elsewhere (little-endian).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace c360::ingest {

inline constexpr std::size_t kBlockBytes = 64;

#if defined(__SSE2__)

/// Bit i is set where block[i] == byte; reads 64 bytes.
inline std::uint64_t equal_mask(const char* block, char byte) {
  const __m128i wanted = _mm_set1_epi8(byte);
  std::uint64_t mask = 0;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * part));
    const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
    mask |= std::uint64_t{bits} << (16 * part);
  }
  return mask;
}

/// Whether any of 64 bytes is outside ASCII.
inline bool any_high_byte(const char* block) {
  const auto* parts = reinterpret_cast<const __m128i*>(block);
  const __m128i low = _mm_or_si128(_mm_loadu_si128(parts), _mm_loadu_si128(parts + 1));
  const __m128i high = _mm_or_si128(_mm_loadu_si128(parts + 2), _mm_loadu_si128(parts + 3));
  return _mm_movemask_epi8(_mm_or_si128(low, high)) != 0;
}

#else

static_assert(std::endian::native == std::endian::little, "the word tricks below read bytes in little-endian order");

inline std::uint64_t equal_mask(const char* block, char byte) {
  constexpr std::uint64_t kLow7 = 0x7f7f7f7f7f7f7f7fULL;
  const std::uint64_t wanted = 0x0101010101010101ULL * static_cast<unsigned char>(byte);
  std::uint64_t mask = 0;
  for (unsigned part = 0; part < 8; ++part) {
    std::uint64_t word = 0;
    std::memcpy(&word, block + 8 * part, 8);
    word ^= wanted;
    const std::uint64_t zero_bytes = ~(((word & kLow7) + kLow7) | word | kLow7) >> 7;
    mask |= ((zero_bytes * 0x0102040810204080ULL) >> 56) << (8 * part);
  }
  return mask;
}

inline bool any_high_byte(const char* block) {
  std::uint64_t all = 0;
  for (unsigned part = 0; part < 8; ++part) {
    std::uint64_t word = 0;
    std::memcpy(&word, block + 8 * part, 8);
    all |= word;
  }
  return (all & 0x8080808080808080ULL) != 0;
}

#endif

/// 64 bytes at a place that may have fewer left: then a padded copy, of which `valid` has the real ones.
class Block {
 public:
  Block(const char* from, const char* end) {
    const auto left = static_cast<std::size_t>(end - from);
    if (left >= kBlockBytes) {
      data_ = from;
      return;
    }
    std::memset(padded_, 1, kBlockBytes);
    std::memcpy(padded_, from, left);
    data_ = padded_;
    valid_ = (std::uint64_t{1} << left) - 1;
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  std::uint64_t equal(char byte) const { return equal_mask(data_, byte) & valid_; }
  bool any_high() const { return any_high_byte(data_); }

 private:
  const char* data_;
  std::uint64_t valid_ = ~std::uint64_t{0};
  char padded_[kBlockBytes];
};

}  // namespace c360::ingest
