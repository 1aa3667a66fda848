import type { CountOptions } from '../commands/count.ts';
import { ConfigError } from '../errors/errors.ts';

/** The options of `count` among the flags given. Throws ConfigError where one is missing or wrong. */
export function countOptions(flags: Readonly<Record<string, unknown>>): CountOptions {
  const text = (name: string): string | undefined => {
    const value = flags[name];
    if (Array.isArray(value)) throw new ConfigError(`--${name} was given more than once. Give it once.`);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const by = text('by') ?? 'day';
  if (by !== 'day' && by !== 'month') throw new ConfigError('--by has to be day or month.');
  return {
    from: required('from', text('from')),
    to: required('to', text('to')),
    by,
    timeZone: text('time-zone') ?? 'UTC',
    rows: text('rows'),
    json: flags['json'] === true,
  };
}

function required(name: string, value: string | undefined): string {
  if (value === undefined) {
    throw new ConfigError(`count needs --${name} DATE, a date such as 2026-10-01, and it was not given.`);
  }
  return value;
}
