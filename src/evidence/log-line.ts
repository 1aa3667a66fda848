import { stripVTControlCharacters } from 'node:util';
import { logCodes, type LogCode } from '../protocol/log-codes.ts';

/** A line of the connector's log. */
export type LogLine = {
  readonly code: LogCode;
  /** All that stands behind the code. */
  readonly text: string;
  /** The `key=value` pairs of it, where it has such a form. */
  readonly facts: Readonly<Record<string, string>>;
};

const CODES = Object.keys(logCodes).toSorted((a, b) => b.length - a.length);

/** A code at the beginning, or behind what a platform puts before a line, with its colon or its first pair. */
const LINE = new RegExp(`(?:^|[\\s>|-])(${CODES.join('|')})(?:: (.*)| (\\w+=.*))$`);

/** The log line in a line of text: alone, or behind a platform's time, level and names. Undefined: there is none. */
export function findLogLine(text: string): LogLine | undefined {
  const match = LINE.exec(stripVTControlCharacters(text).trimEnd());
  const code = CODES.find((known) => known === match?.[1]);
  if (match === null || !isLogCode(code)) return undefined;
  const sentence = match[2];
  const pairs = match[3];
  if (sentence !== undefined) return { code, text: sentence, facts: {} };
  return { code, text: pairs ?? '', facts: factsIn(pairs ?? '') };
}

function isLogCode(code: string | undefined): code is LogCode {
  return code !== undefined && Object.hasOwn(logCodes, code);
}

function factsIn(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(' ').map((pair): [string, string] => {
    const [key = '', ...value] = pair.split('=');
    return [key, value.join('=')];
  });
  return Object.fromEntries(pairs);
}
