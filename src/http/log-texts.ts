import type { Fault } from './outcome.ts';

export function retriedText(url: URL, fault: Fault, attempt: number, inMs: number): string {
  const seconds = (inMs / 1000).toFixed(1);
  return `GET ${url.pathname}${url.search}: Aircall's API ${fault.what}; attempt ${attempt + 1} follows in ${seconds} s`;
}

export function rateLimitedText(
  forMs: number,
  untilMs: number,
  { rate, quietMs }: { readonly rate: number; readonly quietMs: number },
): string {
  const until = new Date(untilMs).toISOString().replace(/\.\d+/, '');
  const wait = `${Math.ceil(forMs / 1000)} s (until ${until})`;
  return `Aircall's rate limit, which the whole company shares, is used up. The sync waits ${wait}, then sends at most ${Math.round(rate)} requests a minute, and more again after ${Math.round(quietMs / 1000)} s without another limit`;
}

export function rateRestoredText(rate: number): string {
  return `no rate limit was hit since: up to ${Math.round(rate)} requests a minute again`;
}
