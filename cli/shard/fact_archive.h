// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/shard/stand_ins.h"
#include "scanner/core/facts.h"
#include "scanner/core/file_record.h"

namespace credlint {

/// All facts as JSON, by kind; no credential is in it (StandIns).
nlohmann::ordered_json facts_to_json(const FileFacts& facts, const StandIns& stand_ins);
/// What facts_to_json() gave, with stand-ins for credentials. Every FileId has `first_file` added.
/// What has another shape than expected is left out.
FileFacts facts_from_json(const nlohmann::ordered_json& json, FileId first_file);

nlohmann::ordered_json record_to_json(const FileRecord& record);
FileRecord record_from_json(const nlohmann::ordered_json& json);

nlohmann::ordered_json location_to_json(const Location& at);
Location location_from_json(const nlohmann::ordered_json& json, FileId first_file);

}  // namespace credlint
