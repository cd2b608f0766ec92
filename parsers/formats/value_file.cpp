// SPDX-License-Identifier: MIT
// A file that holds one value and is named for it: run/secrets/aws_secret_access_key, as Docker,
// Kubernetes and systemd hand secrets out.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/parser.h"
#include "scanner/core/words.h"

namespace credlint::parsers {
namespace {

constexpr std::size_t kLongest = 16 << 10;

std::optional<PartKind> part_of_format(std::string_view format) {
  if (format == "secret-file") return PartKind::Secret;
  if (format == "key-id-file") return PartKind::KeyId;
  if (format == "token-file") return PartKind::Token;
  return std::nullopt;
}

std::string_view file_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.find('.'));
}

/// No settings, no text: a value, with the padding of base64 at most.
bool is_one_word(std::string_view value) {
  const std::string_view word = value.substr(0, value.find_last_not_of('=') + 1);
  return !word.empty() && value.size() <= kLongest &&
         word.find_first_of(" \t\r\n=:{") == std::string_view::npos;
}

}  // namespace

void parse_value_file(const ParseInput& input, FactWriter& writer) {
  const std::optional<PartKind> part = part_of_format(input.format.id);
  const std::string_view text = input.source.text();
  const std::string_view value = trim(text);
  if (!part || !is_one_word(value)) return;
  const auto begin = static_cast<std::uint32_t>(value.data() - text.data());
  CredentialPart fact;
  fact.at = writer.locate({begin, begin + static_cast<std::uint32_t>(value.size())});
  fact.scope = writer.new_scope();
  fact.part = *part;
  fact.recognition = Recognition::Named;
  fact.name = std::string(file_name(input.source.path()));
  fact.value = Secret(value);
  writer.add(std::move(fact));
}

}  // namespace credlint::parsers
