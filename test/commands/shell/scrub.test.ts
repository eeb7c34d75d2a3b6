import { describe, expect, it } from "vitest";
import { collectSecrets } from "../../../src/commands/shell/scrub.ts";
import { PROFILES } from "../../support/parse-cohort.ts";

// Put together here, so that nothing in this file looks like a token.
const join = (...parts: readonly string[]) => parts.join("");
const letters = (count: number) => "aB3".repeat(100).slice(0, count);
const SHAPES = {
  "a personal token of GitHub": join("gh", "p_", letters(36)),
  "an App's token": join("gh", "s_", letters(36)),
  "a fine-grained token": join("github", "_pat_", letters(22), "_", letters(59)),
  "a personal token of GitLab": join("gl", "pat-", letters(20)),
  "a token of GitLab with a routing part": join("gl", "pat-", letters(27), ".01.", letters(9)),
  "a deploy token": join("gl", "dt-", letters(20)),
  "a job token": join("gl", "cbt-64_", letters(20)),
  "a token of Slack": join("xox", "b-123456789012-", letters(24)),
  "a webhook of Slack": join("hooks.slack", ".com/services/T000/B000/", letters(24)),
  "a private key": join("-----BEGIN ", "RSA PRIVATE KEY-----\n", letters(64), "\n-----END ", "RSA PRIVATE KEY-----"),
};

describe("what looks like a token", () => {
  it.each(Object.entries(SHAPES))("is never shown, whoever wrote it: %s", (_what, token) => {
    expect(collectSecrets({}, PROFILES).scrub(`before ${token} after`)).toMatch(
      /^before (?:https:\/\/)?\[token\] after$/,
    );
  });

  it("leaves ordinary words alone", () => {
    const text =
      "Week 3 · Ada: see github.com/acme/internships, glossary-of-terms and the xoxo party; npm_config_cache";
    expect(collectSecrets({}, PROFILES).scrub(text)).toBe(text);
  });
});

describe("variables that look like a secret", () => {
  it.each([
    "GITHUB_PAT",
    "PAT",
    "MY_PAT_2",
    "DB_PASSWORD",
    "SSH_PASSPHRASE",
    "AWS_SECRET_ACCESS_KEY",
    "STRIPE_API_KEY",
    "FLEDGLING_APP_KEY",
    "GOOGLE_CREDENTIALS",
    "npm_token",
  ])("have their values hidden: %s", (name) => {
    const secrets = collectSecrets({ [name]: "correct-horse-battery" }, PROFILES);
    expect(secrets.scrub("it said correct-horse-battery")).toBe("it said [token]");
  });

  it("are not variables that only sound alike", () => {
    const secrets = collectSecrets(
      { PATH: "/usr/local/bin", COMPATIBLE: "something-long", KEYBOARD: "de-nodeadkeys" },
      PROFILES,
    );
    expect(secrets.scrub("/usr/local/bin something-long de-nodeadkeys")).toBe(
      "/usr/local/bin something-long de-nodeadkeys",
    );
  });

  it("may hold several lines, each of which is hidden alone", () => {
    const secrets = collectSecrets({ DEPLOY_KEY: `first-line-${letters(20)}\nsecond-line-${letters(20)}` }, PROFILES);
    expect(secrets.scrub(`it said second-line-${letters(20)}.`)).toBe("it said [token].");
  });
});
