// SPDX-License-Identifier: MIT
// The pages beside this file (README.md says how they read): each program is reported where it is
// spoilt, and its mended twin is silent.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"
#include "tests/support/preparation.h"
#include "tests/support/project_folder.h"

namespace credlint::tests {
namespace {

struct Flow {
  std::string name;
  std::string rule;
  std::string place;            ///< "path:line"
  std::vector<PageFile> files;  ///< with "⟦bad → good⟧" in one of them
};

void PrintTo(const Flow& flow, std::ostream* out) { *out << flow.name; }

std::vector<Flow> read_page(std::istream& page) {
  constexpr std::string_view kFence = "```";
  std::vector<Flow> flows;
  bool in_file = false;
  for (std::string line; std::getline(page, line);) {
    std::istringstream words(line);
    std::string first;
    std::string second;
    std::string third;
    words >> first >> second >> third;
    if (line.starts_with(kFence)) {
      in_file = !in_file;
      if (in_file) flows.back().files.push_back({first == kFence ? third : second, "", 0600});
    } else if (in_file) {
      flows.back().files.back().bytes += line + "\n";
    } else if (first == "##") {
      flows.push_back({second, "", "", {}});
    } else if (second == "in") {
      flows.back().rule = first;
      flows.back().place = third;
    }
  }
  return flows;
}

std::vector<Flow> all_flows() {
  std::vector<Flow> flows;
  std::set<fs::path> pages;
  for (const auto& entry : fs::directory_iterator(CREDLINT_SOURCE_DIR "/tests/flows")) {
    const bool page = entry.path().extension() == ".md" && entry.path().filename() != "README.md";
    if (page) pages.insert(entry.path());
  }
  for (const fs::path& path : pages) {
    std::ifstream page(path);
    std::ranges::move(read_page(page), std::back_inserter(flows));
  }
  return flows;
}

enum class Twin { Spoilt, Mended };

/// The files with one of the two texts; no files where there are not two, once.
std::vector<PageFile> written(const Flow& flow, Twin twin) {
  constexpr std::string_view kOpen = "⟦";
  constexpr std::string_view kArrow = " → ";
  constexpr std::string_view kClose = "⟧";
  std::vector<PageFile> files = flow.files;
  int places = 0;
  for (PageFile& file : files) {
    std::string& text = file.bytes;
    const std::size_t open = text.find(kOpen);
    if (open == std::string::npos) continue;
    const std::size_t arrow = text.find(kArrow, open);
    const std::size_t close = text.find(kClose, open);
    if (arrow == std::string::npos || close < arrow || text.find(kOpen, close) != std::string::npos)
      return {};
    const std::size_t good = arrow + kArrow.size();
    const std::size_t bad = open + kOpen.size();
    const std::string chosen =
        twin == Twin::Spoilt ? text.substr(bad, arrow - bad) : text.substr(good, close - good);
    text.replace(open, close + kClose.size() - open, chosen);
    ++places;
  }
  return places == 1 ? files : std::vector<PageFile>();
}

/// The places where the flow's rule speaks.
std::vector<std::string> places_said(const Flow& flow, Twin twin) {
  PageProject project;
  project.files = written(flow, twin);
  EXPECT_FALSE(project.files.empty()) << "one \"⟦bad → good⟧\" is wanted";
  const ProjectFolder folder(project);
  RunOptions options;
  options.paths = {"."};
  options.preparation = embedded_preparation();
  const auto scanned = scan(embedded_catalog(), options);
  std::vector<std::string> places;
  for (const Finding& finding : judge(embedded_catalog(), *scanned->facts, options)) {
    if (finding.rule != flow.rule || finding.suppressed) continue;
    places.push_back(scanned->facts->file(finding.at.file).path + ":" +
                     std::to_string(finding.at.line));
  }
  return places;
}

class Flows : public testing::TestWithParam<Flow> {};

TEST_P(Flows, TheDefectIsSaidWhereItIs) {
  const std::vector<std::string> places = places_said(GetParam(), Twin::Spoilt);
  EXPECT_NE(std::ranges::find(places, GetParam().place), places.end())
      << GetParam().rule << " is said in " << testing::PrintToString(places);
}

TEST_P(Flows, TheMendedTwinIsSilent) {
  const std::vector<std::string> places = places_said(GetParam(), Twin::Mended);
  EXPECT_TRUE(places.empty()) << GetParam().rule << " is said in " << places.front();
}

INSTANTIATE_TEST_SUITE_P(Flows, Flows, testing::ValuesIn(all_flows()),
                         [](const auto& flow) { return flow.param.name; });

}  // namespace
}  // namespace credlint::tests
