// SPDX-License-Identifier: MIT
#include "scanner/engine/file_scanner.h"

#include <algorithm>
#include <set>

#include "scanner/core/credential_pieces.h"
#include "scanner/core/digest.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/fact_writer.h"
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

}  // namespace

FileScanner::FileScanner(const Catalog& catalog, const Prefilter& prefilter, bool line_hashes)
    : catalog_(catalog),
      prefilter_(prefilter),
      matcher_(catalog),
      formats_(catalog),
      parser_(catalog),
      line_hashes_(line_hashes) {}

bool FileScanner::deserves_parsing(std::string_view path, std::string_view bytes,
                                   Worker& worker) const {
  const EncodingGuess guess = guess_encoding(bytes);
  if (guess.encoding == Encoding::Utf8) {
    prefilter_.scan(bytes, worker.scratch, worker.hits);
  } else {
    worker.converted = utf16_to_utf8(bytes, guess.encoding);
    prefilter_.scan(worker.converted, worker.scratch, worker.hits);
    worker.converted = {};
  }
  return worker.hits.any() || formats_.always_parsed(path);
}

bool FileScanner::may_expose(std::string_view text, Worker& worker) const {
  if (!deserves_parsing({}, text, worker)) return false;
  if (guess_encoding(text).encoding != Encoding::Utf8) return true;
  const auto is = [&](PatternKind kind) {
    return [this, kind](std::uint32_t pattern) { return catalog_.patterns[pattern].kind == kind; };
  };
  const bool may_hold =
      worker.hits.key_name || std::ranges::any_of(worker.hits.patterns, is(PatternKind::Match));
  if (may_hold && has_random_run(text)) return true;
  return std::ranges::any_of(worker.hits.patterns, [&](std::uint32_t pattern) {
    if (!is(PatternKind::Credential)(pattern)) return false;
    bool found = false;
    matcher_.find(pattern, text, [&](const PatternHit&) { found = true; });
    return found;
  });
}

std::vector<PatternHit> FileScanner::confirm(std::string_view text, const Prefilter::Hits& hits,
                                             bool manifest) const {
  std::vector<PatternHit> confirmed;
  const auto keep = [&](const PatternHit& hit) { confirmed.push_back(hit); };
  bool credential = hits.key_name;
  for (const std::uint32_t pattern : hits.patterns) {
    matcher_.find(pattern, text, keep);
    credential = credential || catalog_.patterns[pattern].kind == PatternKind::Credential;
  }
  // Patterns without a literal anchor would match everywhere: those for credentials only run beside
  // a credential, dependencies in manifests, the others in every file that is parsed.
  for (const std::uint32_t i : matcher_.everywhere(text)) matcher_.find(i, text, keep);
  for (std::uint32_t i = 0; i < catalog_.patterns.size(); ++i) {
    const PatternRow& pattern = catalog_.patterns[i];
    const bool wanted = pattern.kind == PatternKind::Credential   ? credential
                        : pattern.kind == PatternKind::Dependency ? manifest
                                                                  : false;
    if (!pattern.anchored && wanted) matcher_.find(i, text, keep);
  }
  std::stable_sort(confirmed.begin(), confirmed.end(),
                   [](const PatternHit& a, const PatternHit& b) { return a.span < b.span; });
  return confirmed;
}

ParsedFile FileScanner::parse(FileId id, std::string_view path, std::string_view read_as,
                              std::string_view bytes, Worker& worker) const {
  const SourceFile source(id, std::string(path), bytes);
  ParsedFile file;
  file.record.path = source.path();
  file.record.encoding = source.encoding();
  file.record.has_bom = source.has_bom();
  const FormatRow* format = formats_.format(read_as);
  const bool manifest =
      format != nullptr && (format->traits & static_cast<std::uint16_t>(Trait::Manifest)) != 0;
  const std::vector<PatternHit> hits = confirm(source.text(), worker.hits, manifest);
  const LanguageRow* language =
      format == nullptr ? formats_.language(read_as, source.text()) : nullptr;
  // A name that says no more than the syntax (*.cfg) leaves open what the file is.
  const bool open = language == nullptr && (format == nullptr || format->traits == 0);
  if (open && looks_like_shared_config(source.text())) format = &kShared;
  if (format == nullptr && language == nullptr) format = &kText;

  const PatternSearch search = [&](std::string_view text) {
    Prefilter::Hits within;
    prefilter_.scan(text, worker.scratch, within);
    return confirm(text, within, manifest);
  };
  FactWriter writer(source);
  if (language != nullptr) {
    file.record.format = std::string(language->id);
    file.record.traits = static_cast<std::uint16_t>(Trait::Code);
    parser_.parse(source, *language, hits, search, writer);
  } else {
    file.record.format = std::string(format->id);
    file.record.traits = format->traits;
    parser_.parse(source, *format, hits, search, writer);
  }
  file.record.traits |= writer.traits();
  file.facts = std::move(writer.facts());
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
  for_each_place(facts, [&](const Location& at) {
    const auto [_, added] = lines.insert(at.line);
    if (!added) return;
    const Span line = source.line_span(at.line);
    std::vector<MaskSpan> within = masks.within(line);
    pieces.find(source.slice(line), [&](std::size_t begin, std::size_t end) {
      within.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    });
    Excerpt& excerpt = record.excerpts[at.line];
    excerpt = make_excerpt(source.slice(line), within, at.span.begin - line.begin, surroundings);
    excerpt.digest = sha256_hex(trim(source.slice(line)));
  });
  if (!line_hashes_ || lines.empty()) return;
  const std::vector<std::string> hashes = line_hashes(source.text(), lines);
  std::size_t i = 0;
  for (auto& [line, excerpt] : record.excerpts) excerpt.line_hash = hashes[i++];
}

}  // namespace credlint
