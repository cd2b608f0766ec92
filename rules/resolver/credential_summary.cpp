// SPDX-License-Identifier: MIT
#include "rules/resolver/credential_summary.h"

#include <fmt/format.h>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "scanner/core/utc.h"

namespace credlint::resolver {
namespace {

std::string key_id_text(const Secret& value) {
  const std::string_view id = value.reveal();
  std::string text = fmt::format("**Access key id** `{}`", value.redacted_key_id());
  switch (key_id_kind(id)) {
    case KeyIdKind::LongTerm:
      text += "\n\nLong-term (AKIA): works without a session token, until somebody deletes it.";
      break;
    case KeyIdKind::Temporary:
      text += "\n\nTemporary (ASIA): AWS knows it only with the session token issued with it.";
      break;
    case KeyIdKind::Other:
      break;
  }
  if (const auto account = account_of_key_id(id)) text += fmt::format("\n\nAccount {}.", *account);
  return text;
}

std::string secret_text(const Secret& value) {
  return fmt::format(
      "**Secret access key**, {} characters{}", value.size(),
      value.size() == kSecretLength ? "" : fmt::format(" instead of {}", kSecretLength));
}

std::string_view shape_text(TokenShape shape) {
  switch (shape) {
    case TokenShape::Whole:
      return "whole";
    case TokenShape::Truncated:
      return "cut off: its end is missing";
    case TokenShape::NotBase64:
      return "damaged: it is no base64";
    case TokenShape::Foreign:
      return "of a form that is not known";
  }
  return "";
}

std::string token_text(const Secret& value) {
  const TokenReading reading = read_session_token(value.reveal());
  std::string text =
      fmt::format("**Session token**, {} characters, {}", value.size(), shape_text(reading.shape));
  const SessionToken& token = reading.token;
  if (reading.shape == TokenShape::Foreign || reading.shape == TokenShape::NotBase64) return text;
  text += token.generation == TokenGeneration::Global
              ? "\n\nVersion 1, of the global STS endpoint: not valid in opt-in regions."
              : "\n\nVersion 2, of a regional STS endpoint: valid in all regions.";
  if (!token.account.empty()) text += fmt::format("\n\nAccount {}.", token.account);
  if (!token.region.empty()) text += fmt::format("\n\nIssued in {}.", token.region);
  if (token.created)
    text += fmt::format("\n\nCreated {}.", utc_text(token.created->time_since_epoch().count()));
  return text;
}

std::string_view shape_doubt(TokenShape shape) {
  return shape == TokenShape::Whole ? std::string_view() : shape_text(shape);
}

std::string_view made_up_text(PlaceholderKind kind) {
  switch (kind) {
    case PlaceholderKind::None:
      return "";
    case PlaceholderKind::Documentation:
      return "an example of the AWS documentation, known by its exact value";
    case PlaceholderKind::FillIn:
      return "a placeholder that somebody is to fill in";
    case PlaceholderKind::BlankedOut:
      return "blanked out: its end is hidden by hand";
    case PlaceholderKind::Code:
      return "code that reads a variable, where nothing runs it";
    case PlaceholderKind::Dummy:
      return "made up for a local stack or a test";
  }
  return "";
}

}  // namespace

std::string summary_of(const CredentialPart& part) {
  switch (part.part) {
    case PartKind::KeyId:
      return key_id_text(part.value);
    case PartKind::Secret:
      return secret_text(part.value);
    case PartKind::Token:
      return token_text(part.value);
    case PartKind::Expiry:
      return {};
  }
  return {};
}

Doubt doubt_about(const CredentialPart& part, const Catalog& catalog) {
  const std::string_view value = trim(part.value.reveal());
  Doubt doubt;
  if (part.part == PartKind::KeyId && !is_well_formed_key_id(value))
    doubt.shape = "not of the form of an access key id";
  if (part.part == PartKind::Secret && !is_secret_shaped(value))
    doubt.shape = "not of the form of a secret key";
  if (part.part == PartKind::Token) doubt.shape = shape_doubt(read_session_token(value).shape);
  doubt.made_up = is_expansion(value) ? "something else has yet to put it there"
                                      : made_up_text(placeholder_kind(value, catalog));
  return doubt;
}

}  // namespace credlint::resolver
