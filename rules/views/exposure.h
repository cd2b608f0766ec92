// SPDX-License-Identifier: MIT
// Whether it matters that a credential stands in a file. Being wrong and being exposed are
// different defects: a file that exists to hold credentials and is not shared exposes nothing.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/core/catalog.h"
#include "scanner/core/file_record.h"
#include "scanner/core/finding.h"

namespace credlint {

/// The severity at which a credential in that file counts as exposed, at most `full`. Absent where
/// it does not count: templates, and the shared credentials file outside version control.
std::optional<Severity> exposure_in(const FileRecord& file, Severity full);
/// The same for keys, secrets and tokens: absent in tracked credential files as well, of which
/// credential-file-committed speaks as a whole.
std::optional<Severity> exposure(const FileRecord& file, Severity full, const Catalog& catalog);

/// What kind of credential file the path is (a row of rulesets/data/credential_files.toml), or
/// nullptr.
const DataRow* credential_file(std::string_view path, const Catalog& catalog);

/// High; Medium in test code, documentation and logs, where a realistic value may be made up.
Confidence exposure_confidence(const FileRecord& file);

}  // namespace credlint
