import type { Redact } from './redact.ts';

/** What is looked through of a text that is quoted in part: long enough that no secret is cut before what is shown. */
const LOOKED_THROUGH = 8;

/** The beginning of a text from elsewhere, `most` characters at most: redacted first, cut last. */
export type Quote = (text: string, most: number) => string;

/** Quotes nothing: where personal data is not kept, a text from elsewhere may hold some. */
export const quoteNothing: Quote = (_text, most) => '(not quoted, see customer_data)'.slice(0, most);

export function makeQuote(redact: Redact): Quote {
  return (text, most) => {
    const part = text.slice(0, LOOKED_THROUGH * most + 4096);
    const safe = redact(part);
    // What was cut off the part may have been the rest of a secret: none of what lies near the cut is shown.
    return safe.slice(0, most).toWellFormed();
  };
}
