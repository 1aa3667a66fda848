/** `2026-11-22T08:00:00Z`: the form of every time in a state or a proof, to the second. */
export function isoSeconds(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** `2026-11-22`: the day in UTC. */
export function isoDay(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 10);
}

/** Epoch seconds of an ISO 8601 time that names its offset; undefined for anything else. */
export function parseIsoSeconds(value: unknown): number | undefined {
  const ms = parseIsoMs(value);
  return ms === undefined ? undefined : Math.floor(ms / 1000);
}

/** Epoch milliseconds of an ISO 8601 date-time, whatever its fraction or offset; undefined for anything else. */
export function parseIsoMs(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return undefined;
  const ms = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
