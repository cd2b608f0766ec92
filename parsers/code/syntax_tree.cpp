// SPDX-License-Identifier: MIT
#include "parsers/code/syntax_tree.h"

#include "parsers/code/tree_memory.h"

namespace credlint {
namespace {

struct Reading {
  const TSLanguage* language;
  std::string_view text;
  Deadline deadline;
  TSTree* tree = nullptr;
};

const char* read_text(void* payload, std::uint32_t byte, TSPoint, std::uint32_t* size) {
  const std::string_view text = static_cast<const Reading*>(payload)->text;
  *size = byte < text.size() ? static_cast<std::uint32_t>(text.size()) - byte : 0;
  return *size == 0 ? "" : text.data() + byte;
}

bool out_of_time(TSParseState* state) {
  return is_over(static_cast<const Reading*>(state->payload)->deadline);
}

/// Holds nothing that is to be destroyed: it may be left in the middle.
void parse(void* payload) {
  auto* reading = static_cast<Reading*>(payload);
  TSParser* parser = ts_parser_new();
  if (ts_parser_set_language(parser, reading->language)) {
    TSInput input{};
    input.payload = reading;
    input.read = read_text;
    input.encoding = TSInputEncodingUTF8;
    TSParseOptions options{};
    options.payload = reading;
    options.progress_callback = out_of_time;
    reading->tree = ts_parser_parse_with_options(parser, nullptr, input, options);
  }
  ts_parser_delete(parser);
}

}  // namespace

TreePointer parse_tree(const TSLanguage* language, std::string_view text, Deadline deadline) {
  watch_tree_memory();
  Reading reading{language, text, deadline};
  if (!run_within_budget(text.size(), deadline, parse, &reading)) return nullptr;
  return TreePointer(reading.tree);
}

TSNode last_named(TSNode node) {
  const std::uint32_t count = ts_node_named_child_count(node);
  return ts_node_named_child(node, count == 0 ? 0 : count - 1);
}

}  // namespace credlint
