/**
 * A function that combines `first` with another signal: what it returns aborts with either. All pages of a scan are asked for
 * with the same signal. It is combined once, since `AbortSignal.any` for each page took a noticeable part of a page's time.
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
