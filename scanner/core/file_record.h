// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "scanner/core/location.h"

namespace credlint {

/// What a file is for, as rulesets/formats.toml says of its format.
enum class Trait : std::uint16_t {
  SharedConfig = 1,  ///< ~/.aws/config, ~/.aws/credentials and files of that shape
  CredentialStore =
      2,  ///< its purpose is to hold credentials: exposure counts only when it is tracked
  EnvFile = 4,
  Image = 8,        ///< Dockerfile
  Ci = 16,          ///< CI workflow
  Infra = 32,       ///< Terraform, CloudFormation, Packer, Pulumi
  Code = 64,        ///< source code with a grammar
  Prose = 128,      ///< Markdown, plain text, logs
  Template = 256,   ///< .env.example and the like: placeholders belong there
  Manifest = 512,   ///< package.json, pom.xml, go.mod, …: what the project depends on
  Settings = 1024,  ///< a tool reads its settings or its containers' variables there
  Accepted = 2048,  ///< what a secret scanner does not report is listed there
  Captions = 4096,  ///< translated texts of a user interface
};

enum class Tracking : std::uint8_t {
  Unknown,    ///< no git work tree around it
  Tracked,    ///< in the index
  Untracked,  ///< in a work tree but not in the index
};

enum class Encoding : std::uint8_t { Utf8, Utf16Le, Utf16Be };

/// A source line as a report may show it: every credential in it is masked already, character by
/// character, so columns still fit. `first_column` is the 1-based column of the first character
/// kept.
struct Excerpt {
  std::uint32_t first_column = 1;
  bool cut_before = false;
  bool cut_after = false;
  std::string text;       ///< valid UTF-8 without control characters
  std::string line_hash;  ///< primaryLocationLineHash of code scanning: "hex:occurrence"
  /// SHA-256 of the line as it is, credentials included, without blanks at its ends: tells whether
  /// two lines are the same. Never printed; what is written down is keyed.
  std::string digest;
};

/// What is kept of a file once it is parsed.
struct FileRecord {
  std::string path;  ///< as shown: relative to the working directory where possible, '/' separated
  std::string
      format;  ///< id in rulesets/formats.toml or a language: "aws-config", "dotenv", "python"
  std::uint16_t traits = 0;
  Encoding encoding = Encoding::Utf8;
  bool has_bom = false;
  Tracking tracking = Tracking::Unknown;
  /// Permission bits (0644), for files whose purpose is to hold credentials; 0 when not known.
  std::uint32_t mode = 0;
  std::map<std::uint32_t, Excerpt> excerpts;  ///< by 1-based line, for lines that facts stand on

  [[nodiscard]] bool has(Trait trait) const {
    return (traits & static_cast<std::uint16_t>(trait)) != 0;
  }
};

}  // namespace credlint
