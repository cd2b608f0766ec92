// SPDX-License-Identifier: MIT
#include "scanner/engine/fix_files.h"

#include <algorithm>
#include <utility>

#include "scanner/core/source_file.h"
#include "scanner/suppress/encode_text.h"

namespace credlint {
namespace {

/// A fix may bring out what another defect hid, and that one more: seldom more than three.
constexpr int kMaxRounds = 10;

bool fits(const FileText& file, const Edit& edit, const std::vector<Span>& taken) {
  const Span span = edit.at.span;
  if (span.end > file.text.size() || span.begin > span.end) return false;
  if (std::string_view(file.text).substr(span.begin, span.size()) != edit.before) return false;
  return std::ranges::none_of(taken, [&](Span other) {
    return other.overlaps(span) || other == span ||
           (span.empty() && other.begin < span.begin && span.begin < other.end) ||
           (other.empty() && span.begin < other.begin && other.begin < span.end);
  });
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
  }
  return out;
}

/// False when there was nothing to do.
bool apply_whole(FileText& file, FileFix whole) {
  if (whole == FileFix::NoByteOrderMark) return std::exchange(file.has_bom, false);
  std::string text = with_line_feeds(file.text);
  if (text == file.text) return false;
  file.text = std::move(text);
  return true;
}

/// One file while it is fixed.
struct Fixing {
  std::string before;
  FileText now;
  std::size_t fixes = 0;
};

/// Fixes by the file that they change, which is one for each: what is spread over files is left to
/// people.
using Fixes = std::map<std::string, std::vector<const Fix*>>;

Fixes fixes_of(const CheckResult& checked, FixSafety most) {
  Fixes fixes;
  const FactStore& facts = *checked.scanned.facts;
  for (const Finding& finding : checked.findings) {
    if (!is_allowed(finding, most)) continue;
    const FileId file =
        finding.fix->edits.empty() ? finding.at.file : finding.fix->edits.front().at.file;
    const bool one = std::ranges::all_of(finding.fix->edits,
                                         [&](const Edit& edit) { return edit.at.file == file; });
    if (one) fixes[facts.file(file).path].push_back(&*finding.fix);
  }
  return fixes;
}

class Fixer {
 public:
  Fixer(const Catalog& catalog, RunOptions options, FixSafety most, const ReadContent& read)
      : catalog_(catalog), options_(std::move(options)), most_(most), read_(read) {}

  Result<FixRun> run() {
    if (!options_.preparation) {
      CREDLINT_TRY(options_.preparation, Preparation::make(catalog_, options_.engine));
    }
    run_.settled = false;
    for (int round = 0; round < kMaxRounds && !run_.settled; ++round) {
      CREDLINT_TRY(CheckResult checked, check(catalog_, options_));
      Fixes fixes = fixes_of(checked, most_);
      // Places are those of the content that was checked: it has to be at hand.
      if (take_in(fixes)) {
        CREDLINT_TRY(checked, check(catalog_, options_));
        fixes = fixes_of(checked, most_);
      }
      run_.settled = !apply(fixes);
      count_unfixed(checked);
    }
    collect();
    return std::move(run_);
  }

 private:
  /// Whether a file was read that was not at hand.
  bool take_in(const Fixes& fixes) {
    bool any = false;
    for (const auto& [path, _] : fixes) {
      if (files_.contains(path) || refused_.contains(path)) continue;
      Result<std::string> bytes = read_(path);
      Result<FileText> text = bytes ? decode_file(*bytes) : Result<FileText>(bytes.error());
      if (!text) {
        refused_[path] = text.error().message;
        continue;
      }
      options_.overlay[path] = *bytes;
      files_[path] = {.before = std::move(*bytes), .now = std::move(*text)};
      any = true;
    }
    return any;
  }

  bool apply(const Fixes& fixes) {
    bool any = false;
    for (const auto& [path, list] : fixes) {
      const auto file = files_.find(path);
      if (file == files_.end()) continue;
      const std::size_t made = apply_fixes(file->second.now, list);
      if (made == 0) continue;
      file->second.fixes += made;
      options_.overlay[path] = encode_file(file->second.now);
      any = true;
    }
    return any;
  }

  void count_unfixed(const CheckResult& checked) {
    const auto count = [&](auto belongs) {
      return static_cast<std::size_t>(std::ranges::count_if(
          checked.findings,
          [&](const Finding& finding) { return !finding.suppressed && belongs(finding); }));
    };
    run_.unfixed = count([](const Finding& finding) { return !finding.fix; });
    run_.unsafe =
        count([&](const Finding& finding) { return finding.fix && !is_allowed(finding, most_); });
  }

  void collect() {
    for (auto& [path, file] : files_) {
      std::string after = encode_file(file.now);
      if (after != file.before)
        run_.files.push_back({path, std::move(file.before), std::move(after), file.fixes});
    }
    for (const auto& [path, why] : refused_) run_.left.push_back({.path = path, .message = why});
  }

  const Catalog& catalog_;
  RunOptions options_;
  FixSafety most_;
  const ReadContent& read_;
  std::map<std::string, Fixing> files_;
  std::map<std::string, std::string> refused_;
  FixRun run_;
};

}  // namespace

Result<FileText> decode_file(std::string_view bytes) {
  const SourceFile source(0, {}, bytes);
  FileText file{std::string(source.text()), source.encoding(), source.has_bom()};
  if (encode_file(file) != bytes) return Error{"its encoding is damaged"};
  return file;
}

std::string encode_file(const FileText& file) {
  return encode_text(file.text, file.encoding, file.has_bom);
}

std::size_t apply_fixes(FileText& file, std::span<const Fix* const> fixes) {
  std::size_t made = 0;
  std::vector<Span> taken;
  std::vector<const Edit*> edits;
  bool line_feeds = false;
  for (const Fix* fix : fixes) {
    if (fix->whole == FileFix::NoByteOrderMark) made += apply_whole(file, fix->whole) ? 1 : 0;
    line_feeds = line_feeds || fix->whole == FileFix::LineFeeds;
    const bool all =
        std::ranges::all_of(fix->edits, [&](const Edit& edit) { return fits(file, edit, taken); });
    if (fix->edits.empty() || !all) continue;
    for (const Edit& edit : fix->edits) {
      taken.push_back(edit.at.span);
      edits.push_back(&edit);
    }
    ++made;
  }
  std::ranges::sort(edits, [](const Edit* a, const Edit* b) { return b->at.span < a->at.span; });
  for (const Edit* edit : edits)
    file.text.replace(edit->at.span.begin, edit->at.span.size(), edit->after);
  // Last, for it moves all places.
  if (line_feeds && apply_whole(file, FileFix::LineFeeds)) ++made;
  return made;
}

Result<FixRun> fix_files(const Catalog& catalog, RunOptions options, FixSafety most,
                         const ReadContent& read) {
  return Fixer(catalog, std::move(options), most, read).run();
}

}  // namespace credlint
