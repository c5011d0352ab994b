/** How many strings a run tries; FUZZ=5000000 tries more. */
const RUNS = Number(process.env['FUZZ'] ?? 200_000);

/** FUZZ_SEED repeats a run that failed. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/**
 * Gives `check` mutations of `samples`, made with pieces of them and of `pieces`. What `check` throws comes out with the
 * seed and the string.
 */
export function fuzz(samples: readonly string[], pieces: readonly string[], check: (text: string) => void): void {
  const random = randomInts(SEED);
  for (let run = 0; run < RUNS; run++) {
    const text = mutate(samples, pieces, random);
    try {
      check(text);
    } catch (error) {
      throw new Error(`FUZZ_SEED=${SEED}, run ${run}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
}

type RandomInt = (below: number) => number;

function mutate(samples: readonly string[], pieces: readonly string[], random: RandomInt): string {
  let text = pick(samples, random);
  for (let left = random(4); left >= 0; left--)
    text = MUTATIONS[random(MUTATIONS.length)]!(text, samples, pieces, random);
  return text;
}

type Mutation = (text: string, samples: readonly string[], pieces: readonly string[], random: RandomInt) => string;

const MUTATIONS: readonly Mutation[] = [
  (text, _, pieces, random) => splice(text, random(text.length + 1), 0, pick(pieces, random)),
  (text, _, pieces, random) => splice(text, random(text.length + 1), 1, pick(pieces, random)),
  (text, _, __, random) => splice(text, random(text.length + 1), 1 + random(3), ''),
  (text, _, __, random) => splice(text, random(text.length + 1), 1, String.fromCharCode(random(128))),
  (text, _, __, random) => splice(text, random(text.length + 1), 0, String.fromCharCode(random(0x10000))),
  (text, _, __, random) => text.slice(0, random(text.length + 1)),
  (text, _, __, random) => text.slice(random(text.length + 1)),
  (text, samples, _, random) => text.slice(0, random(text.length + 1)) + tail(pick(samples, random), random),
  (text, _, __, random) => splice(text, random(text.length + 1), 0, tail(text, random).slice(0, random(400))),
  (text, samples, _, random) => `${text},${pick(samples, random)}`,
  (text) => text,
];

function splice(text: string, at: number, removed: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

function tail(text: string, random: RandomInt): string {
  return text.slice(random(text.length + 1));
}

function pick(from: readonly string[], random: RandomInt): string {
  return from[random(from.length)]!;
}

/** Mulberry32. */
function randomInts(seed: number): RandomInt {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
