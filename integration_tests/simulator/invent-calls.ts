import type { Call, CallPlan, Habits, Roster } from './call-plan.ts';
import type { DirectorySize } from './directory.ts';
import { mix } from './random.ts';
import { callTimes } from './rhythm.ts';
import { edgeCases } from './edge-cases.ts';

export type AccountOptions = DirectorySize & {
  readonly seed: number;
  /** Calls that the account has at the start, spread over the `days` before it. */
  readonly calls: number;
  readonly days: number;
  /** Calls that will come in the `futureDays` after the start, as the clock moves. */
  readonly futureCalls: number;
  readonly futureDays: number;
  readonly rhythm: 'office' | 'even';
  /** Two of the calls (of 20 or more) are still going on at the start. */
  readonly inProgress: boolean;
  /** Whether the odd calls of edge-cases.ts are among them (from 60 on). */
  readonly edgeCases: boolean;
  readonly habits: Partial<Habits>;
};

export const defaultAccount: AccountOptions = {
  seed: 1,
  calls: 200,
  days: 30,
  futureCalls: 0,
  futureDays: 0,
  users: 12,
  teams: 4,
  numbers: 6,
  contacts: 60,
  webhooks: 3,
  rhythm: 'office',
  inProgress: true,
  edgeCases: true,
  habits: {},
};

export function newCall(id: number, startedAt: number, seed: number, fixed?: Partial<CallPlan>): Call {
  return { id, startedAt, seed: mix(seed, id), fixed, shift: 0, key: 0, shown: false };
}

/** The calls that the account begins with and those to come, oldest first, and the first id that is free. */
export function inventCalls(
  options: AccountOptions,
  roster: Roster,
  now: number,
): { readonly calls: Call[]; readonly nextId: number } {
  const { calls: count, days, futureCalls, futureDays, rhythm, seed } = options;
  const live = options.inProgress && count >= 20 ? [now - 95, now - 4] : [];
  const from = now - Math.floor(days * 86_400);
  const pastEnd = live.length > 0 ? now - 100 : now;
  const times = [
    ...callTimes({ count: count - live.length, from, to: pastEnd, rhythm, seed: mix(seed, 21) }),
    ...live,
    ...callTimes({
      count: futureCalls,
      from: now,
      to: now + futureDays * 86_400,
      rhythm,
      seed: mix(seed, 22),
    }),
  ];
  // Ids pass 2^31 half-way through, as those of real accounts have by now.
  const firstId = 2 ** 31 - 2 * Math.floor(count / 2);
  const calls = times.map((startedAt, at) => newCall(firstId + 2 * at, startedAt, seed));
  const odd = options.edgeCases && count >= 60 ? edgeCases(roster) : [];
  odd.forEach((fixed, at) => {
    const call = calls[Math.floor(((at + 1) * (count - 4)) / (odd.length + 1))];
    if (call !== undefined) call.fixed = fixed;
  });
  for (const [at, call] of calls.slice(count - live.length, count).entries()) {
    call.fixed = {
      direction: 'outbound',
      answered: true,
      ringSeconds: 10,
      talkSeconds: 400 + at,
      missedReason: null,
    };
  }
  return { calls, nextId: firstId + 2 * times.length };
}
