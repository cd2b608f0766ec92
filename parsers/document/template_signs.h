// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// The text with what template engines replace ("{{ x }}", "{% if %}", "<%= x %>") covered, byte
/// for byte, so that the rest can be read: by blanks where it fills its lines, else by '_'. Empty
/// when there is none. "${{ x }}" is left: it stands where a value stands.
std::string cover_templates(std::string_view text);

}  // namespace credlint
