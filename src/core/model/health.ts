/** Something that runs Fledgling by the clock: a pipeline schedule on GitLab, a workflow on GitHub. */
export interface ObservedSchedule {
  /** What people find it under: its description, or the workflow's file. */
  readonly name: string;
  readonly active: boolean;
  /** The last run the clock began, by its ISO instant; null where there was none yet. `succeeded` is null while it runs. */
  readonly last: { readonly at: string; readonly succeeded: boolean | null } | null;
}

/** Who takes up a seat in the top-level group, which GitLab counts on its free tier. */
export interface ObservedSeats {
  readonly group: string;
  readonly visibility: "public" | "internal" | "private";
  /** People of the group and of the projects looked at, bots left out. */
  readonly people: readonly string[];
  /** Those of the project itself who may read every issue of it, confidential ones too, bots left out. */
  readonly readers: readonly string[];
}
