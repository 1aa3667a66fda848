/*
 * The simulated company's clock stands in September 2026 and moves when a test says so. The connector compares Aircall's
 * time with its machine's, so a run in a process of its own is given a machine whose clock agrees.
 */
const clocks = new Map<string, () => number>();
let latest: (() => number) | undefined;

/** Remembers the clock of a server that listens at `url`. */
export function noteClock(url: string, nowMs: () => number): void {
  clocks.set(url, nowMs);
  latest = nowMs;
}

/** The server at `url` is closed. */
export function forgetClock(url: string): void {
  clocks.delete(url);
}

/** Epoch milliseconds of the simulated company at `url`; of the one served last where none is. */
export function simulatedNowMs(url: unknown): number | undefined {
  const clock = typeof url === 'string' ? clocks.get(url.replace(/\/$/, '')) : undefined;
  return (clock ?? latest)?.();
}

/** The option of Node with which a process starts at `nowMs`. */
export function startAt(nowMs: number): string {
  // Runs of one test follow one another, as far as a machine's clock may be off.
  const startMs = nowMs + Math.min(Math.round(performance.now()), 240_000);
  const code = `{const n=Date.now,o=${startMs}-n();Date.now=()=>n()+o}`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

/** `env` with a machine's clock that agrees with the simulated company's. */
export function withSimulatedTime(
  env: Readonly<Record<string, string>>,
  url?: unknown,
): Readonly<Record<string, string>> {
  const nowMs = simulatedNowMs(url);
  if (nowMs === undefined) return env;
  return { ...env, NODE_OPTIONS: `${env['NODE_OPTIONS'] ?? ''} ${startAt(nowMs)}`.trim() };
}
