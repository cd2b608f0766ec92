// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/deadline.h"
#include "parsers/document/document.h"

namespace credlint {

enum class DocumentSyntax : std::uint8_t {
  Yaml,
  Json,
  Toml,
  Xml,
  Properties,
  Ini,
  Lookups,  ///< "{{ lookup('aws_ssm', '/x', region='eu-west-1') }}"
  Conf,
  Blocks,
  Sql,
  Csv
};

/// The syntax that a file's name tells, by the last extension that is known: "values.yaml.tmpl" is
/// YAML.
std::optional<DocumentSyntax> syntax_by_extension(std::string_view path);

/// Reads a document. Directives of template engines ("{{ if }}", "{% for %}", "<% %>") are passed
/// over, and so is what does not fit the syntax: the rest is read. Nothing when it takes longer
/// than the deadline allows.
std::optional<Document> read_document(DocumentSyntax syntax, const DocumentText& text,
                                      Deadline deadline);

/// How lines of settings in a text are written; nothing where they are none.
std::optional<DocumentSyntax> syntax_of_settings(std::string_view text);

}  // namespace credlint
