/** The command line was wrong: exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A bug in Fledgling, not in what somebody wrote. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
  constructor(message: string) {
    super(`${message}. This is a fault in Fledgling: please report it.`);
  }
}

/** Whether a failed request may have been carried out: it decides if a create can be tried again. */
export type Fate = "not-done" | "unknown";

export type ForgeFault =
  | "unauthorized" // the token is wrong or expired
  | "forbidden" // the token lacks a right
  | "not-found" // no such project, or no right to see it
  | "rejected" // the forge refuses what was sent
  | "full" // a parent holds as many children as the forge allows
  | "rate-limited" // still limited after waiting as asked
  | "unavailable"; // no answer, or one that is not the API's

/** A forge said no, or said nothing. Holds neither the request nor the SDK's error: both carry the token. */
export class ForgeError extends Error {
  override readonly name = "ForgeError";
  readonly fault: ForgeFault;
  /** `create issue`, `list issues`. */
  readonly operation: string;
  /** `acme/internships`, `acme/internships#12`. */
  readonly target: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly fate: Fate;
  /** What to do next, as a sentence. */
  readonly remedy: string;

  constructor(details: {
    fault: ForgeFault;
    operation: string;
    target: string;
    status: number | null;
    fate: Fate;
    reason: string;
    remedy: string;
  }) {
    super(`Could not ${details.operation} in ${details.target}: ${details.reason}.`);
    this.fault = details.fault;
    this.operation = details.operation;
    this.target = details.target;
    this.status = details.status;
    this.fate = details.fate;
    this.remedy = details.remedy;
  }
}
