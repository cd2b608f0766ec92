// SPDX-License-Identifier: MIT
#include "scanner/core/digest.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace credlint {
namespace {

constexpr std::size_t kBlock = 64;

/// The text with a one bit, zeros and its length in bits behind it: whole blocks.
std::string padded(std::string_view text) {
  std::string message(text);
  message += '\x80';
  while (message.size() % kBlock != kBlock - 8) message += '\0';
  const auto bits = static_cast<std::uint64_t>(text.size()) * 8;
  for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(bits >> shift & 0xFF);
  return message;
}

/// Fills words with a block of the message.
void load(std::span<std::uint32_t, 16> words, std::string_view block) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    words[i] = 0;
    for (std::size_t j = 0; j < 4; ++j)
      words[i] = words[i] << 8 | static_cast<unsigned char>(block[4 * i + j]);
  }
}

template <std::size_t N>
std::string hex(const std::array<std::uint32_t, N>& state) {
  std::string text;
  for (const std::uint32_t word : state) text += fmt::format("{:08x}", word);
  return text;
}

using Sha1State = std::array<std::uint32_t, 5>;

std::uint32_t sha1_mix(std::size_t round, const Sha1State& s) {
  switch (round / 20) {
    case 0:
      return ((s[1] & s[2]) | (~s[1] & s[3])) + 0x5A827999;
    case 1:
      return (s[1] ^ s[2] ^ s[3]) + 0x6ED9EBA1;
    case 2:
      return ((s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3])) + 0x8F1BBCDC;
    default:
      return (s[1] ^ s[2] ^ s[3]) + 0xCA62C1D6;
  }
}

void sha1_block(Sha1State& state, std::string_view block) {
  std::array<std::uint32_t, 80> words;
  load(std::span(words).first<16>(), block);
  for (std::size_t i = 16; i < 80; ++i)
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  Sha1State s = state;
  for (std::size_t i = 0; i < 80; ++i) {
    const std::uint32_t next = std::rotl(s[0], 5) + sha1_mix(i, s) + s[4] + words[i];
    s = {next, s[0], std::rotl(s[1], 30), s[2], s[3]};
  }
  for (std::size_t i = 0; i < s.size(); ++i) state[i] += s[i];
}

using Sha256State = std::array<std::uint32_t, 8>;

constexpr std::array<std::uint32_t, 64> kSha256Rounds = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

void sha256_block(Sha256State& state, std::string_view block) {
  std::array<std::uint32_t, 64> words;
  load(std::span(words).first<16>(), block);
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t a = words[i - 15];
    const std::uint32_t b = words[i - 2];
    words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + words[i - 7] +
               (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
  }
  Sha256State s = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t big1 = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
    const std::uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const std::uint32_t first = s[7] + big1 + choice + kSha256Rounds[i] + words[i];
    const std::uint32_t big0 = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
    const std::uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    s = {first + big0 + majority, s[0], s[1], s[2], s[3] + first, s[4], s[5], s[6]};
  }
  for (std::size_t i = 0; i < s.size(); ++i) state[i] += s[i];
}

Sha256State sha256(std::string_view text) {
  Sha256State state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::string message = padded(text);
  for (std::size_t at = 0; at < message.size(); at += kBlock)
    sha256_block(state, std::string_view(message).substr(at, kBlock));
  return state;
}

std::string bytes(const Sha256State& state) {
  std::string out;
  for (const std::uint32_t word : state) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(word >> shift & 0xFF);
  }
  return out;
}

}  // namespace

std::string sha1_hex(std::string_view text) {
  Sha1State state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  const std::string message = padded(text);
  for (std::size_t at = 0; at < message.size(); at += kBlock)
    sha1_block(state, std::string_view(message).substr(at, kBlock));
  return hex(state);
}

std::string sha256_hex(std::string_view text) { return hex(sha256(text)); }

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
  std::string block = key.size() > kBlock ? bytes(sha256(key)) : std::string(key);
  block.resize(kBlock, '\0');
  const auto with = [&](char pad) {
    std::string mixed = block;
    for (char& c : mixed) c = static_cast<char>(c ^ pad);
    return mixed;
  };
  constexpr char kInner = 0x36;
  constexpr char kOuter = 0x5c;
  const std::string inner = bytes(sha256(with(kInner) + std::string(text)));
  return hex(sha256(with(kOuter) + inner));
}

}  // namespace credlint
