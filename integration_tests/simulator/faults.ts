import type { Row } from './people.ts';
import { htmlPage, serverError, type Reply } from './reply.ts';

/** Faults of the way, not of the answer. In-process callers find them in `wire` and do what fits. */
export type WireFault =
  /** The connection is closed, or reset, without an answer. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'reset' }
  /** The connection ends after this share of the body. Default 0.5. */
  | { readonly kind: 'truncate'; readonly share?: number }
  /** Headers, or the body after them, come late; Infinity for never. */
  | { readonly kind: 'delay-headers'; readonly ms: number }
  | { readonly kind: 'delay-body'; readonly ms: number }
  /** A byte every `ms`. */
  | { readonly kind: 'drip'; readonly ms: number }
  /** Says gzip, and is not: from the start (default), or from the middle on. */
  | { readonly kind: 'corrupt-gzip'; readonly where?: 'start' | 'middle' };

export type Fault =
  | WireFault
  /** Another status; a body that is left out is what the gateway would say. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Headers set, or taken out by undefined: a wrong or missing content type, a redirect's location, … */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string | undefined>> }
  /** An HTML page with status 200. */
  | { readonly kind: 'html' }
  | { readonly kind: 'invalid-json' }
  /** Valid JSON without the key that holds the rows. */
  | { readonly kind: 'without-key' }
  /** No rows; the total stays as it is, or is 0 as well. */
  | { readonly kind: 'empty-page'; readonly total?: 'kept' | 'zero' }
  /** The rows of the page before; nothing changes on page 1. */
  | { readonly kind: 'duplicate-page' }
  /** Anything else: the body as an object, or as text, made into another one. */
  | { readonly kind: 'payload'; readonly edit: (payload: Row) => Row | string }
  | { readonly kind: 'text'; readonly edit: (text: string) => string };

export type FaultTarget = {
  readonly number: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
};

/** Which requests a fault meets: all that fit what is given. */
export type FaultMatch =
  | ((request: FaultTarget) => boolean)
  | {
      /** The request's number, counted from 1. */
      readonly number?: number;
      readonly path?: string | RegExp;
      readonly query?: Readonly<Record<string, string | number>>;
    };

function matches(match: FaultMatch, request: FaultTarget): boolean {
  if (typeof match === 'function') return match(request);
  if (match.number !== undefined && match.number !== request.number) return false;
  if (typeof match.path === 'string' && match.path !== request.path) return false;
  if (match.path instanceof RegExp && !match.path.test(request.path)) return false;
  return Object.entries(match.query ?? {}).every(([key, value]) => request.query[key] === String(value));
}

/** The faults scripted so far. */
export class FaultScript {
  readonly #entries: { readonly match: FaultMatch; readonly fault: Fault; left: number }[] = [];

  /** The next `times` requests that match meet the fault. */
  add(match: FaultMatch, fault: Fault, times: number): void {
    this.#entries.push({ match, fault, left: times });
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** The first fault that fits a request and is not used up; `use` counts it. */
  find(request: FaultTarget): { readonly fault: Fault; use(): void } | undefined {
    const entry = this.#entries.find(({ match, left }) => left > 0 && matches(match, request));
    if (entry === undefined) return undefined;
    return {
      fault: entry.fault,
      use: () => {
        entry.left -= 1;
      },
    };
  }
}

/** What a fault makes of an answer. */
export function applyFault(fault: Fault, reply: Reply, serverErrorBody: 'json' | 'html'): Reply {
  switch (fault.kind) {
    case 'status':
      return statusReply(fault, serverErrorBody);
    case 'headers':
      return { ...reply, headers: changedHeaders(reply.headers, fault.headers) };
    case 'html':
      return { ...reply, headers: { 'content-type': 'text/html' }, payload: htmlPage('Please log in') };
    case 'invalid-json':
      return { ...reply, payload: `${textOf(reply).slice(0, -1)},` };
    case 'without-key': {
      const { meta } = rowOf(reply);
      return { ...reply, payload: meta === undefined ? {} : { meta } };
    }
    case 'empty-page':
      return { ...reply, payload: emptied(rowOf(reply), fault.total ?? 'kept') };
    case 'duplicate-page':
      return reply;
    case 'payload':
      return { ...reply, payload: fault.edit(rowOf(reply)) };
    case 'text':
      return { ...reply, payload: fault.edit(textOf(reply)) };
    case 'drop':
    case 'reset':
    case 'truncate':
    case 'delay-headers':
    case 'delay-body':
    case 'drip':
    case 'corrupt-gzip':
      break;
  }
  return { ...reply, wire: fault };
}

/** The body as it is sent. */
export function textOf(reply: Reply): string {
  return typeof reply.payload === 'string' ? reply.payload : JSON.stringify(reply.payload);
}

function rowOf(reply: Reply): Row {
  return typeof reply.payload === 'string' ? {} : reply.payload;
}

function statusReply(fault: Extract<Fault, { kind: 'status' }>, serverErrorBody: 'json' | 'html'): Reply {
  const plain = serverError(fault.status, serverErrorBody);
  return {
    status: fault.status,
    headers: { ...plain.headers, ...fault.headers },
    payload: fault.body ?? plain.payload,
  };
}

function changedHeaders(
  headers: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...headers, ...changes })) {
    if (value !== undefined) changed[name] = value;
  }
  return changed;
}

function emptied(payload: Row, total: 'kept' | 'zero'): Row {
  const meta = typeof payload['meta'] === 'object' ? { ...payload['meta'], count: 0 } : {};
  const rows = Object.keys(payload).filter((key) => Array.isArray(payload[key]));
  return {
    ...payload,
    ...Object.fromEntries(rows.map((key) => [key, []])),
    meta: total === 'zero' ? { ...meta, total: 0, next_page_link: null } : meta,
  };
}

/** A list's body that says another page number. */
export function withCurrentPage(payload: Reply['payload'], page: number): Reply['payload'] {
  if (typeof payload === 'string' || typeof payload['meta'] !== 'object') return payload;
  return { ...payload, meta: { ...payload['meta'], current_page: page } };
}
