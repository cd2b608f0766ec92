// SPDX-License-Identifier: MIT
// ~/.aws/config, ~/.aws/credentials and every file of that shape. inih reads the lines; what SDKs
// disagree about (quotes, comments, indentation, duplicates, bare lines) is kept as facts, taken
// from the raw line. Source of the grammar: the cross-SDK suite of smithy-rs,
// profile-parser-tests.json.
#include <fmt/format.h>
#include <ini.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>

#include "parsers/document/named_value.h"
#include "parsers/document/piece.h"
#include "parsers/document/replaced.h"
#include "parsers/parser.h"
#include "scanner/core/words.h"

namespace credlint::parsers {
namespace {

// Debian builds inih with run-time options, which are variables of the whole process.
void set_inih_options() {
  static std::once_flag once;
  std::call_once(once, [] {
    ini_use_stack = false;
    ini_allow_realloc = true;
    ini_initial_alloc = 4096;
    ini_max_line = 1 << 26;
    ini_allow_inline_comments = false;  // "#" and ";" are told apart below
    ini_allow_no_value = true;
  });
}

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

bool is_base64(char c) {
  return (is_key_character(c) && c != '_' && c != '-') || c == '+' || c == '/';
}

/// Every line is kept, for those who read the file as an SDK does.
constexpr std::uint32_t kMostLines = 500'000;
/// Lengths from which a bare word is taken for a piece of a key or token, and from which it is
/// masked because it may be one.
constexpr std::size_t kPieceLength = 20;
constexpr std::size_t kMaskedLength = 8;

/// Nothing but base64 characters, at most two "=" at its end.
bool is_base64_piece(std::string_view text, std::size_t least = kPieceLength) {
  for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  return text.size() >= least && std::all_of(text.begin(), text.end(), is_base64);
}

/// True when some run of base64 characters looks random: a key or token with a stray character in
/// it. Words and names have no digits among both cases.
bool has_random_run(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t length = 0;
    bool upper = false;
    bool lower = false;
    bool digit = false;
    for (; at < text.size() && is_base64(text[at]); ++at, ++length) {
      upper = upper || (text[at] >= 'A' && text[at] <= 'Z');
      lower = lower || (text[at] >= 'a' && text[at] <= 'z');
      digit = digit || (text[at] >= '0' && text[at] <= '9');
    }
    if (length >= kMaskedLength && upper && lower && digit) return true;
  }
  return false;
}

bool is_merge_marker(std::string_view line) {
  const auto marker = [&](std::string_view sign) {
    return line.substr(0, sign.size()) == sign &&
           (line.size() == sign.size() || line[sign.size()] == ' ');
  };
  return marker("<<<<<<<") || marker("=======") || marker(">>>>>>>") || marker("|||||||");
}

/// Reads one file: inih pulls lines through next_line() and gives back properties to on_property().
class ConfigReader {
 public:
  ConfigReader(const ParseInput& input, FactWriter& writer)
      : input_(input), source_(input.source), writer_(writer), scope_(writer.new_scope()) {
    file_kind_ =
        input.format.id.starts_with("aws-config") ? SharedFile::Config : SharedFile::Credentials;
    is_template_ = (input.format.traits & static_cast<std::uint16_t>(Trait::Template)) != 0;
    if (input.format.id == "aws-shared") file_kind_ = kind_by_sections();
  }

  void read() {
    // inih stops at nothing here: allow_no_value makes bare lines properties without a value.
    ini_parse_stream(&next_line, this, &on_property, this);
  }

 private:
  /// fgets() for inih: hands out the text in pieces, never over a line end.
  static char* next_line(char* buffer, int size, void* stream) {
    auto& self = *static_cast<ConfigReader*>(stream);
    const std::string_view text = self.source_.text();
    if (self.offset_ >= text.size() || size < 2) return nullptr;
    const bool starts_line = self.offset_ == 0 || self.line_done_;
    if (starts_line && self.line_number_ == kMostLines) return self.stop_reading();
    if (starts_line) self.begin_line();
    const std::size_t room = static_cast<std::size_t>(size) - 1;
    const std::size_t left = self.line_end_with_break_ - self.offset_;
    std::size_t count = std::min(room, left);
    std::copy_n(text.data() + self.offset_, count, buffer);
    self.offset_ += count;
    self.line_done_ = self.offset_ == self.line_end_with_break_;
    // A lone CR ends a line for us; inih knows LF only.
    if (self.line_done_ && buffer[count - 1] == '\r') buffer[count - 1] = '\n';
    buffer[count] = '\0';
    return buffer;
  }

  char* stop_reading() {
    writer_.trouble(line_number_ + 1,
                    fmt::format("more than {} lines; the rest is not judged", kMostLines));
    return nullptr;
  }

  static int on_property(void* user, const char*, const char* name, const char*) {
    if (name != nullptr) static_cast<ConfigReader*>(user)->property_line();
    return 1;
  }

  void begin_line() {
    ++line_number_;
    const Span span = source_.line_span(line_number_);
    line_ = {source_.slice(span), span};
    const std::string_view text = source_.text();
    std::size_t end = span.end;
    if (text.substr(end, 2) == "\r\n") {
      end += 2;
    } else if (end < text.size()) {
      end += 1;
    }
    line_end_with_break_ = end;
    keep_line(text.substr(span.end, end - span.end));
    if (writer_.is_full()) return;
    const Piece content = line_.trimmed();
    if (!content.text.empty() && content.text.front() == '[') header(content);
    // inih takes a line that begins with the separator for a property without a name and stays
    // silent.
    if (!content.text.empty() && content.text.front() == '=' && !is_merge_marker(content.text)) {
      odd_line(OddLineKind::EmptyKey, content);
    }
  }

  void keep_line(std::string_view ending) {
    SharedLine fact;
    fact.at = writer_.locate(line_.span);
    fact.scope = writer_.file_scope();
    fact.file_kind = file_kind_;
    fact.end = ending.empty()     ? LineEnd::None
               : ending == "\r\n" ? LineEnd::CrLf
               : ending == "\r"   ? LineEnd::Cr
                                  : LineEnd::Lf;
    fact.text = Secret(line_.text);
    writer_.add(std::move(fact));
  }

  void header(const Piece& content) {
    const std::size_t close = content.text.find(']');
    if (close == std::string_view::npos) return odd_line(OddLineKind::UnclosedHeader, content);
    const Piece inside = content.part(1, close);
    ConfigSection section;
    section.scope = scope_ = writer_.new_scope();
    section.at = writer_.locate(inside.span);
    section.file_kind = file_kind_;
    section.raw = std::string(inside.text);
    section.indented = content.span.begin != line_.span.begin;
    classify(inside.trimmed().text, section);
    section_ = section.name;
    section_kind_ = section.kind;
    in_section_ = true;
    last_key_.clear();
    if (section.kind == SectionKind::Profile || section.kind == SectionKind::Default) {
      ProfileDefinition profile;
      profile.at = section.at;
      profile.scope = section.scope;
      profile.name = section.name;
      profile.file_kind = file_kind_;
      writer_.add(std::move(profile));
    }
    writer_.add(std::move(section));
  }

  void classify(std::string_view name, ConfigSection& section) const {
    const auto after = [&](std::string_view prefix) -> std::optional<std::string> {
      if (name.substr(0, prefix.size()) != prefix) return std::nullopt;
      const std::string_view rest = name.substr(prefix.size());
      const std::size_t begin = rest.find_first_not_of(kBlanks);
      if (begin == 0 || begin == std::string_view::npos) return std::nullopt;
      std::string_view id = rest.substr(begin);
      // boto3 and the CLI read [profile "my dev"] as my dev.
      if (id.size() >= 2 && (id.front() == '"' || id.front() == '\'') && id.back() == id.front()) {
        id = id.substr(1, id.size() - 2);
      }
      return std::string(id);
    };
    section.name = std::string(name);
    const bool config = file_kind_ == SharedFile::Config;
    if (name == "default") {
      section.kind = SectionKind::Default;
    } else if (const auto profile = after("profile")) {
      if (config) section.name = *profile;
      section.kind = config ? SectionKind::Profile : SectionKind::Other;
    } else if (const auto session = after("sso-session")) {
      if (config) section.name = *session;
      section.kind = config ? SectionKind::SsoSession : SectionKind::Other;
    } else if (const auto services = after("services")) {
      if (config) section.name = *services;
      section.kind = config ? SectionKind::Services : SectionKind::Other;
    } else {
      section.kind = config ? SectionKind::Other : SectionKind::Profile;
    }
    if (section.kind == SectionKind::Profile && section.name == "default") {
      section.kind = SectionKind::Default;
    }
  }

  void property_line() {
    if (writer_.is_full()) return;
    const Piece content = line_.trimmed();
    const bool indented = content.span.begin != line_.span.begin;
    if (is_merge_marker(content.text)) return odd_line(OddLineKind::MergeMarker, content);
    if (content.text.empty() || content.text.front() == '[') return;
    const std::optional<std::size_t> separator = find_separator(content.text);
    const bool piece = is_base64_piece(content.text);
    if (indented && !last_key_.empty())
      return indented_line(content, piece ? std::nullopt : separator);
    if (piece || !separator) return odd_line(OddLineKind::NoSeparator, content);
    if (*separator == 0) return odd_line(OddLineKind::EmptyKey, content);
    setting(content, *separator, indented, "");
  }

  void indented_line(const Piece& content, std::optional<std::size_t> separator) {
    if (last_value_empty_ && separator && *separator > 0) {
      return setting(content, *separator, false, last_key_);
    }
    if (separator && *separator > 0 && looks_like_property(content, *separator)) {
      return setting(content, *separator, true, "");
    }
    odd_line(OddLineKind::Continuation, content);
  }

  bool looks_like_property(const Piece& content, std::size_t separator) const {
    const Piece key = content.part(0, separator).trimmed();
    if (!std::all_of(key.text.begin(), key.text.end(), is_key_character)) return false;
    return is_known(key.text) || content.text[separator - 1] == ' ';
  }

  bool is_known(std::string_view key) const {
    return input_.catalog.table(Table::ConfigKeys).find(to_lower(key)) != nullptr;
  }

  /// Only the first "=" splits; ":" does where no "=" stands before it and what precedes is a known
  /// key.
  std::optional<std::size_t> find_separator(std::string_view text) const {
    const std::size_t colon = text.find(':');
    const std::size_t equals = text.find('=');
    if (colon < equals) {
      const Piece key = Piece{text, {}}.part(0, colon).trimmed();
      if (equals == std::string_view::npos || is_known(key.text)) return colon;
    }
    if (equals == std::string_view::npos) return std::nullopt;
    return equals;
  }

  void setting(const Piece& content, std::size_t separator, bool indented,
               std::string_view parent) {
    constexpr std::string_view kExport = "export ";
    ConfigSetting fact;
    Piece key = content.part(0, separator).trimmed();
    if (key.text.substr(0, kExport.size()) == kExport) {
      fact.exported = true;
      key = key.from(kExport.size()).trimmed();
    }
    fact.file_kind = file_kind_;
    fact.section = section_;
    fact.section_kind = section_kind_;
    fact.in_section = in_section_;
    fact.scope = scope_;
    fact.key = std::string(key.text);
    fact.key_at = writer_.locate(key.span);
    fact.parent = std::string(parent);
    fact.separator = content.text[separator];
    fact.indented = indented;
    const Piece value = meant_value(content.from(separator + 1), fact);
    fact.at = writer_.locate(value.span);
    fact.value = Secret(value.text);
    if (parent.empty()) {
      last_key_ = to_lower(key.text);
      last_value_empty_ = value.text.empty();
    }
    derive(key, value, fact);
    writer_.add(std::move(fact));
  }

  /// Takes quotes and an inline comment off the value and notes them in the fact.
  Piece meant_value(const Piece& raw, ConfigSetting& fact) {
    Piece value = raw.trimmed();
    const std::size_t comment = find_comment(raw.text, "#;");
    if (comment != std::string_view::npos) {
      fact.comment = writer_.locate(raw.from(comment).trimmed().span);
      value = raw.part(0, comment).trimmed();
    }
    const Unquoted bare = unquote(value);
    fact.quoting = bare.quoting;
    return bare.inner;
  }

  /// The facts that the key's meaning calls for, beside the setting itself.
  void derive(const Piece& key, const Piece& value, const ConfigSetting& setting) {
    const std::string name = to_lower(key.text);
    const DataRow* command = input_.catalog.table(Table::CommandConfigKeys).find(name);
    if (command != nullptr && !command->value.empty()) derive_role(key, value, command->value);
    for (const KeyName& known : input_.catalog.keys) {
      if (known.tool != "aws" || known.environment || known.name != name) continue;
      const NamedValue named{key.text, key.span, value.text, value.span, setting.quoting, scope_};
      const bool filled_in = is_template_ && is_replaced(nullptr, value.text);
      if (filled_in) return;
      emit_named_value(named, known.meaning, writer_);
      if (known.meaning == Meaning::RoleArn && !has_expansion(value.text))
        emit_role_setting(named, true, writer_);
      return;
    }
  }

  /// "--role-arn arn:…" of a command line that fetches credentials.
  void derive_role(const Piece& key, const Piece& value, std::string_view option) {
    const std::size_t found = value.text.find(option);
    if (found == std::string_view::npos) return;
    constexpr std::string_view kBetween = " \t=\"'";
    const std::size_t begin = value.text.find_first_not_of(kBetween, found + option.size());
    if (begin == std::string_view::npos || begin == found + option.size()) return;
    const std::size_t end = std::min(value.text.find_first_of(kBetween, begin), value.text.size());
    const Piece role = value.part(begin, end);
    if (has_expansion(role.text)) return;
    emit_role_setting({key.text, key.span, role.text, role.span, Quoting::None, scope_}, true,
                      writer_);
  }

  void odd_line(OddLineKind kind, const Piece& content) {
    OddLine fact;
    fact.at = writer_.locate(content.span);
    fact.scope = scope_;
    fact.file_kind = file_kind_;
    fact.kind = kind;
    fact.continues = last_key_;
    fact.indented = content.span.begin != line_.span.begin;
    fact.base64 = is_base64_piece(content.text);
    fact.masked = is_base64_piece(content.text, kMaskedLength) || has_random_run(content.text);
    writer_.add(std::move(fact));
  }

  /// A file that only looks like a shared file is *config* when it has a section with a config
  /// prefix.
  SharedFile kind_by_sections() const {
    for (std::uint32_t line = 1; line <= source_.line_count(); ++line) {
      const std::string_view text = source_.slice(source_.line_span(line));
      if (text.substr(0, 9) == "[profile " || text.substr(0, 13) == "[sso-session ") {
        return SharedFile::Config;
      }
    }
    return SharedFile::Credentials;
  }

  const ParseInput& input_;
  const SourceFile& source_;
  FactWriter& writer_;
  SharedFile file_kind_ = SharedFile::Config;
  bool is_template_ = false;  ///< values are put in before an SDK reads it
  ScopeId scope_;
  std::string section_;
  SectionKind section_kind_ = SectionKind::Other;
  bool in_section_ = false;
  std::string last_key_;  ///< lower case; empty before the first property of a section
  bool last_value_empty_ = false;
  Piece line_;
  std::uint32_t line_number_ = 0;
  std::size_t offset_ = 0;
  std::size_t line_end_with_break_ = 0;
  bool line_done_ = true;
};

}  // namespace

void parse_aws_config(const ParseInput& input, FactWriter& writer) {
  set_inih_options();
  ConfigReader(input, writer).read();
  if (!writer.is_full()) return;
  // Half of the profiles would make the other half look missing. shared_lines holds them all.
  FileFacts& facts = writer.facts();
  facts.config_sections.clear();
  facts.config_settings.clear();
  facts.odd_lines.clear();
  facts.profile_definitions.clear();
  facts.profile_references.clear();
}

}  // namespace credlint::parsers
