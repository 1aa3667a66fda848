import type { CountOptions } from '../commands/count.ts';
import { errorOf } from '../errors/catalogue.ts';

/** The options of `count` among the flags given. Throws ConfigError where one is missing or wrong. */
export function countOptions(flags: Readonly<Record<string, unknown>>): CountOptions {
  const text = (name: string): string | undefined => {
    const value = flags[name];
    if (Array.isArray(value)) throw errorOf('flag-repeated', { flag: name });
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const by = text('by') ?? 'day';
  if (by !== 'day' && by !== 'month') throw errorOf('flag-value', { flag: 'by', what: 'day or month' });
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
    throw errorOf('flag-missing', { command: 'count', flag: name, what: 'DATE, a date such as 2026-10-01' });
  }
  return value;
}
