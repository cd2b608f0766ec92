// SPDX-License-Identifier: MIT
// The Language Server Protocol, 3.17: diagnostics, hover, code actions.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "cli/lsp/message_stream.h"
#include "cli/lsp/open_document.h"
#include "cli/setup.h"

namespace credlint {

/// Answers one client until it says goodbye. What it sees: the files of the first folder that the
/// client names, as `check` reads them, with what the editor holds in place of what is on disk.
class LspServer {
 public:
  explicit LspServer(MessageStream stream) : stream_(std::move(stream)) {}

  /// The exit code: 0 after a "shutdown", else 1.
  int run();

 private:
  using Json = nlohmann::json;

  void receive(const std::string& content);
  void handle(const Json& message);
  void request(const Json& id, const std::string& method, const Json& params);
  void notify(const std::string& method, const Json& params);
  void answer(const Json& id, Json result);
  void fail(const Json& id, int code, std::string_view why);
  void send(const std::string& method, Json params);

  Json initialize(const Json& params);
  void start();
  Json code_actions(const Json& params);
  Json explain(const Json& params);
  void open(const Json& params);
  void change(const Json& params);
  void close(const Json& params);
  void saved();
  OpenDocument* document_of(const Json& params);
  void judge(OpenDocument& document);
  void publish(OpenDocument& document);
  void publish_stale();

  MessageStream stream_;
  std::map<std::string, OpenDocument> documents_;  ///< by URI
  std::optional<Setup> setup_;
  std::unique_ptr<Workspace> workspace_;
  bool initialized_ = false;
  bool shut_down_ = false;
  std::optional<int> exit_;
};

}  // namespace credlint
