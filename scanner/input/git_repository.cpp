// SPDX-License-Identifier: MIT
#include "scanner/input/git_repository.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "scanner/core/words.h"
#include "scanner/input/git_stream.h"
#include "scanner/input/roots.h"

namespace credlint {
namespace {

// Known to every git, whether the repository has them or not: the hashes of an empty tree.
constexpr std::string_view kEmptyTreeSha1 = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
constexpr std::string_view kEmptyTreeSha256 =
    "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";

Result<std::string> ask(const std::string& folder, const std::vector<std::string>& arguments) {
  return run_git(folder, arguments, GitStream::Variables::OfHooks);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Cuts the first line off.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::string empty_tree_of(std::string_view object_format) {
  return std::string(object_format == "sha256" ? kEmptyTreeSha256 : kEmptyTreeSha1);
}

bool is_zero(std::string_view id) { return id.find_first_not_of('0') == std::string_view::npos; }
bool is_regular(std::string_view mode) { return mode.starts_with("100"); }

/// Takes over what one entry stands for, if it is a file or a submodule.
void add_entry(std::string_view mode, std::string_view blob, std::string_view path,
               TreeListing& listing) {
  if (is_regular(mode)) listing.files.push_back({std::string(path), std::string(blob)});
  if (mode == "160000") listing.submodules.emplace_back(path);
}

std::vector<std::string> with_paths(std::vector<std::string> arguments,
                                    const std::vector<std::string>& paths) {
  arguments.emplace_back("--");
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  return arguments;
}

/// What `rev-parse --verify` makes of a revision; nothing where it knows none.
std::optional<std::string> verified(const Repository& repository, const std::string& revision) {
  const Result<std::string> id =
      ask(repository.folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision});
  if (!id) return std::nullopt;
  const std::vector<std::string> lines = lines_of(*id);
  return lines.empty() ? std::nullopt : std::optional(lines.front());
}

bool answers(const Repository& repository, const std::vector<std::string>& question,
             std::string_view wanted) {
  const Result<std::string> answer = ask(repository.folder, question);
  return answer && answer->starts_with(wanted);
}

Error unknown_revision(const Repository& repository, const std::string& revision) {
  const std::string unknown = "git knows no revision '" + revision + "'";
  if (!verified(repository, "HEAD") && answers(repository, {"rev-list", "--all", "--count"}, "0"))
    return {unknown + ": nothing has been committed yet"};
  if (answers(repository, {"rev-parse", "--is-shallow-repository"}, "true"))
    return {unknown + " (this clone is shallow and may lack it: fetch more of its history)"};
  return {unknown};
}

/// `:100644 100644 <old id> <new id> R90` NUL path NUL [new path NUL], any number of them.
Result<std::vector<ChangedFile>> read_changes(const Repository& repository,
                                              const std::vector<std::string>& arguments) {
  CREDLINT_TRY(const std::unique_ptr<GitStream> git,
               GitStream::start(repository.folder, arguments));
  std::vector<ChangedFile> changes;
  while (true) {
    CREDLINT_TRY(const std::optional<std::string_view> header, git->until('\0'));
    if (!header) break;
    std::string_view rest = *header;
    if (!rest.starts_with(':')) return Error{"git: an answer that makes no sense"};
    rest.remove_prefix(1);
    const bool was_file = is_regular(take_word(rest));
    const bool is_file = is_regular(take_word(rest));
    ChangedFile file;
    file.old_blob = take_word(rest);
    file.blob = take_word(rest);
    const bool moved = rest.starts_with('R') || rest.starts_with('C');
    const bool unmerged = rest.starts_with('U');
    CREDLINT_TRY(const std::optional<std::string_view> path, git->until('\0'));
    if (!path) return Error{"git: an answer that ends too early"};
    file.path = file.old_path = *path;
    if (moved) {
      CREDLINT_TRY(const std::optional<std::string_view> to, git->until('\0'));
      if (!to) return Error{"git: an answer that ends too early"};
      file.path = *to;
    }
    if (!was_file || is_zero(file.old_blob)) file.old_blob.clear();
    if (!is_file || is_zero(file.blob)) file.blob.clear();
    if (unmerged || (file.blob.empty() && file.old_blob.empty())) continue;
    changes.push_back(std::move(file));
  }
  if (Status ended = git->finish(); !ended) return ended.error();
  return changes;
}

/// What git lists, an entry a line: `add` is given what stands before the tab, and the path.
template <typename Add>
Result<TreeListing> listed(const Repository& repository, std::vector<std::string> command,
                           const std::vector<std::string>& paths, const Add& add) {
  CREDLINT_TRY(const std::unique_ptr<GitStream> git,
               GitStream::start(repository.folder, with_paths(std::move(command), paths)));
  TreeListing listing;
  while (true) {
    CREDLINT_TRY(const std::optional<std::string_view> line, git->until('\0'));
    if (!line || line->empty()) break;
    const std::size_t tab = std::min(line->find('\t'), line->size() - 1);
    add(line->substr(0, tab), line->substr(tab + 1), listing);
  }
  if (Status ended = git->finish(); !ended) return ended.error();
  return listing;
}

}  // namespace

std::string Repository::named(std::string_view path) const {
  std::string up;
  for (const char c : prefix) {
    if (c == '/') up += "../";
  }
  return up + std::string(path);
}

std::string Repository::shown(std::string_view path) const {
  if (path.starts_with(prefix)) return std::string(path.substr(prefix.size()));
  namespace fs = std::filesystem;
  return fs::path(path).lexically_relative(fs::path(prefix).parent_path()).generic_string();
}

Result<Repository> find_repository(const std::string& folder) {
  // In a work tree one question does; its root comes last, since its name may have line ends.
  Repository repository;
  const Result<std::string> inside =
      ask(folder, {"rev-parse", "--show-object-format", "--show-prefix", "--show-toplevel"});
  if (inside) {
    std::string_view answer = *inside;
    const std::string_view format = take_line(answer);
    repository.empty_tree = empty_tree_of(format);
    repository.prefix = take_line(answer);
    repository.folder = answer.substr(0, answer.size() - std::min<std::size_t>(1, answer.size()));
    return repository;
  }
  const Result<std::string> bare =
      ask(folder, {"rev-parse", "--show-object-format", "--absolute-git-dir"});
  if (!bare) return bare.error();
  std::string_view answer = *bare;
  repository.bare = true;
  repository.empty_tree = empty_tree_of(take_line(answer));
  repository.folder = take_line(answer);
  return repository;
}

std::optional<std::string> Repository::inside(const std::string& shown_path) const {
  namespace fs = std::filesystem;
  const fs::path given(shown_path);
  std::string text = given.is_absolute()
                         ? given.lexically_normal().lexically_relative(folder).generic_string()
                         : (fs::path(prefix) / given).lexically_normal().generic_string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  if (text.empty() || text == ".." || text.starts_with("../")) return std::nullopt;
  return text;
}

Result<std::vector<std::string>> paths_inside(const Repository& repository,
                                              const std::vector<std::string>& paths) {
  std::vector<std::string> inside;
  for (const std::string& path : paths) {
    std::optional<std::string> text = repository.inside(path);
    if (!text)
      return Error{"'" + path + "' lies outside of the repository at " + repository.folder};
    if (*text == ".") return std::vector<std::string>();
    inside.push_back(std::move(*text));
  }
  return inside;
}

Result<std::string> tree_of(const Repository& repository, const std::string& revision) {
  if (auto id = verified(repository, revision + "^{tree}")) return std::move(*id);
  // The empty tree need not be there to be known.
  if (revision == repository.empty_tree) return revision;
  return unknown_revision(repository, revision);
}

Result<std::string> commit_of(const Repository& repository, const std::string& revision) {
  if (auto id = verified(repository, revision + "^{commit}")) return std::move(*id);
  return unknown_revision(repository, revision);
}

Result<std::string> merge_base(const Repository& repository, const std::string& one,
                               const std::string& other) {
  CREDLINT_TRY(const std::string first, commit_of(repository, one));
  CREDLINT_TRY(const std::string second, commit_of(repository, other));
  const Result<std::string> base = ask(repository.folder, {"merge-base", first, second});
  if (!base) {
    return Error{"'" + one + "' and '" + other +
                 "' have no commit in common here (a shallow clone lacks it: fetch more of its "
                 "history)"};
  }
  return lines_of(*base).front();
}

Result<TreeListing> files_of_tree(const Repository& repository, const std::string& tree,
                                  const std::vector<std::string>& paths) {
  return listed(repository, {"ls-tree", "-r", "-z", "--full-tree", tree}, paths,
                [](std::string_view head, std::string_view path, TreeListing& listing) {
                  const std::string_view mode = take_word(head);
                  take_word(head);  // "blob" or "commit"
                  add_entry(mode, head, path, listing);
                });
}

Result<TreeListing> files_of_index(const Repository& repository,
                                   const std::vector<std::string>& paths) {
  return listed(repository, {"ls-files", "-s", "-z"}, paths,
                [](std::string_view head, std::string_view path, TreeListing& listing) {
                  const std::string_view mode = take_word(head);
                  const std::string_view blob = take_word(head);
                  const bool ours = head == "0" || head == "2";
                  if (ours) add_entry(mode, blob, path, listing);
                });
}

Result<std::vector<ChangedFile>> changes_to_index(const Repository& repository,
                                                  const std::string& tree,
                                                  const std::vector<std::string>& paths) {
  return read_changes(repository, with_paths({"diff-index", "--cached", "--raw", "-z",
                                              "--no-abbrev", "-M", "-O/dev/null", tree},
                                             paths));
}

Result<std::vector<ChangedFile>> changes_between(const Repository& repository,
                                                 const std::string& from, const std::string& to,
                                                 const std::vector<std::string>& paths) {
  return read_changes(repository, with_paths({"diff-tree", "-r", "--raw", "-z", "--no-abbrev", "-M",
                                              "-O/dev/null", from, to},
                                             paths));
}

}  // namespace credlint
