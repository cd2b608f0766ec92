// SPDX-License-Identifier: MIT
// What every SDK makes of a machine: the input is its environment, a blank line, its config and,
// after another, its credentials file.
#include "rules/resolver/resolver.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/config/embedded.h"
#include "scanner/core/fact_store.h"
#include "tests/fuzz/targets/harness.h"

namespace credlint::fuzz {
namespace {

constexpr std::string_view kSdks[] = {"boto3", "cli-v2", "js-v3",  "go-v2", "java-v2", "dotnet-v4",
                                      "ruby",  "php",    "kotlin", "rust",  "cpp",     "terraform"};

std::string_view take_part(std::string_view& text) {
  const std::size_t end = std::min(text.find("\n\n"), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 2, text.size()));
  return part;
}

resolver::Environment environment_of(std::string_view text) {
  resolver::Environment environment;
  environment.emplace("HOME", Secret(std::string_view("/h")));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::size_t equals = line.find('=');
    if (equals != std::string_view::npos && equals > 0)
      environment.emplace(line.substr(0, equals), Secret(line.substr(equals + 1)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return environment;
}

void resolve_all(std::string_view input) {
  const unsigned pick = input.empty() ? 0 : static_cast<unsigned char>(input.front());
  input.remove_prefix(input.empty() ? 0 : 1);
  const std::string_view variables = take_part(input);
  const std::string_view config = take_part(input);
  FileFacts facts;
  std::vector<FileRecord> records;
  for (const auto& [path, text] :
       {std::pair<std::string_view, std::string_view>{"/h/.aws/config", config},
        {"/h/.aws/credentials", input}}) {
    ParsedFile file = parse(path, text, static_cast<FileId>(records.size()));
    records.push_back(std::move(file.record));
    append(facts, std::move(file.facts));
  }
  const FactStore store(std::move(records), std::move(facts));
  const resolver::Machine machine{
      .facts = store,
      .catalog = embedded_catalog(),
      .environment = environment_of(variables),
      .now = TimePoint(std::chrono::seconds(1'700'000'000)),
      .probe = [](std::string_view) { return resolver::FileState::Missing; }};
  const resolver::Sdk sdk(embedded_catalog(), kSdks[pick % std::size(kSdks)]);
  (void)resolver::resolve(machine, sdk, "");
  (void)resolver::resolve(machine, sdk, "dev");
}

}  // namespace
}  // namespace credlint::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  credlint::fuzz::resolve_all({reinterpret_cast<const char*>(data), size});
  return 0;
}
