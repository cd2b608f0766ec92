// SPDX-License-Identifier: MIT
#include "scanner/engine/file_scanner.h"

#include <algorithm>
#include <set>

#include "scanner/core/credential_pieces.h"
#include "scanner/core/digest.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/fact_writer.h"
#include "scanner/core/limits.h"
#include "scanner/core/line_hash.h"
#include "scanner/core/random_text.h"
#include "scanner/core/words.h"
#include "scanner/engine/fact_places.h"

namespace credlint {
namespace {

constexpr FormatRow kText{.id = "text", .parser = "", .globs = {}};
constexpr FormatRow kShared{.id = "aws-shared",
                            .parser = "aws_config",
                            .globs = {},
                            .traits = static_cast<std::uint16_t>(Trait::SharedConfig) |
                                      static_cast<std::uint16_t>(Trait::CredentialStore)};

constexpr FormatRow kSharedTemplate{
    .id = "aws-shared",
    .parser = "aws_config",
    .globs = {},
    .traits = kShared.traits | static_cast<std::uint16_t>(Trait::Template)};

constexpr FormatRow kEnvFile{.id = "dotenv",
                             .parser = "dotenv",
                             .globs = {},
                             .traits = static_cast<std::uint16_t>(Trait::EnvFile)};

constexpr FormatRow kEnvTemplate{
    .id = "env-template",
    .parser = "dotenv",
    .globs = {},
    .traits = kEnvFile.traits | static_cast<std::uint16_t>(Trait::Template)};

constexpr FormatRow kCloudConfig{.id = "yaml", .parser = "yaml", .globs = {}};

constexpr FormatRow kCloudTemplate{.id = "yaml",
                                   .parser = "yaml",
                                   .globs = {},
                                   .traits = static_cast<std::uint16_t>(Trait::Template)};

/// Names of files that Terraform, Ansible and their like fill in: config.tpl.
bool is_filled_in(std::string_view path) {
  constexpr std::string_view kEnds[] = {".tpl",   ".tftpl",  ".j2",       ".erb",
                                        ".ctmpl", ".gotmpl", ".mustache", ".epp"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return path.ends_with(end); });
}

/// In shorter texts no pattern takes long.
constexpr std::size_t kLongTextBytes = 64 << 10;

/// Whether a text has what may be a secret key, or half of one. The bounds: of random texts of 40
/// characters one in 1,000 has no digit; names that are written in one word have fewer changes.
bool has_random_run(std::string_view text) {
  constexpr std::size_t kHalfOfSecret = 20;
  constexpr std::size_t kLong = 32;
  bool found = false;
  for_each_run(text, kHalfOfSecret, is_base64_letter, [&](std::size_t begin, std::size_t end) {
    const Mixture mixture = mixture_of(text.substr(begin, end - begin));
    const bool mixed = mixture.lower && mixture.upper && mixture.digit;
    found = found || (mixed && mixture.changes_at_least(mixture.size < kLong ? 35 : 22));
  });
  return found;
}

/// What is masked of a file, found by line without looking at all of it: hostile files have
/// thousands.
class LineMasks {
 public:
  explicit LineMasks(std::vector<MaskSpan> spans) : spans_(std::move(spans)) {
    std::sort(spans_.begin(), spans_.end(),
              [](const MaskSpan& a, const MaskSpan& b) { return a.span < b.span; });
    std::uint32_t end = 0;
    for (const MaskSpan& mask : spans_) ends_.push_back(end = std::max(end, mask.span.end));
  }

  /// Those that overlap the line, cut to it, in bytes from its start.
  [[nodiscard]] std::vector<MaskSpan> within(Span line) const {
    std::vector<MaskSpan> out;
    const auto first = std::upper_bound(ends_.begin(), ends_.end(), line.begin) - ends_.begin();
    for (auto mask = spans_.begin() + first; mask != spans_.end(); ++mask) {
      if (mask->span.begin >= line.end) break;
      if (!mask->span.overlaps(line)) continue;
      const Span part{std::max(mask->span.begin, line.begin) - line.begin,
                      std::min(mask->span.end, line.end) - line.begin};
      out.push_back({part, mask->key_id && line.contains(mask->span)});
    }
    return out;
  }

 private:
  std::vector<MaskSpan> spans_;
  std::vector<std::uint32_t> ends_;  ///< the last end up to each span
};

constexpr std::size_t kMaxSlack = 16 << 10;

/// Facts stay in memory until all files are read; what long lists have beyond them need not.
void drop_slack(FileFacts& facts) {
  for_each_kind(facts, [](auto& list) {
    if ((list.capacity() - list.size()) * sizeof(list[0]) > kMaxSlack) list.shrink_to_fit();
  });
}

/// Names of entries say nothing about captions: "secretAccessKey": "Clé secrète". What looks random
/// was put there by mistake, and is kept.
void drop_captions(FileFacts& facts) {
  std::erase_if(facts.credential_parts, [](const CredentialPart& part) {
    return part.recognition == Recognition::Named && !has_random_run(part.value.reveal());
  });
  facts.config_settings.clear();
  facts.profile_references.clear();
  facts.region_settings.clear();
  facts.endpoint_settings.clear();
  facts.env_assignments.clear();
  facts.property_assignments.clear();
  facts.tool_settings.clear();
}

}  // namespace

FileScanner::FileScanner(std::shared_ptr<const Preparation> ready, Keep keep)
    : ready_(std::move(ready)), keep_(keep) {}

bool FileScanner::deserves_parsing(std::string_view path, std::string_view bytes,
                                   Worker& worker) const {
  const EncodingGuess guess = guess_encoding(bytes);
  if (guess.encoding == Encoding::Utf8) {
    ready_->prefilter.scan(bytes, worker.scratch, worker.hits);
  } else {
    worker.converted = utf16_to_utf8(bytes, guess.encoding);
    ready_->prefilter.scan(worker.converted, worker.scratch, worker.hits);
    worker.converted = {};
  }
  return worker.hits.any() || ready_->formats.always_parsed(path);
}

bool FileScanner::may_expose(std::string_view text, Worker& worker) const {
  if (!deserves_parsing({}, text, worker)) return false;
  if (guess_encoding(text).encoding != Encoding::Utf8) return true;
  const auto is = [&](PatternKind kind) {
    return [this, kind](std::uint32_t pattern) {
      return ready_->catalog.patterns[pattern].kind == kind;
    };
  };
  const bool may_hold = worker.hits.key_name || worker.hits.setting_name ||
                        std::ranges::any_of(worker.hits.patterns, is(PatternKind::Match));
  if (may_hold && has_random_run(text)) return true;
  return std::ranges::any_of(worker.hits.patterns, [&](std::uint32_t pattern) {
    if (!is(PatternKind::Credential)(pattern)) return false;
    bool found = false;
    ready_->matcher.find(pattern, text, [&](const PatternHit&) { found = true; });
    return found;
  });
}

FileScanner::Confirmed FileScanner::confirm(std::string_view text, const Prefilter::Hits& hits,
                                            bool manifest, Deadline deadline,
                                            Prefilter::Scratch& scratch) const {
  Confirmed confirmed;
  const auto keep = [&](const PatternHit& hit) { confirmed.hits.push_back(hit); };
  const auto stop = [deadline] { return is_over(deadline); };
  const bool long_text = text.size() > kLongTextBytes;
  const auto look_for = [&](std::uint32_t pattern) {
    const bool late = long_text && stop();
    // A gate says that there is something to read: once is enough, where all is read.
    const PatternKind kind = ready_->catalog.patterns[pattern].kind;
    const bool gate = kind == PatternKind::Gate || kind == PatternKind::Mention;
    const bool once = gate && text.size() <= limits::kWholeParseBytes;
    const std::size_t most = once ? 1 : Matcher::kMaxHits;
    const bool all = !late && ready_->matcher.find(pattern, text, keep, stop, most);
    if (!all && (!gate || late)) confirmed.complete = false;
  };
  bool credential = hits.key_name || hits.setting_name;
  bool mentioned = hits.setting_name;
  bool more = hits.key_name;
  for (const std::uint32_t pattern : hits.patterns) {
    const std::size_t before = confirmed.hits.size();
    look_for(pattern);
    const PatternKind kind = ready_->catalog.patterns[pattern].kind;
    const bool found = confirmed.hits.size() > before;
    credential = credential || (found && kind == PatternKind::Credential);
    mentioned = mentioned || (found && kind == PatternKind::Mention);
    more = more || (found && kind != PatternKind::Mention);
  }
  confirmed.mention_only = mentioned && !more;
  // Patterns without a literal anchor would match everywhere: those for credentials only run beside
  // a credential, dependencies in manifests, the others in every file that is parsed.
  Prefilter::Hits context;
  ready_->prefilter.scan_context(text, scratch, context);
  for (const std::uint32_t i : context.patterns) look_for(i);
  for (std::uint32_t i = 0; i < ready_->catalog.patterns.size(); ++i) {
    const PatternRow& pattern = ready_->catalog.patterns[i];
    const bool wanted = pattern.kind == PatternKind::Credential   ? credential
                        : pattern.kind == PatternKind::Dependency ? manifest
                                                                  : false;
    if (!pattern.anchored && wanted) look_for(i);
  }
  std::stable_sort(confirmed.hits.begin(), confirmed.hits.end(),
                   [](const PatternHit& a, const PatternHit& b) { return a.span < b.span; });
  return confirmed;
}

bool FileScanner::may_hold_credentials(std::string_view path) const {
  constexpr auto kProse = static_cast<std::uint16_t>(Trait::Prose);
  const FormatRow* format = ready_->formats.format(path);
  if (format == nullptr) return ready_->formats.language(path, {}) != nullptr;
  return format->always || (format->traits & ~kProse) != 0;
}

ParsedFile FileScanner::parse(FileId id, std::string_view path, std::string_view read_as,
                              std::string_view bytes, Worker& worker) const {
  const SourceFile source(id, std::string(path), bytes);
  ParsedFile file;
  file.record.path = source.path();
  file.record.encoding = source.encoding();
  file.record.has_bom = source.has_bom();
  const FormatRow* format = ready_->formats.format(read_as);
  const bool manifest =
      format != nullptr && (format->traits & static_cast<std::uint16_t>(Trait::Manifest)) != 0;
  const Deadline deadline = deadline_for(source.text().size());
  const Confirmed confirmed =
      confirm(source.text(), worker.hits, manifest, deadline, worker.scratch);
  const LanguageRow* language =
      format == nullptr ? ready_->formats.language(read_as, source.text()) : nullptr;
  // A name that says no more than the syntax (*.cfg) leaves open what the file is.
  const bool open = language == nullptr && (format == nullptr || format->traits == 0);
  if (open && looks_like_shared_config(source.text()))
    format = is_filled_in(read_as) ? &kSharedTemplate : &kShared;
  const bool of_any_name = language == nullptr && (format == nullptr || format->env_lines);
  if (of_any_name && looks_like_env_file(source.text()))
    format = is_filled_in(read_as) ? &kEnvTemplate : &kEnvFile;
  if (of_any_name && is_cloud_config(source.text()))
    format = is_filled_in(read_as) ? &kCloudTemplate : &kCloudConfig;
  if (is_encrypted(source.text())) format = &kText;
  if (format == nullptr && language == nullptr) format = &kText;

  const PatternSearch search = [&](std::string_view text) {
    Prefilter::Hits within;
    ready_->prefilter.scan(text, worker.scratch, within);
    return confirm(text, within, manifest, deadline, worker.scratch).hits;
  };
  const Evidence evidence{confirmed.hits, search, confirmed.mention_only};
  FactWriter writer(source);
  if (!confirmed.complete) writer.trouble(0, "not all of it was searched: it holds too much");
  if (language != nullptr && format == nullptr) {
    file.record.format = std::string(language->id);
    file.record.traits = static_cast<std::uint16_t>(Trait::Code);
    ready_->parser.parse(source, *language, evidence, writer);
  } else {
    file.record.format = std::string(format->id);
    file.record.traits = format->traits;
    ready_->parser.parse(source, *format, evidence, writer);
  }
  file.record.traits |= writer.traits();
  file.facts = std::move(writer.facts());
  if (file.record.has(Trait::Captions)) drop_captions(file.facts);
  drop_slack(file.facts);
  file.diagnostics = std::move(writer.diagnostics());
  note_excerpts(source, file.facts, writer.masked(), file.record);
  return file;
}

void FileScanner::note_excerpts(const SourceFile& source, const FileFacts& facts,
                                const std::vector<Span>& masked, FileRecord& record) const {
  std::vector<MaskSpan> spans = credential_spans(facts);
  for (const Span span : masked) spans.push_back({span});
  const Surroundings surroundings = spans.empty() ? Surroundings::Usual : Surroundings::Credentials;
  const LineMasks masks(std::move(spans));
  const CredentialPieces pieces = secret_pieces(facts);
  std::set<std::uint32_t> lines;
  const auto note = [&](std::uint32_t number, std::uint32_t focus) {
    const auto [_, added] = lines.insert(number);
    if (!added) return;
    const Span line = source.line_span(number);
    std::vector<MaskSpan> within = masks.within(line);
    pieces.find(source.slice(line), [&](std::size_t begin, std::size_t end) {
      within.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    });
    Excerpt& excerpt = record.excerpts[number];
    excerpt = make_excerpt(source.slice(line), within, focus - line.begin, surroundings);
    excerpt.digest = sha256_hex(trim(source.slice(line)));
  };
  for_each_place(facts, [&](const Location& at) { note(at.line, at.span.begin); });
  for (std::uint32_t line = 1; keep_.every_line && line <= source.line_count(); ++line)
    note(line, source.line_span(line).begin);
  if (!keep_.line_hashes || lines.empty()) return;
  const std::vector<std::string> hashes = line_hashes(source.text(), lines);
  std::size_t i = 0;
  for (auto& [line, excerpt] : record.excerpts) excerpt.line_hash = hashes[i++];
}

}  // namespace credlint
