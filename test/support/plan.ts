import type {
  Action,
  ActionType,
  CloseAction,
  CreateAction,
  StillAction,
  UpdateAction,
} from "../../src/core/model/action.ts";
import { ACTION_TYPES } from "../../src/core/model/action.ts";
import type { Diagnostic } from "../../src/core/diagnostics/diagnostic.ts";
import type { DesiredIssue } from "../../src/core/model/issue.ts";
import type { Outcome } from "../../src/core/model/outcome.ts";
import type { Plan } from "../../src/core/model/plan.ts";
import { buildCohort } from "./cohort.ts";

const shared = {
  kind: "retro",
  lane: "team",
  place: "team",
  title: "Week 2",
  person: "ada",
  reason: "opens today",
  on: "2026-06-11",
  writes: 1,
  reads: 0,
  notifies: [],
} as const;

export function buildDesired(overrides: Partial<DesiredIssue> = {}): DesiredIssue {
  return {
    key: "summer-2026/retro/ada/week-02",
    occurrence: {
      key: { cohort: "summer-2026", kind: "retro", subject: "ada", occurrence: "week-02" },
      kind: "retro",
      lane: "team",
      owner: "ada",
      mention: [],
      intern: "ada",
      project: "ada",
      opens: "2026-06-11",
      due: "2026-06-15",
      closes: null,
      week: { number: 2, of: 16 },
      late: "skip",
      dates: {},
    },
    lane: "team",
    place: "team",
    title: "Week 2",
    body: "Hello Ada\n\n- [ ] Say how it went",
    base: null,
    assignee: "ada",
    wanted: "ada",
    unreachable: [],
    checked: true,
    due: null,
    milestone: null,
    confidential: false,
    labels: ["cohort::summer-2026", "kind::retro"],
    finished: "answer",
    language: "en",
    parent: null,
    remembers: [],
    review: null,
    notifies: ["ada"],
    ...overrides,
  };
}

export function buildCreate(overrides: Partial<CreateAction> = {}): CreateAction {
  return {
    ...shared,
    type: "create",
    key: "summer-2026/retro/ada/week-02",
    notifies: ["ada"],
    issue: buildDesired(),
    status: "todo",
    following: [],
    ...overrides,
  };
}

export function buildUpdate(overrides: Partial<UpdateAction> = {}): UpdateAction {
  return {
    ...shared,
    type: "update",
    key: "summer-2026/onboarding/ada/once",
    kind: "onboarding",
    title: "Welcome, Ada",
    reason: "status changed",
    reads: 1,
    number: 4,
    changes: [{ field: "status", before: "status::todo", after: "status::doing" }],
    desired: null,
    orders: [],
    addLabels: ["status::doing"],
    removeLabels: ["status::todo"],
    ...overrides,
  };
}

export function buildClose(overrides: Partial<CloseAction> = {}): CloseAction {
  return {
    ...shared,
    type: "close",
    key: "summer-2026/retro/ada/week-01",
    title: "Week 1",
    reason: "nobody used it, and its time ended on 2026-06-11",
    reads: 1,
    number: 3,
    cause: "timer",
    comment: null,
    ...overrides,
  };
}

export function buildStill(type: StillAction["type"], overrides: Partial<StillAction> = {}): StillAction {
  return {
    ...shared,
    type,
    key: `summer-2026/${type}/ada/once`,
    title: "Still",
    reason: "as it should be",
    writes: 0,
    number: 1,
    ...overrides,
  };
}

/** A plan of summer 2026 on Thursday 2026-06-11 whose sums fit its actions. */
export function buildPlan(actions: readonly Action[], overrides: Partial<Plan> = {}): Plan {
  const count = (type: ActionType) => actions.filter((action) => action.type === type).length;
  const notified = [...new Set(actions.flatMap((action) => action.notifies))];
  return {
    cohort: buildCohort(),
    forge: "local",
    now: "2026-06-11T09:00:00Z",
    today: "2026-06-11",
    until: null,
    halted: false,
    preparations: [],
    actions,
    summary: Object.fromEntries(ACTION_TYPES.map((type) => [type, count(type)])) as Plan["summary"],
    cost: {
      reads: 1 + actions.reduce((sum, action) => sum + action.reads, 0),
      writes: actions.reduce((sum, action) => sum + action.writes, 0),
    },
    notifies: notified.map((person) => ({
      person,
      count: actions.flatMap((action) => action.notifies).filter((account) => account === person).length,
    })),
    diagnostics: [],
    ...overrides,
  };
}

export function buildOutcome(action: Pick<Action, "key" | "type">, overrides: Partial<Outcome> = {}): Outcome {
  return { key: action.key, type: action.type, result: "done", url: null, error: null, deviation: null, ...overrides };
}

export function buildDiagnostic(overrides: Partial<Diagnostic> = {}): Diagnostic {
  return {
    severity: "error",
    code: "unknown-key",
    message: "nobody reads mentr",
    remedy: "Did you mean mentor?",
    file: "config/summer.yaml",
    path: "interns.ada.mentr",
    line: 7,
    column: 10,
    excerpt: "7 |   ada: { mentr: grace }\n  |          ^^^^^",
    ...overrides,
  };
}
