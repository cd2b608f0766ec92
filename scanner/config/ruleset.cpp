// SPDX-License-Identifier: MIT
#include "scanner/config/ruleset.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "scanner/config/ruleset_files.h"
#include "scanner/config/suggest.h"
#include "scanner/config/table_reader.h"
#include "scanner/config/table_words.h"
#include "scanner/config/toml_document.h"
#include "scanner/config/word_check.h"
#include "scanner/input/regular_file.h"
#include "scanner/match/matcher.h"

namespace credlint {

/// Owns what the catalog views. Deques and moved vectors keep their elements in place.
struct RulesetStorage {
  std::deque<std::string> strings;
  std::deque<std::vector<std::string_view>> lists;
  std::deque<std::vector<DataRow>> rows;
  std::deque<std::vector<CallShape>> calls;
  std::deque<std::vector<PlaceRow>> places;
  std::vector<PatternRow> patterns;
  std::vector<KeyName> keys;
  std::vector<ToolRow> tools;
  std::vector<FormatRow> formats;
  std::vector<LanguageRow> languages;
  /// In the order of Table; those that were not read have no name.
  std::vector<DataTable> tables = std::vector<DataTable>(std::size(kTableNames));
  Catalog catalog;

  std::string_view keep(std::string_view text) { return strings.emplace_back(text); }
  std::span<const std::string_view> keep(std::vector<std::string_view> list) {
    for (std::string_view& text : list) text = keep(text);
    return lists.emplace_back(std::move(list));
  }
  std::span<const DataRow> keep(
      const std::vector<std::pair<std::string_view, std::string_view>>& pairs) {
    std::vector<DataRow>& out = rows.emplace_back();
    for (const auto& [key, value] : pairs) out.push_back({keep(key), keep(value), {}});
    return out;
  }
};

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxTableBytes = 8ULL << 20U;

// In the order of the enumerators.
constexpr std::string_view kPatternKinds[] = {"credential", "match",      "gate",
                                              "ignore",     "dependency", "mention"};
constexpr std::string_view kBoundaries[] = {"none", "base64", "alphanumeric"};
constexpr std::string_view kMeanings[] = {"key-id",  "secret", "token",    "legacy-token", "expiry",
                                          "profile", "region", "role-arn", "endpoint",     "other"};
/// What a place of a data file is: a setting of one of kMeanings, or a role.
constexpr std::string_view kPlaces[] = {
    "key-id", "secret",   "token",    "legacy-token", "expiry",      "profile",
    "region", "role-arn", "endpoint", "other",        "environment", "env-file",
    "script", "command",  "scope",    "client",       "shared-file", "file"};
constexpr std::string_view kEncodings[] = {"", "base64"};
constexpr std::string_view kTraits[] = {
    "shared-config", "credential-store", "env-file", "image",    "ci",       "infra",   "code",
    "prose",         "template",         "manifest", "settings", "accepted", "captions"};

/// Where things were defined first, to name both places of a duplicate.
using Places = std::map<std::string, std::string, std::less<>>;

/// What a language.toml says by itself, before what it extends is added.
struct LanguageFile {
  std::string path;
  LanguageRow row;
  std::string_view extends;  ///< empty for none
  TomlPosition extends_at;
};

/// A format's language, which is not known before languages are read.
struct FormatLanguage {
  std::string path;
  std::string_view id;
  TomlPosition at;
};

/// What the words of language.toml may be.
struct LanguageWords {
  explicit LanguageWords(const Catalog& tables)
      : nodes(vocabulary("$nodes", tables).words),
        roles(vocabulary("$roles", tables).words),
        positions(vocabulary("$positions", tables).words),
        modules(vocabulary("$modules", tables).words),
        sdks(vocabulary("$sdks", tables).words) {}

  std::vector<std::string_view> nodes, roles, positions, modules, sdks;
};

struct Loader {
  RulesetStorage& storage;
  Places pattern_ids = {};
  Places format_ids = {};
  Places tool_ids = {};
  std::vector<FormatLanguage> format_languages = {};
  std::vector<LanguageFile> languages = {};
  std::vector<TableFile> tables = {};
  std::optional<LanguageWords> language_words = {};  ///< once all tables are read
};

Result<std::string> read_file(const std::string& path) {
  Result<std::string> text = read_regular_file(path, kMaxTableBytes);
  if (!text) return Error{fmt::format("{}: cannot be read: {}", path, text.error().message)};
  return text;
}

/// The files in a folder with that extension, by name. A missing folder has none.
std::vector<std::string> files_in(const std::string& dir, std::string_view extension) {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::directory_iterator it(dir, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == extension) out.push_back(it->path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string stem(const std::string& path) { return fs::path(path).stem().string(); }

void note_place(Places& places, std::string_view id, const std::string& path, TomlPosition at,
                FileErrors& errors) {
  const auto [earlier, is_new] =
      places.emplace(std::string(id), fmt::format("{}:{}", path, at.line));
  if (!is_new) errors.add(at, fmt::format("'{}' stands at {} already", id, earlier->second));
}

bool is_date(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

struct Provenance {
  std::string_view source;
  std::string_view checked;
};

Provenance read_provenance(TableReader& reader) {
  Provenance out{reader.text("source"), reader.text("checked")};
  if (!is_date(out.checked))
    reader.errors().add(reader.at("checked"), "'checked' must be a date, YYYY-MM-DD");
  return out;
}

// --- patterns -----------------------------------------------------------------------------------

bool can_match_empty(const re2::RE2& re2) {
  // Also at the very end behind a newline, where Hyperscan and RE2 disagree about (?m)^.
  return re2.Match("", 0, 0, re2::RE2::UNANCHORED, nullptr, 0) ||
         re2.Match("\n", 1, 1, re2::RE2::ANCHOR_START, nullptr, 0);
}

void check_regex(const PatternRow& row, TomlPosition at, FileErrors& errors) {
  if (std::any_of(row.regex.begin(), row.regex.end(), [](char c) { return (c & 0x80) != 0; }))
    return errors.add(at, "the pattern must be ASCII: it is matched against bytes");
  re2::RE2::Options options(re2::RE2::Latin1);
  options.set_log_errors(false);
  const re2::RE2 re2(re2::StringPiece(row.regex.data(), row.regex.size()), options);
  if (!re2.ok()) return errors.add(at, fmt::format("invalid pattern: {}", re2.error()));
  if (can_match_empty(re2)) return errors.add(at, "the pattern matches empty text");
  const auto& groups = re2.NamedCapturingGroups();
  if (row.kind == PatternKind::Credential && !groups.contains("key_id") &&
      !groups.contains("secret") && !groups.contains("token"))
    errors.add(at, "a credential pattern needs a group key_id, secret or token");
}

bool matches(const PatternRow& row, std::string_view text) {
  bool found = false;
  const Matcher matcher(Catalog{.patterns = {&row, 1}});
  matcher.find(0, text, [&](const PatternHit&) { found = true; });
  return found;
}

// Texts are not repeated in the message: a pattern of the user's may come with real values.
void check_examples(const PatternRow& row, const std::vector<std::string_view>& texts,
                    std::string_view key, TomlPosition at, FileErrors& errors) {
  const bool expected = key == "examples";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (matches(row, texts[i]) == expected) continue;
    errors.add(at, fmt::format("pattern '{}' {} number {} of '{}'", row.id,
                               expected ? "does not match" : "matches", i + 1, key));
  }
}

void read_pattern(const TomlValue& table, const std::string& path, FileErrors& errors,
                  Loader& loader) {
  TableReader reader(table, errors);
  PatternRow row;
  row.id = loader.storage.keep(reader.text("id"));
  row.regex = loader.storage.keep(reader.text("regex"));
  row.kind = static_cast<PatternKind>(reader.word("kind", kPatternKinds));
  row.boundary = static_cast<Boundary>(reader.word_or("boundary", kBoundaries, 0));
  row.anchored = reader.flag_or("anchored", true);
  const auto examples = reader.texts("examples");
  const auto negative = reader.texts_or_none("negative");
  reader.finish();
  if (errors.any()) return;
  note_place(loader.pattern_ids, row.id, path, reader.at("id"), errors);
  check_regex(row, reader.at("regex"), errors);
  if (errors.any()) return;
  check_examples(row, examples, "examples", reader.at("examples"), errors);
  check_examples(row, negative, "negative", reader.at("negative"), errors);
  loader.storage.patterns.push_back(row);
}

void read_patterns(const TomlValue& root, const std::string& path, FileErrors& errors,
                   Loader& loader) {
  TableReader reader(root, errors);
  read_provenance(reader);
  for (const TomlValue* table : reader.tables("pattern"))
    read_pattern(*table, path, errors, loader);
  reader.finish();
}

// --- data, keys, formats ------------------------------------------------------------------------

void read_data(const TomlValue& root, const std::string& path, FileErrors& errors, Loader& loader) {
  TableReader reader(root, errors);
  RulesetStorage& storage = loader.storage;
  DataTable table;
  table.name = storage.keep(stem(path));
  const Provenance provenance = read_provenance(reader);
  table.source = storage.keep(provenance.source);
  table.checked = storage.keep(provenance.checked);
  std::vector<DataRow>& rows = storage.rows.emplace_back();
  TableFile file{{}, path, {}};
  Places keys;
  for (const TomlValue* item : reader.tables("row")) {
    TableReader row(*item, errors);
    rows.push_back({storage.keep(row.text("key")), storage.keep(row.text_or("value", "")),
                    storage.keep(row.text_or("note", ""))});
    row.finish();
    note_place(keys, rows.back().key, path, row.at("key"), errors);
    file.rows.push_back({row.at("key"), row.at("value"), row.at("note")});
  }
  reader.finish();
  table.rows = rows;
  const auto place = std::ranges::find(kTableNames, table.name);
  if (place == std::end(kTableNames)) {
    return errors.add({1, 1}, fmt::format("no rule and no parser reads a table '{}'{}", table.name,
                                          did_you_mean(table.name, kTableNames)));
  }
  const std::ptrdiff_t index = place - std::begin(kTableNames);
  storage.tables[static_cast<std::size_t>(index)] = table;
  file.table = static_cast<Table>(index);
  loader.tables.push_back(std::move(file));
}

void read_place(const TomlValue& item, std::span<const std::string_view> all_when,
                FileErrors& errors, RulesetStorage& storage, std::vector<PlaceRow>& places) {
  TableReader reader(item, errors);
  const std::vector<std::string_view> paths = reader.text_or_texts("path");
  PlaceRow place;
  const std::size_t is = reader.word("is", kPlaces);
  constexpr std::size_t kMeaningCount = std::size(kMeanings);
  if (is < kMeaningCount)
    place.meaning = static_cast<Meaning>(is);
  else
    place.role = static_cast<PlaceRole>(is - kMeaningCount + 1);
  std::vector<std::string_view> when(all_when.begin(), all_when.end());
  std::ranges::copy(reader.texts_or_none("when"), std::back_inserter(when));
  for (const std::string_view condition : when) {
    if (condition.find('=') == std::string_view::npos)
      errors.add(reader.at("when"), fmt::format("'{}' is not key=glob", condition));
  }
  place.when = storage.keep(std::move(when));
  place.shell = storage.keep(reader.texts_or_none("shell"));
  place.encoding = kEncodings[reader.word_or("encoding", kEncodings, 0)];
  place.constructor = storage.keep(reader.text_or("constructor", ""));
  place.service = storage.keep(reader.text_or("service", ""));
  place.at = storage.keep(reader.text_or("at", ""));
  reader.finish();
  for (const std::string_view path : paths) {
    place.path = storage.keep(path);
    places.push_back(place);
  }
}

/// What a table says of data files: where the tool's settings stand.
void read_tool(TableReader& reader, std::string_view id, const std::string& path,
               FileErrors& errors, Loader& loader) {
  RulesetStorage& storage = loader.storage;
  ToolRow tool;
  tool.id = id;
  tool.title = storage.keep(reader.text_or("title", ""));
  tool.files = storage.keep(reader.texts_or_none("files"));
  tool.contains = storage.keep(reader.texts_or_none("contains"));
  tool.traits = static_cast<std::uint16_t>(reader.word_bits("traits", kTraits));
  tool.expands = storage.keep(reader.text_or("expands", ""));
  const std::vector<std::string_view> when = reader.texts_or_none("when");
  std::vector<PlaceRow>& places = storage.places.emplace_back();
  for (const TomlValue* item : reader.tables("place"))
    read_place(*item, when, errors, storage, places);
  tool.places = places;
  if (places.empty()) return;
  note_place(loader.tool_ids, id, path, reader.at("tool"), errors);
  if (tool.title.empty()) errors.add(reader.at("tool"), "a tool with places needs a title");
  if (tool.files.empty() && tool.contains.empty())
    errors.add(reader.at("tool"), "a tool with places needs files, or texts that they contain");
  storage.tools.push_back(tool);
}

void read_keys(const TomlValue& root, const std::string& path, FileErrors& errors, Loader& loader) {
  TableReader reader(root, errors);
  read_provenance(reader);
  const std::string_view tool = loader.storage.keep(reader.text("tool"));
  read_tool(reader, tool, path, errors, loader);
  Places names;
  for (const TomlValue* item : reader.tables("key")) {
    TableReader row(*item, errors);
    KeyName key;
    key.name = loader.storage.keep(row.text("name"));
    key.meaning = static_cast<Meaning>(row.word("meaning", kMeanings));
    key.tool = tool;
    key.environment = row.flag_or("environment", false);
    row.finish();
    note_place(names, key.name, path, row.at("name"), errors);
    loader.storage.keys.push_back(key);
  }
  reader.finish();
}

void read_formats(const TomlValue& root, const std::string& path, FileErrors& errors,
                  Loader& loader) {
  TableReader reader(root, errors);
  reader.text_or("source", "");
  reader.text_or("checked", "");
  for (const TomlValue* item : reader.tables("format")) {
    TableReader row(*item, errors);
    FormatRow format;
    format.id = loader.storage.keep(row.text("id"));
    // Some formats are only told apart, not parsed.
    format.parser = loader.storage.keep(row.text_or("parser", ""));
    format.globs = loader.storage.keep(row.texts_or_none("globs"));
    format.traits = static_cast<std::uint16_t>(row.word_bits("traits", kTraits));
    format.always = row.flag_or("always", false);
    format.env_lines = row.flag_or("env_lines", false);
    format.language = loader.storage.keep(row.text_or("language", ""));
    if (!format.language.empty())
      loader.format_languages.push_back({path, format.language, row.at("language")});
    row.finish();
    note_place(loader.format_ids, format.id, path, row.at("id"), errors);
    loader.storage.formats.push_back(format);
  }
  reader.finish();
}

// --- languages ----------------------------------------------------------------------------------

void read_call(const TomlValue& table, FileErrors& errors, Loader& loader,
               std::vector<CallShape>& calls) {
  TableReader reader(table, errors);
  RulesetStorage& storage = loader.storage;
  CallShape call;
  call.sdk = storage.keep(reader.text_or("sdk", ""));  // none for os.environ and its like
  const auto callees = reader.text_or_texts("callee");
  call.yields = static_cast<Yield>(reader.word("yields", kYields));
  call.service = storage.keep(reader.text_or("service", ""));
  call.carries_token = reader.flag_or("carries_token", true);
  call.chain = reader.flag_or("chain", false);
  call.positional = storage.keep(reader.texts_or_none("positional"));
  call.keywords = storage.keep(reader.text_members("keywords"));
  call.sets = storage.keep(reader.text_members("sets"));
  call.unit = static_cast<std::uint32_t>(reader.integer_or("unit", 0));
  const LanguageWords& words = *loader.language_words;
  reader.check("sdk", words.sdks);
  reader.check("positional", words.positions);
  reader.check("keywords", words.roles);
  reader.check_members("sets", words.roles);
  reader.finish();
  for (std::string_view callee : callees) {
    call.callee = storage.keep(callee);
    calls.push_back(call);
  }
}

void read_query(const fs::path& languages, const fs::path& name, TomlPosition at,
                FileErrors& errors, RulesetStorage& storage, std::vector<DataRow>& queries) {
  const std::string shown = name.lexically_normal().generic_string();
  const fs::path path = languages / name;
  std::error_code error;
  const bool is_file = fs::is_regular_file(path, error);
  const Result<std::string> text = is_file ? read_file(path.string()) : Error{"no file"};
  if (!text) return errors.add(at, fmt::format("{} cannot be read", shown));
  queries.push_back({storage.keep(shown), storage.keep(*text), {}});
}

/// The files of `facts`, else facts.scm if it is there.
std::span<const DataRow> read_queries(const TomlValue& root, const fs::path& folder,
                                      TableReader& reader, RulesetStorage& storage) {
  const fs::path languages = folder.parent_path();
  const fs::path id = folder.filename();
  std::vector<DataRow>& queries = storage.rows.emplace_back();
  reader.texts_or_none("facts");  // checks what it is
  const TomlValue* facts = root.find("facts");
  if (facts != nullptr && !facts->items.empty()) {
    for (const TomlValue& file : facts->items)
      read_query(languages, id / file.text, file.at, reader.errors(), storage, queries);
  } else if (std::error_code error; fs::exists(folder / "facts.scm", error)) {
    read_query(languages, id / "facts.scm", root.at, reader.errors(), storage, queries);
  }
  return queries;
}

void read_language(const TomlValue& root, const std::string& path, FileErrors& errors,
                   Loader& loader) {
  TableReader reader(root, errors);
  RulesetStorage& storage = loader.storage;
  const fs::path folder = fs::path(path).parent_path();
  LanguageRow language;
  language.id = storage.keep(folder.filename().string());
  language.parser = storage.keep(reader.text_or("parser", ""));
  if (language.parser.empty()) language.grammar = storage.keep(reader.text("grammar"));
  // Only the build reads where the grammar's source is; `source` and `checked` are for people.
  for (std::string_view key : {"grammar_source", "source", "checked"}) reader.text_or(key, "");
  language.globs = storage.keep(reader.texts_or_none("globs"));
  language.bound_prefix = storage.keep(reader.text_or("bound_prefix", ""));
  language.modules = storage.keep(reader.text_or("modules", ""));
  language.environment = storage.keep(reader.texts_or_none("environment"));
  language.framework_names = storage.keep(reader.text_members("framework_names"));
  language.sdk_names = storage.keep(reader.text_members("sdk_names"));
  language.interpreters = storage.keep(reader.texts_or_none("interpreters"));
  language.queries = read_queries(root, folder, reader, storage);
  language.nodes = storage.keep(reader.text_members("nodes"));
  language.constants = storage.keep(reader.text_members("constants"));
  std::vector<CallShape>& calls = storage.calls.emplace_back();
  for (const TomlValue* table : reader.tables("call")) read_call(*table, errors, loader, calls);
  language.calls = calls;
  reader.check("modules", loader.language_words->modules);
  reader.check("nodes", loader.language_words->nodes);
  const std::string_view extends = storage.keep(reader.text_or("extends", ""));
  reader.finish();
  if (extends.empty() && language.parser.empty() && language.queries.empty())
    errors.add(root.at, "there is no facts.scm; name query files in 'facts'");
  loader.languages.push_back({path, language, extends, reader.at("extends")});
}

const LanguageFile* find_language(const std::vector<LanguageFile>& all, std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const LanguageFile& file) { return file.row.id == id; });
  return found == all.end() ? nullptr : &*found;
}

Error error_at(const std::string& path, TomlPosition at, std::string_view message) {
  FileErrors errors(path);
  errors.add(at, message);
  return errors.status().error();
}

Error error_at_extends(const LanguageFile& file, std::string_view message) {
  return error_at(file.path, file.extends_at, message);
}

Error unknown_language(const std::string& path, TomlPosition at, std::string_view id,
                       const std::vector<LanguageFile>& all) {
  std::vector<std::string_view> ids;
  for (const LanguageFile& file : all) ids.push_back(file.row.id);
  return error_at(path, at, fmt::format("there is no language '{}'{}", id, did_you_mean(id, ids)));
}

/// The language, what it extends, what that extends, ….
Result<std::vector<const LanguageFile*>> ancestry(const LanguageFile& language,
                                                  const std::vector<LanguageFile>& all) {
  std::vector<const LanguageFile*> chain = {&language};
  while (!chain.back()->extends.empty()) {
    const LanguageFile& last = *chain.back();
    const LanguageFile* next = find_language(all, last.extends);
    if (next == nullptr) return unknown_language(last.path, last.extends_at, last.extends, all);
    if (std::find(chain.begin(), chain.end(), next) != chain.end())
      return error_at_extends(
          last, fmt::format("'{}' extends '{}' in a circle", last.row.id, last.extends));
    chain.push_back(next);
  }
  return chain;
}

/// Adds what the ancestors have: own rows first, own node roles and query files instead of theirs.
LanguageRow merged(const std::vector<const LanguageFile*>& chain, RulesetStorage& storage) {
  LanguageRow language = chain.front()->row;
  std::vector<DataRow>& nodes = storage.rows.emplace_back();
  std::vector<CallShape>& calls = storage.calls.emplace_back();
  std::vector<DataRow>& constants = storage.rows.emplace_back();
  std::set<std::string_view> known;
  for (const LanguageFile* file : chain) {
    for (const DataRow& node : file->row.nodes) {
      if (known.insert(node.key).second) nodes.push_back(node);
    }
    calls.insert(calls.end(), file->row.calls.begin(), file->row.calls.end());
    if (language.queries.empty()) language.queries = file->row.queries;
    if (language.modules.empty()) language.modules = file->row.modules;
    if (language.environment.empty()) language.environment = file->row.environment;
    if (language.framework_names.empty()) language.framework_names = file->row.framework_names;
    if (language.sdk_names.empty()) language.sdk_names = file->row.sdk_names;
    constants.insert(constants.end(), file->row.constants.begin(), file->row.constants.end());
  }
  language.nodes = nodes;
  language.calls = calls;
  language.constants = constants;
  return language;
}

Status merge_languages(Loader& loader) {
  for (const LanguageFile& language : loader.languages) {
    CREDLINT_TRY(const auto chain, ancestry(language, loader.languages));
    loader.storage.languages.push_back(merged(chain, loader.storage));
  }
  for (const FormatLanguage& format : loader.format_languages) {
    if (find_language(loader.languages, format.id) == nullptr)
      return unknown_language(format.path, format.at, format.id, loader.languages);
  }
  return ok();
}

// --- files --------------------------------------------------------------------------------------

using ReadRoot = void (*)(const TomlValue&, const std::string&, FileErrors&, Loader&);

Status load_file(const std::string& path, ReadRoot read, Loader& loader) {
  CREDLINT_TRY(const std::string text, read_file(path));
  CREDLINT_TRY(const TomlValue root, parse_toml(text, path));
  FileErrors errors(path);
  read(root, path, errors, loader);
  return errors.status();
}

Status load_folder(const std::string& dir, ReadRoot read, Loader& loader) {
  for (const std::string& path : files_in(dir, ".toml")) {
    if (Status status = load_file(path, read, loader); !status) return status;
  }
  return ok();
}

Status load_languages(const std::string& dir, Loader& loader) {
  for (const std::string& language : files_in(dir, "")) {
    std::error_code error;
    // Git leaves empty folders behind where a language was removed.
    if (!fs::is_directory(language, error) || fs::is_empty(language, error)) continue;
    if (Status status = load_file(language + "/language.toml", read_language, loader); !status)
      return status;
  }
  return merge_languages(loader);
}

/// Without a table, what rests on it would be silent.
Status check_tables(const std::string& dir, const std::vector<DataTable>& tables) {
  const auto missing =
      std::ranges::find_if(tables, [](const DataTable& table) { return table.name.empty(); });
  if (missing == tables.end()) return ok();
  return Error{fmt::format("{}/data/{}.toml: missing", dir,
                           kTableNames[static_cast<std::size_t>(missing - tables.begin())])};
}

Catalog catalog_of(const RulesetStorage& storage) {
  return {.patterns = storage.patterns,
          .keys = storage.keys,
          .tools = storage.tools,
          .formats = storage.formats,
          .languages = storage.languages,
          .tables = storage.tables};
}

Status load_all(const std::string& dir, std::span<const std::string_view> rules, Loader& loader) {
  std::error_code error;
  if (!fs::is_directory(dir, error)) return Error{fmt::format("{}: not a folder", dir)};
  if (Status status = load_folder(dir + "/patterns", read_patterns, loader); !status) return status;
  if (Status status = load_folder(dir + "/data", read_data, loader); !status) return status;
  if (Status status = load_folder(dir + "/keys", read_keys, loader); !status) return status;
  const std::string formats = dir + "/formats.toml";
  if (fs::exists(formats, error)) {
    if (Status status = load_file(formats, read_formats, loader); !status) return status;
  }
  if (Status status = check_tables(dir, loader.storage.tables); !status) return status;
  loader.language_words.emplace(catalog_of(loader.storage));
  if (Status status = load_languages(dir + "/languages", loader); !status) return status;
  return check_words(loader.tables, catalog_of(loader.storage), rules);
}

}  // namespace

Ruleset::Ruleset(std::unique_ptr<RulesetStorage> storage) : storage_(std::move(storage)) {}
Ruleset::Ruleset(Ruleset&&) noexcept = default;
Ruleset& Ruleset::operator=(Ruleset&&) noexcept = default;
Ruleset::~Ruleset() = default;

const Catalog& Ruleset::catalog() const& { return storage_->catalog; }

Status check_complete(const std::string& dir) {
  std::error_code error;
  if (!fs::is_directory(dir, error)) return Error{fmt::format("{}: not a folder", dir)};
  for (const std::string_view file : kRulesetFiles) {
    const fs::path path = fs::path(dir) / file;
    if (!fs::exists(path, error))
      return Error{
          fmt::format("{}: missing; a folder of rulesets replaces all of them", path.string())};
  }
  return ok();
}

Result<Ruleset> Ruleset::load(const std::string& dir, std::span<const std::string_view> rules) {
  auto storage = std::make_unique<RulesetStorage>();
  Loader loader{*storage};
  if (Status status = load_all(dir, rules, loader); !status) return status.error();
  storage->catalog = catalog_of(*storage);
  return Ruleset(std::move(storage));
}

}  // namespace credlint
