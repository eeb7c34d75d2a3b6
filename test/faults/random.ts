/** Numbers from 0 to below 1 that only `seed` decides: what a test did can be done again. */
export function openRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of `choices`. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error("there is nothing to choose from");
  return choice;
}

/** True so often: 0.1 for one time in ten. */
export function chance(random: () => number, share: number): boolean {
  return random() < share;
}

/** The seed to begin with: `FAULT_SEED`, to do again what a failed test printed, or another one each time. */
export function chooseSeed(): number {
  const given = Number(process.env["FAULT_SEED"] ?? "");
  return given > 0 ? given : Math.floor(Math.random() * 1_000_000_000);
}
