import type { Activity } from "../../src/core/model/activity.ts";

/** The file in which a folder has what happened where the work is done. */
export function recordActivity({ requests, issues }: Activity): string {
  const recorded = {
    requests: requests.map(({ isPublic, createdAt, mergedAt, ...rest }) => ({
      ...rest,
      public: isPublic,
      created: createdAt,
      merged: mergedAt,
    })),
    issues: issues.map(({ isPublic, createdAt, closedAt, ...rest }) => ({
      ...rest,
      public: isPublic,
      created: createdAt,
      closed: closedAt,
    })),
  };
  return `${JSON.stringify(recorded, null, 2)}\n`;
}
