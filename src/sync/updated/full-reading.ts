import { errorOf } from '../../errors/catalogue.ts';
import { SystemError } from '../../errors/errors.ts';
import { countByDay } from '../day-counts.ts';
import type { CountedSlice, SyncEvent } from '../events.ts';
import { isoSeconds } from '../instant.ts';
import { unverified } from '../unverified.ts';
import type { PlacedRow } from '../windowed/placed.ts';
import { scanWindowed } from '../windowed/scan.ts';
import type { UpdatedOptions } from './updated.ts';

export type FullReadingEvent =
  | { readonly kind: 'rows'; readonly rows: readonly PlacedRow[] }
  /** Everything created before `at` (epoch seconds) was passed on. */
  | { readonly kind: 'checkpoint'; readonly at: number }
  | { readonly kind: 'event'; readonly event: SyncEvent };

const DAY = 86_400;

/**
 * Reads all rows created since `start` (epoch seconds; undefined: since the first) in verified slices. What is younger than a
 * day is verified by itself: a row that is created late cannot make up in a count for one that disappears at the old end.
 */
export async function* readInFull(
  options: UpdatedOptions,
  start: number | undefined,
): AsyncGenerator<FullReadingEvent, void> {
  const { now, nowReliable, limits, prefetchDepth, signal, fingerprint } = options;
  const end = nowReliable ? now : undefined;
  let isEstimated = false;
  let tooLarge: PlacedRow | undefined;
  const scan = scanWindowed({
    start,
    ends: (start ?? Number.NEGATIVE_INFINITY) < now - DAY ? [now - DAY, end] : [end],
    now,
    limits,
    readPage: options.readCreated,
    fingerprintOf: (row) => fingerprint(row.data),
    prefetchDepth,
    signal,
  });
  for await (const event of scan) {
    if (event.kind === 'rows') {
      const rows = event.rows.filter((row) => row.tooLarge !== true);
      tooLarge ??= event.rows.find((row) => row.tooLarge === true);
      yield { kind: 'rows', rows };
    } else if (event.kind === 'slice') {
      yield* report(
        { ...event.slice, days: countByDay(event.rows, event.slice.to) },
        options.onCountMismatch,
      );
      if (tooLarge === undefined) yield { kind: 'checkpoint', at: event.slice.to };
    } else if (!isEstimated) {
      isEstimated = true;
      const requests = Math.max(1, Math.ceil(event.total / event.perPage));
      yield { kind: 'event', event: { kind: 'expected', rows: event.total, requests } };
    }
  }
  if (tooLarge !== undefined) throw tooLargeError(tooLarge);
}

function* report(slice: CountedSlice, onCountMismatch: 'warn' | 'fail'): Generator<FullReadingEvent, void> {
  yield { kind: 'event', event: { kind: 'proof', proof: slice } };
  if (slice.verified) return;
  const from = slice.from === undefined ? 'the first row' : isoSeconds(slice.from);
  const where = `Between ${from} and ${isoSeconds(slice.to)}`;
  yield { kind: 'event', event: unverified({ ...slice, where }, onCountMismatch) };
}

function tooLargeError({ id, at }: PlacedRow): SystemError {
  return errorOf('row-too-large', { time: isoSeconds(at), id: String(id) });
}
