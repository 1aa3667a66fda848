import { EndpointRefused, type ConnectorError } from '../errors/errors.ts';
import { isObject } from '../json/is-object.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { Stream } from '../streams/stream.ts';

type State = Readonly<Record<string, unknown>>;

/** Refusals that an account without the plan or add-on may get, beside 401 and 403. */
const STATUSES: ReadonlySet<number | undefined> = new Set([402, 404, 410]);

/** The endpoint itself is there no more, whatever the plan. */
const GONE: ReadonlySet<number | undefined> = new Set([404, 410]);

/**
 * Whether a failure means that this account does not have what the stream reads, so that there is nothing to read: a stream
 * that only some plans have, and that never had rows. Where it had some, or where the table would be replaced by nothing,
 * the refusal is an error.
 */
export function isUnavailable(
  { isPlanDependent = false, source }: Stream,
  { syncMode, overwrites }: Pick<ConfiguredStream, 'syncMode' | 'overwrites'>,
  state: State | undefined,
  failure: ConnectorError,
): boolean {
  if (!isPlanDependent || !(failure instanceof EndpointRefused || STATUSES.has(failure.status))) return false;
  if (syncMode === 'full_refresh' && overwrites) return false;
  return (source.kind === 'snapshots' && GONE.has(failure.status)) || !hadRows(state);
}

function hadRows(state: State | undefined): boolean {
  if (state === undefined) return false;
  const { fingerprints, named, parents, snapshot_at: snapshotAt, had_any: hadAny } = state;
  return (
    hadAny === true ||
    (typeof fingerprints === 'string' && fingerprints !== '') ||
    (isObject(named) && Object.keys(named).length > 0) ||
    (isObject(parents) && Object.values(parents).some(hasChildren)) ||
    typeof snapshotAt === 'string'
  );
}

function hasChildren(parent: unknown): boolean {
  const children = isObject(parent) ? parent['children'] : undefined;
  return isObject(children) && Object.keys(children).length > 0;
}
