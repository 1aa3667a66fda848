/**
 * Makes time pass `factor` times as fast in this process, for libraries too, until the returned function is called:
 * `setTimeout` is that much shorter, and `Date.now()` goes along. What imports its timers from
 * `node:timers/promises` (the simulated server) is not accelerated.
 */
export function accelerateTimers(factor: number): () => void {
  const { setTimeout: original } = globalThis;
  const { now: calm } = Date;
  const startMs = calm();
  const accelerated = (
    callback: (...values: readonly unknown[]) => void,
    ms = 0,
    ...values: unknown[]
  ): unknown => original(() => callback(...values), ms / factor);
  Reflect.set(globalThis, 'setTimeout', accelerated);
  Date.now = () => Math.floor(startMs + (calm() - startMs) * factor);
  return () => {
    globalThis.setTimeout = original;
    Date.now = calm;
  };
}
