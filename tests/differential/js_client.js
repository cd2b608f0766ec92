// SPDX-License-Identifier: MIT
// What a client of @aws-sdk/client-sqs (argument "v3") or of aws-sdk ("v2") does on machines, up to its first request.
//
//     node js_client.js v3|v2 FOLDER
//
// FOLDER holds node_modules. Lines in and out as in botocore_client.py. No request reaches a network.
"use strict";
const http = require("node:http");
const https = require("node:https");
const programs = require("node:child_process");
const [major, folder] = process.argv.slice(2);
const load = require("node:module").createRequire(folder + "/package.json");

// What is left of one machine's requests may still run when the next is asked: each notes what it finds in its own record.
const runs = new (require("node:async_hooks").AsyncLocalStorage)();
const found = () => runs.getStore();

const providerOf = (host, body) => {
  if (body.includes("AssumeRoleWithWebIdentity")) return "assume-role-with-web-identity";
  if (body.includes("AssumeRole")) return "assume-role";
  if (/^(portal\.sso|oidc)\./.test(host)) return "sso";
  if (/signin\./.test(host)) return "login";
  return host === "169.254.169.254" ? "imds" : "container";
};

const stop = () => Object.assign(new Error("stopped before a request"), { name: "Stopped", code: "Stopped", retryable: false });

// A request of a client: the one for queues is the end; others ask for credentials.
const refuse = (host, headers, body) => {
  const text = String(body || "");
  const authorization = headers.authorization || headers.Authorization || "";
  const signed = /Credential=(.*?)\/\d{8}\/.*\/sqs\//.exec(authorization);
  if (signed) {
    found().sent = true;
    found().key = signed[1];
  } else {
    found().asked ??= providerOf(host, text);
  }
  return stop();
};

const refuseRaw = (options) => {
  const host = String(options.host || options.hostname || options).replace(/^\w+:\/\/|[:/].*$/g, "");
  throw refuse(host, options.headers || {}, "");
};
http.request = https.request = http.get = https.get = refuseRaw;

// A program that is not there is no run: the shell says so with 126 or 127.
const exec = programs.exec;
const exitStatus = (error) => (error ? error.code ?? error.status : 0);
const note = (error) => {
  if (![126, 127].includes(exitStatus(error))) found().ran = true;
};
programs.exec = (command, ...rest) => {
  const done = rest.pop();
  return exec(command, ...rest, (error, ...output) => {
    note(error);
    done(error, ...output);
  });
};
programs.exec[require("node:util").promisify.custom] = (command, options) =>
  new Promise((resolve, reject) =>
    programs.exec(command, options, (error, stdout, stderr) => (error ? reject(error) : resolve({ stdout, stderr }))));

// A role's source may fail after the role itself has.
process.on("unhandledRejection", () => {});

const fail = (error) => {
  if (found().sent || found().asked) return;
  found().error = error.name === "Error" && error.code && major === "v2" ? error.code : error.name;
  found().message = String(error.message).slice(0, 300);
};

const V3_PROVIDERS = { CREDENTIALS_ENV_VARS: "environment", CREDENTIALS_PROFILE: "static", CREDENTIALS_PROCESS: "process" };

async function callV3(machine) {
  const { SQSClient, ListQueuesCommand } = load("@aws-sdk/client-sqs");
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const requestHandler = { handle: async (request) => { throw refuse(request.hostname, request.headers, request.body); } };
  const client = new SQSClient({ profile: machine.flag || undefined, logger, requestHandler, maxAttempts: 1 });
  found().region = await client.config.region().catch(() => null);
  await client.send(new ListQueuesCommand({})).catch(fail);
  // A client makes the endpoint before it signs.
  if (!found().region) found().error = "Error";
  if (!found().sent) return;
  const { $source: source } = await client.config.credentials();
  for (const [feature, provider] of Object.entries(V3_PROVIDERS)) {
    if (source && feature in source) found().provider = provider;
  }
  if (source && "CREDENTIALS_PROFILE_LOGIN" in source) found().provider = "login";
}

const V2_PROVIDERS = {
  EnvironmentCredentials: "environment", SharedIniFileCredentials: "static", ProcessCredentials: "process",
};

async function callV2() {
  const AWS = load("aws-sdk/lib/node_loader");
  // The whole package has these, too; without them no SSO profile works.
  for (const client of ["sqs", "sso", "ssooidc"]) load(`aws-sdk/clients/${client}`);
  let refused;
  const request = new Promise((resolve) => { refused = resolve; });
  AWS.NodeHttpClient.prototype.handleRequest = (request, options, callback, onError) => {
    const stopped = refuse(request.endpoint.hostname, request.headers, request.body);
    // Without an answer the chain stops here. Only requests for the instance must end: all later ones wait for the first.
    if (found().asked === "imds") setImmediate(onError, stopped);
    else refused();
    return Object.assign(new (require("node:events"))(), { abort() {} });
  };
  // What is read when the package is loaded.
  AWS.util.iniLoader.clearCachedFiles();
  AWS.config = new AWS.Config({ maxRetries: 0 });
  const client = new AWS.SQS();
  found().region = client.config.region || null;
  await Promise.race([client.listQueues().promise().catch(fail), request]);
  if (!found().sent) return;
  const { credentials } = client.config;
  found().provider = V2_PROVIDERS[credentials.constructor.name] || credentials.constructor.name;
}

async function run(machine) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, machine.env);
  const record = { profile: null, region: null, provider: null, key: null, error: null, message: null, asked: null, ran: false, sent: false };
  await runs.run(record, () => (major === "v3" ? callV3 : callV2)(machine).catch(fail));
  return record;
}

async function main() {
  const name = major === "v3" ? "@aws-sdk/client-sqs" : "aws-sdk";
  const { version } = JSON.parse(require("node:fs").readFileSync(`${folder}/node_modules/${name}/package.json`, "utf8"));
  process.stdout.write(JSON.stringify(`${name} ${version}, Node ${process.version}`) + "\n");
  for await (const line of require("node:readline").createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await run(JSON.parse(line))) + "\n");
  }
  process.exit(0);
}
main();
