// SPDX-License-Identifier: MIT
#include "scanner/input/git_blobs.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <system_error>
#include <thread>
#include <utility>

#include "scanner/input/excludes.h"
#include "scanner/input/file_reader.h"
#include "scanner/input/roots.h"

namespace credlint {
namespace {

// A further process costs more than these few files.
constexpr std::size_t kFilesPerWorker = 64;
// A process that dies over a broken object is started anew for the objects behind it so often.
constexpr int kMaxRestarts = 100;

/// "<id> blob <size>": the size, where it is a blob.
std::optional<std::size_t> size_in(std::string_view header) {
  const std::size_t type = header.find(' ');
  if (type == std::string_view::npos) return std::nullopt;
  header.remove_prefix(type + 1);
  if (!header.starts_with("blob ")) return std::nullopt;
  header.remove_prefix(5);
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), size);
  if (error != std::errc() || end != header.data() + header.size()) return std::nullopt;
  return size;
}

/// What all workers share.
struct Shared {
  const Repository& repository;
  std::span<const TreeFile> files;
  const ReadOptions& options;
  const Visit& visit;
};

/// Reads some of the files, by their indexes.
class BlobWorker {
 public:
  BlobWorker(const Shared& shared, unsigned index) : shared_(shared), index_(index) {}

  void run(std::vector<std::size_t> wanted) {
    // A further process costs more than to pass over a few contents that are too large.
    if (wanted.size() > kFilesPerWorker) keep_readable(wanted);
    in_pieces({"cat-file", "--batch", "--buffer"}, wanted,
              [&](GitStream& git, std::size_t i, std::string_view header) {
                return take_content(git, i, header);
              });
  }
  [[nodiscard]] ReadSummary& summary() { return summary_; }

 private:
  /// Handles git's answer about one file.
  using Answer = std::function<Status(GitStream&, std::size_t, std::string_view header)>;

  void in_pieces(const std::vector<std::string>& command, const std::vector<std::size_t>& wanted,
                 const Answer& answer);
  Status ask(const std::vector<std::string>& command, std::span<const std::size_t> wanted,
             std::size_t& answered, const Answer& answer);
  std::optional<std::size_t> readable_size(std::size_t i, std::string_view header);
  void keep_readable(std::vector<std::size_t>& wanted);
  Status take_content(GitStream& git, std::size_t i, std::string_view header);
  void trouble(std::size_t i, std::string message) {
    ++summary_.unreadable;
    summary_.diagnostics.push_back(
        {shared_.repository.shown(shared_.files[i].path), 0, std::move(message)});
  }

  const Shared& shared_;
  unsigned index_;
  ReadSummary summary_;
};

Status BlobWorker::ask(const std::vector<std::string>& command, std::span<const std::size_t> wanted,
                       std::size_t& answered, const Answer& answer) {
  CREDLINT_TRY(const std::unique_ptr<GitStream> git,
               GitStream::start(shared_.repository.folder, command, GitStream::Input::Pipe));
  for (const std::size_t i : wanted) git->feed(shared_.files[i].blob + "\n");
  git->end_input();
  for (const std::size_t i : wanted) {
    if (is_stopped(shared_.options)) {
      answered = wanted.size();
      return ok();
    }
    CREDLINT_TRY(const std::optional<std::string_view> header, git->until('\n'));
    if (!header) break;
    if (Status taken = answer(*git, i, *header); !taken) return taken;
    ++answered;
  }
  return git->finish();
}

/// git ends at an object that is broken, or that it would have to fetch; what stands behind it is
/// asked for anew.
void BlobWorker::in_pieces(const std::vector<std::string>& command,
                           const std::vector<std::size_t>& wanted, const Answer& answer) {
  std::size_t at = 0;
  for (int restarts = 0; at < wanted.size(); ++restarts) {
    std::size_t answered = 0;
    const Status asked = ask(command, std::span(wanted).subspan(at), answered, answer);
    at += answered;
    if (at == wanted.size()) return;
    const std::string why = asked ? "git ended too early" : asked.error().message;
    trouble(wanted[at++], why);
    if (restarts < kMaxRestarts) continue;
    for (; at < wanted.size(); ++at) trouble(wanted[at], why);
  }
}

/// The size of what git says is there, if it is to be read. Says why where it is not.
std::optional<std::size_t> BlobWorker::readable_size(std::size_t i, std::string_view header) {
  const std::optional<std::size_t> size = size_in(header);
  if (!size) {
    trouble(i, "its object is missing from the repository");
    return std::nullopt;
  }
  if (*size <= shared_.options.max_file_bytes) return size;
  ++summary_.too_large;
  summary_.diagnostics.push_back({shared_.repository.shown(shared_.files[i].path), 0,
                                  too_large_message(shared_.options.max_file_bytes)});
  return std::nullopt;
}

/// Leaves out what is missing, no blob, or too large, before git is made to unpack it.
void BlobWorker::keep_readable(std::vector<std::size_t>& wanted) {
  std::vector<std::size_t> kept;
  in_pieces({"cat-file", "--batch-check", "--buffer"}, wanted,
            [&](GitStream& /*git*/, std::size_t i, std::string_view header) {
              if (readable_size(i, header)) kept.push_back(i);
              return ok();
            });
  wanted = std::move(kept);
}

Status BlobWorker::take_content(GitStream& git, std::size_t i, std::string_view header) {
  const std::optional<std::size_t> there = size_in(header);
  const std::optional<std::size_t> size = readable_size(i, header);
  if (!size) return there ? git.skip(*there + 1) : ok();
  CREDLINT_TRY(std::string_view bytes, git.bytes(*size + 1));
  bytes.remove_suffix(1);  // a line end behind the content
  if (is_utf32(bytes)) {
    const bool matters =
        matters_in_utf32(shared_.options, shared_.repository.shown(shared_.files[i].path));
    matters ? trouble(i, kUtf32Message) : void(++summary_.utf32);
    return ok();
  }
  if (is_binary(bytes)) {
    ++summary_.binary;
    return ok();
  }
  ++summary_.files;
  summary_.bytes += bytes.size();
  note_read(shared_.options, bytes.size());
  const std::string named = shared_.repository.named(shared_.files[i].path);
  shared_.visit({.path = named, .bytes = bytes, .named = false, .worker = index_, .index = i});
  return ok();
}

/// The files that are wanted. Versions of one file stand together: git unpacks them from each
/// other.
std::vector<std::size_t> wanted_files(const Repository& repository, std::span<const TreeFile> files,
                                      const ReadOptions& options, ReadSummary& summary) {
  const std::string root = real_path_of(options.exclude_root.empty() ? "." : options.exclude_root);
  const Excludes excludes(options.exclude, root);
  const std::string above = (repository.bare ? root : repository.folder) + "/";
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!excludes.empty() && excludes.excludes_named(above + files[i].path, false)) {
      ++summary.excluded;
    } else if (options.wanted && !options.wanted(files[i].path)) {
      ++summary.unwanted;
    } else {
      wanted.push_back(i);
    }
  }
  std::ranges::stable_sort(
      wanted, [&](std::size_t a, std::size_t b) { return files[a].path < files[b].path; });
  return wanted;
}

}  // namespace

Result<ReadSummary> read_blobs(const Repository& repository, const std::vector<TreeFile>& files,
                               const ReadOptions& options, const Visit& visit) {
  ReadSummary summary;
  const std::vector<std::size_t> wanted = wanted_files(repository, files, options, summary);
  if (options.progress != nullptr) options.progress->total = wanted.size();
  const Shared shared{repository, files, options, visit};
  const std::size_t useful = wanted.size() / kFilesPerWorker + 1;
  const std::size_t count = std::min<std::size_t>(worker_count(options), useful);
  std::vector<std::unique_ptr<BlobWorker>> workers;
  for (unsigned i = 0; i < count; ++i) workers.push_back(std::make_unique<BlobWorker>(shared, i));
  const auto slice = [&](std::size_t i) {
    const auto at = [&](std::size_t n) {
      return wanted.begin() + static_cast<std::ptrdiff_t>(wanted.size() * n / count);
    };
    return std::vector<std::size_t>(at(i), at(i + 1));
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < count; ++i)
      threads.emplace_back([worker = workers[i].get(), part = slice(i)] { worker->run(part); });
    workers.front()->run(slice(0));
  }
  for (const auto& worker : workers) add_to(summary, std::move(worker->summary()));
  std::ranges::sort(summary.diagnostics);
  return summary;
}

Result<std::optional<std::string_view>> BlobReader::read(const std::string& blob) {
  if (git_ == nullptr) {
    CREDLINT_TRY(git_, GitStream::start(repository_.folder, {"cat-file", "--batch"},
                                        GitStream::Input::Pipe));
  }
  git_->feed(blob + "\n");
  CREDLINT_TRY(const std::optional<std::string_view> header, git_->until('\n'));
  if (!header) {
    const Status ended = git_->finish();
    git_.reset();
    return Error{ended ? "git ended too early" : ended.error().message};
  }
  const std::optional<std::size_t> size = size_in(*header);
  if (!size) return std::optional<std::string_view>();
  if (*size > limit_) {
    if (Status passed = git_->skip(*size + 1); !passed) return passed.error();
    return std::optional<std::string_view>();
  }
  CREDLINT_TRY(std::string_view bytes, git_->bytes(*size + 1));
  bytes.remove_suffix(1);
  return std::optional(bytes);
}

}  // namespace credlint
