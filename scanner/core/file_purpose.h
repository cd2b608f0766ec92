// SPDX-License-Identifier: MIT
// What a file, or a part of it, is used for: by its path and traits, and by what stands in it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/fact_store.h"
#include "scanner/core/file_record.h"

namespace credlint {

enum class FilePurpose : std::uint8_t {
  Live,      ///< code and configuration: what stands there is used
  Data,      ///< records of something: JSON, CSV, saved pages
  Cache,     ///< what a tool keeps for itself and renews when needed
  Prose,     ///< documentation, logs
  Sample,    ///< code and configuration that shows how something is done
  MadeUp,    ///< what a name or a word beside it says is made up: FAKE_SECRET_KEY, "e.g. …"
  Hint,      ///< what an input field shows until something is typed
  Test,      ///< test code
  Vendored,  ///< a copy of somebody else's code
  Fixture,   ///< recordings and sample data of tests
  Accepted,  ///< what a secret scanner is told not to report
};

/// By path and traits alone.
FilePurpose purpose_of(const FileRecord& record);

/// True for paths of test code and its data, where values are made up on purpose.
bool is_test_path(std::string_view path);

/// The same for files of settings: also "application-integration-test.yml", "config/test.json".
bool is_test_settings(std::string_view path);

/// True where values are made up or copied on purpose: tests, their data, samples, other people's
/// code, documentation.
bool is_made_up_place(FilePurpose purpose);

/// The purposes of all places of a run, by what the files hold as well: test code outside of test
/// folders, recordings, documentation within code, and sample texts of input fields.
class Purposes {
 public:
  explicit Purposes(const FactStore& facts);
  [[nodiscard]] FilePurpose of(const Location& at) const;
  [[nodiscard]] FilePurpose of(const Fact& fact) const { return of(fact.at); }

 private:
  /// Where documentation within code begins, or ends.
  struct Turn {
    std::uint32_t at = 0;  ///< byte offset
    bool begins = false;
  };
  struct Marks {
    bool recording = false;
    bool test = false;
    std::uint32_t test_from = 0;             ///< byte offset: test code begins here
    std::vector<Turn> turns;                 ///< of POD and its like, in the order of the file
    std::optional<std::uint32_t> rest_from;  ///< byte offset: the program ends here
    bool reads_rest = false;                 ///< the program reads what stands behind its end
    std::vector<Span> docstrings;
    std::vector<Span> hints;
    std::vector<Span> made_up;  ///< values under a name that says so
    std::vector<Span> beside;   ///< values beside a word that says so
  };
  void note_environments(const FileRecord& file);
  [[nodiscard]] FilePurpose by_path(const FileRecord& file) const;
  static void note_documentation(const PatternMatch& match, bool ruby, Marks& marks);
  static bool is_documentation(const Marks& marks, std::uint32_t at);
  const FactStore& facts_;
  std::map<FileId, Marks> marks_;
  std::set<std::string, std::less<>> environments_;  ///< folders with one for each environment
};

}  // namespace credlint
