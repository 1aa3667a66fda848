import type { PersonalMark } from './column-rules.ts';

/** Digits of the shortest international number with the 00 in front. */
const LEAST_INTERNATIONAL = 9;

/**
 * One form for all ways to write the same value; undefined for an empty one. Phone numbers: their digits, without a leading 00,
 * so that "+1 800-123-4567", "18001234567" and "001 800 123 4567" are one; without a country code they stay without.
 * E-mail addresses and names: in lower case, without white space around, in Unicode's form C.
 */
export function normalise(kind: PersonalMark['kind'], value: string): string | undefined {
  const text = value.normalize('NFC').trim().toLowerCase();
  if (text === '') return undefined;
  if (kind !== 'phone') return text;
  const digits = text.replaceAll(/\D/g, '');
  // "anonymous", "sip:…": not a number.
  if (digits === '' || /[a-z]/.test(text)) return text;
  // An extension may begin with zeros, too.
  return text.startsWith('00') && digits.length >= LEAST_INTERNATIONAL ? digits.slice(2) : digits;
}
