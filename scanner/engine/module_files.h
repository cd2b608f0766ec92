// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/facts.h"
#include "scanner/core/file_record.h"

namespace credlint {

/// A name within a file.
struct NameInFile {
  FileId file = 0;
  std::string name;
  auto operator<=>(const NameInFile&) const = default;
};

/// Which files of a tree a module's name may mean, as each language finds its modules
/// (LanguageRow::modules).
class ModuleFiles {
 public:
  ModuleFiles(const Catalog& catalog, const std::vector<FileRecord>& records,
              const FileFacts& facts);

  /// What a name of another file may be, the likeliest first. `from` is the file that uses it.
  /// Nothing where very many files might be meant.
  [[nodiscard]] std::vector<NameInFile> meant(FileId from, const Elsewhere& name) const;
  /// Whether that is a function of whose parameters something wants to know.
  [[nodiscard]] bool takes_values(const NameInFile& function) const {
    return functions_.contains(function);
  }

 private:
  /// Files by folder.
  using Folders = std::map<std::string, std::vector<FileId>, std::less<>>;

  [[nodiscard]] const LanguageRow* language_of(FileId file) const;
  [[nodiscard]] std::vector<NameInFile> by_language(FileId from, const Elsewhere& name) const;
  void note_files();
  void note_module(std::string_view path, FileId id);
  void note_stem(std::string_view path, FileId id);
  void note_name(FileId file, const std::string& name);
  void note_setting(FileId file, const std::string& name);
  [[nodiscard]] std::vector<NameInFile> of_settings(FileId from, const Elsewhere& name) const;
  [[nodiscard]] const Folders* files_that_tell(FileId from, const std::string& name) const;
  void dotted(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const;
  void anywhere(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const;
  [[nodiscard]] bool is_only_tested(FileId asked, FileId file) const;
  void by_path(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const;
  void config_file(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const;
  void by_alias(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const;
  [[nodiscard]] std::optional<FileId> nearest_of_stem(FileId from, std::string_view wanted) const;
  void in_folder(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const;
  void of_class(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const;
  void add(const std::string& path, std::string_view name, std::vector<NameInFile>& out) const;

  const Catalog& catalog_;
  const std::vector<FileRecord>& records_;
  std::map<std::string, FileId, std::less<>> by_path_;
  /// Python's files, in the order of their paths, by their own name and by that of their folder.
  std::map<std::string, std::vector<FileId>, std::less<>> by_module_;
  /// Files by language and name that they tell, of languages where a folder or a class does.
  std::map<std::pair<std::string, std::string>, Folders> by_name_;
  std::set<NameInFile> functions_;
  std::map<std::string, FileId, std::less<>> documents_;  ///< that tell settings, by path
  /// By the setting's name: the file, and the name by which it tells it.
  std::map<std::string, std::vector<std::pair<FileId, std::string>>, std::less<>> settings_;
  /// JavaScript, TypeScript: paths without endings, by their last part.
  std::map<std::string, std::vector<std::pair<std::string, FileId>>, std::less<>> by_stem_;
};

}  // namespace credlint
