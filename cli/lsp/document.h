// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/core/location.h"
#include "scanner/core/source_file.h"

namespace credlint {

/// The path of a "file:" URI, relative to the working directory where it lies below it. Of any
/// other URI what stands behind the scheme: such a text is on no disk.
std::string path_of_uri(std::string_view uri);
/// The "file:" URI of a path.
std::string uri_of_path(const std::string& path);

/// Places as the protocol counts them: from 0, in UTF-16 units.
nlohmann::json range_json(const Location& at);
nlohmann::json range_json(const SourceFile& source, Span span);
/// The byte at a position; nothing beyond the text. A column beyond its line is the line's end.
std::optional<std::uint32_t> offset_of(const SourceFile& source, const nlohmann::json& position);

/// Puts a change of "textDocument/didChange" into the text as the client has it: of a range, or of
/// all where it names none. Lines end in LF, CR LF or CR; a place beyond the text is its end.
/// False, and nothing is changed, where it is no change.
bool apply_change(std::string& text, const nlohmann::json& change);

}  // namespace credlint
