/** A merge or pull request, as far as a weekly page tells of it: no sizes and no counts. */
export interface ActivityRequest {
  /** `acme/telemetry`. */
  readonly place: string;
  /** Whether everybody on the forge can read it; what is not public never reaches a wider lane. */
  readonly isPublic: boolean;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** Account name. */
  readonly author: string;
  readonly state: "open" | "merged" | "closed";
  readonly draft: boolean;
  /** ISO instants. */
  readonly createdAt: string;
  readonly mergedAt: string | null;
  /** Accounts that are asked to look at it. */
  readonly reviewers: readonly string[];
  /** Who looked at it and when: no bots, not the author. */
  readonly reviews: readonly { readonly by: string; readonly at: string }[];
}

/** An issue in one of the projects' repositories, none of the programme's own. */
export interface ActivityIssue {
  readonly place: string;
  readonly isPublic: boolean;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly author: string;
  readonly assignees: readonly string[];
  readonly state: "open" | "closed";
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly labels: readonly string[];
  /** Comments of others than its author: no bots. */
  readonly answers: readonly { readonly by: string; readonly at: string }[];
}

/** What happened where the work is done, between two ISO instants; `gaps` names what could not be told, and why. */
export interface Activity {
  readonly since: string;
  readonly until: string;
  readonly requests: readonly ActivityRequest[];
  readonly issues: readonly ActivityIssue[];
  readonly gaps: readonly {
    readonly place: string;
    readonly what: "everything" | "reviews" | "answers";
    readonly reason: string;
  }[];
}

/** What to look for, and where. */
export interface ActivityQuery {
  /** `acme/telemetry`: repositories of one forge. */
  readonly places: readonly string[];
  /** ISO instants: what was changed between them is told whole, earlier reviews and answers of it too. */
  readonly since: string;
  readonly until: string;
}
