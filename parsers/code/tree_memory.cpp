// SPDX-License-Identifier: MIT
#include "parsers/code/tree_memory.h"

#include <malloc.h>
#include <tree_sitter/api.h>

#include <csetjmp>
#include <cstdlib>
#include <mutex>
#include <new>

namespace credlint {
namespace {

constexpr std::size_t kBudgetBytes = 32U << 20U;
constexpr std::size_t kBudgetForEachByte = 40;
/// Allocations after which the time is looked at.
constexpr unsigned kAllocationsAtOnce = 4096;

/// Stands before each piece of memory. Those that are watched form a ring.
struct alignas(std::max_align_t) Block {
  Block* previous;
  Block* next;
};

void link(Block* block, Block* behind) {
  block->previous = behind;
  block->next = behind->next;
  behind->next->previous = block;
  behind->next = block;
}

void unlink(Block* block) {
  block->previous->next = block->next;
  block->next->previous = block->previous;
  block->previous = block->next = block;
}

struct Watch {
  Block ring{};
  std::size_t held = 0;  ///< bytes
  std::size_t most = 0;
  Deadline deadline{};
  unsigned allocations = 0;
  std::jmp_buf stop{};
};

// The one mutable global: tree-sitter's allocator is not told who asks.
thread_local Watch* watch = nullptr;

void* memory_of(Block* block) { return block + 1; }
Block* block_of(void* memory) { return static_cast<Block*>(memory) - 1; }

/// Takes over what was allocated. Where there is no memory, the program ends as it does for `new`.
void* watched(void* allocated) {
  if (allocated == nullptr) {
    if (const std::new_handler handler = std::get_new_handler()) handler();
    std::abort();
  }
  auto* block = static_cast<Block*>(allocated);
  block->previous = block->next = block;
  if (watch == nullptr) return memory_of(block);
  link(block, &watch->ring);
  watch->held += ::malloc_usable_size(block);
  const bool late = ++watch->allocations % kAllocationsAtOnce == 0 && is_over(watch->deadline);
  if (late || watch->held > watch->most) std::longjmp(watch->stop, 1);
  return memory_of(block);
}

void release(Block* block) {
  if (watch != nullptr) watch->held -= ::malloc_usable_size(block);
  unlink(block);
}

void* watched_malloc(std::size_t size) { return watched(std::malloc(sizeof(Block) + size)); }

void* watched_calloc(std::size_t count, std::size_t size) {
  std::size_t bytes = 0;
  const bool fits = !__builtin_mul_overflow(count, size, &bytes) &&
                    !__builtin_add_overflow(bytes, sizeof(Block), &bytes);
  return watched(fits ? std::calloc(1, bytes) : nullptr);
}

void watched_free(void* memory) {
  if (memory == nullptr) return;
  release(block_of(memory));
  std::free(block_of(memory));
}

void* watched_realloc(void* memory, std::size_t size) {
  if (memory == nullptr) return watched_malloc(size);
  release(block_of(memory));
  return watched(std::realloc(block_of(memory), sizeof(Block) + size));
}

void free_all(Block& ring) {
  while (ring.next != &ring) {
    Block* block = ring.next;
    unlink(block);
    std::free(block);
  }
}

}  // namespace

void watch_tree_memory() {
  static std::once_flag once;
  std::call_once(once, [] {
    ts_set_allocator(watched_malloc, watched_calloc, watched_realloc, watched_free);
  });
}

bool run_within_budget(std::size_t bytes, Deadline deadline, void (*work)(void*), void* payload) {
  Watch here;
  here.ring.previous = here.ring.next = &here.ring;
  here.most = kBudgetBytes + bytes * kBudgetForEachByte;
  here.deadline = deadline;
  watch = &here;
  volatile bool finished = false;
  if (setjmp(here.stop) == 0) {  // NOLINT: the frames between are C's and hold nothing
    work(payload);
    finished = true;
  }
  watch = nullptr;
  if (finished) {
    unlink(&here.ring);  // what was kept is freed by who keeps it
  } else {
    free_all(here.ring);
  }
  return finished;
}

}  // namespace credlint
