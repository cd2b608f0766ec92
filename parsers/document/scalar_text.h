// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/document/document.h"

namespace credlint {

/// What a scalar stands for, and where each byte of that stands in the file: escapes undone, lines
/// folded. `span` is as in DocumentNode::value; `key` tells how far a block of YAML is indented.
/// Source: yaml.org/spec/1.2.2 chapters 7 and 8, RFC 8259, toml.io/en/v1.0.0, w3.org/TR/xml
/// section 4.6, java.util.Properties.load
MappedText scalar_text(const DocumentText& text, Span span, ScalarStyle style, Span key);

}  // namespace credlint
