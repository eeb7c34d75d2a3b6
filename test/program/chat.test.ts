import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChat, readWebhook } from "../../src/program/apply/chat.ts";

const SECRET = "T000-B000-abcdefghijkl";

describe("a chat", () => {
  const seen: { method: string; path: string; type: string; body: string }[] = [];
  let answer: number;
  let server: Server;
  let address: string;
  beforeEach(async () => {
    seen.length = 0;
    answer = 200;
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        seen.push({
          method: request.method ?? "",
          path: request.url ?? "",
          type: request.headers["content-type"] ?? "",
          body,
        });
        if (answer === 0) request.socket.destroy();
        else response.writeHead(answer, { location: "/elsewhere" }).end("ok");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/${SECRET}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const say = (url = address) => openChat(new URL(url), new AbortController().signal)("Hello Grace");

  it("gets one request with the text and nothing else", async () => {
    expect(await say()).toEqual({ is: "said" });
    expect(seen).toEqual([
      { method: "POST", path: `/services/${SECRET}`, type: "application/json", body: '{"text":"Hello Grace"}' },
    ]);
  });

  it.each([
    [400, { is: "refused", reason: "the chat answered with 400" }],
    [404, { is: "refused", reason: "the chat answered with 404" }],
    [302, { is: "refused", reason: "the chat answered with 302" }],
    [429, { is: "refused", reason: "the chat answered with 429" }],
    [503, { is: "unknown" }],
    [0, { is: "unknown" }],
  ])(
    "that answers with %i is told so, never asked twice, and its address is in no reason",
    async (status, expected) => {
      answer = status;
      const told = await say();
      expect(told).toEqual(expected);
      expect(seen).toHaveLength(1);
      expect(JSON.stringify(told)).not.toContain(SECRET);
    },
  );

  it("that is not there is refused without its address", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const told = await say(`http://127.0.0.1:${port}/${SECRET}`);
    expect(told).toEqual({ is: "refused", reason: "the chat cannot be reached" });
  });
});

describe("the address of a webhook", () => {
  it.each([
    ["https://hooks.example.com/services/x", "https://hooks.example.com/services/x"],
    [" https://chat.example.com/hooks/x ", "https://chat.example.com/hooks/x"],
    ["http://localhost:8065/hooks/x", "http://localhost:8065/hooks/x"],
    ["", undefined],
  ])("%j", (text, expected) => {
    expect(readWebhook({ FLEDGLING_WEBHOOK: text })?.href).toBe(expected);
  });

  it("is none where nothing is set", () => {
    expect(readWebhook({})).toBeNull();
  });

  it.each([`http://hooks.example.com/${SECRET}`, `ftp://x/${SECRET}`, SECRET])(
    "is refused, and not repeated: %s",
    (text) => {
      expect(() => readWebhook({ FLEDGLING_WEBHOOK: text })).toThrow(/FLEDGLING_WEBHOOK is not the address/);
      expect(() => readWebhook({ FLEDGLING_WEBHOOK: text })).not.toThrow(new RegExp(SECRET));
    },
  );
});
