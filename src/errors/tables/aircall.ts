import type { ErrorTable } from '../entry.ts';

/** What comes of asking Aircall: its refusals, its outages, and what stands in between. */
export const AIRCALL = {
  'key-refused': {
    type: 'key_refused',
    cause:
      'Aircall refused the API key: it ‹what›. Either the API ID or the API token was not pasted whole (check both), or they do not belong together, or the key was deleted or rotated in Aircall.',
    remedy:
      'Aircall shows a token only once: if it is lost, delete the key in the Aircall dashboard (Integrations & API > API Keys), make a new one, which only an Admin or Owner can do, and enter both of its values here.',
  },
  'key-refused-before': {
    type: 'key_refused',
    cause: 'Not read: Aircall refused the API key.',
    remedy: '',
    inDocs: { remedy: 'See key-refused; the log has it for the stream that was read first.' },
  },
  'endpoint-refused': {
    type: 'endpoint_refused',
    cause: 'Aircall refuses ‹path› to this API key, which works otherwise.',
    remedy:
      "The company's plan may not include it, or the key may lack the right: check both in the Aircall dashboard, or deselect this stream.",
  },
  'rate-limit-now': {
    type: 'transient_error',
    cause:
      "Aircall's rate limit is used up at the moment. The whole company shares it, so that other tools or another sync may have taken it.",
    remedy: 'Try again in ‹seconds› seconds.',
  },
  'rate-limit-long': {
    type: 'transient_error',
    cause:
      "Aircall's rate limit is used up, and its answer asks to wait ‹seconds› seconds, which is longer than a sync may stay silent.",
    remedy: 'The next sync goes on from the last saved state.',
  },
  'rate-limit': {
    type: 'transient_error',
    cause:
      'For 50 minutes Aircall has answered nothing but 429 (too many requests). The whole company shares one rate limit:',
    remedy:
      'find out which other tool uses it up, lower requests_per_minute here or there, run syncs at different times, or ask Aircall support for a higher limit. The next sync goes on from the last saved state.',
  },
  'bad-request': {
    type: 'system_error',
    cause: 'Aircall says that a request of the connector is wrong (400).',
    remedy: 'Please report it with the log of this run.',
  },
  'not-found': {
    type: 'system_error',
    cause: 'Aircall does not know an address that the connector asks for (404).',
    remedy: 'Check that api_url is right; if it is, please report this with the log of this run.',
  },
  'request-refused': {
    type: 'system_error',
    cause: "Aircall's API ‹what›, which its documentation does not provide for here.",
    remedy: 'Please report it with the log of this run.',
  },
  redirect: {
    type: 'system_error',
    cause: "Aircall's API ‹what›. Redirects are not followed, so that the API key reaches no other place.",
    remedy:
      'Something between this machine and Aircall may have answered instead (a proxy, a login page), or api_url is wrong.',
  },
  outage: {
    type: 'transient_error',
    cause: "Aircall's API has a problem: it ‹what›.",
    remedy: 'See https://status.aircall.com and try again later.',
  },
  'answer-too-heavy': {
    type: 'heavy',
    cause: "Aircall's API ‹what›.",
    remedy: 'The next sync tries again.',
    inDocs: {
      cause: "Aircall's API cannot answer for this many rows at once, and parts of them do not help.",
    },
  },
  'answer-heavy': {
    type: 'transient_error',
    cause: "Aircall's API ‹what›.",
    remedy: 'If it stays like this, please report it with the log of this run.',
    inDocs: { cause: "Aircall's API cannot answer a request, even for few rows." },
  },
  'answer-odd': {
    type: 'transient_error',
    cause: "Aircall's API ‹what›.",
    remedy: 'If it stays like this, please report it with the log of this run.',
    inDocs: { cause: "Aircall's API answers in an unexpected way." },
  },
  'answer-unusable': {
    type: 'transient_error',
    cause: "Aircall's API ‹what›.",
    remedy:
      'It may have a problem (see https://status.aircall.com), or something between this machine and Aircall, such as a proxy or a login page, changes its answers.',
    inDocs: { cause: "Aircall's API answers with something other than the JSON that was asked for." },
  },
  dns: {
    type: 'transient_error',
    cause: "Could not resolve Aircall's host name.",
    remedy: 'Check that this machine is on the network and that its DNS works.',
  },
  connection: {
    type: 'transient_error',
    cause: "The connection to Aircall's API was refused or broke off.",
    remedy: 'Check that this machine is on the network and that its firewall lets HTTPS (port 443) out.',
  },
  certificate: {
    type: 'transient_error',
    cause: "The certificate shown for Aircall's API is not trusted, so nothing was sent.",
    remedy:
      "If your network inspects HTTPS, name the file with its root certificate (PEM) in the environment variable NODE_EXTRA_CA_CERTS; check this machine's clock, too.",
  },
  'certificate-file': {
    type: 'transient_error',
    cause:
      "The certificate shown for Aircall's API is not trusted, so nothing was sent. NODE_EXTRA_CA_CERTS names ‹file›, which cannot be read here:",
    remedy: 'correct the path, or mount the file into the container.',
  },
  tls: {
    type: 'transient_error',
    cause: "No encrypted connection to Aircall's API could be established.",
    remedy: 'Check whether a proxy or firewall stands in between, and that api_url is right.',
  },
  proxy: {
    type: 'transient_error',
    cause: 'The proxy did not let the request through.',
    remedy: 'Check HTTPS_PROXY (with user and password if it wants them) and what the proxy allows.',
  },
  'time-out': {
    type: 'transient_error',
    cause: "Aircall's API did not answer in time.",
    remedy:
      'Check that this machine can reach it (network, proxy, firewall), and see https://status.aircall.com.',
  },
  'check-time-out': {
    type: 'transient_error',
    cause: 'Aircall did not answer within 30 seconds.',
    remedy: 'Check that this machine can reach the API (network, proxy, firewall) and try again.',
  },
} as const satisfies ErrorTable;
