// SPDX-License-Identifier: MIT
// Source: microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification
#include "cli/lsp/server.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/lsp/code_actions.h"
#include "cli/lsp/document.h"
#include "cli/lsp/json_access.h"
#include "cli/rfc3339.h"
#include "scanner/report/rule_page.h"

namespace credlint {
namespace {

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kNotInitialized = -32002;
constexpr int kIncremental = 2;  ///< TextDocumentSyncKind
constexpr int kInformation = 3;
constexpr std::size_t kMaxDocuments = 2'000;
constexpr std::size_t kMaxText = std::size_t{64} << 20;
constexpr std::size_t kIntroduction = 600;

/// The folder that the client works in; empty where it names none.
std::string root_of(const nlohmann::json& params) {
  const nlohmann::json& folders = member(params, "workspaceFolders");
  if (folders.is_array() && !folders.empty())
    return path_of_uri(text_of(member(folders.front(), "uri")));
  const std::string uri = text_of(member(params, "rootUri"));
  return uri.empty() ? text_of(member(params, "rootPath")) : path_of_uri(uri);
}

}  // namespace

int LspServer::run() {
  std::string content;
  while (!exit_) {
    switch (stream_.read(content)) {
      case MessageStream::Got::Message:
        receive(content);
        break;
      case MessageStream::Got::TooLarge:
        fail(nullptr, kInvalidRequest, "the message is too large");
        break;
      case MessageStream::Got::BadHeader:
        fail(nullptr, kInvalidRequest, "a header without a Content-Length");
        return 1;
      case MessageStream::Got::End:
        return 1;
    }
    if (!exit_ && !stream_.has_more()) publish_stale();
  }
  return *exit_;
}

void LspServer::receive(const std::string& content) {
  const Json message = Json::parse(content, nullptr, false);
  if (message.is_discarded()) return fail(nullptr, kParseError, "the message is no JSON");
  handle(message);
}

void LspServer::handle(const Json& message) {
  const std::string method = text_of(member(message, "method"));
  const bool has_id = message.is_object() && message.contains("id");
  const Json& id = member(message, "id");
  // An answer to something that was asked of the client; nothing is.
  if (method.empty() && has_id && (message.contains("result") || message.contains("error"))) return;
  if (method.empty())
    return fail(has_id ? id : Json(), kInvalidRequest, "the message is no request");
  const Json& params = member(message, "params");
  if (has_id) return request(id, method, params);
  notify(method, params);
}

void LspServer::request(const Json& id, const std::string& method, const Json& params) {
  if (method == "initialize") return answer(id, initialize(params));
  if (!initialized_) return fail(id, kNotInitialized, "initialize comes first");
  if (shut_down_) return fail(id, kInvalidRequest, "the server was shut down");
  if (method == "shutdown") {
    shut_down_ = true;
    return answer(id, nullptr);
  }
  if (method == "textDocument/codeAction") return answer(id, code_actions(params));
  if (method == "workspace/executeCommand") return answer(id, explain(params));
  if (method == "textDocument/hover") {
    OpenDocument* document = document_of(params);
    if (document == nullptr || !setup_) return answer(id, nullptr);
    judge(*document);
    return answer(id, hover_json(setup_->catalog(), *document, member(params, "position")));
  }
  fail(id, kMethodNotFound, "there is no such method");
}

void LspServer::notify(const std::string& method, const Json& params) {
  if (method == "exit") {
    exit_ = shut_down_ ? 0 : 1;
    return;
  }
  if (!initialized_ || shut_down_) return;
  if (method == "textDocument/didOpen") return open(params);
  if (method == "textDocument/didChange") return change(params);
  if (method == "textDocument/didClose") return close(params);
  if (method == "textDocument/didSave") return saved();
}

void LspServer::answer(const Json& id, Json result) {
  send({}, {{"id", id}, {"result", std::move(result)}});
}

void LspServer::fail(const Json& id, int code, std::string_view why) {
  send({}, {{"id", id}, {"error", {{"code", code}, {"message", why}}}});
}

/// A notification; without a method, `params` are the members of an answer.
void LspServer::send(const std::string& method, Json params) {
  Json message =
      method.empty() ? std::move(params) : Json{{"method", method}, {"params", std::move(params)}};
  message["jsonrpc"] = "2.0";
  const std::string text = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (!stream_.write(text)) exit_ = 1;
}

LspServer::Json LspServer::initialize(const Json& params) {
  const std::string root = root_of(params);
  std::error_code error;
  // Paths are shown, and configured, relative to the folder.
  if (!root.empty()) std::filesystem::current_path(root, error);
  initialized_ = true;
  start();
  return {{"capabilities",
           {{"positionEncoding", "utf-16"},
            {"textDocumentSync", {{"openClose", true}, {"change", kIncremental}, {"save", true}}},
            {"hoverProvider", true},
            {"codeActionProvider",
             {{"codeActionKinds", Json::array({"quickfix", "source.fixAll.credlint"})}}},
            {"executeCommandProvider", {{"commands", Json::array({kExplainCommand})}}}}},
          {"serverInfo", {{"name", "credlint"}, {"version", CREDLINT_VERSION}}}};
}

/// Reads the folder. Without a good configuration that of the program itself counts, and the client
/// is told.
void LspServer::start() {
  Result<Setup> setup = prepare({});
  if (!setup) {
    send("window/showMessage", {{"type", 2}, {"message", "credlint: " + setup.error().message}});
    ScanFlags plain;
    plain.no_config = true;
    setup = prepare(plain);
  }
  if (!setup) return;
  setup_ = std::move(*setup);
  Result<std::unique_ptr<Workspace>> workspace =
      Workspace::open(setup_->catalog(), setup_->options);
  if (workspace) workspace_ = std::move(*workspace);
}

LspServer::Json LspServer::code_actions(const Json& params) {
  OpenDocument* document = document_of(params);
  if (document == nullptr || !setup_) return Json::array();
  judge(*document);
  if (!document->judged.known) return Json::array();
  return code_actions_json(*setup_, *document, params);
}

/// The page of a rule as the answer, and what it begins with as a message for clients that show no
/// answers.
LspServer::Json LspServer::explain(const Json& params) {
  const Json& arguments = member(params, "arguments");
  if (text_of(member(params, "command")) != kExplainCommand || !arguments.is_array() ||
      arguments.empty())
    return nullptr;
  const std::string id = text_of(arguments.front());
  for (const Rule& rule : all_rules()) {
    if (rule.id != id) continue;
    send(
        "window/showMessage",
        {{"type", kInformation},
         {"message", fmt::format("{}: {}", rule.id, page_introduction(rule.page, kIntroduction))}});
    return {{"rule", rule.id}, {"page", page_text(rule.page)}};
  }
  return nullptr;
}

OpenDocument* LspServer::document_of(const Json& params) {
  const auto found = documents_.find(text_of(member(member(params, "textDocument"), "uri")));
  return found == documents_.end() ? nullptr : &found->second;
}

void LspServer::open(const Json& params) {
  const Json& item = member(params, "textDocument");
  const std::string uri = text_of(member(item, "uri"));
  if (uri.empty() || documents_.size() >= kMaxDocuments) return;
  OpenDocument& document = documents_[uri];
  document.uri = uri;
  document.path = path_of_uri(uri);
  document.text = text_of(member(item, "text"));
  document.version = number_of(member(item, "version")).value_or(0);
  document.stale = document.unpublished = true;
}

/// A text whose changes cannot be followed is let go: findings at wrong places are worse than none.
void LspServer::change(const Json& params) {
  OpenDocument* document = document_of(params);
  const Json& changes = member(params, "contentChanges");
  if (document == nullptr || !changes.is_array()) return;
  for (const Json& change : changes) {
    if (!apply_change(document->text, change) || document->text.size() > kMaxText)
      return close(params);
  }
  document->version =
      number_of(member(member(params, "textDocument"), "version")).value_or(document->version + 1);
  document->stale = document->unpublished = true;
}

/// What is on disk counts again.
void LspServer::close(const Json& params) {
  OpenDocument* document = document_of(params);
  if (document == nullptr) return;
  const std::string path = document->path;
  send("textDocument/publishDiagnostics", {{"uri", document->uri}, {"diagnostics", Json::array()}});
  documents_.erase(document->uri);
  if (!workspace_) return;
  const Result<std::string> bytes = read_whole_file(path, setup_->options.settings.max_file_bytes);
  if (bytes)
    workspace_->set(path, *bytes);
  else
    workspace_->forget(path);
}

/// What one file says may matter to the others.
void LspServer::saved() {
  for (auto& [uri, document] : documents_) document.stale = document.unpublished = true;
}

void LspServer::judge(OpenDocument& document) {
  if (!document.stale || !workspace_) return;
  document.stale = false;
  workspace_->set(document.path, document.text);
  const Result<TimePoint> now = time_or_clock({});
  if (now) document.judged = workspace_->judge(document.path, *now);
}

void LspServer::publish(OpenDocument& document) {
  judge(document);
  document.unpublished = false;
  send("textDocument/publishDiagnostics", {{"uri", document.uri},
                                           {"version", document.version},
                                           {"diagnostics", diagnostics_json(document)}});
}

void LspServer::publish_stale() {
  std::vector<OpenDocument*> stale;
  for (auto& [uri, document] : documents_) {
    if (document.unpublished) stale.push_back(&document);
  }
  for (OpenDocument* document : stale) publish(*document);
}

}  // namespace credlint
