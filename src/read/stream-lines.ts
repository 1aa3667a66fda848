import type { Drift } from '../rows/drift.ts';
import type { ListProof } from '../sync/events.ts';
import { isoSeconds } from '../sync/instant.ts';
import type { Proof } from '../sync/windowed/proof.ts';

/**
 * The line of one proof, in a fixed form that an auditor can add up: the stretches of a run do not overlap, so
 * their `ids` are the rows of everything read.
 */
export function proofLine(stream: string, proof: Proof | ListProof): { code: string; text: string } {
  const code = proof.proven ? 'stretch-proven' : 'stretch-unproven';
  const where = 'to' in proof ? `from ${startOf(proof)} to ${isoSeconds(proof.to)}` : 'whole list';
  const { total, ids, readings, requests } = proof;
  return {
    code,
    text: `${stream} ${where} total ${total} ids ${ids} readings ${readings} requests ${requests}`,
  };
}

function startOf({ from }: Proof): string {
  return from === undefined ? 'the-beginning' : isoSeconds(from);
}

/** What the run is about to do, as far as page 1 tells. */
export function expectedLine(
  stream: string,
  { rows, requests }: { readonly rows: number; readonly requests: number },
  requestsPerMinute: number,
): string {
  const seconds = (requests * 60) / requestsPerMinute;
  return `${stream}: about ${rows} rows to read in ${requests} ${requests === 1 ? 'request' : 'requests'}; at ${requestsPerMinute} a minute that takes about ${durationOf(seconds)}.`;
}

function durationOf(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`;
  return `${(seconds / 3600).toFixed(1)} hours`;
}

export type StreamCounts = {
  readonly read: number;
  readonly written: number;
  readonly mended: number;
  readonly requests: number;
  readonly rateLimited: number;
  readonly waitedForLimitMs: number;
  readonly waitedForAnswerMs: number;
  readonly waitedForReaderMs: number;
};

/** One line at a stream's end: what it cost, and where the time went. */
export function closingLine(stream: string, counts: StreamCounts): string {
  const unchanged = Math.max(0, counts.read - counts.written);
  const mended = counts.mended === 0 ? '' : `, ${counts.mended} texts mended (NUL or half a character)`;
  return `${stream}: ${counts.written} rows written, ${unchanged} read again and unchanged, ${counts.requests} requests, ${counts.rateLimited} times rate limited, waited ${inSeconds(counts.waitedForLimitMs)} for the limit, ${inSeconds(counts.waitedForAnswerMs)} for Aircall, ${inSeconds(counts.waitedForReaderMs)} for the reader${mended}`;
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Names only, never values. */
export function driftLine(stream: string, { unknown, mistyped }: Drift): string {
  const parts = [
    ...(unknown.length > 0
      ? [`Aircall sends columns that the schema lacks, and the destination may drop: ${unknown.join(', ')}`]
      : []),
    ...(mistyped.length > 0
      ? [`columns come with another type than declared, and may arrive empty: ${mistyped.join(', ')}`]
      : []),
  ];
  return `${stream}: ${parts.join('; ')}. Please report this, so that the schema can follow.`;
}
