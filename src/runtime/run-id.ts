import { randomBytes } from 'node:crypto';

/** A name for one run of the program: when it began (UTC), and a few random digits. Names sort by time. */
export function newRunId(nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}
