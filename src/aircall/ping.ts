import { UnusableAnswer } from '../http/unusable-answer.ts';

/** https://developer.aircall.io/api-references/#ping: `{"ping": "pong"}`. Throws UnusableAnswer for anything else. */
export function acceptPing(body: unknown): void {
  if (typeof body !== 'object' || body === null || !('ping' in body)) {
    throw new UnusableAnswer('The answer to /v1/ping is not the one that Aircall gives.');
  }
}
