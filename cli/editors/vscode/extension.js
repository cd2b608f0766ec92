// SPDX-License-Identifier: MIT
// Starts `credlint lsp` for all files and shows the page of a rule that somebody wants explained.
const { window, workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

async function showPage(result) {
  if (!result || !result.page) return;
  const document = await workspace.openTextDocument({ language: 'markdown', content: result.page });
  await window.showTextDocument(document, { preview: true });
}

exports.activate = async () => {
  const command = workspace.getConfiguration('credlint').get('path');
  client = new LanguageClient('credlint', 'credlint', { command, args: ['lsp'] }, {
    documentSelector: [{ scheme: 'file' }, { scheme: 'untitled' }],
    middleware: {
      executeCommand: async (name, args, next) => {
        const result = await next(name, args);
        if (name === 'credlint.explain') await showPage(result);
        return result;
      },
    },
  });
  await client.start();
};

exports.deactivate = () => client?.stop();
