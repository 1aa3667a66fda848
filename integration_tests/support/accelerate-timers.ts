/**
 * Makes time pass `factor` times as fast in this process, for libraries too, until the returned function is called:
 * `setTimeout` is that much shorter, and `Date.now()` goes along. What imports its timers from
 * `node:timers/promises` (the simulated server) is not hurried.
 */
export function hurryTime(factor: number): () => void {
  const { setTimeout: unhurried } = globalThis;
  const { now: calm } = Date;
  const startMs = calm();
  const hurried = (
    callback: (...values: readonly unknown[]) => void,
    ms = 0,
    ...values: unknown[]
  ): unknown => unhurried(() => callback(...values), ms / factor);
  Reflect.set(globalThis, 'setTimeout', hurried);
  Date.now = () => Math.floor(startMs + (calm() - startMs) * factor);
  return () => {
    globalThis.setTimeout = unhurried;
    Date.now = calm;
  };
}
