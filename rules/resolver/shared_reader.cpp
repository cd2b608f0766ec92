// SPDX-License-Identifier: MIT
#include "rules/resolver/shared_reader.h"

#include <algorithm>
#include <unordered_set>

#include "rules/resolver/blanks.h"
#include "rules/resolver/section_names.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string key_of(SectionKind kind, std::string_view name) {
  const bool session = kind == SectionKind::SsoSession;
  const bool services = kind == SectionKind::Services;
  return (session ? "s" : services ? "v" : "p") + std::string(name);
}

bool is_comment_sign(char c) { return c == '#' || c == ';'; }

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    if (!character.valid) return false;
    at += character.length;
  }
  return true;
}

/// Where an inline comment begins, or the end of the text.
std::size_t comment_in(std::string_view text, InlineComments style, bool needs_blank) {
  if (style == InlineComments::None) return text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (style == InlineComments::SemicolonAnywhere) {
      if (text[i] == ';') return i;
      continue;
    }
    const bool sign = text[i] == ';' || (text[i] == '#' && style == InlineComments::Both);
    if (sign && (!needs_blank || i == 0 || is_blank(text[i - 1]))) return i;
  }
  return text.size();
}

std::string_view unquoted(std::string_view value, Quotes quotes) {
  if (quotes == Quotes::Kept || value.size() < 2 || value.back() != value.front()) return value;
  const bool strip = value.front() == '"' || (value.front() == '\'' && quotes == Quotes::Stripped);
  return strip ? value.substr(1, value.size() - 2) : value;
}

/// A section that is being read, with what only the reading needs.
struct OpenSection {
  Section section;
  bool prefixed = false;
  bool dropped = false;
  /// A key that stands in the section.
  struct Key {
    std::size_t index = kNone;   ///< in section.settings
    std::size_t header = kNone;  ///< number of the header that it last stood below
  };
  std::unordered_map<std::string, Key> keys;
  std::size_t headers = 0;
};

class Reader {
 public:
  Reader(SharedFile file, const Dialect& dialect) : file_(file), dialect_(dialect) {}

  SharedReading read(const SharedSource& source) {
    if (source.has_bom && dialect_.bom == Bom::Error && !source.lines.empty()) {
      fail("the file begins with a byte order mark", source.lines.front()->at);
    }
    std::string joined;
    for (std::size_t i = 0; i < source.lines.size() && !fault_; ++i) {
      const SharedLine& line = *source.lines[i];
      std::string_view text = line.text.reveal();
      at_ = line.at;
      const bool glue_mark = i == 0 && source.has_bom && dialect_.bom == Bom::Text;
      const bool cut = line.end == LineEnd::Cr && dialect_.lone_cr == LoneCr::Text;
      if (glue_mark || cut) {
        joined = std::string(glue_mark ? kByteOrderMark : "") + std::string(text);
        for (; i + 1 < source.lines.size() && source.lines[i]->end == LineEnd::Cr &&
               dialect_.lone_cr == LoneCr::Text;
             ++i) {
          joined += '\r';
          joined += source.lines[i + 1]->text.reveal();
        }
        text = joined;
      }
      read_line(text);
    }
    return finish();
  }

 private:
  void fail(std::string message, const Location& at) {
    if (!fault_) fault_ = ReadingFault{std::move(message), at};
  }

  void read_line(std::string_view raw) {
    if (dialect_.bad_bytes == BadBytes::Error && !is_utf8(raw)) {
      return fail("the file is not valid UTF-8", at_);
    }
    const std::string_view content = trim_blanks(raw, dialect_.blanks);
    const bool indented = !content.empty() && content.data() != raw.data();
    if (content.empty()) return blank_line();
    if (is_comment_sign(content.front()) &&
        (!indented || dialect_.comment_lines == CommentLines::Anywhere)) {
      return;
    }
    const auto depth = static_cast<std::size_t>(content.data() - raw.data());
    if (continues(content, indented, depth)) return;
    if (fault_) return;
    if (content.front() == '[' && header(content, indented)) return;
    property(content, indented);
  }

  /// Python keeps blank lines inside a value that goes on below them.
  void blank_line() {
    if (dialect_.indented == Indented::Deeper && active_) ++blank_lines_;
  }

  /// Takes a line that belongs to the value above.
  bool continues(std::string_view content, bool indented, std::size_t depth) {
    switch (dialect_.indented) {
      case Indented::Deeper: {
        const bool deeper = section_ != kNone && active_ && depth > depth_;
        if (!deeper) depth_ = depth;
        if (deeper) append(content);
        return deeper;
      }
      case Indented::Continues:
        if (!indented) return false;
        if (section_ == kNone) {
          fail("Expected a profile definition", at_);
        } else if (!active_) {
          fail("Expected a property definition, found continuation", at_);
        } else {
          check_block_line(content);
          append(content);
        }
        return true;
      case Indented::BareContinues:
        if (!indented || !active_) return false;
        // Below an empty value stands a block of its own.
        if (active_value_.empty()) return content.front() != '[';
        if (find_separator(content) < content.size()) return false;
        append(content);
        return true;
      case Indented::Lost:
        if (!indented || content.front() == '[') return false;
        if (section_ == kNone) return true;
        if (!active_) fail("an indented line without a property above", at_);
        return true;
      case Indented::Nested:
      case Indented::Property:
        return false;
    }
    return false;
  }

  void check_block_line(std::string_view content) {
    if (!starts_block()) return;
    const std::size_t equals = content.find('=');
    if (equals == std::string_view::npos) {
      fail("Expected an '=' sign defining a sub-property", at_);
    } else if (equals == 0) {
      fail("Sub-property did not have a name", at_);
    }
  }

  [[nodiscard]] bool starts_block() const {
    return active_ && (active_value_.empty() || active_value_.front() == '\n');
  }

  void append(std::string_view content) {
    active_value_.append(blank_lines_ + 1, '\n');
    active_value_ += content;
    blank_lines_ = 0;
  }

  /// Opens a section; false when the line is no header for this SDK.
  bool header(std::string_view content, bool indented) {
    if (indented && dialect_.header_indent == HeaderIndent::Forbidden) return false;
    if (indented && dialect_.header_indent == HeaderIndent::Error) {
      fail("a header that is indented", at_);
      return true;
    }
    std::string_view line = content;
    if (dialect_.header_rest == HeaderRest::Comment ||
        dialect_.header_rest == HeaderRest::CommentOrText) {
      const bool needs_blank = dialect_.header_rest == HeaderRest::CommentOrText;
      line = trim_blanks(line.substr(0, comment_in(line, InlineComments::Both, needs_blank)),
                         dialect_.blanks);
    }
    const std::size_t close =
        dialect_.header_rest == HeaderRest::Anything ? line.rfind(']') : line.size() - 1;
    if (close == std::string_view::npos || close < 2 || line[close] != ']') {
      if (dialect_.unclosed == Unclosed::Ignored || dialect_.names == Names::Python) return false;
      fail("Profile definition must end with ']'", at_);
      return true;
    }
    open(line.substr(1, close - 1));
    return true;
  }

  void open(std::string_view text) {
    settle();
    if (dialect_.header_blanks == HeaderBlanks::Trimmed) text = trim_blanks(text, Blanks::Ascii);
    const bool shared_by_all = dialect_.names == Names::Python && text == "DEFAULT";
    if (dialect_.same_section == SameSection::Error && !shared_by_all &&
        !headers_.emplace(text).second) {
      return fail("section '" + printable(text) + "' already exists", at_);
    }
    const auto name = name_of_section(text, file_, dialect_.names);
    section_ = add(shared_by_all ? std::nullopt : name, shared_by_all);
  }

  /// The index of the section, new or known.
  std::size_t add(const std::optional<SectionName>& name, bool shared_by_all) {
    if (!name) {
      open_.push_back({});
      open_.back().dropped = !shared_by_all;
      if (shared_by_all) shared_ = open_.size() - 1;
      return open_.size() - 1;
    }
    const bool config_default = name->kind == SectionKind::Default && file_ == SharedFile::Config &&
                                dialect_.two_defaults != TwoDefaults::Merged;
    const std::string key =
        (config_default && name->prefixed ? "d" : "") + key_of(name->kind, name->name);
    const auto [known, is_new] = by_key_.emplace(key, open_.size());
    if (!is_new && dialect_.same_section != SameSection::Error) return reopen(known->second);
    open_.push_back({});
    known->second = open_.size() - 1;
    OpenSection& fresh = open_.back();
    fresh.section.kind = name->kind;
    fresh.section.name = name->name;
    fresh.section.at = at_;
    fresh.prefixed = name->prefixed;
    return open_.size() - 1;
  }

  std::size_t reopen(std::size_t index) {
    OpenSection& again = open_[index];
    ++again.headers;
    switch (dialect_.same_section) {
      case SameSection::Last:
      case SameSection::Replaced:
        again.section.settings.clear();
        again.keys.clear();
        break;
      case SameSection::Lost:
        again.dropped = true;
        break;
      case SameSection::First: {
        open_.push_back({});
        open_.back().dropped = true;
        return open_.size() - 1;
      }
      case SameSection::Merged:
      case SameSection::Error:
        break;
    }
    return index;
  }

  [[nodiscard]] std::size_t find_separator(std::string_view text) const {
    const std::size_t at = dialect_.separators == Separators::EqualsOrColon
                               ? text.find_first_of("=:")
                               : text.find('=');
    return std::min(at, text.size());
  }

  void property(std::string_view content, bool indented) {
    const std::size_t comment = comment_in(content, dialect_.inline_comments, true);
    const std::string_view line = trim_blanks(content.substr(0, comment), dialect_.blanks);
    const std::size_t separator = find_separator(line);
    if (section_ == kNone) {
      const bool junk = separator == line.size();
      const OddLines policy = junk ? dialect_.junk : dialect_.headless;
      if (policy == OddLines::Error) fail("Expected a profile definition", at_);
      return;
    }
    if (separator == line.size()) {
      if (dialect_.junk == OddLines::Error) {
        fail("Expected an '=' sign defining a property", at_);
      }
      return;
    }
    const std::string_view key = trim_blanks(line.substr(0, separator), dialect_.blanks);
    if (key.empty()) {
      if (dialect_.nameless == OddLines::Error) fail("Property did not have a name", at_);
      return;
    }
    settle();
    set(key, trim_blanks(line.substr(separator + 1), dialect_.blanks), indented);
  }

  void set(std::string_view written, std::string_view value, bool indented) {
    value = unquoted(value, dialect_.quotes);
    std::string key =
        dialect_.key_case == KeyCase::Folded ? to_lower(written) : std::string(written);
    if (dialect_.indented == Indented::Nested) {
      if (value.empty()) {
        block_ = key;
        return;
      }
      if (!indented) block_.clear();
      if (!block_.empty()) key = block_ + "." + key;
    }
    OpenSection& section = open_[section_];
    OpenSection::Key& seen = section.keys[key];
    if (std::exchange(seen.header, section.headers) == section.headers) {
      if (dialect_.same_key == SameKey::Error) {
        return fail("option '" + printable(key) + "' already exists", at_);
      }
      if (dialect_.same_key == SameKey::DropsSection) section.dropped = true;
    }
    active_ = true;
    active_key_ = std::move(key);
    active_value_ = std::string(value);
    active_at_ = at_;
  }

  /// Puts the value that was being read into its section.
  void settle() {
    if (!active_) return;
    active_ = false;
    blank_lines_ = 0;
    const bool legal = dialect_.key_names == KeyNames::Any || is_reference_id(active_key_);
    const bool dropped = active_value_.empty() && dialect_.empty_values == EmptyValues::Dropped;
    check_python_block();
    if (!legal || dropped) return;
    OpenSection& section = open_[section_];
    OpenSection::Key& place = section.keys[active_key_];
    if (place.index == kNone) {
      place.index = section.section.settings.size();
      section.section.settings.emplace_back();
    }
    section.section.settings[place.index] = {active_key_, Secret(std::move(active_value_)),
                                             active_at_};
  }

  /// botocore reads a value that begins on the next line as "key = value" lines.
  void check_python_block() {
    if (dialect_.names != Names::Python || active_value_.empty() || active_value_[0] != '\n')
      return;
    for (std::size_t at = 1; at < active_value_.size();) {
      const std::size_t end = std::min(active_value_.find('\n', at), active_value_.size());
      const std::string_view line = std::string_view(active_value_).substr(at, end - at);
      if (!line.empty() && line.find('=') == std::string_view::npos) {
        return fail("a block holds a line without '='", active_at_);
      }
      at = end + 1;
    }
  }

  SharedReading finish() {
    SharedReading reading;
    if (!fault_) settle();
    if (!fault_) choose_default();
    if (fault_) {
      reading.fault = std::move(fault_);
      return reading;
    }
    if (shared_ != kNone) spread_shared();
    for (OpenSection& open : open_) {
      if (open.dropped || open.section.name.empty()) continue;
      // What holds nothing does not exist for those who keep no empty values.
      const bool nothing = open.section.settings.empty();
      if (nothing && dialect_.empty_values == EmptyValues::Dropped) continue;
      reading.sections.push_back(std::move(open.section));
    }
    reading.index();
    return reading;
  }

  /// Keys of configparser's [DEFAULT] stand in every section.
  void spread_shared() {
    const std::vector<Setting> shared = open_[shared_].section.settings;
    for (OpenSection& open : open_) {
      for (const Setting& setting : shared) {
        if (open.keys.count(setting.key) == 0) open.section.settings.push_back(setting);
      }
    }
  }

  void choose_default() {
    OpenSection* bare = nullptr;
    OpenSection* prefixed = nullptr;
    for (OpenSection& open : open_) {
      if (open.section.kind != SectionKind::Default || open.section.name.empty()) continue;
      (open.prefixed ? prefixed : bare) = &open;
    }
    if (bare == nullptr || prefixed == nullptr) return;
    switch (dialect_.two_defaults) {
      case TwoDefaults::Prefixed:
        bare->dropped = true;
        break;
      case TwoDefaults::Bare:
        prefixed->dropped = true;
        break;
      case TwoDefaults::Later:
        (bare < prefixed ? bare : prefixed)->dropped = true;
        break;
      case TwoDefaults::Error:
        fail("both [default] and [profile default]", prefixed->section.at);
        break;
      case TwoDefaults::Merged:
        break;
    }
  }

  SharedFile file_;
  const Dialect& dialect_;
  std::optional<ReadingFault> fault_;
  std::vector<OpenSection> open_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_set<std::string> headers_;
  std::size_t section_ = kNone;
  std::size_t shared_ = kNone;  ///< configparser's [DEFAULT]
  Location at_;
  std::size_t depth_ = 0;
  std::string block_;  ///< js: the key above whose value is empty
  /// The value that further lines may continue.
  bool active_ = false;
  std::string active_key_;
  std::string active_value_;
  Location active_at_;
  std::size_t blank_lines_ = 0;
};

}  // namespace

const Setting* Section::find(std::string_view key) const {
  for (const Setting& setting : settings) {
    if (setting.key == key) return &setting;
  }
  return nullptr;
}

const Section* SharedReading::find(SectionKind kind, std::string_view name) const {
  const auto found = by_name_.find(key_of(kind, name));
  return found == by_name_.end() ? nullptr : &sections[found->second];
}

void SharedReading::index() {
  for (std::size_t i = 0; i < sections.size(); ++i) {
    by_name_[key_of(sections[i].kind, sections[i].name)] = i;
  }
}

SharedReading read_shared_file(const SharedSource& source, SharedFile kind,
                               const Dialect& dialect) {
  return Reader(kind, dialect).read(source);
}

}  // namespace credlint::resolver
