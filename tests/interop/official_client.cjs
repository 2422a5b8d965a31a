// SPDX-License-Identifier: Apache-2.0
// Places the calls of the vendor's pages and follows one through the vendor's own client, at the mock endpoint. It takes
// the service name from the first label of the host and signs the host without its port: hence ccc.localhost:443.
"use strict";

const assert = require("node:assert/strict");
const dns = require("node:dns");

const host = "ccc.localhost";
const lookup = dns.lookup;
dns.lookup = (name, options, callback) => {
  if (name !== host) return lookup(name, options, callback);
  const done = typeof options === "function" ? options : callback;
  if (typeof options === "object" && options.all) return process.nextTick(done, null, [{ address: "127.0.0.1", family: 4 }]);
  return process.nextTick(done, null, "127.0.0.1", 4);
};

const { ccc } = require("tencentcloud-sdk-nodejs");

const client = (secretKey) =>
  new ccc.v20200210.Client({
    credential: { secretId: process.env.TENCENTCLOUD_SECRET_ID, secretKey },
    profile: { httpProfile: { endpoint: host, reqTimeout: 20 } },
  });

const inlineCall = {
  Callee: "008612300000000",
  SdkAppId: 1400000000,
  SystemPrompt: "You are Dr. Li, a friendly and kind follow-up doctor.",
  WelcomeMessage: "Hello",
  LLMType: "openai",
  Model: "gpt-4o-mini",
  APIKey: "sk-proj-xxxxx",
  APIUrl: "https://api.openai.com/v1/",
  VoiceType: "ZhiXi",
  EndFunctionEnable: true,
};

const agentCall = {
  Callee: "008612300000000",
  SdkAppId: 1400000000,
  AIAgentId: 15,
  Callers: ["008601012345678", "008601012345679"],
  PromptVariables: [{ Key: "foo", Value: "bar" }],
};

async function codeOf(promise) {
  return promise.then(
    () => assert.fail("an error was expected"),
    (error) => error.code,
  );
}

async function main() {
  const good = client(process.env.TENCENTCLOUD_SECRET_KEY);
  const placed = [await good.CreateAICall(inlineCall), await good.CreateAIAgentCall(agentCall)];
  for (const answer of placed) {
    assert.match(answer.SessionId, /^[0-9a-f-]{32,36}$/);
    assert.ok(answer.RequestId);
  }
  assert.notEqual(placed[0].SessionId, placed[1].SessionId);

  const session = { SdkAppId: 1400000000, SessionId: placed[0].SessionId };
  const seen = await good.DescribeTelSession(session);
  assert.equal(seen.Session.SessionID, session.SessionId);
  const ended = await good.HangUpCall(session);
  assert.ok(ended.RequestId);
  const agents = await good.DescribeAIAgentInfoList({ SdkAppId: 1400000000, PageNumber: 0, PageSize: 10 });
  assert.ok(agents.TotalCount > 0);

  assert.equal(
    await codeOf(good.CreateAICall({ ...inlineCall, Callee: process.env.MAGIC_BLACK_USER })),
    "FailedOperation.CalleeIsBlackUser",
  );
  assert.equal(await codeOf(good.CreateAIAgentCall({ SdkAppId: 1400000000, Callee: "008612300000000" })), "MissingParameter");
  const bad = client("not-the-key");
  for (const attempt of [
    () => bad.CreateAICall(inlineCall),
    () => bad.CreateAIAgentCall(agentCall),
    () => bad.DescribeTelSession(session),
    () => bad.HangUpCall(session),
    () => bad.DescribeAIAgentInfoList({ SdkAppId: 1400000000 }),
  ]) {
    assert.equal(await codeOf(attempt()), "AuthFailure.SignatureFailure");
  }
  console.log("the vendor's client had 5 actions answered, 5 signatures refused and 2 calls refused");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
