/** A response header by its lower-case name. */
export type Header = (name: string) => string | undefined;

/**
 * Aircall's best practices say that exceeding the limit "blocks your access for 60 seconds".
 * https://developer.aircall.io/api-references/#rate-limiting
 */
const BLOCK_MS = 60_000;

/** A reset further away than this is none. */
const LONGEST_RESET_MS = 24 * 3600 * 1000;

/** More than any number of seconds to wait, less than any epoch second. */
const FIRST_EPOCH_SECONDS = 1e8;

/** More than any epoch second, less than any epoch millisecond of this century. */
const FIRST_EPOCH_MS = 1e11;

/** Milliseconds until the limit is over, never less than Aircall's block, whatever the headers say. */
export function rateLimitMs(header: Header, nowMs: number): number {
  const told = resetMs(header, nowMs) ?? retryAfterMs(header, nowMs) ?? 0;
  return Math.max(BLOCK_MS, told);
}

/** `Retry-After` in milliseconds from now: seconds or an HTTP date; undefined when there is none that makes sense. */
export function retryAfterMs(header: Header, nowMs: number): number | undefined {
  const text = header('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - serverNow(header, nowMs) : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** The `Date` header in epoch milliseconds. */
export function dateMs(header: Header): number | undefined {
  const ms = Date.parse(header('date') ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

/** `X-AircallApi-Reset`: documented as a timestamp, its unit is not; seconds, milliseconds and a mere wait are told apart. */
function resetMs(header: Header, nowMs: number): number | undefined {
  const value = Number(header('x-aircallapi-reset')?.trim() || Number.NaN);
  if (!Number.isFinite(value) || value <= 0) return undefined;
  const epochMs = value < FIRST_EPOCH_MS ? value * 1000 : value;
  const ms = value < FIRST_EPOCH_SECONDS ? value * 1000 : epochMs - serverNow(header, nowMs);
  return ms > LONGEST_RESET_MS ? undefined : ms;
}

/** The clock by which the server means its times; this machine's may be wrong. */
function serverNow(header: Header, nowMs: number): number {
  return dateMs(header) ?? nowMs;
}
