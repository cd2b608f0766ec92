// SPDX-License-Identifier: MIT
// What @aws-sdk/credential-provider-node does on machines. Reads {home, env, flag} lines, writes one
// result a line. Requests end in an error named NetworkReached.
"use strict";
const http = require("node:http");
const https = require("node:https");
const noNetwork = () => {
  const error = new Error("network");
  error.name = "NetworkReached";
  throw error;
};
http.request = https.request = http.get = https.get = noNetwork;
// A role's source may fail after the role itself has.
process.on("unhandledRejection", () => {});
const folder = process.argv[2];
const { createRequire } = require("node:module");
const load = createRequire(folder + "/package.json");
const { defaultProvider } = load("@aws-sdk/credential-provider-node");
const { loadConfig, NODE_REGION_CONFIG_OPTIONS, NODE_REGION_CONFIG_FILE_OPTIONS } = load("@smithy/core/config");

const PROVIDERS = {
  CREDENTIALS_ENV_VARS: "environment",
  CREDENTIALS_PROFILE: "static",
  CREDENTIALS_PROCESS: "process",
};

const reachedNetwork = (error) => {
  for (let e = error, i = 0; e && i < 8; e = e.cause, ++i) {
    if (e.name === "NetworkReached" || String(e.message).includes("NetworkReached") || e.message === "network") return true;
  }
  return false;
};

async function run(machine) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, machine.env, { PATH: "/usr/bin:/bin" });
  const found = { region: null, provider: null, key: null, error: null, network: false };
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const profile = machine.flag || undefined;
  try {
    found.region = await loadConfig(NODE_REGION_CONFIG_OPTIONS, { ...NODE_REGION_CONFIG_FILE_OPTIONS, profile, logger })();
  } catch {
    found.region = null;
  }
  try {
    const credentials = await defaultProvider({ profile, logger })();
    found.key = credentials.accessKeyId;
    for (const [feature, provider] of Object.entries(PROVIDERS)) {
      if (credentials.$source && feature in credentials.$source) found.provider = provider;
    }
  } catch (error) {
    if (reachedNetwork(error)) found.network = true;
    else found.error = error.name;
  }
  // A client makes the endpoint before it signs.
  if (!found.region) Object.assign(found, { error: "Error", network: false });
  return found;
}

async function main() {
  const lines = require("node:fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
  for (const line of lines) process.stdout.write(JSON.stringify(await run(JSON.parse(line))) + "\n");
}
main();
