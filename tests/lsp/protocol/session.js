// SPDX-License-Identifier: MIT
// A session of `credlint lsp` through the library that editors speak with: what it said, as JSON.
"use strict";
const { spawn } = require("child_process");
const { pathToFileURL } = require("url");
const path = require("path");
const lsp = require("vscode-languageserver-protocol/node");

async function main(binary, root, text) {
  const server = spawn(binary, ["lsp"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const connection = lsp.createProtocolConnection(
    new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
  let told;
  const diagnostics = () => new Promise((resolve) => { told = resolve; });
  connection.onNotification(lsp.PublishDiagnosticsNotification.type, (sent) => told(sent.diagnostics));
  connection.listen();

  const uri = pathToFileURL(path.join(root, "app.py")).href;
  const started = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: pathToFileURL(root).href, workspaceFolders: null,
    capabilities: { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } } } },
  });
  connection.sendNotification(lsp.InitializedNotification.type, {});
  let answer = diagnostics();
  connection.sendNotification(lsp.DidOpenTextDocumentNotification.type,
    { textDocument: { uri, languageId: "python", version: 1, text } });
  const first = await answer;
  const { range } = first[0];
  const hover = await connection.sendRequest(lsp.HoverRequest.type, { textDocument: { uri }, position: range.start });
  const actions = await connection.sendRequest(lsp.CodeActionRequest.type,
    { textDocument: { uri }, range, context: { diagnostics: first } });
  const fix = actions.find((action) => action.kind === "quickfix" && action.isPreferred) || actions[0];
  const edit = (fix.edit.changes || {})[uri] || fix.edit.documentChanges[0].edits;
  answer = diagnostics();
  connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: edit.map((change) => ({ range: change.range, text: change.newText })),
  });
  const mended = await answer;
  await connection.sendRequest(lsp.ShutdownRequest.type);
  connection.sendNotification(lsp.ExitNotification.type);
  return { server: started.serverInfo, first, hover, titles: actions.map((action) => action.title), mended, code: await ended };
}

main(...process.argv.slice(2)).then(
  (result) => { process.stdout.write(JSON.stringify(result)); process.exit(0); },
  (error) => { console.error(error); process.exit(1); });
