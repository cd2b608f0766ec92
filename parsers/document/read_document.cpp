// SPDX-License-Identifier: MIT
#include "parsers/document/read_document.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "parsers/document/broken_yaml.h"
#include "parsers/document/readers.h"
#include "parsers/document/template_signs.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::array<std::pair<std::string_view, DocumentSyntax>, 17> kExtensions = {
    {{"yml", DocumentSyntax::Yaml},
     {"yaml", DocumentSyntax::Yaml},
     {"json", DocumentSyntax::Json},
     {"jsonc", DocumentSyntax::Json},
     {"json5", DocumentSyntax::Json},
     {"tfstate", DocumentSyntax::Json},
     {"toml", DocumentSyntax::Toml},
     {"xml", DocumentSyntax::Xml},
     {"config", DocumentSyntax::Xml},
     {"properties", DocumentSyntax::Properties},
     {"ini", DocumentSyntax::Ini},
     {"cfg", DocumentSyntax::Ini},
     {"conf", DocumentSyntax::Conf},
     {"cnf", DocumentSyntax::Ini},
     {"sql", DocumentSyntax::Sql},
     {"nomad", DocumentSyntax::Blocks},
     {"csv", DocumentSyntax::Csv}}};

/// What reads a syntax that has no grammar.
using PlainReader = void (*)(DocumentBuilder&);

PlainReader plain_reader_of(DocumentSyntax syntax) {
  switch (syntax) {
    case DocumentSyntax::Ini:
      return read_ini;
    case DocumentSyntax::Conf:
      return read_conf;
    case DocumentSyntax::Blocks:
      return read_blocks;
    case DocumentSyntax::Sql:
      return read_sql;
    case DocumentSyntax::Csv:
      return read_csv;
    case DocumentSyntax::Lookups:
      return read_lookups;
    default:
      return nullptr;
  }
}

std::string_view grammar_of(DocumentSyntax syntax) {
  switch (syntax) {
    case DocumentSyntax::Json:
      return "tree_sitter_json";
    case DocumentSyntax::Toml:
      return "tree_sitter_toml";
    case DocumentSyntax::Xml:
      return "tree_sitter_xml";
    case DocumentSyntax::Properties:
      return "tree_sitter_properties";
    default:
      return "tree_sitter_yaml";
  }
}

/// The first byte of a line that a tab indents, or npos.
std::size_t tabbed_line(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \t", at);
    if (begin == std::string_view::npos) break;
    const bool tab = text.substr(at, begin - at).find('\t') != std::string_view::npos;
    if (tab && text[begin] != '\n' && text[begin] != '\r' && text[begin] != '#') return at;
    at = std::min(text.find('\n', begin), text.size() - 1) + 1;
  }
  return std::string_view::npos;
}

/// The text with a blank for each tab that indents.
std::string with_blanks(std::string_view text) {
  std::string blank(text);
  bool indents = true;
  for (char& c : blank) {
    if (indents && c == '\t') c = ' ';
    indents = c == '\n' || (indents && c == ' ');
  }
  return blank;
}

/// Whether the grammar makes nothing of that byte, which is no part of a text of several lines.
bool is_not_understood(TSNode root, std::size_t at) {
  const auto byte = static_cast<std::uint32_t>(at);
  TSNode node = ts_node_descendant_for_byte_range(root, byte, byte + 1);
  for (; !ts_node_is_null(node); node = ts_node_parent(node)) {
    const std::string_view kind = ts_node_type(node);
    if (kind == "ERROR") return true;
    if (kind.ends_with("_scalar")) return false;
  }
  return false;
}

/// Whether the line at that byte goes on with a "[" or "{" of a line before, where some take tabs.
bool is_within_flow(TSNode root, std::size_t at) {
  const auto byte = static_cast<std::uint32_t>(at);
  TSNode node = ts_node_descendant_for_byte_range(root, byte, byte + 1);
  for (; !ts_node_is_null(node); node = ts_node_parent(node)) {
    const std::string_view kind = ts_node_type(node);
    const bool flow = kind == "flow_mapping" || kind == "flow_sequence";
    if (flow && ts_node_start_byte(node) < byte) return true;
  }
  return false;
}

/// YAML forbids tabs in the indentation. Where there is nothing else wrong, it is read as if there
/// were blanks; it is said in any case, for the tool refuses the file. False where tabs are not
/// what is wrong.
bool read_tabbed(TSNode root, std::size_t tabbed, Deadline deadline, DocumentBuilder& builder) {
  const auto at = static_cast<std::uint32_t>(tabbed);
  const TreePointer blank =
      parse_tree(grammar_by_symbol("tree_sitter_yaml"), with_blanks(builder.text().text), deadline);
  if (blank != nullptr && !ts_node_has_error(ts_tree_root_node(blank.get()))) {
    if (!is_within_flow(ts_tree_root_node(blank.get()), tabbed))
      builder.note_gap(at, "a tab indents this line, which YAML forbids: tools refuse the file");
    read_yaml_or_json(ts_tree_root_node(blank.get()), builder);
    return true;
  }
  if (is_not_understood(root, tabbed))
    builder.note_gap(at,
                     "a tab indents this line, which YAML forbids: tools refuse the file, and not "
                     "all of it was read");
  return false;
}

/// What stands around the lines that are wrong, and what can be made of those. False where that
/// does not help.
bool read_broken(Deadline deadline, DocumentBuilder& builder) {
  const BrokenYaml parts = part_broken_yaml(builder.text().text, deadline);
  if (parts.sound.empty()) return false;
  for (const std::string* part : {&parts.sound, &parts.broken}) {
    const TreePointer tree = parse_tree(grammar_by_symbol("tree_sitter_yaml"), *part, deadline);
    if (tree != nullptr) read_yaml_or_json(ts_tree_root_node(tree.get()), builder);
  }
  return true;
}

}  // namespace

std::optional<DocumentSyntax> syntax_by_extension(std::string_view path) {
  std::string name = to_lower(path.substr(path.rfind('/') + 1));
  for (std::size_t dot = name.rfind('.'); dot != std::string::npos; dot = name.rfind('.')) {
    const std::string_view extension = std::string_view(name).substr(dot + 1);
    const auto found = std::ranges::find(kExtensions, extension,
                                         &std::pair<std::string_view, DocumentSyntax>::first);
    if (found != kExtensions.end()) return found->second;
    name.resize(dot);
  }
  return std::nullopt;
}

namespace {

/// "[remote]", and no list.
bool is_section(std::string_view line) {
  return line.starts_with('[') && line.ends_with(']') &&
         line.find_first_of(",\"'{=:") == std::string_view::npos && line.size() > 2;
}

}  // namespace

std::optional<DocumentSyntax> syntax_of_settings(std::string_view text) {
  constexpr std::size_t kMostLines = 64;
  std::size_t at = 0;
  bool in_section = false;
  for (std::size_t line = 0; line < kMostLines && at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view content = trim(text.substr(at, end - at));
    at = end + 1;
    if (content.size() < 2 || content.front() == '#' || content == "---") continue;
    if (is_section(content)) {
      in_section = true;
      continue;
    }
    std::size_t name = 0;
    while (name < content.size() &&
           (is_name_character(content[name]) || content[name] == '-' || content[name] == '.'))
      ++name;
    const std::size_t sign = content.find_first_not_of(' ', name);
    if (name == 0 || sign == std::string_view::npos) return std::nullopt;
    if (content[sign] == '=') return in_section ? DocumentSyntax::Ini : DocumentSyntax::Properties;
    if (in_section) return DocumentSyntax::Conf;
    const bool bound =
        content[sign] == ':' && (sign + 1 == content.size() || content[sign + 1] == ' ');
    return bound ? std::optional(DocumentSyntax::Yaml) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Document> read_document(DocumentSyntax syntax, const DocumentText& text,
                                      Deadline deadline) {
  DocumentBuilder builder(text);
  if (const PlainReader read = plain_reader_of(syntax)) {
    read(builder);
    return builder.take();
  }
  const std::string covered = cover_templates(text.text);
  const TreePointer tree = parse_tree(grammar_by_symbol(grammar_of(syntax)),
                                      covered.empty() ? text.text : covered, deadline);
  if (tree == nullptr) return std::nullopt;
  const TSNode root = ts_tree_root_node(tree.get());
  if (syntax == DocumentSyntax::Yaml && covered.empty() && ts_node_has_error(root)) {
    const std::size_t tabbed = tabbed_line(text.text);
    if (tabbed != std::string_view::npos && read_tabbed(root, tabbed, deadline, builder))
      return builder.take();
    if (read_broken(deadline, builder)) return builder.take();
  }
  switch (syntax) {
    case DocumentSyntax::Toml:
      read_toml(root, builder);
      break;
    case DocumentSyntax::Xml:
      read_xml(root, builder);
      break;
    case DocumentSyntax::Properties:
      read_properties(root, builder);
      break;
    default:
      read_yaml_or_json(root, builder);
  }
  return builder.take();
}

}  // namespace credlint
