// SPDX-License-Identifier: MIT
#include "scanner/input/walk.h"

#include <fcntl.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iterator>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>

#include "scanner/input/excludes.h"
#include "scanner/input/file_reader.h"
#include "scanner/input/folder.h"
#include "scanner/input/git_ignores.h"
#include "scanner/input/tracked_ignored.h"
#include "scanner/input/work_queue.h"

namespace credlint {
namespace {

// Files of one folder that one worker reads before others may help.
constexpr std::size_t kBatchFiles = 256;
// Opening never waits (FIFO) nor takes a terminal.
constexpr int kFileFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

/// A folder below or at a root.
struct FolderTask {
  const Root* root;
  std::string inside;  ///< path below the root; "" for the root itself
  int depth = 0;
  IgnoreScope scope;
  bool tracked_only = false;  ///< git ignores it, but has files of it in its index
};

/// Some files of a large folder, which stays open until the last of its batches is done.
struct BatchTask {
  std::shared_ptr<const Descriptor> folder;
  const Root* root;
  std::string inside;
  std::string names;  ///< each with a terminating NUL
};

/// Some of the named files.
struct NamedTask {
  std::size_t begin;
  std::size_t end;
};

using Task = std::variant<FolderTask, BatchTask, NamedTask>;

std::string shown_prefix(const Root& root, const std::string& inside) {
  std::string prefix = root.shown;
  if (!prefix.empty() && prefix != "/") prefix += '/';
  if (!inside.empty()) prefix += inside + "/";
  return prefix;
}

std::string shown_folder(const FolderTask& task) {
  std::string shown = shown_prefix(*task.root, task.inside);
  if (shown.size() > 1) shown.pop_back();
  return shown.empty() ? "." : shown;
}

std::string real_folder(const FolderTask& task) {
  return task.inside.empty() ? task.root->real_path : task.root->real_path + "/" + task.inside;
}

bool is_version_control(std::string_view name, EntryKind kind) {
  if (name == ".git") return true;
  return kind == EntryKind::Folder && (name == ".hg" || name == ".svn" || name == ".jj");
}

/// What all workers share.
struct Shared {
  const Roots& roots;
  const ReadOptions& options;
  const Visit& visit;
  const Excludes excludes;
  const GitIgnores git;
  TrackedIgnored tracked_ignored;
  const bool single;
  WorkQueue<Task> queue;
  /// Milliseconds that all workers together may still wait for file descriptors.
  std::atomic<int> patience{500};
};

/// Says that a task is done, also when it ends in an exception: the other workers wait for it.
class Finished {
 public:
  explicit Finished(WorkQueue<Task>& queue) : queue_(queue) {}
  Finished(const Finished&) = delete;
  Finished& operator=(const Finished&) = delete;
  ~Finished() { queue_.done(); }

 private:
  WorkQueue<Task>& queue_;
};

class Worker {
 public:
  Worker(Shared& shared, unsigned index)
      : shared_(shared), index_(index), reader_(shared.options.max_file_bytes) {}

  void run() {
    while (std::optional<Task> task = shared_.queue.next()) {
      const Finished finished(shared_.queue);
      if (!stopped()) std::visit([this](auto& work) { handle(work); }, *task);
      task.reset();
    }
  }
  [[nodiscard]] ReadSummary& summary() { return summary_; }

 private:
  [[nodiscard]] bool stopped() const { return is_stopped(shared_.options); }
  void handle(const NamedTask& task);
  void handle(const BatchTask& task);
  void handle(FolderTask& task);

  enum class Fate { LeftOut, Read, OnlyTracked };
  Fate fate_of(const Listing::Item& item, const IgnoreScope& scope, bool tracked_only);
  void sort_out(const FolderTask& task, const IgnoreScope& scope);
  void read_folder_files(const FolderTask& task, Descriptor folder);
  std::vector<Task> split(const FolderTask& task, const std::shared_ptr<const Descriptor>& folder);
  void read_file(int folder, const char* name, int flags, bool named);
  Descriptor open_patiently(int folder, const char* path, int flags);
  void trouble(std::string path, std::string message) {
    summary_.diagnostics.push_back({std::move(path), 0, std::move(message)});
  }

  Shared& shared_;
  unsigned index_;
  FileReader reader_;
  ReadSummary summary_;
  Listing listing_;
  // Of the folder at hand; kept for their memory.
  std::vector<Listing::Item> files_;
  std::vector<Task> folders_;
  std::string shown_;
  std::string real_;
};

Descriptor Worker::open_patiently(int folder, const char* path, int flags) {
  while (true) {
    Descriptor opened = open_path(folder, path, flags);
    if (opened.valid() || (errno != EMFILE && errno != ENFILE)) return opened;
    const int error = errno;
    if (shared_.patience.fetch_sub(1) <= 0) {
      shared_.patience = 0;
      errno = error;
      return opened;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void Worker::handle(const NamedTask& task) {
  for (std::size_t i = task.begin; i < task.end; ++i) {
    const Root& root = shared_.roots.files[i];
    if (shared_.options.exclude_named && shared_.excludes.excludes_named(root.real_path, false)) {
      ++summary_.excluded;
      continue;
    }
    shown_ = root.shown;
    read_file(AT_FDCWD, root.given.c_str(), kFileFlags, true);
  }
}

void Worker::handle(const BatchTask& task) {
  const std::string prefix = shown_prefix(*task.root, task.inside);
  shown_ = prefix;
  for (std::size_t at = 0; at < task.names.size();) {
    const char* name = task.names.data() + at;
    shown_.resize(prefix.size());
    shown_ += name;
    at += shown_.size() - prefix.size() + 1;
    read_file(task.folder->get(), name, kFileFlags | O_NOFOLLOW, false);
  }
}

void Worker::handle(FolderTask& task) {
  if (task.depth > limits::kMaxFolderDepth) {
    ++summary_.unreadable;
    return trouble(shown_folder(task), "folder lies more than " +
                                           std::to_string(limits::kMaxFolderDepth) +
                                           " levels deep, not entered");
  }
  real_ = real_folder(task);
  const bool at_root = task.depth == 0;
  if (at_root) {
    if (shared_.options.exclude_named && shared_.excludes.excludes_named(real_, true)) {
      ++summary_.excluded;
      return;
    }
    if (shared_.options.respect_gitignore)
      task.scope = shared_.git.above(real_, summary_.diagnostics);
  }
  const std::string path = at_root ? task.root->given : task.root->given + "/" + task.inside;
  Descriptor folder = open_patiently(
      AT_FDCWD, path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | (at_root ? 0 : O_NOFOLLOW));
  if (!folder.valid() || !listing_.read(folder.get())) {
    ++summary_.unreadable;
    trouble(shown_folder(task), std::strerror(errno));
    if (!folder.valid()) return;
  }
  bool has_git = false;
  bool has_gitignore = false;
  for (const Listing::Item& item : listing_.items()) {
    const std::string_view name = listing_.name(item);
    has_git = has_git || name == ".git";
    has_gitignore = has_gitignore || (name == ".gitignore" && item.kind == EntryKind::File);
  }
  IgnoreScope scope;
  if (shared_.options.respect_gitignore)
    scope = shared_.git.inside(task.scope, {folder.get(), real_, has_git, has_gitignore},
                               summary_.diagnostics);
  sort_out(task, scope);
  shared_.queue.push(std::exchange(folders_, {}));
  read_folder_files(task, std::move(folder));
}

// Whether an entry is passed over, and counts why. `real_` is the entry's path.
Worker::Fate Worker::fate_of(const Listing::Item& item, const IgnoreScope& scope,
                             bool tracked_only) {
  const std::string_view name = listing_.name(item);
  const bool folder = item.kind == EntryKind::Folder;
  if (is_version_control(name, item.kind)) return Fate::LeftOut;
  if (item.kind == EntryKind::Symlink) return ++summary_.symlinks, Fate::LeftOut;
  if (item.kind == EntryKind::Other) return ++summary_.not_regular, Fate::LeftOut;
  if (shared_.excludes.empty() && scope.innermost == nullptr) return Fate::Read;
  const IgnoreEntry entry(name, folder);
  if (shared_.excludes.excludes(entry, real_)) return ++summary_.excluded, Fate::LeftOut;
  if (!tracked_only && !scope.ignores(entry, real_)) return Fate::Read;
  if (shared_.tracked_ignored.any_at(real_, folder)) return Fate::OnlyTracked;
  return ++summary_.ignored, Fate::LeftOut;
}

// Fills files_ and folders_ with the entries to go on with.
void Worker::sort_out(const FolderTask& task, const IgnoreScope& scope) {
  files_.clear();
  const auto roots_here = shared_.roots.names_by_folder.find(real_);
  const bool has_roots = roots_here != shared_.roots.names_by_folder.end();
  real_ += '/';
  const std::size_t prefix = real_.size();
  for (const Listing::Item& item : listing_.items()) {
    const std::string_view name = listing_.name(item);
    if (has_roots && roots_here->second.contains(name)) continue;
    real_.resize(prefix);
    real_ += name;
    const Fate fate = fate_of(item, scope, task.tracked_only);
    if (fate == Fate::LeftOut) continue;
    if (item.kind == EntryKind::File) {
      files_.push_back(item);
      continue;
    }
    std::string inside = task.inside.empty() ? std::string(name) : task.inside + "/";
    if (!task.inside.empty()) inside += name;
    folders_.push_back(
        FolderTask{task.root, std::move(inside), task.depth + 1, scope, fate == Fate::OnlyTracked});
  }
}

void Worker::read_folder_files(const FolderTask& task, Descriptor folder) {
  const auto shared_folder = std::make_shared<const Descriptor>(std::move(folder));
  if (!shared_.single && files_.size() > kBatchFiles)
    shared_.queue.push(split(task, shared_folder));
  shown_ = shown_prefix(*task.root, task.inside);
  const std::size_t prefix = shown_.size();
  for (const Listing::Item& item : files_) {
    shown_.resize(prefix);
    shown_ += listing_.name(item);
    read_file(shared_folder->get(), listing_.c_name(item), kFileFlags | O_NOFOLLOW, false);
  }
}

// Moves all files but the first batch into tasks of their own.
std::vector<Task> Worker::split(const FolderTask& task,
                                const std::shared_ptr<const Descriptor>& folder) {
  std::vector<Task> batches;
  for (std::size_t begin = kBatchFiles; begin < files_.size(); begin += kBatchFiles) {
    BatchTask batch{folder, task.root, task.inside, {}};
    const std::size_t end = std::min(begin + kBatchFiles, files_.size());
    for (std::size_t i = begin; i < end; ++i)
      batch.names.append(listing_.c_name(files_[i]), files_[i].size + std::size_t{1});
    batches.push_back(std::move(batch));
  }
  files_.resize(kBatchFiles);
  return batches;
}

void Worker::read_file(int folder, const char* name, int flags, bool named) {
  if (stopped()) return;
  if (shared_.options.wanted && !shared_.options.wanted(shown_)) {
    ++summary_.unwanted;
    return;
  }
  const Descriptor file = open_patiently(folder, name, flags);
  FileReader::Reading reading{FileReader::Outcome::Failed, {}, errno};
  if (file.valid()) reading = reader_.read(file.get());
  switch (reading.outcome) {
    case FileReader::Outcome::Text:
      ++summary_.files;
      summary_.bytes += reading.bytes.size();
      note_read(shared_.options, reading.bytes.size());
      return shared_.visit({shown_, reading.bytes, named, index_});
    case FileReader::Outcome::Binary:
      ++summary_.binary;
      return;
    case FileReader::Outcome::Utf32:
      if (!named && !matters_in_utf32(shared_.options, shown_)) {
        ++summary_.utf32;
        return;
      }
      ++summary_.unreadable;
      return trouble(shown_, kUtf32Message);
    case FileReader::Outcome::TooLarge:
      ++summary_.too_large;
      return trouble(shown_, too_large_message(shared_.options.max_file_bytes));
    case FileReader::Outcome::Failed:
      ++summary_.unreadable;
      return trouble(shown_, std::strerror(reading.error));
  }
}

std::vector<Task> first_tasks(const Roots& roots) {
  std::vector<Task> tasks;
  constexpr std::size_t kNamedFiles = 16;
  for (std::size_t begin = 0; begin < roots.files.size(); begin += kNamedFiles)
    tasks.push_back(NamedTask{begin, std::min(begin + kNamedFiles, roots.files.size())});
  for (const Root& root : roots.folders) tasks.push_back(FolderTask{&root, {}, 0, {}, false});
  return tasks;
}

// Where the system grants no more threads, fewer do the work.
std::vector<std::jthread> start(const std::vector<std::unique_ptr<Worker>>& workers) {
  std::vector<std::jthread> threads;
  try {
    for (std::size_t i = 1; i < workers.size(); ++i)
      threads.emplace_back([worker = workers[i].get()] { worker->run(); });
  } catch (const std::system_error&) {
  }
  return threads;
}

}  // namespace

ReadSummary walk(const Roots& roots, const ReadOptions& options, const Visit& visit,
                 unsigned workers) {
  std::vector<Task> tasks = first_tasks(roots);
  // Threads for a few named files would cost more than they bring.
  if (roots.folders.empty())
    workers = std::max(1U, std::min(workers, static_cast<unsigned>(tasks.size())));
  const bool use_git = options.respect_gitignore && !roots.folders.empty();
  Shared shared{
      .roots = roots,
      .options = options,
      .visit = visit,
      .excludes =
          Excludes(options.exclude,
                   options.exclude.empty()
                       ? std::string()
                       : real_path_of(options.exclude_root.empty() ? "." : options.exclude_root)),
      .git = GitIgnores(use_git ? global_exclude_file() : std::string()),
      .tracked_ignored = {},
      .single = workers == 1,
      .queue = {},
  };
  shared.queue.push(std::move(tasks));
  std::vector<std::unique_ptr<Worker>> crew;
  for (unsigned i = 0; i < workers; ++i) crew.push_back(std::make_unique<Worker>(shared, i));
  {
    const std::vector<std::jthread> threads = start(crew);
    crew.front()->run();
  }
  ReadSummary summary;
  summary.not_regular = roots.not_regular;
  summary.unreadable = roots.unreadable;
  summary.diagnostics = roots.diagnostics;
  for (const auto& worker : crew) add_to(summary, std::move(worker->summary()));
  // Several roots of one work tree meet the same ignore files.
  std::sort(summary.diagnostics.begin(), summary.diagnostics.end());
  summary.diagnostics.erase(std::unique(summary.diagnostics.begin(), summary.diagnostics.end()),
                            summary.diagnostics.end());
  return summary;
}

}  // namespace credlint
