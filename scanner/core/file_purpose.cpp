// SPDX-License-Identifier: MIT
#include "scanner/core/file_purpose.h"

#include <algorithm>
#include <span>
#include <string>

#include "scanner/core/spans.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

using Names = std::span<const std::string_view>;

// Folders of that name, whole.
constexpr std::string_view kTestFolders[] = {
    "test",         "tests",    "testing",   "__tests__", "spec",
    "specs",        "testdata", "test-data", "test_data", "fixtures",
    "__fixtures__", "fixture",  "mock",      "mocks",     "__mocks__",
    "e2e",          "placebo",  "cassettes", "snapshots", "recordings",
    "localstack",   "it",       "unittest",  "unittests", "integration-tests"};
// Folders within folders: what Gradle and Maven build for tests alone.
constexpr std::string_view kTestPaths[] = {"/src/integration/", "/src/integrationtest/",
                                           "/src/functional/", "/src/acceptance/"};
constexpr std::string_view kFixtureFolders[] = {
    "fixtures",  "fixture",      "cassettes",      "vcr_cassettes",  "__snapshots__",
    "snapshots", "testdata",     "test_data",      "test-data",      "recordings",
    "placebo",   "__fixtures__", "__recordings__", "test-resources", "test_resources"};
constexpr std::string_view kVendorFolders[] = {
    "vendor",           "node_modules",  "third_party",   "third-party", "thirdparty",
    "3rdparty",         "vendored",      "site-packages", "pods",        "godeps",
    "bower_components", "jspm_packages", "dist-packages"};
// Folders within folders: the AWS CLI as it comes out of awscliv2.zip, which people commit, and
// what is generated from gems.
constexpr std::string_view kVendorPaths[] = {"/dist/awscli/", "/awscli/examples/", "/sorbet/rbi/"};
constexpr std::string_view kSampleFolders[] = {
    "example",       "examples", "sample",    "samples",   "demo",       "demos",
    "docs",          "doc",      "tutorial",  "tutorials", "quickstart", "quickstarts",
    "documentation", "workshop", "workshops", "cookbook",  "recipes",    "snippets"};

// Folders of packages below src/main/java and its like, and below a top-level domain:
// initializers call a whole application com.example.demo.
constexpr std::string_view kPackageLanguages[] = {"java", "kotlin", "scala", "groovy"};
constexpr std::string_view kDefaultPackages[] = {"example", "sample", "demo"};
constexpr std::string_view kTopDomains[] = {"com", "org", "net", "edu", "io", "dev", "me", "app"};

// Folders of folders that are environments, "test" among them; and their other names.
constexpr std::string_view kEnvironmentFolders[] = {
    "environments", "environment", "envs", "env", "stages", "overlays", "inventories", "live"};
constexpr std::string_view kEnvironments[] = {"dev",  "development", "stage",  "staging", "stg",
                                              "prod", "production",  "prd",    "uat",     "qa",
                                              "acc",  "acceptance",  "preprod"};
// Words in the names of folders: lambda_test, test_shared, acceptance-tests.
constexpr std::string_view kTestWords[] = {"test",   "tests",     "mock",     "mocks",
                                           "mocked", "fixture",   "fixtures", "testdata",
                                           "e2e",    "testcases", "stub",     "stubs"};
// Ends of the names of folders that say so wherever they stand: pg_tests, signing-test-suite,
// awstesting.
constexpr std::string_view kTestEndings[] = {
    "-tests",     "_tests",     "-test-suite", "_test_suite", "-testsuite",      "testing",
    "-test-data", "_test_data", "-testdata",   "_testdata",   "-test-resources", "_test_resources"};
constexpr std::string_view kSampleWords[] = {"example", "examples", "sample",  "samples",
                                             "demo",    "demos",    "tutorial"};
// Words in the names of files, where "test" alone may be a draft that somebody runs.
constexpr std::string_view kTestFileWords[] = {"mock",     "mocks",    "mocked",  "fixture",
                                               "fixtures", "conftest", "unittest"};
constexpr std::string_view kSampleFileWords[] = {"example", "examples", "sample", "samples"};

bool is_one_of(std::string_view name, Names names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool parts_word(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

/// True when the name, taken apart at '_', '-', '.' and blanks, has one of the words.
bool has_word(std::string_view name, Names words) {
  while (!name.empty()) {
    const auto* end = std::find_if(name.begin(), name.end(), parts_word);
    const auto size = static_cast<std::size_t>(end - name.begin());
    if (is_one_of(name.substr(0, size), words)) return true;
    name.remove_prefix(std::min(size + 1, name.size()));
  }
  return false;
}

/// Takes the last part off a path.
std::string_view take_last(std::string_view& path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? path : path.substr(slash + 1);
  path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  return last;
}

/// Calls `matches` with the folders of a path in lower case, without the name of the file.
template <typename Matches>
bool any_folder(std::string_view lower_path, Matches matches) {
  take_last(lower_path);
  while (!lower_path.empty()) {
    if (matches(take_last(lower_path))) return true;
  }
  return false;
}

bool has_folder(std::string_view lower_path, Names names) {
  return any_folder(lower_path, [&](std::string_view name) { return is_one_of(name, names); });
}

/// Above the folder that is checked anything may stand: only what lies below it is judged by words.
bool has_folder_word(std::string_view lower_path, Names words) {
  const bool from_root = starts_with(lower_path, "/") || starts_with(lower_path, "../");
  return !from_root && any_folder(lower_path, [&](std::string_view name) {
    return !starts_with(name, ".") && has_word(name, words);
  });
}

bool has_folder_ending(std::string_view lower_path, Names endings) {
  return any_folder(lower_path, [&](std::string_view name) {
    return std::ranges::any_of(endings, [&](std::string_view end) { return ends_with(name, end); });
  });
}

/// "MockClient.java": a word that begins a name written in capitals.
bool starts_with_word(std::string_view name, std::string_view word) {
  return starts_with(name, word) && name.size() > word.size() && is_upper(name[word.size()]);
}

bool is_test_file(std::string_view name) {
  const std::string lower_case = to_lower(name);
  return starts_with(lower_case, "test_") || contains(lower_case, "_test.") ||
         contains(lower_case, "_tests.") || contains(lower_case, ".test") ||
         contains(lower_case, "_spec.") || contains(lower_case, ".spec.") ||
         contains(name, "Test.") || contains(name, "Tests.") || contains(name, "Spec.") ||
         contains(name, "TestCase.") || contains(name, "Mock.") || contains(name, "Mocks.") ||
         starts_with_word(name, "Mock") || has_word(lower_case, kTestFileWords);
}

/// "com", "io": the last part of the name of a host.
bool is_domain(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && is_one_of(name.substr(dot + 1), kTopDomains);
}

/// The first byte of the packages below "src/main/java/", whatever the set of sources is called, or
/// npos.
std::size_t packages_begin(std::string_view lower_path) {
  for (const std::string_view language : kPackageLanguages) {
    const std::string folder = "/" + std::string(language) + "/";
    const std::size_t at = lower_path.find(folder);
    if (at == std::string_view::npos) continue;
    std::string_view above = lower_path.substr(0, at);
    take_last(above);
    if (take_last(above) == "src") return at + folder.size();
  }
  return std::string_view::npos;
}

/// The path without what is no sample for its name: the default packages of initializers, and
/// folders that are called like a host ("example.com").
std::string without_own_names(std::string_view lower_path) {
  const std::size_t packages = packages_begin(lower_path);
  std::string kept;
  std::string_view above;  // the name of the folder before
  for (std::size_t at = 0; at < lower_path.size();) {
    const std::size_t end = lower_path.find('/', at);
    if (end == std::string_view::npos) break;
    const std::string_view name = lower_path.substr(at, end - at);
    const bool package = at >= packages || is_one_of(above, kTopDomains);
    const bool default_name = has_word(name, kDefaultPackages);
    if (!is_domain(name) && !(package && default_name)) kept.append(name).append("/");
    above = name;
    at = end + 1;
  }
  std::string_view rest = lower_path;
  return kept.append(take_last(rest));
}

bool is_sample_path(std::string_view whole_path) {
  const std::string lower_path = without_own_names(whole_path);
  std::string_view folders = lower_path;
  return has_folder(lower_path, kSampleFolders) || has_folder_word(lower_path, kSampleWords) ||
         has_word(take_last(folders), kSampleFileWords);
}

/// "/// like this", " * like this": a line of a comment that documents.
bool begins_like_documentation(std::string_view line) {
  constexpr std::string_view kSigns[] = {"///", "//!", "/**", "* ", ">>> "};
  const std::string_view text = trim(line);
  return std::ranges::any_of(kSigns,
                             [&](std::string_view sign) { return starts_with(text, sign); });
}

/// True where the line of the place is kept and says so.
bool stands_in_doc_comment(const FileRecord& file, const Location& at) {
  if (!file.has(Trait::Code)) return false;
  const auto line = file.excerpts.find(at.line);
  return line != file.excerpts.end() && !line->second.cut_before &&
         begins_like_documentation(line->second.text);
}

/// True when one of the folders within folders is in the path.
bool has_path(std::string_view lower_path, Names paths) {
  const std::string from_root = "/" + std::string(lower_path);
  return std::ranges::any_of(paths,
                             [&](std::string_view path) { return contains(from_root, path); });
}

bool is_vendored_path(std::string_view lower_path) {
  return has_folder(lower_path, kVendorFolders) || has_path(lower_path, kVendorPaths);
}

bool is_fixture_path(std::string_view lower_path) {
  return has_folder(lower_path, kFixtureFolders) || ends_with(lower_path, ".snap") ||
         ends_with(lower_path, ".har");
}

bool is_cache_path(std::string_view lower_path) {
  constexpr std::string_view kFolders[] = {"cache", ".cache"};
  return has_folder(lower_path, kFolders) && ends_with(lower_path, ".json");
}

bool is_data_path(std::string_view path) {
  for (const std::string_view ending :
       {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".html", ".htm", ".ipynb", ".sql", ".xml"}) {
    if (ends_with(path, ending)) return true;
  }
  return false;
}

bool is_live(const FileRecord& record) {
  for (const Trait trait : {Trait::SharedConfig, Trait::EnvFile, Trait::Image, Trait::Ci,
                            Trait::Infra, Trait::Code, Trait::Settings}) {
    if (record.has(trait)) return true;
  }
  return false;
}

}  // namespace

bool is_test_path(std::string_view path) {
  const std::string lower_path = to_lower(path);
  std::string_view folders = path;
  return has_folder(lower_path, kTestFolders) || has_folder_word(lower_path, kTestWords) ||
         has_folder_ending(lower_path, kTestEndings) || has_path(lower_path, kTestPaths) ||
         is_test_file(take_last(folders));
}

bool is_test_settings(std::string_view path) {
  constexpr std::string_view kWords[] = {"test", "tests", "testing"};
  std::string_view folders = path;
  return is_test_path(path) || has_word(to_lower(take_last(folders)), kWords);
}

namespace {

/// What is deployed from a file: of Terraform, a chart, manifests, containers, env files.
bool is_deployed(const FileRecord& record) {
  return record.has(Trait::Infra) ||
         (!record.has(Trait::Code) && (record.has(Trait::Settings) || record.has(Trait::EnvFile)));
}

/// The path without its folders "test" that are one environment of several: below "environments",
/// or where `is_environment` says so of what stands before.
template <typename IsEnvironment>
std::string without_environments(std::string_view path, IsEnvironment is_environment) {
  constexpr std::string_view kTest = "test/";
  std::string rest(path);
  for (std::size_t at = rest.find(kTest); at != std::string::npos; at = rest.find(kTest, at)) {
    std::string_view above = std::string_view(rest).substr(0, at);
    const bool whole = above.empty() || above.back() == '/';
    if (!above.empty()) above.remove_suffix(1);
    if (whole && is_environment(above))
      rest.erase(at, kTest.size());
    else
      at += kTest.size();
  }
  return rest;
}

bool ends_in_environments(std::string_view lower_path) {
  return is_one_of(take_last(lower_path), kEnvironmentFolders);
}

/// The purpose of what stands at `path`, in lower case, where no folder is an environment.
FilePurpose purpose_at(const FileRecord& record, const std::string& path) {
  if (is_cache_path(path)) return FilePurpose::Cache;
  if (is_vendored_path(path)) return FilePurpose::Vendored;
  if (is_fixture_path(path)) return FilePurpose::Fixture;
  const bool shortened = path.size() < record.path.size();
  if (is_test_path(shortened ? std::string_view(path) : record.path)) return FilePurpose::Test;
  if (record.has(Trait::Accepted)) return FilePurpose::Accepted;
  if (record.has(Trait::Prose)) return FilePurpose::Prose;
  if (is_sample_path(path)) return FilePurpose::Sample;
  return !is_live(record) && is_data_path(path) ? FilePurpose::Data : FilePurpose::Live;
}

}  // namespace

FilePurpose purpose_of(const FileRecord& record) {
  const std::string path = to_lower(record.path);
  if (!is_deployed(record) || !contains(path, "test/")) return purpose_at(record, path);
  return purpose_at(record, without_environments(path, ends_in_environments));
}

bool is_made_up_place(FilePurpose purpose) {
  return purpose == FilePurpose::Prose || purpose >= FilePurpose::Sample;
}

Purposes::Purposes(const FactStore& facts) : facts_(facts) {
  for (const FileRecord& file : facts.files()) note_environments(file);
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    const FileRecord& file = facts.file(match);
    const bool code = file.has(Trait::Code);
    if (match.pattern == "recording" && !code) marks_[match.at.file].recording = true;
    if (match.pattern == "sample-text") marks_[match.at.file].hints.push_back(match.at.span);
    if (match.pattern == "made-up-name") marks_[match.at.file].made_up.push_back(match.at.span);
    if (match.pattern == "made-up-beside") marks_[match.at.file].beside.push_back(match.at.span);
    if (match.pattern == "docstring" && file.format == "python")
      marks_[match.at.file].docstrings.push_back(match.at.span);
    if (match.pattern == "documentation-mark")
      note_documentation(match, file.format == "ruby", marks_[match.at.file]);
    if (match.pattern != "test-code") continue;
    Marks& marks = marks_[match.at.file];
    if (!marks.test) marks.test_from = match.at.span.begin;
    marks.test = true;
  }
}

/// "terraform/prod/main.tf": of "terraform" each folder may be an environment.
void Purposes::note_environments(const FileRecord& file) {
  const std::string path = to_lower(file.path);
  std::string_view above = path;
  take_last(above);
  while (!above.empty()) {
    if (is_one_of(take_last(above), kEnvironments)) environments_.emplace(above);
  }
}

FilePurpose Purposes::by_path(const FileRecord& file) const {
  const FilePurpose purpose = purpose_of(file);
  if (purpose != FilePurpose::Test || environments_.empty() || !is_deployed(file)) return purpose;
  const auto beside_others = [&](std::string_view above) {
    return ends_in_environments(above) || environments_.contains(above);
  };
  return purpose_at(file, without_environments(to_lower(file.path), beside_others));
}

/// Ruby knows nothing but =begin and =end; =end ends no documentation in Perl.
void Purposes::note_documentation(const PatternMatch& match, bool ruby, Marks& marks) {
  const std::string_view text = trim(match.value.reveal());
  const std::uint32_t at = match.at.span.begin;
  if (match.group("plain_read") != nullptr) marks.reads_rest = true;
  if (match.group("plain_rest") != nullptr) marks.rest_from = marks.rest_from.value_or(at);
  if (match.group("plain_begin") != nullptr && (!ruby || text == "=begin"))
    marks.turns.push_back({at, true});
  if (match.group("plain_end") != nullptr && text == (ruby ? "=end" : "=cut"))
    marks.turns.push_back({at, false});
}

bool Purposes::is_documentation(const Marks& marks, std::uint32_t at) {
  if (marks.rest_from && !marks.reads_rest && at >= *marks.rest_from) return true;
  if (hold(marks.docstrings, {at, at + 1})) return true;
  const auto after = std::ranges::upper_bound(marks.turns, at, {}, &Turn::at);
  return after != marks.turns.begin() && std::prev(after)->begins;
}

FilePurpose Purposes::of(const Location& at) const {
  const FileRecord& file = facts_.file(at.file);
  const FilePurpose by_path = this->by_path(file);
  const auto found = marks_.find(at.file);
  if (by_path == FilePurpose::Cache || by_path == FilePurpose::Fixture) return by_path;
  const Span first{at.span.begin, at.span.begin + 1};
  if (found != marks_.end() &&
      (hold(found->second.made_up, first) || hold(found->second.beside, first)))
    return FilePurpose::MadeUp;
  if (by_path > FilePurpose::Hint) return by_path;
  if (found != marks_.end()) {
    const Marks& marks = found->second;
    const std::uint32_t begin = at.span.begin;
    if (marks.recording) return FilePurpose::Fixture;
    if (marks.test && begin >= marks.test_from) return FilePurpose::Test;
    if (hold(marks.hints, {begin, begin + 1})) return FilePurpose::Hint;
    if (by_path == FilePurpose::Live && is_documentation(marks, begin)) return FilePurpose::Prose;
  }
  return by_path == FilePurpose::Live && stands_in_doc_comment(file, at) ? FilePurpose::Prose
                                                                         : by_path;
}

}  // namespace credlint
