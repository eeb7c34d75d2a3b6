import { BY_NAME } from "../kinds/parse/merge-overrides.ts";
import type { Draft } from "./normalize/salvage.ts";
import type { CohortFile } from "./schema/cohort-file.ts";
import { PRESET_NAMES, PRESETS, type Preset } from "./schema/presets.ts";

/** The file with what its preset adds, key by key wherever the file itself is silent. */
export function applyPreset(draft: Draft<CohortFile>): Draft<CohortFile> {
  const name = PRESET_NAMES.find((candidate) => candidate === draft.preset);
  if (name === undefined) return draft;
  const preset: Preset = PRESETS[name];
  const { cohort } = draft;
  const isLong = cohort?.end !== undefined || cohort?.length !== undefined;
  const written = (draft.kinds ?? {}) as Readonly<Record<string, unknown>>;
  const kinds = Object.entries(preset.kinds).map(([kind, setting]) => [kind, mergeSetting(setting, written[kind])]);
  return {
    ...draft,
    ...(cohort === undefined || isLong ? {} : { cohort: { ...cohort, length: preset.length } }),
    phases: draft.phases ?? preset.phases,
    kinds: { ...written, ...Object.fromEntries(kinds) } as Draft<CohortFile>["kinds"],
  };
}

/** `on` keeps what the preset tunes; a key of the file stands for the preset's, or one entry of those that have names. */
function mergeSetting(preset: unknown, written: unknown): unknown {
  if (written === undefined || written === null || written === true || written === "on") return preset;
  if (!isMapping(preset) || !isMapping(written)) return written;
  const named = BY_NAME.flatMap((key) => {
    const [tuned, own] = [preset[key], written[key]];
    return isMapping(tuned) && isMapping(own) ? [[key, { ...tuned, ...own }] as const] : [];
  });
  return { ...preset, ...written, ...Object.fromEntries(named) };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
