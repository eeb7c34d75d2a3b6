import { describe, expect, it } from "vitest";
import type { Outgoing } from "../../../src/forges/http/exchange.ts";
import type { Limit } from "../../../src/forges/http/limit-signals.ts";
import { LimitFailure, openRunLimits } from "../../../src/forges/http/limits.ts";
import { openFakeTimer } from "../../support/fake-timer.ts";

const SERVER = { apiUrl: "https://gitlab.example/api/v4", token: "glpat-1" };
const REQUEST: Outgoing = {
  method: "GET",
  url: new URL("https://gitlab.example/api/v4/projects/1/labels"),
  headers: {},
  body: null,
};
const OTHER: Outgoing = { ...REQUEST, method: "POST", url: new URL("https://gitlab.example/api/v4/projects/1/issues") };
const buildLimit = (seconds: number, bars = "*"): Limit => ({
  status: 429,
  pause: seconds * 1000,
  bars,
  reason: (left) => `GitLab asks for a pause of ${left} s`,
});

function waitWith(patience: number, signal = new AbortController().signal) {
  const lines: string[] = [];
  return { lines, waiting: { forge: "GitLab", patience, signal, trace: (line: string) => void lines.push(line) } };
}

describe("the limits of a run", () => {
  it("pay for a pause once, however many wait for its end", async () => {
    const clock = { now: 0, ends: [] as (() => void)[] };
    const sleep = () => new Promise<void>((resolve) => void clock.ends.push(resolve));
    const limits = openRunLimits({ now: () => clock.now, sleep }).of(SERVER);
    limits.note(buildLimit(60));
    const { lines, waiting } = waitWith(70_000);
    const both = Promise.all([limits.pass(REQUEST, waiting), limits.pass(OTHER, waiting)]);
    expect(clock.ends).toHaveLength(2);
    clock.now = 60_000;
    for (const end of clock.ends) end();
    await both;
    expect(lines).toEqual(["GitLab asks for a pause of 60 s; 10 s of patience left"]);
  });

  it("pay for what a longer pause adds alone", async () => {
    const timer = openFakeTimer();
    const limits = openRunLimits(timer).of(SERVER);
    limits.note(buildLimit(10));
    limits.note(buildLimit(4));
    const { lines, waiting } = waitWith(15_000);
    await limits.pass(REQUEST, waiting);
    expect(timer.waits).toEqual([10_000]);
    limits.note(buildLimit(5));
    expect(limits.allows(REQUEST, 15_000)).toBe(true);
    await limits.pass(REQUEST, waiting);
    expect(lines.at(-1)).toBe("GitLab asks for a pause of 5 s; 0 s of patience left");
    limits.note(buildLimit(1));
    expect(limits.allows(REQUEST, 15_000)).toBe(false);
    await expect(limits.pass(REQUEST, waiting)).rejects.toThrow(
      new LimitFailure(429, "GitLab asks for a pause of 1 s"),
    );
  });

  it("bar an endpoint alone where that is all that was said, whichever object it is about", async () => {
    const limits = openRunLimits(openFakeTimer()).of(SERVER);
    limits.note(buildLimit(60, "GET /api/v4/projects/n/labels"));
    const { waiting } = waitWith(0);
    await limits.pass(OTHER, waiting);
    const same = { ...REQUEST, url: new URL("https://gitlab.example/api/v4/projects/22/labels?page=2") };
    await expect(limits.pass(same, waiting)).rejects.toThrow(LimitFailure);
  });

  it("are one server's and one token's, and the same whoever asks for them", async () => {
    const all = openRunLimits(openFakeTimer());
    all.of(SERVER).note(buildLimit(60));
    expect(all.of({ ...SERVER }).allows(REQUEST, 0)).toBe(false);
    expect(all.of({ ...SERVER, token: "glpat-2" }).allows(REQUEST, 0)).toBe(true);
    expect(all.of({ ...SERVER, apiUrl: "https://other.example/api/v4" }).allows(REQUEST, 0)).toBe(true);
  });

  it("end a pause as soon as the run is stopped", async () => {
    const controller = new AbortController();
    const limits = openRunLimits().of(SERVER);
    limits.note(buildLimit(600));
    const { waiting } = waitWith(900_000, controller.signal);
    const pending = limits.pass(REQUEST, waiting);
    controller.abort();
    await expect(pending).rejects.toMatchObject({ reason: "the run was stopped", sent: false });
    await expect(limits.pass(REQUEST, waiting)).rejects.toMatchObject({ reason: "the run was stopped" });
  });
});

describe("the pace of writes", () => {
  it("keeps those of one queue apart, whichever connection sends them, and lets others pass", async () => {
    const timer = openFakeTimer();
    const limits = openRunLimits(timer);
    const { signal } = new AbortController();
    const writes = { queue: "writes", apart: 1000 };
    const mails = { queue: "mails", apart: 3000 };
    const keep = (spacings: readonly (typeof writes)[]) => limits.of({ ...SERVER }).pace.keep(spacings, signal);
    await keep([writes, mails]);
    expect(timer.waits).toEqual([]);
    await keep([writes, mails]);
    expect(timer.waits).toEqual([1000, 2000]);
    await keep([writes]);
    expect(timer.waits).toEqual([1000, 2000]);
    await keep([]);
    await limits.of({ ...SERVER, token: "glpat-2" }).pace.keep([writes, mails], signal);
    expect(timer.waits).toEqual([1000, 2000]);
    await keep([writes]);
    expect(timer.waits).toEqual([1000, 2000, 1000]);
  });
});
