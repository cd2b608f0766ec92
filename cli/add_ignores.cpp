// SPDX-License-Identifier: MIT
#include "cli/add_ignores.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/ignore_trial.h"
#include "scanner/core/digest.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/source_file.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"
#include "scanner/input/regular_file.h"
#include "scanner/report/write_output.h"
#include "scanner/suppress/comment_signs.h"
#include "scanner/suppress/encode_text.h"
#include "scanner/suppress/ignore_edits.h"
#include "scanner/suppress/text_blocks.h"

namespace credlint {
namespace {

constexpr std::string_view kNotComment = "a comment there would be no comment";
constexpr std::string_view kChanges = "a comment there would change what is read";
constexpr std::string_view kHasChanged = "the file has changed since it was checked";
constexpr std::string_view kUnusedIgnore = "unused-ignore";
constexpr std::string_view kTooLong = "with comments the file holds more than is read of one";
constexpr std::string_view kTooMany = "too many comments were tried in the file";
/// Where comments change what is read, they are tried in parts: at most so often a file, and with
/// so much text.
constexpr std::size_t kMaxTrials = 500;
constexpr std::size_t kMaxTriedBytes = 4U << 20;

/// Rules to ignore, by line.
using Wishes = std::map<std::uint32_t, std::set<std::string>>;

struct FileWishes {
  FileId id = 0;
  Wishes lines;
  std::vector<const IgnoreComment*> ignores;  ///< those that are there, in order
};

/// Comments for one file.
class FileIgnores {
 public:
  FileIgnores(const Setup& setup, const FileRecord& record, const FileWishes& wishes,
              std::string_view reason)
      : setup_(setup),
        record_(record),
        reason_(reason),
        signs_(comment_signs_of(setup.catalog(), record_.path, record_.format)),
        ignores_(wishes.ignores) {
    for (const auto& [line, rules] : wishes.lines)
      wishes_.push_back({{line, {rules.begin(), rules.end()}}, {}, {}});
  }

  void run(AddedIgnores& added) {
    const Result<std::string> bytes =
        read_regular_file(record_.path, setup_.options.settings.max_file_bytes);
    if (!bytes) return leave_all(bytes.error().message, added);
    const SourceFile source(0, record_.path, *bytes);
    if (const std::string_view why = unfit(source, *bytes); !why.empty())
      return leave_all(why, added);
    choose(source);
    const std::vector<IgnoreEdit> edits = chosen();
    if (!edits.empty()) {
      if (const Status written = write(source, *bytes, edits); !written)
        return leave_all(written.error().message, added);
      ++added.files;
      added.comments += edits.size();
    }
    leave_rest(source, edits, added);
  }

 private:
  struct Open {
    IgnoreWish wish;
    IgnoreWays ways;
    std::string_view why;  ///< the last thing that went wrong
    std::size_t way = 0;   ///< the one in use; none beyond the last
    [[nodiscard]] bool has_way() const { return way < ways.edits.size(); }
  };

  /// Why the file cannot be written to; empty when it can.
  [[nodiscard]] std::string_view unfit(const SourceFile& source, std::string_view bytes) const {
    for (const Open& open : wishes_) {
      const std::uint32_t line = open.wish.line;
      if (line > source.line_count()) return kHasChanged;
      const auto excerpt = record_.excerpts.find(line);
      const std::string digest = sha256_hex(trim(source.slice(source.line_span(line))));
      if (excerpt == record_.excerpts.end() || excerpt->second.digest != digest) return kHasChanged;
    }
    if (encode_text(source.text(), source.encoding(), source.has_bom()) != bytes)
      return "its encoding is damaged";
    return {};
  }

  /// Takes for each wish the first way that comes out as a comment and changes nothing else.
  void choose(const SourceFile& source) {
    const std::vector<LineState> states = line_states(source, signs_, setup_.catalog());
    const IgnoreTrial trial(setup_, source, record_.format);
    const IgnoreTarget target{.source = source,
                              .signs = signs_,
                              .states = states,
                              .ignores = ignores_,
                              .reason = reason_,
                              .has_grammar = trial.has_grammar()};
    for (Open& open : wishes_) {
      open.ways = ways_to_ignore(target, open.wish);
      open.why = open.ways.obstacle;
    }
    if (!drop_failing(trial)) choose_in_parts(trial, source);
  }

  /// Takes the next way wherever one fails, until none does; whether what is left then fits.
  bool drop_failing(const IgnoreTrial& trial) {
    while (true) {
      const std::vector<Open*> open = with_way();
      if (open.empty()) return true;
      const IgnoreTrial::Outcome outcome = outcome_of(trial, open);
      if (std::ranges::none_of(outcome.failed, std::identity())) return outcome.fits;
      for (std::size_t i = 0; i < open.size(); ++i) {
        if (!outcome.failed[i]) continue;
        open[i]->why = outcome.complete ? kNotComment : kTooLong;
        ++open[i]->way;
      }
    }
  }

  static IgnoreTrial::Outcome outcome_of(const IgnoreTrial& trial, const std::vector<Open*>& open) {
    std::vector<const IgnoreWish*> wishes;
    for (const Open* each : open) wishes.push_back(&each->wish);
    return trial.of(edits_of(open), wishes);
  }

  /// Whether some comments fit together. Counts against the bounds.
  bool fit(const IgnoreTrial& trial, const std::vector<Open*>& open, std::size_t size) {
    ++trials_;
    tried_bytes_ += size;
    return outcome_of(trial, open).fits;
  }
  [[nodiscard]] bool may_try() const {
    return trials_ < kMaxTrials && tried_bytes_ < kMaxTriedBytes;
  }

  /// Adds to `kept` what of a part fits beside it, and takes the next way of what does not. Parts
  /// are halved until they fit, so that a few misfits among thousands are found quickly.
  void keep_fitting(const IgnoreTrial& trial, std::size_t size, std::span<Open* const> part,
                    std::vector<Open*>& kept) {
    if (part.empty()) return;
    const std::size_t before = kept.size();
    kept.insert(kept.end(), part.begin(), part.end());
    if (may_try() && fit(trial, kept, size)) return;
    kept.resize(before);
    if (part.size() > 1 && may_try()) {
      keep_fitting(trial, size, part.first(part.size() / 2), kept);
      keep_fitting(trial, size, part.subspan(part.size() / 2), kept);
      return;
    }
    for (Open* open : part) {
      open->why = may_try() ? kChanges : kTooMany;
      ++open->way;
      if (open->has_way()) keep_fitting(trial, size, {&open, 1}, kept);
    }
  }

  void choose_in_parts(const IgnoreTrial& trial, const SourceFile& source) {
    std::vector<Open*> kept;
    keep_fitting(trial, source.text().size(), with_way(), kept);
  }

  std::vector<Open*> with_way() {
    std::vector<Open*> open;
    for (Open& each : wishes_) {
      if (each.has_way()) open.push_back(&each);
    }
    return open;
  }
  static std::vector<IgnoreEdit> edits_of(const std::vector<Open*>& open) {
    std::vector<IgnoreEdit> edits;
    for (const Open* each : open) edits.push_back(each->ways.edits[each->way]);
    std::ranges::stable_sort(edits, {}, &IgnoreEdit::at);
    return edits;
  }
  std::vector<IgnoreEdit> chosen() { return edits_of(with_way()); }

  [[nodiscard]] Status write(const SourceFile& source, const std::string& before,
                             const std::vector<IgnoreEdit>& edits) const {
    const std::string after =
        encode_text(apply_edits(source.text(), edits).text, source.encoding(), source.has_bom());
    const Result<std::string> now =
        read_regular_file(record_.path, setup_.options.settings.max_file_bytes);
    if (!now || *now != before) return Error{std::string(kHasChanged)};
    return write_output(record_.path, after);
  }

  void leave_all(std::string_view why, AddedIgnores& added) const {
    for (const Open& open : wishes_) leave(open, open.wish.line, why, added);
  }
  void leave_rest(const SourceFile& source, const std::vector<IgnoreEdit>& edits,
                  AddedIgnores& added) const {
    const MovedLines moved(edits, source);
    for (const Open& open : wishes_) {
      if (!open.has_way()) leave(open, moved.line(open.wish.line), open.why, added);
    }
  }
  void leave(const Open& open, std::uint32_t line, std::string_view why,
             AddedIgnores& added) const {
    added.left.push_back({record_.path, line, fmt::format("{}", fmt::join(open.wish.rules, ", ")),
                          std::string(why)});
  }

  const Setup& setup_;
  const FileRecord& record_;
  std::string_view reason_;
  CommentSigns signs_;
  std::vector<const IgnoreComment*> ignores_;
  std::vector<Open> wishes_;
  std::size_t trials_ = 0;
  std::size_t tried_bytes_ = 0;
};

}  // namespace

Status check_reason(std::string_view reason) {
  const bool closes = contains(reason, "*/") || contains(reason, "--") || contains(reason, "?>") ||
                      contains(reason, "\"") || contains(reason, "\\");
  if (!closes && printable(reason) == reason) return ok();
  return Error{
      "--add-ignores: the reason must be one line without quotes, backslashes and signs that end "
      "a comment"};
}

AddedIgnores add_ignores(const Setup& setup, const CheckResult& checked, std::string_view reason) {
  const FactStore& facts = *checked.scanned.facts;
  AddedIgnores added;
  std::map<std::string, FileWishes> files;
  for (const Finding& finding : checked.findings) {
    if (finding.suppressed || finding.severity < setup.options.settings.fail_on) continue;
    const std::string& path = facts.file(finding.at.file).path;
    if (finding.at.line == 0) {
      added.left.push_back({path, 0, finding.rule, "it is about the file as a whole"});
    } else if (finding.rule == kUnusedIgnore) {
      added.left.push_back(
          {path, finding.at.line, finding.rule, "correct or remove the comment that is there"});
    } else {
      FileWishes& file = files[path];
      file.id = finding.at.file;
      file.lines[finding.at.line].insert(finding.rule);
    }
  }
  for (const IgnoreComment& ignore : facts.facts().ignore_comments) {
    const auto file = files.find(facts.file(ignore).path);
    if (file != files.end() && !ignore.whole_file) file->second.ignores.push_back(&ignore);
  }
  // A comment that another finding's rule is put into is of use again.
  std::erase_if(added.left, [&](const LeftPlace& place) {
    const auto file = files.find(place.path);
    if (place.rules != kUnusedIgnore || file == files.end()) return false;
    const Wishes& wishes = file->second.lines;
    return wishes.contains(place.line) || wishes.contains(place.line + 1);
  });
  for (const auto& [path, file] : files)
    FileIgnores(setup, facts.file(file.id), file, reason).run(added);
  return added;
}

std::string added_text(const AddedIgnores& added) {
  std::string out;
  for (const LeftPlace& place : added.left) {
    const std::string path = mask_path(place.path);
    const std::string at = place.line == 0 ? path : fmt::format("{}:{}", path, place.line);
    out += printable(fmt::format("{}: no comment for {}: {}", at, place.rules, place.why)) + "\n";
  }
  if (!added.left.empty()) out += "'credlint baseline create' accepts findings without a comment\n";
  return out + fmt::format("{} comment{} written into {} file{}", added.comments,
                           added.comments == 1 ? "" : "s", added.files,
                           added.files == 1 ? "" : "s");
}

}  // namespace credlint
