// SPDX-License-Identifier: MIT
#include "scanner/compile/prefilter_compiler.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "scanner/match/expressions.h"
#include "scanner/match/without_counts.h"

#ifdef CREDLINT_HAS_HYPERSCAN
#include <hs/hs.h>
#endif

namespace credlint {
namespace {

CompiledDatabase no_database(const std::vector<Expression>& list) {
  CompiledDatabase out;
  out.expressions_hash = hash_of(list);
  return out;
}

#ifdef CREDLINT_HAS_HYPERSCAN

struct FreeDatabase {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct FreeError {
  void operator()(hs_compile_error_t* error) const { hs_free_compile_error(error); }
};
using Database = std::unique_ptr<hs_database_t, FreeDatabase>;
using CompileError = std::unique_ptr<hs_compile_error_t, FreeError>;

/// One try. On failure `failed` is the place in `regexes` of the expression to blame, or -1.
Result<Database> compile_once(const std::vector<std::string>& regexes,
                              const std::vector<unsigned>& ids, int& failed) {
  std::vector<const char*> pointers;
  for (const std::string& regex : regexes) pointers.push_back(regex.c_str());
  const std::vector<unsigned> flags(regexes.size(), HS_FLAG_PREFILTER | HS_FLAG_SINGLEMATCH);
  // All zero is the generic platform: the database loads on every processor and is the fastest
  // there is.
  const hs_platform_info_t generic{};
  hs_database_t* database = nullptr;
  hs_compile_error_t* raw_error = nullptr;
  const hs_error_t code = hs_compile_multi(pointers.data(), flags.data(), ids.data(),
                                           static_cast<unsigned>(pointers.size()), HS_MODE_BLOCK,
                                           &generic, &database, &raw_error);
  const CompileError error(raw_error);
  if (code == HS_SUCCESS) return Database(database);
  failed = error ? error->expression : -1;
  return Error{error ? error->message : "out of memory"};
}

struct FreeBytes {
  void operator()(char* bytes) const { std::free(bytes); }  // NOLINT: allocated by the C library
};

/// The database as it stands in memory at kDatabaseAlignment. It refers to itself by offsets only.
Result<DatabaseBytes> laid_out(const hs_database_t& database) {
  char* raw = nullptr;
  std::size_t length = 0;
  if (hs_serialize_database(&database, &raw, &length) != HS_SUCCESS)
    return Error{"the Hyperscan database cannot be serialized"};
  const std::unique_ptr<char, FreeBytes> bytes(raw);
  std::size_t size = 0;
  if (hs_serialized_database_size(raw, length, &size) != HS_SUCCESS)
    return Error{"the Hyperscan database tells no size"};
  DatabaseBytes out(size);
  auto* const place = reinterpret_cast<hs_database_t*>(out.data());
  if (hs_deserialize_database_at(raw, length, place) != HS_SUCCESS)
    return Error{"the Hyperscan database cannot be laid out"};
  return out;
}

Result<CompiledDatabase> compile_list(const std::vector<Expression>& list) {
  std::vector<std::string> regexes;
  std::vector<unsigned> ids;
  for (const Expression& expression : list) {
    ids.push_back(static_cast<unsigned>(ids.size()));
    regexes.push_back(hyperscan_syntax(without_counts(expression.regex)));
  }
  CompiledDatabase out = no_database(list);
  while (!regexes.empty()) {
    int failed = -1;
    Result<Database> database = compile_once(regexes, ids, failed);
    if (database) {
      CREDLINT_TRY(out.database, laid_out(**database));
      break;
    }
    if (failed < 0) return database.error();
    out.notes.push_back(regexes[static_cast<std::size_t>(failed)] + ": " +
                        database.error().message);
    out.rejected.push_back(ids[static_cast<std::size_t>(failed)]);
    regexes.erase(regexes.begin() + failed);
    ids.erase(ids.begin() + failed);
  }
  std::sort(out.rejected.begin(), out.rejected.end());
  return out;
}

#else

Result<CompiledDatabase> compile_list(const std::vector<Expression>& list) {
  return no_database(list);
}

#endif

}  // namespace

Result<CompiledPrefilter> compile_prefilter(const Catalog& catalog, bool with_databases) {
  const std::vector<Expression> files = expressions(catalog);
  const std::vector<Expression> context = context_expressions(catalog);
  CompiledPrefilter out{.files = no_database(files), .context = no_database(context)};
  if (!with_databases) return out;
  CREDLINT_TRY(out.files, compile_list(files));
  CREDLINT_TRY(out.context, compile_list(context));
  return out;
}

}  // namespace credlint
