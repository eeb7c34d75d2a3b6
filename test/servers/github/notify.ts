import type { Json } from "./request.ts";
import { asRecord } from "./request.ts";
import type { Notification, State } from "./state.ts";
import { findAccount } from "./state.ts";

/** An issue before and after one request, and the comment if it was one. */
export interface Event {
  readonly actor: string;
  readonly before: Json | null;
  readonly after: Json;
  readonly comment: string | null;
}

/** Records whom GitHub would mail: new assignees, new mentions, and the participants of what is said or closed. */
export function recordNotifications(state: State, event: Event): void {
  const number = Number(event.after["number"]);
  const told = new Set([event.actor]);
  const tell = (accounts: Iterable<string>, reason: Notification["reason"]): void => {
    for (const account of accounts) {
      if (told.has(account)) continue;
      told.add(account);
      state.notifications.push({ account, reason, number });
    }
  };
  const participants = state.participants.get(number) ?? new Set<string>();
  state.participants.set(number, participants);
  const former = new Set(listLogins(event.before));
  const mentioned = listNewMentions(state, event);
  tell(
    listLogins(event.after).filter((login) => !former.has(login)),
    "assign",
  );
  tell(mentioned, "mention");
  if (event.comment !== null) tell(participants, "comment");
  if (event.before !== null && event.before["state"] !== event.after["state"]) tell(participants, "state");
  for (const login of [event.actor, ...listLogins(event.after), ...mentioned]) participants.add(login);
}

function listLogins(issue: Json | null): readonly string[] {
  const assignees = issue?.["assignees"];
  return Array.isArray(assignees) ? assignees.map((account) => String(asRecord(account)["login"])) : [];
}

function listNewMentions(state: State, event: Event): readonly string[] {
  if (event.comment !== null) return listMentions(state, event.comment);
  const old = new Set(listMentions(state, String(event.before?.["body"] ?? "")));
  return listMentions(state, String(event.after["body"] ?? "")).filter((login) => !old.has(login));
}

function listMentions(state: State, text: string): readonly string[] {
  const prose = text
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, "")
    .replace(/`[^`\n]*`/g, "")
    .replace(/<!--[\s\S]*?-->/g, "");
  const names = [...prose.matchAll(/(?<![\w/.@`-])@([a-z0-9][a-z0-9-]*)/gi)].map((match) =>
    findAccount(state, match[1] ?? ""),
  );
  return [...new Set(names.filter((name): name is string => name !== null))];
}
