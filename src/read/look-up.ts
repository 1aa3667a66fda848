import { ConnectorError, KeyRefused } from '../errors/errors.ts';
import type { Client } from '../http/client.ts';

/** Whether a row is there; `unknown` where the answer does not tell. */
export type Existence = 'found' | 'absent' | 'unknown';

const MOST_ATTEMPTS = 3;

/** Asks for one row by its own path. Throws KeyRefused, and the reason of an aborted signal. */
export async function lookUp(
  client: Pick<Client, 'find'>,
  path: string,
  signal: AbortSignal,
): Promise<Existence> {
  try {
    const { kind } = await client.find({ path, signal, mostAttempts: MOST_ATTEMPTS }, () => undefined);
    return kind === 'refused' ? 'unknown' : kind;
  } catch (error) {
    if (error instanceof KeyRefused || !(error instanceof ConnectorError)) throw error;
    return 'unknown';
  }
}
