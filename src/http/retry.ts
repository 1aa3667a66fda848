import type { Fault, FaultKind } from './outcome.ts';

/** How long a request may take: a sync can sit out an outage; somebody who waits for a check can't. */
export type RequestProfile = 'sync' | 'check';

type Bounds = {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** The time that attempts and the delays between them may take, all in all. */
  readonly withinMs: number;
};

export const BOUNDS: Readonly<Record<RequestProfile, Bounds>> = {
  sync: { attempts: 9, firstDelayMs: 2000, longestDelayMs: 60_000, withinMs: 5 * 60_000 },
  check: { attempts: 5, firstDelayMs: 500, longestDelayMs: 4000, withinMs: 27_000 },
};

/** So many attempts at what hardly ever passes by itself. */
const FEW = 3;

/** Runners give up on a source that has been silent for an hour; before that the state should have been kept. */
export const LONGEST_RATE_LIMIT_MS = 50 * 60_000;

/** What an answer may ask to wait at most; then it is tried again. */
const LONGEST_WAIT_MS = 10 * 60_000;

const POLICY: Readonly<Record<FaultKind, 'never' | 'once-more' | 'few' | 'many' | 'wait'>> = {
  denied: 'once-more',
  'rate-limit': 'wait',
  'bad-request': 'never',
  'not-found': 'never',
  refused: 'never',
  redirect: 'never',
  outage: 'many',
  heavy: 'few',
  odd: 'many',
  unusable: 'many',
  dns: 'many',
  connection: 'many',
  certificate: 'few',
  tls: 'many',
  proxy: 'many',
  'time-out': 'many',
};

export type Decision =
  | { readonly do: 'retry'; readonly inMs: number }
  /** Nobody may ask anything for so long. */
  | { readonly do: 'wait'; readonly forMs: number }
  | { readonly do: 'give-up' };

export type Situation = {
  readonly fault: Fault;
  /** Attempts made so far that were not rate limited, this one included. */
  readonly attempt: number;
  /** Whether the attempt before failed with the very same words. */
  readonly sameAsBefore: boolean;
  /** What they and the delays between them took, without the time spent waiting for the rate limit. */
  readonly spentMs: number;
  /** For how long nothing but 429 has come. */
  readonly onlyRateLimitedMs: number;
  /** Whether the run as a whole may still retry. */
  readonly mayRetry: boolean;
  readonly profile: RequestProfile;
  /** At least 0, less than 1. */
  readonly random: number;
};

/** What to do after a failed attempt. Pure. */
export function decide(situation: Situation): Decision {
  const { fault, profile } = situation;
  const policy = POLICY[fault.kind];
  if (policy === 'never') return { do: 'give-up' };
  if (policy === 'wait') return waitOut(situation);
  const { attempts } = BOUNDS[profile];
  if (policy === 'once-more') return backOff(situation, Math.min(2, attempts));
  const few = policy === 'few' || (fault.kind === 'odd' && situation.sameAsBefore);
  return backOff(situation, few ? Math.min(FEW, attempts) : attempts);
}

function waitOut({ fault, onlyRateLimitedMs, profile, random }: Situation): Decision {
  const askedMs = fault.waitMs ?? 0;
  if (profile === 'check' || onlyRateLimitedMs >= LONGEST_RATE_LIMIT_MS) return { do: 'give-up' };
  // A little later than allowed: the API's times are whole seconds, and others wait for the same moment.
  return { do: 'wait', forMs: Math.min(LONGEST_WAIT_MS, askedMs) + 1000 + Math.floor(random * 2000) };
}

/** Twice as long each time, less up to a half by chance, and never less than the answer asks for. */
function backOff(
  { fault, attempt, spentMs, mayRetry, profile, random }: Situation,
  attempts: number,
): Decision {
  const { firstDelayMs, longestDelayMs, withinMs } = BOUNDS[profile];
  if (attempt >= attempts || !mayRetry) return { do: 'give-up' };
  const most = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  const inMs = Math.max(Math.round(most * (1 - random / 2)), fault.waitMs ?? 0);
  return spentMs + inMs >= withinMs ? { do: 'give-up' } : { do: 'retry', inMs };
}
