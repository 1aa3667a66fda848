import { KeyRefused, SystemError, TransientError } from '../errors/errors.ts';
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

type Words = (fault: Fault, circumstances: Circumstances) => string;
type Raise = (
  message: string,
  options: { details: string; status: number | undefined; cause: unknown },
) => ConnectorError;

const keyRefused: Raise = (message, options) => new KeyRefused(message, options);
const transient: Raise = (message, options) => new TransientError(message, options);
const system: Raise = (message, options) => new SystemError(message, options);

const FAILURES: Readonly<Record<FaultKind, { readonly raise: Raise; readonly words: Words }>> = {
  denied: {
    raise: keyRefused,
    words: ({ what }) =>
      `Aircall refused the API key: it ${what}. Either the API ID or the API token was not pasted whole (check both), or they do not belong together, or the key was deleted or rotated in Aircall. Aircall shows a token only once: if it is lost, delete the key in the Aircall dashboard (Integrations & API > API Keys), make a new one, which only an Admin or Owner can do, and enter both of its values here.`,
  },
  'rate-limit': {
    raise: transient,
    words: ({ waitMs = 0 }, { profile }) =>
      profile === 'check'
        ? `Aircall's rate limit is used up at the moment. The whole company shares it, so that other tools or another sync may have taken it. Try again in ${Math.ceil(waitMs / 1000)} seconds.`
        : waitMs > LONG_MS
          ? `Aircall's rate limit is used up, and its answer asks to wait ${Math.ceil(waitMs / 1000)} seconds, which is longer than a sync may stay silent. The next sync goes on from the last saved state.`
          : 'For 50 minutes Aircall has answered nothing but 429 (too many requests). The whole company shares one rate limit: find out which other tool uses it up, lower requests_per_minute here or there, run syncs at different times, or ask Aircall support for a higher limit. The next sync goes on from the last saved state.',
  },
  'bad-request': {
    raise: system,
    words: () =>
      'Aircall says that a request of the connector is wrong (400). Please report it with the log of this run.',
  },
  'not-found': {
    raise: system,
    words: () =>
      'Aircall does not know an address that the connector asks for (404). Check that api_url is right; if it is, please report this with the log of this run.',
  },
  refused: {
    raise: system,
    words: ({ what }) =>
      `Aircall's API ${what}, which its documentation does not provide for here. Please report it with the log of this run.`,
  },
  redirect: {
    raise: system,
    words: ({ what }, circumstances) =>
      `Aircall's API ${what}. Redirects are not followed, so that the API key reaches no other place. Something between this machine and Aircall may have answered instead (a proxy, a login page), or api_url is wrong.${throughProxy(circumstances)}`,
  },
  outage: inTheWay(
    ({ what, waitMs = 0 }) =>
      `Aircall's API has a problem: it ${what}${waitMs > 0 ? ` and asks to wait ${Math.ceil(waitMs / 1000)} seconds` : ''}. See https://status.aircall.com and try again later.`,
  ),
  heavy: inTheWay(
    ({ what }) => `Aircall's API ${what}. If it stays like this, please report it with the log of this run.`,
  ),
  odd: inTheWay(
    ({ what }) => `Aircall's API ${what}. If it stays like this, please report it with the log of this run.`,
  ),
  unusable: inTheWay(
    ({ what }) =>
      `Aircall's API ${what}. It may have a problem (see https://status.aircall.com), or something between this machine and Aircall, such as a proxy or a login page, changes its answers.`,
  ),
  dns: inTheWay(
    () =>
      "Could not resolve Aircall's host name. Check that this machine is on the network and that its DNS works.",
  ),
  connection: inTheWay(
    () =>
      "The connection to Aircall's API was refused or broke off. Check that this machine is on the network and that its firewall lets HTTPS (port 443) out.",
  ),
  certificate: inTheWay((_fault, { unreadableCa }) =>
    unreadableCa === undefined
      ? "The certificate shown for Aircall's API is not trusted, so nothing was sent. If your network inspects HTTPS, name the file with its root certificate (PEM) in the environment variable NODE_EXTRA_CA_CERTS; check this machine's clock, too."
      : `The certificate shown for Aircall's API is not trusted, so nothing was sent. NODE_EXTRA_CA_CERTS names ${unreadableCa}, which cannot be read here: correct the path, or mount the file into the container.`,
  ),
  tls: inTheWay(
    () =>
      "No encrypted connection to Aircall's API could be established. Check whether a proxy or firewall stands in between, and that api_url is right.",
  ),
  proxy: inTheWay(
    () =>
      'The proxy did not let the request through. Check HTTPS_PROXY (with user and password if it wants them) and what the proxy allows.',
  ),
  'time-out': inTheWay(
    () =>
      "Aircall's API did not answer in time. Check that this machine can reach it (network, proxy, firewall), and see https://status.aircall.com.",
  ),
};

/** The error for a fault that is not tried again (any more), in words for whoever has to do something about it. */
export function failure(fault: Fault, circumstances: Circumstances): ConnectorError {
  const { raise, words } = FAILURES[fault.kind];
  return raise(words(fault, circumstances), {
    details: `GET ${circumstances.target}: ${fault.details ?? fault.what}`,
    status: fault.status,
    cause: fault.cause,
  });
}

/** What may pass, and did not while it was tried again. */
function inTheWay(words: Words): { readonly raise: Raise; readonly words: Words } {
  return {
    raise: transient,
    words: (fault, circumstances) => {
      const { attempts, profile } = circumstances;
      const tries = attempts === 1 ? '' : ` ${attempts} attempts were made.`;
      const goesOn = profile === 'sync' ? ' The next sync goes on from the last saved state.' : '';
      return `${words(fault, circumstances)}${throughProxy(circumstances)}${tries}${goesOn}`;
    },
  };
}

function throughProxy({ proxy }: Circumstances): string {
  return proxy === undefined
    ? ''
    : ` HTTPS_PROXY is set: requests go through ${proxy}, unless NO_PROXY says otherwise.`;
}
