import { itemAt, Random } from './random.ts';

/**
 * `count` times in (from, to], epoch seconds, ascending: few by night and at weekends, most in office hours, and now
 * and then dozens within one second. `even` spreads them evenly instead.
 */
export function callTimes(options: {
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly rhythm: 'office' | 'even';
  readonly seed: number;
}): number[] {
  const { count, from, to, rhythm, seed } = options;
  if (count === 0 || to <= from) return [];
  const random = new Random(seed);
  const weightOf = rhythm === 'office' ? hourWeight : () => 1;
  const total = sumOfWeights(from, to, weightOf);
  const times: number[] = [];
  let start = from;
  let passed = 0;
  for (let n = 0; n < count; n += 1) {
    const wanted = ((n + random.next()) / count) * total;
    let next = Math.min(to, (Math.floor(start / 3600) + 1) * 3600);
    let weight = weightOf(start) * (next - start);
    while (passed + weight < wanted && next < to) {
      passed += weight;
      start = next;
      next = Math.min(to, start + 3600);
      weight = weightOf(start) * (next - start);
    }
    const share = weight === 0 ? 0 : (wanted - passed) / weight;
    times.push(Math.min(to, Math.max(from + 1, Math.ceil(start + share * (next - start)))));
  }
  if (rhythm === 'office') crowd(times, random);
  return times;
}

function sumOfWeights(from: number, to: number, weightOf: (seconds: number) => number): number {
  let total = 0;
  for (let start = from; start < to;) {
    const next = Math.min(to, (Math.floor(start / 3600) + 1) * 3600);
    total += weightOf(start) * (next - start);
    start = next;
  }
  return total;
}

function hourWeight(seconds: number): number {
  const hour = Math.floor(seconds / 3600);
  const weekend = (Math.floor(hour / 24) + 3) % 7 >= 5 ? 0.12 : 1;
  const time = hour % 24;
  if (time >= 8 && time < 18) return weekend;
  if (time === 7 || time === 18) return 0.4 * weekend;
  return time > 18 && time < 22 ? 0.1 * weekend : 0.02 * weekend;
}

/** Moves some calls into one second with the one before them: a campaign starts, a line comes back. */
function crowd(times: number[], random: Random): void {
  for (let at = 60; at < times.length - 60; at += random.int(200, 500)) {
    const size = random.int(12, 48);
    const second = itemAt(times, at);
    for (let n = 1; n < size; n += 1) times[at + n] = second;
  }
}
