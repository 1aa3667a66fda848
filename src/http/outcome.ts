import type { Header } from './retry-after.ts';

/** An answer as it came, its body decompressed. */
export type Reply = {
  readonly status: number;
  readonly header: Header;
  readonly text: string;
  /** To be called when nothing of the text is needed any more: others may wait for its room. */
  readonly release?: () => void;
};

/** What went wrong with one attempt, as far as it decides what to do next and what to tell a person. */
export type FaultKind =
  | 'denied'
  | 'rate-limit'
  | 'bad-request'
  | 'not-found'
  | 'refused'
  | 'redirect'
  | 'outage'
  | 'heavy'
  | 'odd'
  | 'unusable'
  | 'dns'
  | 'connection'
  | 'certificate'
  | 'tls'
  | 'proxy'
  | 'time-out';

export type Fault = {
  readonly kind: FaultKind;
  /** Of the answer, where there was one. */
  readonly status?: number;
  /** Goes on after "Aircall's API …" or stands by itself in a log line: "answered 503". */
  readonly what: string;
  /** For whoever debugs: never a header, never the data of a 200. */
  readonly details?: string | undefined;
  /** How long the answer asks to wait, in milliseconds; it may be longer than anybody waits. */
  readonly waitMs?: number | undefined;
  readonly cause?: unknown;
};

/** A body that is larger than anything that is read. */
export class OversizedBody extends Error {
  override readonly name = 'OversizedBody';
}

/** A body that can't be made text of: its compression is broken, or nobody asked for it. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

/** The answer did not come whole within the time that one request may take. */
export class Overdue extends Error {
  override readonly name = 'Overdue';
}

const TIME_OUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const NAME_LOOKUP = /^(?:ENOTFOUND|EAI_|ENODATA|ESERVFAIL|EDNS)/;
const CERTIFICATE =
  /CERT|SELF_SIGNED|^UNABLE_TO_(?:VERIFY|GET)|^CRL_|^(?:INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)$/;
const TLS = /^(?:EPROTO$|ERR_SSL_|ERR_TLS_|UND_ERR_PRX_TLS$)/;
const CONNECTION =
  /^(?:ECONN|EHOSTUNREACH$|EHOSTDOWN$|ENETUNREACH$|ENETDOWN$|EADDRNOTAVAIL$|EACCES$|EPERM$|EPIPE$|UND_ERR_SOCKET$|UND_ERR_INFO$|UND_ERR_CLOSED$|UND_ERR_DESTROYED$)/;
const GARBLED = /^(?:HPE_|HTTPParserError$|UND_ERR_RES|UND_ERR_HEADERS_OVERFLOW$|ERR_ASSERTION$)/;

/** The fault behind an error that a request was rejected with; undefined when it is no failure of the network but a bug. */
export function networkFault(error: unknown): Fault | undefined {
  if (error instanceof OversizedBody) return { kind: 'heavy', what: error.message, cause: error.cause };
  if (error instanceof UnreadableBody) return { kind: 'unusable', what: error.message, cause: error.cause };
  if (error instanceof Overdue) return { kind: 'time-out', what: error.message };
  const errors = chain(error);
  for (const { code, message } of errors) {
    const kind = kindOf(code, message);
    if (kind !== undefined) {
      const what =
        kind === 'heavy'
          ? 'sent an answer that is too large to read'
          : kind === 'unusable'
            ? 'sent something that is not valid HTTP'
            : `gave no answer (${code})`;
      return {
        kind,
        what,
        details: errors.map((one) => `${one.code}: ${one.message}`).join('; '),
        cause: error,
      };
    }
  }
  return undefined;
}

function kindOf(code: string, message: string): FaultKind | undefined {
  if (TIME_OUTS.has(code)) return 'time-out';
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'heavy';
  if (NAME_LOOKUP.test(code)) return 'dns';
  if (CERTIFICATE.test(code)) return 'certificate';
  if (TLS.test(code)) return 'tls';
  if (code === 'UND_ERR_PRX_CONN' || (code === 'UND_ERR_ABORTED' && message.startsWith('Proxy')))
    return 'proxy';
  if (CONNECTION.test(code)) return message.includes('before secure TLS') ? 'tls' : 'connection';
  return GARBLED.test(code) ? 'unusable' : undefined;
}

/** The codes (or names, without one) and messages of an error, of those that it gathers and of its causes, the outermost first. */
function chain(error: unknown): readonly { readonly code: string; readonly message: string }[] {
  const found: { code: string; message: string }[] = [];
  const pending = [error];
  for (let looked = 0; looked < pending.length && looked < 20; looked += 1) {
    const one = pending[looked];
    if (!(one instanceof Error)) continue;
    const code = 'code' in one && typeof one.code === 'string' ? one.code : one.name;
    found.push({ code, message: one.message });
    if (one instanceof AggregateError) pending.push(...one.errors);
    pending.push(one.cause);
  }
  return found;
}
