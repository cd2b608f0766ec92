// SPDX-License-Identifier: MIT
// Variables whose value is a text of its own: a connection as a URI or as JSON, options of a JVM,
// words that ask a cloud for addresses.
#pragma once

#include <string_view>

#include "parsers/document/mapped_text.h"
#include "parsers/parser.h"

namespace credlint {

/// How the words of go-discover begin, which ask a cloud for the addresses of others.
inline constexpr std::string_view kProviderWord = "provider=";

/// What a client of Kafka begins sasl.jaas.config with, to log in at MSK by IAM.
inline constexpr std::string_view kLoginModule = "software.amazon.msk.auth.iam.IAMLoginModule";

/// Adds what the value of a variable says within. Does nothing for a plain value. `depth`: texts
/// around it.
void read_variable_text(const ParseInput& input, std::string_view name, const MappedText& text,
                        ScopeId scope, FactWriter& writer, int depth = 0);

/// A cheap sign, by the first bytes of a value, that it is a URI or words with settings.
bool may_hold_text_within(std::string_view value);

}  // namespace credlint
