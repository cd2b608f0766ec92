// SPDX-License-Identifier: MIT
// Everything that rulesets/ says, as read-only rows. Compiled in, or loaded by --rulesets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "scanner/core/meaning.h"
#include "scanner/core/table.h"
#include "scanner/core/yield.h"

namespace credlint {

/// One row of a table in rulesets/data/.
struct DataRow {
  std::string_view key;
  std::string_view value;
  std::string_view note;
};

/// One file of rulesets/data/: a table of key → value with its provenance.
struct DataTable {
  std::string_view name;     ///< file stem: "regions"
  std::string_view source;   ///< where the facts come from
  std::string_view checked;  ///< date, YYYY-MM-DD
  std::span<const DataRow> rows;

  /// The first row with that key (exact), or nullptr.
  [[nodiscard]] const DataRow* find(std::string_view key) const;
};

/// One name in rulesets/keys/: "aws_secret_access_key" means Secret.
struct KeyName {
  std::string_view name;
  Meaning meaning = Meaning::Other;
  std::string_view tool;  ///< "aws", "boto", "s3a", …
  /// The name is an environment variable (compared exactly); other names are compared without
  /// regard to case, '_', '-' and '.'.
  bool environment = false;
};

/// What stands at a place of a data file.
enum class PlaceRole : std::uint8_t {
  Setting,      ///< one value, with a Meaning
  Environment,  ///< variables: a mapping, a list of NAME=value, or of mappings with name and value
  EnvFile,      ///< paths of env files
  Script,       ///< what a shell is given: a text, or a list of lines
  Command,      ///< a program and its arguments
  Scope,        ///< a mapping: what stands below belongs together
  Client,       ///< a Scope that a client is made of
  SharedFile,   ///< the text of a shared config or credentials file
  File,         ///< the text of a data file or env file; its key is the file's name
};

/// A place in the data files of a tool, and what it is for.
struct PlaceRow {
  /// Keys from the document's root on, joined by '.'. Lists do not count. "*" is any key, "**" any
  /// number of them; a mapping with "name" and "value" counts as a key of that name, too. Spelling
  /// is free as in KeyName.
  std::string_view path;
  PlaceRole role = PlaceRole::Setting;
  Meaning meaning = Meaning::Other;
  /// "key=glob": the nearest mapping around the place (itself first) that has the key must have
  /// such a value. All must hold.
  std::span<const std::string_view> when;
  /// Script: paths of settings around it that name its shell, or the name of a language.
  std::span<const std::string_view> shell;
  std::string_view encoding;     ///< "base64", or empty
  std::string_view constructor;  ///< Client: what the tool calls it
  std::string_view service;      ///< Client: boto3 spelling
  std::string_view at;           ///< Client: the key below whose value names it; else its own key
};

/// A tool that reads AWS settings from data files: one table of rulesets/keys/.
struct ToolRow {
  std::string_view id;
  std::string_view title;  ///< as its authors write it; empty for tables without places
  std::span<const std::string_view> files;  ///< globs as in FormatRow; none: any
  /// Texts that its files hold, one of them at least; none: any. They make a file worth parsing.
  std::span<const std::string_view> contains;
  std::uint16_t traits = 0;  ///< of its files
  /// What it replaces in values: "${{", "$", "$("; all that looks like an expansion when empty,
  /// nothing when "none".
  std::string_view expands;
  std::span<const PlaceRow> places;
};

enum class PatternKind : std::uint8_t {
  Credential,  ///< named groups key_id, secret, token (and name) are credential parts
  Match,       ///< a PatternMatch fact
  Gate,        ///< makes a file worth parsing, yields nothing by itself
  Ignore,      ///< an inline ignore
  Dependency,  ///< an SDK that a manifest names; groups package and version; the id ends in the SDK
  Mention,     ///< as Gate; code is worth parsing only where a word of the SDKs' calls is there too
};

/// Characters that must not stand next to what a pattern captured.
enum class Boundary : std::uint8_t { None, Base64, Alphanumeric };

/// One pattern of rulesets/patterns/: RE2 syntax, over bytes.
struct PatternRow {
  std::string_view id;
  std::string_view regex;
  PatternKind kind = PatternKind::Gate;
  Boundary boundary = Boundary::None;
  /// False for patterns without a literal anchor: credentials are looked for beside others only,
  /// matches in every file that is parsed.
  bool anchored = true;
};

/// One row of rulesets/formats.toml.
struct FormatRow {
  std::string_view id;
  std::string_view parser;  ///< name in the parser table: "aws_config", "dotenv", "text"
  std::span<const std::string_view> globs;  ///< matched against the path's end, at a '/' boundary
  std::uint16_t traits = 0;                 ///< Trait bits
  bool always = false;                      ///< parsed even without a hit
  bool env_lines = false;          ///< an env file where all lines are such as only env files have
  std::string_view language = {};  ///< read in it instead of by a parser
};

/// A callable of an SDK, from language.toml: which argument means what.
struct CallShape {
  std::string_view sdk;
  std::string_view callee;  ///< "boto3.client", "new S3Client", "credentials.NewStaticCredentials";
                            ///< '*' matches a name part
  Yield yields = Yield::Client;
  std::string_view service;
  std::span<const std::string_view> positional;  ///< role of each positional argument; "" = none
  std::span<const DataRow> keywords;             ///< keyword → role
  bool carries_token = true;
  std::span<const DataRow> sets;  ///< role → the value that the call itself stands for
  std::uint32_t unit = 0;         ///< "duration": seconds in one of what the argument counts
  bool chain = false;  ///< "credentials" of the SDK's own chain, which asks more than a profile
};

/// One language of rulesets/languages/.
struct LanguageRow {
  std::string_view id;
  std::string_view grammar;  ///< C symbol: "tree_sitter_python"
  std::span<const std::string_view> globs;
  std::span<const std::string_view> interpreters;  ///< for #! lines
  std::span<const DataRow>
      queries;  ///< query files: path below languages/ → text; one query together
  std::span<const DataRow> nodes;  ///< node kind → role in evaluation
  std::span<const CallShape> calls;
  std::span<const DataRow> constants;  ///< full name → its value
  std::string_view bound_prefix = {};  ///< stands before a bound name where it is used: "local."
  std::string_view parser = {};        ///< name in the parser table, instead of a grammar
  /// How imported names are found in other files: "dotted", "path", "folder", "class"; empty: they
  /// are not.
  std::string_view modules = {};
  /// Expressions for all variables of the environment at once: "process.env".
  std::span<const std::string_view> environment = {};
  /// Where a framework keeps what it calls so: "Rails.configuration." → "config.". A '*' before the
  /// name: in a module of that name anywhere in the tree.
  std::span<const DataRow> framework_names = {};
  /// Names for an SDK that is handed in, or handed on by another module, and what is called of
  /// them.
  std::span<const DataRow> sdk_names = {};
};

/// All of it. Cheap to copy: views only.
struct Catalog {
  std::span<const PatternRow> patterns;
  std::span<const KeyName> keys;
  std::span<const ToolRow> tools;
  std::span<const FormatRow> formats;
  std::span<const LanguageRow> languages;
  std::span<const DataTable> tables;  ///< in the order of Table, each of them

  /// The tool of that id, or nullptr.
  [[nodiscard]] const ToolRow* tool(std::string_view id) const;
  /// The language of that id, or nullptr.
  [[nodiscard]] const LanguageRow* language(std::string_view id) const;
  [[nodiscard]] const DataTable& table(Table table) const {
    return tables[static_cast<std::size_t>(table)];
  }
  /// What a setting or variable name means, or nullptr.
  [[nodiscard]] const KeyName* key(std::string_view name) const;
  /// What an environment variable means, or nullptr.
  [[nodiscard]] const KeyName* variable(std::string_view name) const;
};

/// True when the names are equal but for case, '_', '-' and '.'.
bool same_name(std::string_view a, std::string_view b);

}  // namespace credlint
