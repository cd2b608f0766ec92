// SPDX-License-Identifier: MIT
// credlint_compile: checks rulesets/ and writes it as C++ sources.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "scanner/compile/cpp_writer.h"
#include "scanner/compile/prefilter_compiler.h"
#include "scanner/config/ruleset.h"
#include "scanner/match/expressions.h"

namespace credlint {
namespace {

constexpr int kExitError = 2;

struct Arguments {
  std::string rulesets;
  std::string catalog;
  std::string prefilter;
  std::string engine;       ///< optional: "re2" leaves the prefilter without a Hyperscan database
  std::string expressions;  ///< optional: the same regular expressions, one a line, for other tools
};

Result<Arguments> parse(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--rulesets") out.rulesets = argv[i + 1];
    if (name == "--catalog") out.catalog = argv[i + 1];
    if (name == "--prefilter") out.prefilter = argv[i + 1];
    if (name == "--engine") out.engine = argv[i + 1];
    if (name == "--expressions") out.expressions = argv[i + 1];
  }
  const bool known_engine = out.engine.empty() || out.engine == "re2";
  if (argc % 2 == 0 || out.rulesets.empty() || out.catalog.empty() || out.prefilter.empty() ||
      !known_engine) {
    return Error{
        "usage: credlint_compile --rulesets DIR --catalog OUT.cpp --prefilter OUT.cpp "
        "[--engine re2] [--expressions OUT.txt]"};
  }
  return out;
}

/// Leaves the file alone when it holds that text already, so that nothing is compiled again.
Status write_if_changed(const std::string& path, const std::string& text) {
  {
    std::ifstream in(path, std::ios::binary);
    if (in && std::string(std::istreambuf_iterator<char>(in), {}) == text) return ok();
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) return Error{fmt::format("{}: cannot be written", path)};
  return ok();
}

std::string expression_lines(const Catalog& catalog) {
  std::string lines;
  for (const Expression& expression : expressions(catalog)) lines.append(expression.regex) += '\n';
  return lines;
}

Status run(int argc, char** argv) {
  CREDLINT_TRY(const Arguments arguments, parse(argc, argv));
  CREDLINT_TRY(const Ruleset ruleset, Ruleset::load(arguments.rulesets));
  CREDLINT_TRY(const CompiledPrefilter prefilter,
               compile_prefilter(ruleset.catalog(), arguments.engine != "re2"));
  for (const CompiledDatabase* database : {&prefilter.files, &prefilter.context}) {
    for (const std::string& note : database->notes)
      fmt::print(stderr, "credlint_compile: left to RE2::Set: {}\n", note);
  }
  if (Status status = write_if_changed(arguments.catalog, catalog_source(ruleset.catalog()));
      !status)
    return status;
  if (!arguments.expressions.empty()) {
    CREDLINT_TRY([[maybe_unused]] auto written,
                 write_if_changed(arguments.expressions, expression_lines(ruleset.catalog())));
  }
  return write_if_changed(arguments.prefilter, prefilter_source(prefilter.image()));
}

}  // namespace
}  // namespace credlint

int main(int argc, char** argv) {
  try {
    const credlint::Status status = credlint::run(argc, argv);
    if (status) return 0;
    fmt::print(stderr, "{}\n", status.error().message);
  } catch (const std::exception& error) {
    fmt::print(stderr, "credlint_compile: {}\n", error.what());
  }
  return credlint::kExitError;
}
