/**
 * A function that combines `first` with another signal: what it returns aborts with either. All pages of a scan are asked for
 * with the same signal, which is combined once: `AbortSignal.any` costs as much as a request.
 */
export function combinedWith(first: AbortSignal): (other: AbortSignal | undefined) => AbortSignal {
  const known = new WeakMap<AbortSignal, AbortSignal>();
  return (other) => {
    if (other === undefined) return first;
    const combined = known.get(other) ?? AbortSignal.any([first, other]);
    known.set(other, combined);
    return combined;
  };
}
