import type { SyncEvent } from '../events.ts';
import { accountChanged, stateIgnored } from '../list-notices.ts';
import { NOTHING } from './memory.ts';
import type { PerCallOptions } from './options.ts';
import { PerCallRun } from './per-call-run.ts';
import { parsePerCallState } from './state.ts';

/**
 * Asks for one result of each call, and writes it where it is new or changed: calls that ended since the last sync, those whose
 * time to be asked again has come, and, with what is left of the budget, the history backwards; the newest first. What the
 * budget does not reach stays open. A result that is gone becomes a tombstone.
 *
 * Where an account has no licence, one call is asked in each sync, to see whether that has changed.
 *
 * @throws once the state says what was done: the failure of a call after two others in a row; the refusal of a call after four
 *   others in a row, where there were results before
 */
export async function* readPerCall(options: PerCallOptions): AsyncGenerator<SyncEvent, void> {
  const { memory, problem } = parsePerCallState(options.state);
  if (problem !== undefined) yield stateIgnored(problem);
  const { account } = options;
  const isOther = account !== undefined && memory.account !== undefined && account !== memory.account;
  if (isOther) yield accountChanged();
  const run = new PerCallRun(options, isOther ? NOTHING : memory);
  yield* run.read();
}
