import type { Fault } from '../../simulator/faults.ts';

export type FaultKind = { readonly name: string; readonly fault: Fault };

const json = { 'content-type': 'application/json' };

/**
 * What may inject an answer and pass again. Time-outs are in time-outs.test.ts, what meets the way there in
 * way.test.ts and network.test.ts.
 */
export const passingKinds: readonly FaultKind[] = [
  ...[408, 425, 500, 502, 503, 504, 520].map((status): FaultKind => {
    return { name: `status ${status}`, fault: { kind: 'status', status } };
  }),
  { name: '503 with Retry-After', fault: { kind: 'status', status: 503, headers: { 'retry-after': '20' } } },
  { name: '502 with an HTML page', fault: { kind: 'status', status: 502, body: '<html>Bad gateway</html>' } },
  { name: 'status 429', fault: { kind: 'status', status: 429 } },
  { name: '429 with a time', fault: { kind: 'status', status: 429, headers: { 'retry-after': '70' } } },
  { name: '429 with a body that is no JSON', fault: { kind: 'status', status: 429, body: 'slow down' } },
  { name: 'a closed connection', fault: { kind: 'drop' } },
  { name: 'a reset connection', fault: { kind: 'reset' } },
  { name: 'a body cut in half', fault: { kind: 'truncate' } },
  { name: 'a body cut at once', fault: { kind: 'truncate', share: 0 } },
  { name: 'no content type', fault: { kind: 'headers', headers: { 'content-type': undefined } } },
  { name: 'a wrong content type', fault: { kind: 'headers', headers: { 'content-type': 'text/plain' } } },
  { name: 'an HTML page', fault: { kind: 'html' } },
  { name: 'invalid JSON', fault: { kind: 'invalid-json' } },
  { name: 'an empty body', fault: { kind: 'text', edit: () => '' } },
  { name: 'JSON that is null', fault: { kind: 'text', edit: () => 'null' } },
  { name: 'JSON that is a list', fault: { kind: 'text', edit: (text) => `[${text}]` } },
  { name: 'a 200 without rows', fault: { kind: 'without-key' } },
  { name: 'an error in a 200', fault: { kind: 'payload', edit: () => ({ error: 'Server Error' }) } },
  { name: 'an empty page', fault: { kind: 'empty-page' } },
  { name: 'a duplicate page', fault: { kind: 'duplicate-page' } },
  { name: 'gzip that is none', fault: { kind: 'corrupt-gzip' } },
  { name: 'gzip broken off', fault: { kind: 'corrupt-gzip', where: 'middle' } },
  { name: 'a 204', fault: { kind: 'status', status: 204, body: '' } },
  { name: 'half a page', fault: { kind: 'payload', edit: (payload) => halved(payload) } },
  { name: 'no meta', fault: { kind: 'payload', edit: ({ meta: _meta, ...rest }) => rest } },
  { name: 'rows without ids', fault: { kind: 'payload', edit: (payload) => withoutIds(payload) } },
];

/** What trying again does not help. */
export const hopelessKinds: readonly FaultKind[] = [
  { name: 'status 400', fault: { kind: 'status', status: 400 } },
  { name: 'status 404', fault: { kind: 'status', status: 404, headers: json } },
  { name: 'status 410', fault: { kind: 'status', status: 410, headers: json } },
  { name: 'status 422', fault: { kind: 'status', status: 422, headers: json } },
];

function rowsKey(payload: object): string | undefined {
  return Object.entries(payload).find(([, value]) => Array.isArray(value))?.[0];
}

function halved(payload: Record<string, unknown>): Record<string, unknown> {
  const key = rowsKey(payload);
  const rows = key === undefined ? undefined : payload[key];
  if (key === undefined || !Array.isArray(rows)) return payload;
  return { ...payload, [key]: rows.slice(0, Math.floor(rows.length / 2)) };
}

function withoutIds(payload: Record<string, unknown>): Record<string, unknown> {
  const key = rowsKey(payload);
  const rows = key === undefined ? undefined : payload[key];
  if (key === undefined || !Array.isArray(rows)) return payload;
  return { ...payload, [key]: rows.map((row: unknown) => ({ ...Object(row), id: undefined })) };
}
