import type { Reading } from './ask.ts';
import { sanitize } from './sanitize.ts';
import { UnusableAnswer } from './unusable-answer.ts';
import { parseExactly } from '../json/exact-json.ts';
import { inspect, isTextTooDeep } from '../json/inspect.ts';
import type { Fault, FaultKind, Reply } from './outcome.ts';
import { dateMs, rateLimitMs, retryAfterMs } from './retry-after.ts';

const TOO_DEEP: Fault = { kind: 'odd', what: 'answered with JSON that is nested too deeply' };

/** How much of an answer is quoted for whoever debugs. */
const QUOTED = 1000;

/** What reading an answer needs to know beside it. */
export type ReadContext = {
  readonly nowMs: number;
  /** The beginning of a text from elsewhere, at most so many characters, without secrets. */
  readonly quote: Quote;
};

type Quote = (text: string, most: number) => string;

/** What an answer says beside its body. */
export type Answer = {
  /** Epoch milliseconds of the `Date` header. */
  readonly dateMs: number | undefined;
  /** How many strings in the body were sanitized. */
  readonly sanitized: number;
};

type Page = {
  readonly body: unknown;
  /** Epoch milliseconds of the `Date` header. */
  readonly dateMs: number | undefined;
  readonly sanitized: number;
};

/** What `accept` makes of the JSON body of a 200; or what is wrong with the answer. */
export function readAnswer<T>(
  reply: Reply,
  { nowMs, quote }: ReadContext,
  accept: (body: unknown, answer: Answer) => T,
): Reading<T> {
  const read = readReply(reply, { nowMs, quote });
  if ('fault' in read) return read;
  try {
    return { value: accept(read.body, { dateMs: read.dateMs, sanitized: read.sanitized }) };
  } catch (error) {
    if (!(error instanceof UnusableAnswer)) throw error;
    const why = error.message.replace(/\.$/, '');
    return { fault: { kind: 'odd', what: `gave an answer that can't be right: ${why}` } };
  }
}

/** The JSON body of a 200; or what is wrong with the answer. */
export function readReply(reply: Reply, { nowMs, quote }: ReadContext): Page | { readonly fault: Fault } {
  if (reply.status !== 200) return { fault: faultOf(reply, { nowMs, quote }) };
  if (!isJson(reply))
    return {
      fault: unusable(`answered ${contentType(reply, quote)} instead of JSON`, page(reply.text, quote)),
    };
  if (isTextTooDeep(reply.text)) return { fault: TOO_DEEP };
  let body: unknown;
  try {
    body = JSON.parse(reply.text);
  } catch {
    // The parser's own message quotes the text, which is the account's data.
    return { fault: unusable(`answered with invalid JSON (${reply.text.length} characters)`) };
  }
  const { isTooDeep, hasLargeNumber } = inspect(body);
  if (isTooDeep) return { fault: TOO_DEEP };
  if (hasLargeNumber) body = parseExactly(reply.text);
  return { ...sanitize(body, reply.text), dateMs: dateMs(reply.header) };
}

/** Whether an answer says that it is JSON, as all of Aircall's do. */
export function isJson(reply: Reply): boolean {
  return /\bjson\b/i.test(reply.header('content-type') ?? '');
}

/** A fault of an answer's content. `what` goes on after "Aircall's API". */
export function unusable(
  what: string,
  details?: string,
): { kind: 'unusable'; what: string; details?: string } {
  return { kind: 'unusable', what, ...(details !== undefined && { details }) };
}

/** What is wrong with an answer that is not a 200. */
function faultOf(reply: Reply, { nowMs, quote }: ReadContext): Fault {
  const { status, header, text } = reply;
  const kind = kindOf(reply);
  const fault = { kind, status, what: `answered ${status}`, details: `${status}: ${quote(text, QUOTED)}` };
  if (kind === 'rate-limit') return { ...fault, waitMs: rateLimitMs(header, nowMs) };
  if (kind === 'redirect')
    return { ...fault, what: `${fault.what}, a redirect to ${place(header('location'))}` };
  if (!isJson(reply)) fault.what += ` with ${contentType(reply, quote)}`;
  return kind === 'outage' ? { ...fault, waitMs: retryAfterMs(header, nowMs) } : fault;
}

/** Only JSON is Aircall's own refusal; a web page with the same status comes from something in between. */
function kindOf(reply: Reply): FaultKind {
  const kind = kindOfStatus(reply.status);
  return kind === 'denied' && !isJson(reply) ? 'unusable' : kind;
}

function kindOfStatus(status: number): FaultKind {
  switch (status) {
    case 400:
      return 'bad-request';
    // Aircall's edge answers 401 to a missing and 403 to a wrong key (observed 2026-08).
    case 401:
    case 403:
      return 'denied';
    case 404:
      return 'not-found';
    case 407:
      return 'proxy';
    case 408:
    case 425:
      return 'outage';
    case 429:
      return 'rate-limit';
  }
  if (status >= 500) return 'outage';
  if (status >= 400) return 'refused';
  return status >= 300 ? 'redirect' : 'unusable';
}

function contentType({ header, text }: Reply, quote: Quote): string {
  const type = header('content-type')?.split(';')[0]?.trim();
  if (/^\s*<(?:!doctype|html)/i.test(text)) return 'a web page';
  return type === undefined || type === '' ? 'something without a content type' : quote(type, 60);
}

/** The beginning of a web page, which tells whose it is. Anything else may be the account's data. */
function page(text: string, quote: Quote): string | undefined {
  return /^\s*</.test(text) ? quote(text, QUOTED) : undefined;
}

/** Where a redirect leads, without what may be secret in its path. */
function place(location: string | undefined): string {
  if (location === undefined) return 'nowhere';
  return URL.canParse(location) ? new URL(location).origin : 'another path';
}
