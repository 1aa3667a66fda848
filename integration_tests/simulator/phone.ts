import type { Random } from './random.ts';

/** Ranges that the countries' regulators keep free for fiction; `x` is any digit. */
const fictional = [
  { country: 'US', timeZone: 'America/Chicago', pattern: '+1 202-555-01xx' },
  { country: 'GB', timeZone: 'Europe/London', pattern: '+44 20 7946 0xxx' },
  { country: 'FR', timeZone: 'Europe/Paris', pattern: '+33 1 99 00 xx xx' },
  { country: 'DE', timeZone: 'Europe/Berlin', pattern: '+49 30 23125 xxx' },
  { country: 'AU', timeZone: 'Australia/Sydney', pattern: '+61 2 5550 xxxx' },
] as const;

export type PhoneLine = { readonly country: string; readonly timeZone: string; readonly digits: string };

/** An invented telephone number in Aircall's display format, with its country. */
export function phoneLine(random: Random): PhoneLine {
  const { country, timeZone, pattern } = random.pick(fictional);
  return { country, timeZone, digits: pattern.replace(/x/g, () => String(random.int(0, 9))) };
}

/** The same number as digits alone, with its plus. */
export function e164(digits: string): string {
  return digits.replace(/[^+\d]/g, '');
}
