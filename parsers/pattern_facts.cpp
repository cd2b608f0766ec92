// SPDX-License-Identifier: MIT
#include "parsers/pattern_facts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "parsers/hidden_text.h"
#include "scanner/core/random_text.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Credentials that stand further apart than this many lines do not belong together.
constexpr std::uint32_t kSameBlockLines = 8;
/// A 40-character string this close to a key id is taken for its secret.
constexpr std::uint32_t kAdjacentLines = 3;
constexpr std::size_t kSecretLength = 40;

struct Candidate {
  PartKind part = PartKind::KeyId;
  Span span;  ///< in the text
  std::optional<Span> name = std::nullopt;
  bool bare = false;      ///< found by a pattern without an anchor
  bool adjacent = false;  ///< one of a secret and a key id that stand close together
  std::uint32_t line = 0;
  Span place = {};                                  ///< in the file
  std::optional<std::string> meant = std::nullopt;  ///< where the text has another form
};

/// What is left to search of a text: the one that stands in the file may hide another in base64.
enum class Layer { Written, Decoded };

/// What is searched: the file as it stands, or a text that was taken out of it.
class Searched {
 public:
  explicit Searched(const SourceFile& source) : source_(source), text_(source.text()) {}
  Searched(const SourceFile& source, const MappedText& mapped, bool program_output,
           Layer layer = Layer::Written)
      : source_(source),
        mapped_(&mapped),
        text_(mapped.text()),
        program_output_(program_output),
        layer_(layer) {
    for (std::size_t at = 0; (at = text_.find('\n', at)) != std::string_view::npos; ++at)
      line_ends_.push_back(static_cast<std::uint32_t>(at));
  }

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool whole_file() const { return mapped_ == nullptr; }
  [[nodiscard]] bool program_output() const { return program_output_; }
  [[nodiscard]] Layer layer() const { return layer_; }
  [[nodiscard]] std::string_view slice(Span span) const {
    return text_.substr(span.begin, span.size());
  }
  [[nodiscard]] Span place(Span span) const {
    return mapped_ == nullptr ? span : mapped_->place(span.begin, span.end);
  }
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const {
    if (mapped_ == nullptr) return source_.line_of(offset);
    const auto after = std::lower_bound(line_ends_.begin(), line_ends_.end(), offset);
    return static_cast<std::uint32_t>(after - line_ends_.begin()) + 1;
  }

 private:
  const SourceFile& source_;
  const MappedText* mapped_ = nullptr;
  std::string_view text_;
  bool program_output_ = false;
  Layer layer_ = Layer::Written;
  std::vector<std::uint32_t> line_ends_;
};

std::optional<PartKind> part_named(std::string_view group) {
  if (group == "key_id") return PartKind::KeyId;
  if (group == "secret") return PartKind::Secret;
  if (group == "token") return PartKind::Token;
  return std::nullopt;
}

/// Whether an ignore comment behind `before`, the start of its line, is meant for the next line
/// too: it stands by itself, or behind what opens a value ("key: |", "call(", the cell of a
/// notebook).
bool speaks_of_next(std::string_view before) {
  if (std::ranges::none_of(before, is_letter_or_digit)) return true;
  const std::size_t last = before.find_last_not_of(" \t\"'");
  return std::string_view("([{|>:=+\\").find(before[last]) != std::string_view::npos;
}

/// What an empty group of the pattern says about the form of its values.
enum class Form {
  Usual,
  AnyLength,  ///< "any_length": nothing but its looks tells a value from a name or an expression
  Pieces,     ///< "pieces": written in several strings or over several lines
  Escapes,    ///< "escapes": some characters are written as escapes
};

Form form_of(const PatternHit& hit) {
  if (hit.capture("any_length") != nullptr) return Form::AnyLength;
  if (hit.capture("escapes") != nullptr) return Form::Escapes;
  return hit.capture("pieces") != nullptr ? Form::Pieces : Form::Usual;
}

/// Names and expressions have few changes between letters and digits, random text many. Of random
/// texts of 20 characters one in 1,000 is taken for a name.
bool may_be_random(std::string_view text) {
  constexpr std::size_t kLong = 32;
  const Mixture mixture = mixture_of(text);
  return mixture.digit && (mixture.lower || mixture.upper) &&
         mixture.changes_at_least(text.size() < kLong ? 30 : 22);
}

/// The value of a part where it stands there in another form.
std::optional<std::string> meant_value(std::string_view text, PartKind part, Form form) {
  if (form == Form::Pieces) return joined_pieces(text);
  // Tokens are judged as they stand: what a wrong encoding does to them, rules say.
  if (part == PartKind::Token) return std::nullopt;
  std::string meant = unescaped(text);
  if (meant == text) return std::nullopt;
  return meant;
}

/// Random base64 of this length has all three classes of characters; hashes, paths and words do
/// not.
bool looks_random(std::string_view text) {
  bool upper = false;
  bool lower = false;
  bool digit = false;
  std::size_t slashes = 0;
  for (const char c : text) {
    upper = upper || (c >= 'A' && c <= 'Z');
    lower = lower || (c >= 'a' && c <= 'z');
    digit = digit || (c >= '0' && c <= '9');
    slashes += c == '/' ? 1 : 0;
  }
  return upper && lower && digit && slashes <= 4;
}

bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "arn:aws:sts::…:assumed-role/…", percent-encoded or not: a name, whatever its parts look like.
bool stands_in_arn(std::string_view text, Span span) {
  constexpr std::size_t kLongestArn = 2048;
  constexpr std::string_view kSigns = "-_+=,.@:/*%";
  std::size_t from = span.begin;
  while (from > 0 && span.begin - from < kLongestArn) {
    const char c = text[from - 1];
    const bool escape = c == '\\' && text[from] == '/';
    if (!is_word_character(c) && !escape && kSigns.find(c) == std::string_view::npos) break;
    --from;
  }
  const std::string_view before = text.substr(from, span.begin - from);
  return before.find("arn:aws") != std::string_view::npos ||
         before.find("arn%3Aaws") != std::string_view::npos;
}

/// "my-site/assets/…-v2": a piece of a path whose parts have words with hyphens.
bool is_piece_of_path(std::string_view text, Span span) {
  if (text.substr(span.begin, span.size()).find('/') == std::string_view::npos) return false;
  const auto joins = [&](std::size_t sign, std::size_t beyond) {
    return beyond < text.size() && (text[sign] == '-' || text[sign] == '_' || text[sign] == '.') &&
           is_word_character(text[beyond]);
  };
  return (span.begin >= 2 && joins(span.begin - 1, span.begin - 2)) ||
         joins(std::min<std::size_t>(span.end, text.size() - 1), span.end + std::size_t{1});
}

std::optional<EnvFileReader> reader_named(std::string_view group) {
  if (group == "docker_env_file") return EnvFileReader::DockerRun;
  if (group == "kubectl_env_file") return EnvFileReader::Kubectl;
  if (group == "systemd_env_file") return EnvFileReader::Systemd;
  if (group == "compose_env_file") return EnvFileReader::Compose;
  if (group == "shell_env_file") return EnvFileReader::Shell;
  if (group == "dotenv_file") return EnvFileReader::Dotenv;
  return std::nullopt;
}

class PatternFacts {
 public:
  PatternFacts(const ParseInput& input, const Searched& searched, FactWriter& writer)
      : input_(input), searched_(searched), writer_(writer), passed_over_(writer.searched()) {
    for (const CredentialPart& part : writer.facts().credential_parts) {
      covered_.push_back(part.at.span);
      const bool comparable = searched.whole_file() && part.part == PartKind::KeyId;
      if (comparable) key_id_lines_.push_back(part.at.line);
    }
    std::sort(covered_.begin(), covered_.end());
    std::sort(passed_over_.begin(), passed_over_.end());
  }
  /// For a text within another, whose parts so far stand at `covered`.
  PatternFacts(const ParseInput& input, const Searched& searched, FactWriter& writer,
               std::vector<Span> covered)
      : input_(input), searched_(searched), writer_(writer), covered_(std::move(covered)) {
    std::sort(covered_.begin(), covered_.end());
  }

  void add(std::span<const PatternHit> hits) {
    for (const PatternHit& hit : hits) {
      if (searched_.whole_file() && overlaps_any(passed_over_, hit.span)) continue;
      const PatternRow& pattern = input_.catalog.patterns[hit.pattern];
      switch (pattern.kind) {
        case PatternKind::Credential:
          collect(hit, pattern);
          break;
        case PatternKind::Match:
          if (const Capture* core = hit.capture("base64")) {
            search_decoded(core->span);
          } else {
            add_match(hit, pattern);
          }
          break;
        case PatternKind::Dependency:
          add_dependency(hit, pattern);
          break;
        case PatternKind::Ignore:
          add_ignore(hit);
          break;
        case PatternKind::Gate:
        case PatternKind::Mention:
          break;
      }
    }
    drop_overlaps();
    pair_up();
    add_parts();
  }

 private:
  [[nodiscard]] std::string_view slice(Span span) const { return searched_.slice(span); }
  [[nodiscard]] Location locate(Span span) const { return writer_.locate(searched_.place(span)); }
  /// What looks like a secret within something longer.
  [[nodiscard]] bool is_name(Span span, bool bare) const {
    const std::string_view text = searched_.text();
    return stands_in_arn(text, span) || (bare && is_piece_of_path(text, span));
  }

  void collect(const PatternHit& hit, const PatternRow& pattern) {
    std::size_t parts = 0;
    const Form form = form_of(hit);
    const Capture* name = hit.capture("name");
    for (const Capture& capture : hit.captures) {
      const auto part = part_named(capture.name);
      if (!part) continue;
      const std::string_view text = slice(capture.span);
      if (form == Form::AnyLength && !may_be_random(text)) continue;
      if (*part == PartKind::Secret && is_name(capture.span, !pattern.anchored)) continue;
      ++parts;
      Candidate candidate{.part = *part, .span = capture.span, .bare = !pattern.anchored};
      candidate.line = searched_.line_of(capture.span.begin);
      candidate.place = searched_.place(capture.span);
      candidate.meant = meant_value(text, *part, form);
      const bool other_form = form == Form::Pieces || form == Form::Escapes;
      if (other_form && candidate.meant.value_or("").size() != kSecretLength) continue;
      if (*part == PartKind::KeyId) key_id_lines_.push_back(candidate.line);
      if (name != nullptr) candidate.name = name->span;
      candidates_.push_back(candidate);
    }
    // A pair within one match (user:password of a URL) says something as a whole as well.
    if (parts > 1) add_match(hit, pattern);
  }

  /// What stands in base64 around the hit. Where in its run the base64 begins is not known: a path
  /// before it consists of the same characters.
  void search_decoded(Span core) {
    if (searched_.layer() == Layer::Decoded) return;
    const Span run = base64_run(searched_.text(), core);
    if (run.begin < decoded_up_to_) return;  // another id in the same run
    decoded_up_to_ = run.end;
    const std::size_t before = writer_.facts().credential_parts.size();
    for (std::size_t skipped = 0; skipped < 4; ++skipped) {
      const MappedText inner = decoded_run(searched_.text(), run, skipped);
      MappedText placed;  // in the file
      for (std::size_t i = 0; i < inner.text().size(); ++i) {
        placed.append_for(inner.text().substr(i, 1), searched_.place(inner.place(i, i + 1)));
      }
      const Searched decoded(input_.source, placed, searched_.program_output(), Layer::Decoded);
      PatternFacts(input_, decoded, writer_, parts_within(searched_.place(run), before))
          .add(input_.search(placed.text()));
    }
  }

  /// Of the known parts those within a place, and all from number `fresh` on: files hold thousands.
  [[nodiscard]] std::vector<Span> parts_within(Span place, std::size_t fresh) const {
    std::vector<Span> found;
    auto at = std::lower_bound(covered_.begin(), covered_.end(), place);
    if (at != covered_.begin()) --at;
    for (; at != covered_.end() && at->begin < place.end; ++at) found.push_back(*at);
    const auto& parts = writer_.facts().credential_parts;
    for (std::size_t i = fresh; i < parts.size(); ++i) found.push_back(parts[i].at.span);
    return found;
  }

  void add_match(const PatternHit& hit, const PatternRow& pattern) {
    PatternMatch fact;
    fact.at = locate(hit.span);
    fact.scope = writer_.file_scope();
    fact.pattern = std::string(pattern.id);
    fact.value = Secret(slice(hit.span));
    // A pre-signed URL is its query: the host before it may be missing.
    if (const Capture* query = hit.capture("query")) {
      fact.at = locate(query->span);
      fact.value = Secret(slice(query->span));
    }
    for (const Capture& capture : hit.captures) {
      if (const auto reader = reader_named(capture.name))
        return add_env_file_use(*reader, capture.span);
      fact.groups.push_back(
          {std::string(capture.name), Secret(slice(capture.span)), locate(capture.span)});
    }
    writer_.add(std::move(fact));
  }

  void add_env_file_use(EnvFileReader reader, Span path) {
    const auto& known = writer_.facts().env_file_uses;
    const bool seen = std::any_of(known.begin(), known.end(), [&](const EnvFileUse& use) {
      return use.at.span.overlaps(searched_.place(path));
    });
    if (seen) return;
    EnvFileUse fact;
    fact.at = locate(path);
    fact.scope = writer_.file_scope();
    fact.reader = reader;
    fact.path = std::string(slice(path));
    writer_.add(std::move(fact));
  }

  /// The id ends in the SDK: "dependency-js-v3".
  void add_dependency(const PatternHit& hit, const PatternRow& pattern) {
    const Capture* package = hit.capture("package");
    if (package == nullptr) return;
    SdkDependency fact;
    fact.at = locate(package->span);
    fact.scope = writer_.file_scope();
    fact.sdk = std::string(pattern.id.substr(pattern.id.find('-') + 1));
    fact.package = std::string(slice(package->span));
    if (const Capture* version = hit.capture("version"))
      fact.version = std::string(slice(version->span));
    writer_.add(std::move(fact));
  }

  void add_ignore(const PatternHit& hit) {
    IgnoreComment fact;
    const Capture* rules = hit.capture("rules");
    if (rules == nullptr) return;
    const std::string_view text = slice(hit.span);
    const std::size_t word = text.find("credlint:");
    const std::size_t close = rules->span.end - hit.span.begin;
    fact.at = locate({hit.span.begin + static_cast<std::uint32_t>(word),
                      hit.span.begin + static_cast<std::uint32_t>(close) + 1});
    fact.scope = writer_.file_scope();
    const Capture* whole = hit.capture("scope");
    fact.whole_file = whole != nullptr && !whole->span.empty();
    const std::string_view until = searched_.text().substr(0, hit.span.begin);
    fact.covers_next = speaks_of_next(until.substr(until.find_last_of("\r\n") + 1));
    if (const Capture* reason = hit.capture("reason"))
      fact.reason = std::string(slice(reason->span));
    std::string_view list = slice(rules->span);
    while (!list.empty()) {
      const std::size_t end = std::min(list.find_first_of(", "), list.size());
      if (end > 0) fact.rules.emplace_back(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
    writer_.add(std::move(fact));
  }

  /// `spans` are sorted by begin and do not nest: only the neighbours can overlap.
  static bool overlaps_any(const std::vector<Span>& spans, Span span) {
    const auto after = std::lower_bound(spans.begin(), spans.end(), span);
    if (after != spans.end() && after->overlaps(span)) return true;
    return after != spans.begin() && std::prev(after)->overlaps(span);
  }

  /// One candidate for each place: a labelled one before one by shape, that before a bare one.
  void drop_overlaps() {
    const auto rank = [](const Candidate& c) { return c.name ? 0 : c.bare ? 2 : 1; };
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
    std::vector<Candidate> kept;
    for (int wanted = 0; wanted <= 2; ++wanted) {
      std::vector<Span> fresh;
      for (const Candidate& candidate : candidates_) {
        if (rank(candidate) != wanted || overlaps_any(covered_, candidate.place)) continue;
        // Candidates of one rank are sorted: only the last ones kept can overlap.
        const auto recent =
            fresh.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(fresh.size(), 4));
        const bool repeated = std::any_of(
            recent, fresh.end(), [&](Span span) { return span.overlaps(candidate.place); });
        if (repeated) continue;
        fresh.push_back(candidate.place);
        kept.push_back(candidate);
      }
      covered_.insert(covered_.end(), fresh.begin(), fresh.end());
      std::sort(covered_.begin(), covered_.end());
    }
    candidates_ = std::move(kept);
    std::sort(candidates_.begin(), candidates_.end(),
              [](const Candidate& a, const Candidate& b) { return a.span < b.span; });
    std::sort(key_id_lines_.begin(), key_id_lines_.end());
  }

  [[nodiscard]] bool near_key_id(std::uint32_t line) const {
    const std::uint32_t from = line > kAdjacentLines ? line - kAdjacentLines : 0;
    const auto first = std::lower_bound(key_id_lines_.begin(), key_id_lines_.end(), from);
    return first != key_id_lines_.end() && *first <= line + kAdjacentLines;
  }

  /// A bare secret and the key ids close to it make each other credible; a token in the same block
  /// belongs to the key id.
  void pair_up() {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      Candidate& part = candidates_[i];
      if (part.part == PartKind::KeyId) continue;
      const bool secret = part.bare && near_key_id(part.line) && looks_random(slice(part.span));
      const std::uint32_t reach = part.part == PartKind::Token ? kSameBlockLines : kAdjacentLines;
      part.adjacent = secret;
      const std::size_t first = i < 4 ? 0 : i - 4;
      for (std::size_t j = first; j < std::min(i + 5, candidates_.size()); ++j) {
        Candidate& other = candidates_[j];
        const std::uint32_t distance =
            std::max(other.line, part.line) - std::min(other.line, part.line);
        if (other.part != PartKind::KeyId || distance > reach) continue;
        if (part.part == PartKind::Token) part.adjacent = true;
        if (secret) other.adjacent = true;
      }
    }
    std::erase_if(candidates_, [](const Candidate& c) { return c.bare && !c.adjacent; });
  }

  void add_parts() {
    ScopeId scope;
    std::uint32_t last_line = 0;
    std::array<bool, 4> seen{};
    for (const Candidate& candidate : candidates_) {
      const auto kind = static_cast<std::size_t>(candidate.part);
      const bool apart = scope.index == 0 || candidate.line > last_line + kSameBlockLines;
      if (apart || seen[kind]) {
        scope = writer_.new_scope();
        seen = {};
      }
      seen[kind] = true;
      last_line = candidate.line;
      add_part(candidate, scope);
    }
  }

  void add_part(const Candidate& candidate, ScopeId scope) {
    CredentialPart fact;
    fact.at = writer_.locate(candidate.place);
    fact.scope = scope;
    fact.program_output = searched_.program_output();
    fact.part = candidate.part;
    fact.recognition = candidate.name       ? Recognition::Named
                       : candidate.adjacent ? Recognition::Adjacent
                                            : Recognition::Shape;
    if (candidate.name) {
      fact.name = std::string(slice(*candidate.name));
      fact.name_at = locate(*candidate.name);
    }
    if (candidate.span.begin > 0) {
      const char before = searched_.text()[candidate.span.begin - 1];
      if (before == '"') fact.quoting = Quoting::Double;
      if (before == '\'') fact.quoting = Quoting::Single;
      if (before == '`') fact.quoting = Quoting::Backtick;
    }
    fact.value =
        Secret(candidate.meant ? std::string_view(*candidate.meant) : slice(candidate.span));
    writer_.add(std::move(fact));
  }

  const ParseInput& input_;
  const Searched& searched_;
  FactWriter& writer_;
  std::vector<Span> passed_over_;
  std::vector<Span> covered_;  ///< in the file
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> key_id_lines_;
  std::uint32_t decoded_up_to_ = 0;  ///< in the text
};

}  // namespace

void add_pattern_facts(const ParseInput& input, FactWriter& writer) {
  const Searched searched(input.source);
  PatternFacts(input, searched, writer).add(input.hits);
}

void add_pattern_facts(const ParseInput& input, const MappedText& text, bool program_output,
                       FactWriter& writer) {
  if (is_over(input.deadline))
    return writer.trouble(0, "not all of it was searched: it takes too long");
  const Searched searched(input.source, text, program_output);
  PatternFacts(input, searched, writer).add(input.search(text.text()));
}

}  // namespace credlint
