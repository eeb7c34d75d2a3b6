type Written = Readonly<Record<string, unknown>>;

/** Keys whose entries a cohort file replaces one by one, because each has a name of its own. */
export const BY_NAME = ["attributes", "dates", "rounds"];

/** Front matter with what the cohort file says instead. `null` takes a key away, or a single entry of those above. */
export function mergeOverrides(written: Written, overrides: Written): Written {
  const entries = Object.entries(overrides).map(([key, value]) => {
    const own = written[key];
    return BY_NAME.includes(key) && isMapping(own) && isMapping(value)
      ? ([key, dropNulls({ ...own, ...value })] as const)
      : ([key, value] as const);
  });
  return dropNulls({ ...written, ...Object.fromEntries(entries) });
}

function isMapping(value: unknown): value is Written {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function dropNulls(mapping: Written): Written {
  return Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== null));
}
