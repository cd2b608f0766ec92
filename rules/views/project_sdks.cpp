// SPDX-License-Identifier: MIT
#include "rules/views/project_sdks.h"

#include <algorithm>
#include <charconv>

#include "rules/anatomy/paths.h"
#include "scanner/core/file_purpose.h"

namespace credlint {
namespace {

int major_of(std::string_view version) {
  int major = 0;
  std::from_chars(version.data(), version.data() + version.size(), major);
  return major;
}

}  // namespace

int ProjectSdks::major_version(std::string_view path, std::string_view sdk) const {
  const SdkDependency* nearest = nullptr;
  std::size_t depth = 0;
  for (const SdkDependency& dependency : facts_.facts().sdk_dependencies) {
    const std::string_view folder = folder_of(facts_.file(dependency).path);
    if (dependency.sdk != sdk || dependency.version.empty() || !is_within(path, folder)) continue;
    if (nearest != nullptr && folder.size() <= depth) continue;
    nearest = &dependency;
    depth = folder.size();
  }
  return nearest == nullptr ? 0 : major_of(nearest->version);
}

std::set<std::string> ProjectSdks::below(std::string_view folder) const {
  std::set<std::string> sdks;
  const auto add = [&](std::string_view sdk, std::string_view path) {
    if (sdk == "botocore" || sdk == "aioboto3" || sdk == "aiobotocore") sdk = "boto3";
    if (sdk != "dotnet") {
      sdks.emplace(sdk);
    } else if (const int major = major_version(path, sdk); major > 0) {
      sdks.insert(major >= 4 ? "dotnet-v4" : "dotnet-v3");
    }
  };
  for (const ClientConstruction& client : facts_.facts().client_constructions) {
    const FileRecord& file = facts_.file(client);
    if (is_within(file.path, folder) && purpose_of(file) == FilePurpose::Live)
      add(client.sdk, file.path);
  }
  for (const SdkDependency& dependency : facts_.facts().sdk_dependencies) {
    const std::string_view path = facts_.file(dependency).path;
    if (is_within(path, folder)) add(dependency.sdk, path);
  }
  return sdks;
}

}  // namespace credlint
