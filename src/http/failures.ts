import { errorOf } from '../errors/catalogue.ts';
import type { ConnectorError } from '../errors/errors.ts';
import type { Fault, FaultKind } from './outcome.ts';
import type { RequestProfile } from './retry.ts';

export type Circumstances = {
  /** Path and query of the request. */
  readonly target: string;
  readonly attempts: number;
  readonly profile: RequestProfile;
  /** Host and port of the proxy that is configured. */
  readonly proxy: string | undefined;
  /** What NODE_EXTRA_CA_CERTS names, where it cannot be read. */
  readonly unreadableCa: string | undefined;
};

/** Longer than a wait may be. */
const LONG_MS = 10 * 60_000;

type Circumstantial = {
  readonly details: string;
  readonly status: number | undefined;
  readonly cause: unknown;
};

type Fail = (fault: Fault, circumstances: Circumstances, options: Circumstantial) => ConnectorError;

const FAILURES: Readonly<Record<FaultKind, Fail>> = {
  denied: ({ what }, _, options) => errorOf('key-refused', { what }, options),
  'rate-limit': ({ waitMs = 0 }, { profile }, options) => {
    const seconds = Math.ceil(waitMs / 1000);
    if (profile === 'check') return errorOf('rate-limit-now', { seconds }, options);
    return waitMs > LONG_MS
      ? errorOf('rate-limit-long', { seconds }, options)
      : errorOf('rate-limit', {}, options);
  },
  'bad-request': (_fault, _, options) => errorOf('bad-request', {}, options),
  'not-found': (_fault, _, options) => errorOf('not-found', {}, options),
  refused: ({ what }, _, options) => errorOf('request-refused', { what }, options),
  redirect: ({ what }, circumstances, options) =>
    errorOf('redirect', { what }, { ...options, also: throughProxy(circumstances) }),
  outage: ({ what, waitMs = 0 }, circumstances, options) => {
    const wait = waitMs > 0 ? ` and asks to wait ${Math.ceil(waitMs / 1000)} seconds` : '';
    return errorOf('outage', { what: `${what}${wait}` }, inTheWay(circumstances, options));
  },
  heavy: ({ what }, circumstances, options) =>
    errorOf('answer-heavy', { what }, inTheWay(circumstances, options)),
  odd: ({ what }, circumstances, options) =>
    errorOf('answer-odd', { what }, inTheWay(circumstances, options)),
  unusable: ({ what }, circumstances, options) =>
    errorOf('answer-unusable', { what }, inTheWay(circumstances, options)),
  dns: (_fault, circumstances, options) => errorOf('dns', {}, inTheWay(circumstances, options)),
  connection: (_fault, circumstances, options) => errorOf('connection', {}, inTheWay(circumstances, options)),
  certificate: (_fault, circumstances, options) => {
    const { unreadableCa: file } = circumstances;
    return file === undefined
      ? errorOf('certificate', {}, inTheWay(circumstances, options))
      : errorOf('certificate-file', { file }, inTheWay(circumstances, options));
  },
  tls: (_fault, circumstances, options) => errorOf('tls', {}, inTheWay(circumstances, options)),
  proxy: (_fault, circumstances, options) => errorOf('proxy', {}, inTheWay(circumstances, options)),
  'time-out': (_fault, circumstances, options) => errorOf('time-out', {}, inTheWay(circumstances, options)),
};

/** The error for a fault that is not tried again (any more), in words for whoever has to do something about it. */
export function failure(fault: Fault, circumstances: Circumstances): ConnectorError {
  return FAILURES[fault.kind](fault, circumstances, {
    details: `GET ${circumstances.target}: ${fault.details ?? fault.what}`,
    status: fault.status,
    cause: fault.cause,
  });
}

/** What may pass, and did not while it was tried again. */
function inTheWay(
  circumstances: Circumstances,
  options: Circumstantial,
): Circumstantial & { readonly also: string } {
  const { attempts, profile } = circumstances;
  const tries = attempts === 1 ? '' : ` ${attempts} attempts were made.`;
  const goesOn = profile === 'sync' ? ' The next sync goes on from the last saved state.' : '';
  return { ...options, also: `${throughProxy(circumstances)}${tries}${goesOn}` };
}

function throughProxy({ proxy }: Circumstances): string {
  return proxy === undefined
    ? ''
    : ` HTTPS_PROXY is set: requests go through ${proxy}, unless NO_PROXY says otherwise.`;
}
