import { ConfigError, ConnectorError } from '../errors/errors.ts';
import { isObject } from '../json/is-object.ts';
import { DELETED_AT } from '../rows/tombstones.ts';
import type { PerCall } from '../streams/source.ts';
import type { SyncEvent } from '../sync/events.ts';
import type { Row } from '../sync/page.ts';
import type { Answer as CallAnswer, SeenCall } from '../sync/per-call/answer.ts';
import { requestsFor } from '../sync/per-call/budget.ts';
import type { OpenCall } from '../sync/per-call/open-calls.ts';
import { readPerCall } from '../sync/per-call/per-call.ts';
import { UnusableAnswer } from '../http/unusable-answer.ts';
import type { FeedCall } from './call-feed.ts';
import { fingerprintOf, type EngineInput } from './engine-input.ts';
import type { Insights } from './insights.ts';

type Call = Pick<OpenCall, 'id' | 'startedAt'>;

/** One result of each call. */
export function perCall(
  input: EngineInput,
  source: PerCall,
  { feed, budget }: Insights,
): AsyncGenerator<SyncEvent, void> {
  const { state, config, now, account } = input;
  const seen = (call: FeedCall): SeenCall => ({
    id: call.id,
    startedAt: call.startedAt,
    endedAt: call.endedAt,
    isAnswered: call.isAnswered,
    isEligible: call.isAnswered || (source.takesVoicemails && call.hasVoicemail),
  });
  // Without the time nobody knows which calls are over: they wait for a sync that does.
  if (!now.reliable) return keepState(state);
  return readPerCall({
    state,
    now: Math.floor(now.ms / 1000),
    account,
    startDate: config.startDate,
    lookbackDays: config.lookbackDays,
    isEditable: source.isEditable,
    takesVoicemails: source.takesVoicemails,
    budget: (sinceLast, before) =>
      budget.open(requestsFor(config.insightsRequestsPerHour, sinceLast, before)),
    onBudgetLeft: (left) => budget.close(left),
    callsSince: async (from) => (await feed.since(from, input)).map(seen),
    callsBetween: async (from, to) => (await feed.between(from, to, input)).map(seen),
    ask: (call) => ask(input, source, call),
    fingerprint: fingerprintOf(input),
    tombstone: (call) => ({
      ...keysOf(call, now.ms),
      [DELETED_AT]: new Date(now.ms).toISOString(),
    }),
  });
}

async function* keepState(state: EngineInput['state']): AsyncGenerator<SyncEvent, void> {
  yield { kind: 'state', state: state ?? { v: 1 } };
}

/** Throws KeyRefused, other mistakes of the configuration, and the reason of an aborted signal. */
async function ask(input: EngineInput, source: PerCall, call: Call): Promise<CallAnswer> {
  const { client, signal, fetched, now } = input;
  const { path, query } = source;
  try {
    const request = {
      path: path.replace(':id', String(call.id)),
      signal,
      mayBeRefused: true,
      ...(query && { query }),
    };
    const found = await client.find(request, (body, answer) => {
      fetched.sanitized += answer.sanitized;
      return { result: resultIn(body, source), atMs: answer.dateMs ?? now.ms };
    });
    if (found.kind !== 'found') return found;
    const { result, atMs } = found.value;
    if (result === undefined) return { kind: 'absent' };
    const row = Object.assign(result, keysOf(call, atMs));
    fetched.inspector.inspect(row);
    fetched.rows++;
    return { kind: 'found', row };
  } catch (error) {
    if (!(error instanceof ConnectorError) || error instanceof ConfigError) throw error;
    // Aircall answers 400 for some calls that have no result.
    return error.status === 400 ? { kind: 'absent' } : { kind: 'failed', error };
  }
}

/** The result in an answer; undefined: there is none yet. */
function resultIn(body: unknown, { wrapper, filledColumn }: PerCall): Record<string, unknown> | undefined {
  const wrapped = wrapper !== undefined && isObject(body) ? (body[wrapper] ?? body) : body;
  if (!isObject(wrapped)) throw new UnusableAnswer('The answer is no object.');
  const items = filledColumn === undefined ? undefined : wrapped[filledColumn];
  return Array.isArray(items) && items.length === 0 ? undefined : { ...wrapped };
}

/** `call_id` is the call that was asked for: in the body it is a text at times. */
function keysOf({ id, startedAt }: Call, atMs: number): Row {
  return { call_id: id, started_at: startedAt, fetched_at: new Date(atMs).toISOString() };
}
