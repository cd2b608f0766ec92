// SPDX-License-Identifier: MIT
#include "rules/views/function_sources.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"

namespace credlint {
namespace {

/// Functions that can say what they are made of: "resource "aws_lambda_function"" and those of SAM.
bool is_function(std::string_view role) {
  return contains(role, "aws_lambda_function") || contains(role, "AWS::Serverless::Function");
}

/// What a build makes, by its name: from which files is not known.
bool is_built(std::string_view source) {
  constexpr std::string_view kFolders[] = {
      "build",   "dist",    "out",      "output",    "target", "bin",
      "pkg",     "package", "packages", ".build",    "zip",    "publish",
      "release", "tmp",     ".aws-sam", "artifacts", "bundle", "deploy"};
  constexpr std::string_view kFiles[] = {"bootstrap", "main", "handler"};
  constexpr std::string_view kEndings[] = {".zip", ".jar", ".exe", ".dll", ".so"};
  if (std::ranges::find(kFiles, base_name(source)) != std::end(kFiles)) return true;
  if (std::ranges::any_of(kEndings, [&](std::string_view end) { return ends_with(source, end); }))
    return true;
  while (!source.empty()) {
    if (std::ranges::find(kFolders, base_name(source)) != std::end(kFolders)) return true;
    source = folder_of(source);
  }
  return false;
}

/// "${path.module}/src" seen from the folder of its file; nothing where it depends on more, or on a
/// build.
std::optional<std::string> path_from(std::string_view folder, std::string_view written) {
  for (const std::string_view here : {"${path.module}/", "${path.root}/", "${path.cwd}/"}) {
    if (starts_with(written, here)) written.remove_prefix(here.size());
  }
  if (contains(written, "${") || starts_with(written, "/")) return std::nullopt;
  while (ends_with(written, "/")) written.remove_suffix(1);
  if (is_built(written)) return std::nullopt;
  return join_path(folder, written);
}

/// The folder of a script that may be compiled from TypeScript beside it; else what is named.
std::string_view reach_of(std::string_view source) {
  for (const std::string_view end : {".js", ".mjs", ".cjs"}) {
    if (ends_with(source, end)) return folder_of(source);
  }
  return source;
}

std::string_view text_of(const PatternMatch& match, std::string_view group) {
  const PatternMatch::Group* found = match.group(group);
  return found == nullptr ? std::string_view() : found->value.reveal();
}

std::string name_in(std::string_view place, std::string_view name) {
  return std::string(place).append("\n").append(name);
}

}  // namespace

FunctionSources::FunctionSources(const RuleContext& context) : context_(context) {
  const auto& matches = context.facts.facts().pattern_matches;
  // Terraform's files are in any order: archives first.
  for (const PatternMatch& match : matches) {
    if (match.pattern == "archive-source") note_archive(match);
  }
  for (const PatternMatch& match : matches) {
    if (match.pattern == "deployment-role") note_role(match);
    if (match.pattern == "function-archive") note_use(match);
    if (match.pattern == "function-source") note_source(match);
  }
}

std::string_view FunctionSources::place_of(const PatternMatch& match) const {
  const std::string_view path = context_.facts.file(match).path;
  return ends_with(path, ".tf") ? folder_of(path) : path;
}

void FunctionSources::note_role(const PatternMatch& match) {
  if (is_function(match.value.reveal())) ++definitions_[place_of(match)].functions;
}

void FunctionSources::note_archive(const PatternMatch& match) {
  const std::string_view folder = folder_of(context_.facts.file(match).path);
  if (auto path = path_from(folder, text_of(match, "plain_path")))
    archives_[name_in(place_of(match), text_of(match, "plain_name"))] = *path;
}

void FunctionSources::note_use(const PatternMatch& match) {
  const auto archive = archives_.find(name_in(place_of(match), text_of(match, "plain_name")));
  if (archive == archives_.end()) return;
  Definition& definition = definitions_[place_of(match)];
  ++definition.told;
  definition.sources.push_back(archive->second);
}

void FunctionSources::note_source(const PatternMatch& match) {
  const std::string_view folder = folder_of(context_.facts.file(match).path);
  const auto path = path_from(folder, text_of(match, "plain_path"));
  if (!path) return;
  Definition& definition = definitions_[place_of(match)];
  ++definition.told;
  definition.sources.push_back(*path);
}

bool FunctionSources::leave_out(const PatternMatch& role, std::string_view path) const {
  if (!is_function(role.value.reveal())) return false;
  const auto found = definitions_.find(place_of(role));
  if (found == definitions_.end()) return false;
  const Definition& definition = found->second;
  return definition.functions > 0 && definition.told >= definition.functions &&
         std::ranges::none_of(definition.sources, [&](const std::string& source) {
           return is_within(path, reach_of(source));
         });
}

}  // namespace credlint
