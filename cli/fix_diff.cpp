// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "cli/fixes.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/source_file.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr std::size_t kContext = 3;
/// Changed stretches with more pairs of lines than this are shown as replaced.
constexpr std::size_t kMaxPairs = 4'000'000;

/// The lines of a content, to compare and to show.
struct Lines {
  std::vector<std::string> written;  ///< with their ends
  std::vector<std::string> shown;
  bool has_bom = false;
};

/// The line itself where nothing of it is masked or strange, else as reports show lines.
std::string shown_line(std::string_view line, const Excerpt& excerpt) {
  std::string plain(line);
  std::ranges::replace(plain, '\t', ' ');
  if (!excerpt.cut_before && !excerpt.cut_after && plain == excerpt.text) return std::string(line);
  return fmt::format("{}{}{}", excerpt.cut_before ? "…" : "", excerpt.text,
                     excerpt.cut_after ? "…" : "");
}

Result<Lines> lines_of(const Setup& setup, const std::string& path, const std::string& bytes) {
  RunOptions options;
  options.in_memory = {{path, bytes}};
  options.engine = setup.options.engine;
  options.read.workers = 1;
  options.every_line = true;
  CREDLINT_TRY(const ScanResult scanned, scan(setup.catalog(), options));
  const SourceFile source(0, path, bytes);
  Lines lines;
  lines.has_bom = source.has_bom();
  for (std::uint32_t line = 1; line <= source.line_count(); ++line) {
    const Span span = source.line_span(line);
    const std::uint32_t end = line == source.line_count()
                                  ? static_cast<std::uint32_t>(source.text().size())
                                  : source.line_span(line + 1).begin;
    if (end == span.begin) continue;
    lines.written.emplace_back(source.slice({span.begin, end}));
    const std::string_view text = source.slice(span);
    const FileRecord* file =
        scanned.facts->files().empty() ? nullptr : &scanned.facts->files().front();
    const auto kept = file == nullptr ? std::map<std::uint32_t, Excerpt>::const_iterator()
                                      : file->excerpts.find(line);
    const bool known = file != nullptr && kept != file->excerpts.end();
    const Excerpt masked =
        known ? kept->second : make_excerpt(text, {}, 0, Surroundings::Credentials);
    lines.shown.push_back(shown_line(text, masked) +
                          (source.ends_in_crlf(line) ? "\xe2\x90\x8d" : ""));
  }
  return lines;
}

/// Where the mark is all that a line differs by, it has to be seen.
void show_mark(Lines& lines) {
  if (lines.written.empty()) return;
  lines.written.front().insert(0, "\xef\xbb\xbf");
  lines.shown.front().insert(0, "<U+FEFF>");
}

/// One line of a diff; indices into the lines of both sides.
struct Step {
  char sign = ' ';
  std::size_t before = 0;
  std::size_t after = 0;
};

/// Lengths of the longest common subsequences of all ends of two stretches of lines.
class CommonEnds {
 public:
  CommonEnds(std::span<const std::string> before, std::span<const std::string> after)
      : width_(after.size() + 1), lengths_((before.size() + 1) * width_) {
    for (std::size_t i = before.size(); i-- > 0;) {
      for (std::size_t j = after.size(); j-- > 0;) {
        lengths_[i * width_ + j] =
            before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
    return lengths_[i * width_ + j];
  }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> lengths_;
};

/// All steps from one text to the other.
std::vector<Step> steps_of(const std::vector<std::string>& before,
                           const std::vector<std::string>& after) {
  std::size_t head = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  const std::span<const std::string> old(before.data() + head, before.size() - head - tail);
  const std::span<const std::string> fresh(after.data() + head, after.size() - head - tail);
  const bool few = old.size() * fresh.size() <= kMaxPairs;
  const CommonEnds common(few ? old : old.first(0), few ? fresh : fresh.first(0));
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({' ', i, i});
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < old.size() || j < fresh.size()) {
    const bool both = i < old.size() && j < fresh.size();
    if (few && both && old[i] == fresh[j]) {
      steps.push_back({' ', head + i++, head + j++});
    } else if (i < old.size() && (!both || !few || common.at(i + 1, j) >= common.at(i, j + 1))) {
      steps.push_back({'-', head + i++, head + j});
    } else {
      steps.push_back({'+', head + i, head + j++});
    }
  }
  for (std::size_t k = 0; k < tail; ++k)
    steps.push_back({' ', before.size() - tail + k, after.size() - tail + k});
  return steps;
}

/// "3,7"; a side without lines names the line before.
std::string range_text(std::size_t first, std::size_t count) {
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

std::string hunk_text(std::span<const Step> steps, const Lines& before, const Lines& after) {
  std::size_t old = 0;
  std::size_t fresh = 0;
  std::string body;
  for (const Step& step : steps) {
    old += step.sign == '+' ? 0 : 1;
    fresh += step.sign == '-' ? 0 : 1;
    body += fmt::format("{}{}\n", step.sign,
                        step.sign == '+' ? after.shown[step.after] : before.shown[step.before]);
    const std::string& line =
        step.sign == '+' ? after.written[step.after] : before.written[step.before];
    if (line.back() != '\n' && line.back() != '\r') body += "\\ No newline at end of file\n";
  }
  return fmt::format("@@ -{} +{} @@\n{}", range_text(steps.front().before, old),
                     range_text(steps.front().after, fresh), body);
}

std::string file_diff(const std::string& path, const Lines& before, const Lines& after) {
  const std::vector<Step> steps = steps_of(before.written, after.written);
  std::string out = fmt::format("--- {0}\n+++ {0}\n", printable(mask_path(path)));
  for (std::size_t at = 0; at < steps.size();) {
    if (steps[at].sign == ' ') {
      ++at;
      continue;
    }
    const std::size_t first = at - std::min(at, kContext);
    std::size_t last = at;  // the last changed step of the hunk
    for (std::size_t i = at; i < steps.size() && i <= last + 2 * kContext; ++i) {
      if (steps[i].sign != ' ') last = i;
    }
    const std::size_t end = std::min(steps.size(), last + 1 + kContext);
    out += hunk_text(std::span(steps).subspan(first, end - first), before, after);
    at = end;
  }
  return out;
}

}  // namespace

std::string fix_diff(const FixRun& run, const Setup& setup) {
  std::string out;
  for (const FixedFile& file : run.files) {
    Result<Lines> before = lines_of(setup, file.path, file.before);
    Result<Lines> after = lines_of(setup, file.path, file.after);
    if (!before || !after) continue;
    if (before->has_bom != after->has_bom) show_mark(before->has_bom ? *before : *after);
    out += file_diff(file.path, *before, *after);
  }
  return out;
}

}  // namespace credlint
