// SPDX-License-Identifier: MIT
#include "parsers/code/syntax_tree.h"

namespace credlint {
namespace {

struct Reading {
  std::string_view text;
  Deadline deadline;
};

const char* read_text(void* payload, std::uint32_t byte, TSPoint, std::uint32_t* size) {
  const std::string_view text = static_cast<const Reading*>(payload)->text;
  *size = byte < text.size() ? static_cast<std::uint32_t>(text.size()) - byte : 0;
  return *size == 0 ? "" : text.data() + byte;
}

bool out_of_time(TSParseState* state) {
  return is_over(static_cast<const Reading*>(state->payload)->deadline);
}

}  // namespace

TreePointer parse_tree(const TSLanguage* language, std::string_view text, Deadline deadline) {
  const std::unique_ptr<TSParser, ParserDeleter> parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), language)) return nullptr;
  Reading reading{text, deadline};
  TSInput input{};
  input.payload = &reading;
  input.read = read_text;
  input.encoding = TSInputEncodingUTF8;
  TSParseOptions options{};
  options.payload = &reading;
  options.progress_callback = out_of_time;
  return TreePointer(ts_parser_parse_with_options(parser.get(), nullptr, input, options));
}

TSNode last_named(TSNode node) {
  const std::uint32_t count = ts_node_named_child_count(node);
  return ts_node_named_child(node, count == 0 ? 0 : count - 1);
}

}  // namespace credlint
