// SPDX-License-Identifier: MIT
#include "rules/resolver/profile_view.h"

#include "rules/resolver/shared_lines.h"

namespace credlint::resolver {
namespace {

Origin in_file(const std::string& path, const Location& at, std::string_view profile) {
  Origin origin;
  origin.kind = Origin::Kind::File;
  origin.path = path;
  origin.line = at.line;
  origin.profile = std::string(profile);
  return origin;
}

bool is_truthy(std::string_view value) {
  return value == "1" || value == "true" || value == "TRUE";
}

bool loads_config(const Machine& machine, const Sdk& sdk) {
  if (sdk.env_config_needed.empty()) return true;
  const auto value = machine.filled(sdk.env_config_needed);
  return value && (sdk.config_switch_is_any_value || is_truthy(*value));
}

}  // namespace

const Setting* ProfileView::find(std::string_view key) const {
  const Setting* setting = credentials == nullptr ? nullptr : credentials->find(key);
  if (setting == nullptr && config != nullptr) setting = config->find(key);
  return setting;
}

std::string_view ProfileView::text(std::string_view key) const {
  const Setting* setting = find(key);
  return setting == nullptr ? std::string_view{} : setting->value.reveal();
}

SharedPaths paths_for(const Machine& machine, const Sdk& sdk) {
  FileVariables variables = sdk.file_variables;
  variables.heeded = !sdk.file_variables_need_config || loads_config(machine, sdk);
  SharedPaths paths = shared_paths(machine.environment, machine.platform, variables);
  if (!variables.must_exist || !machine.probe) return paths;
  variables.heeded = false;
  const SharedPaths usual = shared_paths(machine.environment, machine.platform, variables);
  if (paths.config_named && machine.probe(paths.config) != FileState::File) {
    paths.config = usual.config;
    paths.config_named = false;
  }
  if (paths.credentials_named && machine.probe(paths.credentials) != FileState::File) {
    paths.credentials = usual.credentials;
    paths.credentials_named = false;
  }
  return paths;
}

SharedView::SharedView(const Machine& machine, const Sdk& sdk)
    : paths_(paths_for(machine, sdk)), reads_config_(loads_config(machine, sdk)) {
  const SharedLines lines(machine.facts);
  if (reads_config_) {
    config_ = read_shared_file(lines.of(paths_.config), SharedFile::Config, sdk.dialect);
  }
  credentials_ =
      read_shared_file(lines.of(paths_.credentials), SharedFile::Credentials, sdk.dialect);
}

ProfileView SharedView::profile(std::string_view name) const {
  ProfileView view;
  view.name = name;
  view.config = config_.find(SectionKind::Profile, name);
  view.credentials = credentials_.find(SectionKind::Profile, name);
  return view;
}

const Section* SharedView::sso_session(std::string_view name) const {
  return config_.find(SectionKind::SsoSession, name);
}

const Section* SharedView::services(std::string_view name) const {
  return config_.find(SectionKind::Services, name);
}

const ReadingFault* SharedView::fault() const {
  if (config_.fault) return &*config_.fault;
  return credentials_.fault ? &*credentials_.fault : nullptr;
}

const std::string& SharedView::path_of_fault() const {
  return config_.fault ? paths_.config : paths_.credentials;
}

Origin SharedView::origin(const ProfileView& profile, const Setting& setting) const {
  const bool in_credentials =
      profile.credentials != nullptr && profile.credentials->find(setting.key) == &setting;
  return in_file(in_credentials ? paths_.credentials : paths_.config, setting.at, profile.name);
}

Origin SharedView::origin(const ProfileView& profile) const {
  if (profile.config != nullptr) return in_file(paths_.config, profile.config->at, profile.name);
  if (profile.credentials != nullptr) {
    return in_file(paths_.credentials, profile.credentials->at, profile.name);
  }
  return {};
}

}  // namespace credlint::resolver
