import { ConfigError, SystemError, TransientError } from '../errors.ts';
import type { ConnectorError } from '../errors.ts';
import type { Fault } from './outcome.ts';
import type { Patience } from './retry.ts';

/** Aircall says that the request itself is wrong (400). */
export class BadRequest extends SystemError {}

export type Circumstances = {
  /** Path and query of the request. */
  readonly target: string;
  readonly attempts: number;
  readonly patience: Patience;
  /** Host and port of the proxy that is configured. */
  readonly proxy: string | undefined;
};

/** The error for a fault that is not tried again (any more), in words for whoever has to do something about it. */
export function failure(fault: Fault, circumstances: Circumstances): ConnectorError {
  const { what, cause } = fault;
  const { target, attempts, patience, proxy } = circumstances;
  const tries = attempts === 1 ? '' : ` ${attempts} attempts were made.`;
  const goesOn = patience === 'sync' ? ' The next sync goes on from the last saved state.' : '';
  const through =
    proxy === undefined
      ? ''
      : ` HTTPS_PROXY is set: requests go through ${proxy} unless NO_PROXY says otherwise.`;
  const options = { details: `GET ${target}: ${fault.details ?? what}`, cause };
  const passing = (text: string): ConnectorError =>
    new TransientError(`${text}${through}${tries}${goesOn}`, options);
  switch (fault.kind) {
    case 'key':
      return new ConfigError(
        `Aircall refused the API key: it ${what}. Either the API ID or the API token was not pasted whole (check both), or they are not of the same key, or the key was deleted or rotated in Aircall. Aircall shows a token only once: if it is lost, delete the key in the Aircall dashboard (Integrations & API > API Keys), make a new one, which only an Admin or Owner can do, and enter both of its values here.`,
        options,
      );
    case 'rate-limit':
      return patience === 'check'
        ? new TransientError(
            `Aircall's rate limit is used up at the moment. The whole company shares it, so that other tools or another sync may have taken it. Try again in ${Math.ceil((fault.waitMs ?? 0) / 1000)} seconds.`,
            options,
          )
        : new TransientError(
            `For a long time Aircall has answered nothing but 429 (too many requests). The whole company shares one rate limit: find out which other tool uses it up, lower requests_per_minute here or there, run syncs at different times, or ask Aircall support for a higher limit.${goesOn}`,
            options,
          );
    case 'bad-request':
      return new BadRequest(
        'Aircall says that a request of the connector is wrong (400). Please report it with the log of this run.',
        options,
      );
    case 'not-found':
      return new SystemError(
        'Aircall does not know an address that the connector asks for (404). Check that nothing but the host is given as API address; if it is right, please report it with the log of this run.',
        options,
      );
    case 'refused':
      return new SystemError(
        `Aircall's API ${what}, which its documentation does not foresee here. Please report it with the log of this run.`,
        options,
      );
    case 'redirect':
      return new SystemError(
        `Aircall's API ${what}. Redirects are not followed, because the API key must not reach another place. Something between this machine and Aircall may have answered instead (a proxy, a login page), or the API address is wrong.${through}`,
        options,
      );
    case 'outage':
      return passing(
        `Aircall's API has a problem: it ${what}. See https://status.aircall.com and try again later.`,
      );
    case 'unusable':
      return passing(
        `Aircall's API ${what}. It may have a problem (see https://status.aircall.com), or something between this machine and Aircall, such as a proxy or a login page, changes its answers.`,
      );
    case 'dns':
      return passing(
        "The name of Aircall's API was not found. Check that this machine is on the network and that its DNS works.",
      );
    case 'connection':
      return passing(
        "The connection to Aircall's API was refused or broke off. Check that this machine is on the network and that its firewall lets HTTPS (port 443) out.",
      );
    case 'certificate':
      return passing(
        "The certificate shown for Aircall's API is not trusted, so that nothing was sent. If your network inspects HTTPS, name the file with its root certificate (PEM) in the environment variable NODE_EXTRA_CA_CERTS; check this machine's clock, too.",
      );
    case 'tls':
      return passing(
        "No encrypted connection to Aircall's API came about. Check whether a proxy or firewall stands in between, and whether the API address is right.",
      );
    case 'proxy':
      return passing(
        'The proxy did not let the request through. Check HTTPS_PROXY (with user and password if it wants them) and what the proxy allows.',
      );
    case 'time-out':
      return passing(
        "Aircall's API did not answer in time. Check that this machine can reach it (network, proxy, firewall), and https://status.aircall.com.",
      );
  }
}
