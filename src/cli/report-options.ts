import { errorOf } from '../errors/catalogue.ts';
import type { Request } from './arguments.ts';

/** What `report` is given: paths behind the command, and a file of counts. Throws ConfigError where there is no path. */
export function reportOptions({ words, flags }: Request): {
  readonly paths: readonly string[];
  readonly counts: string | undefined;
} {
  if (words.length === 0) throw errorOf('no-input', {});
  const { counts } = flags;
  if (Array.isArray(counts)) throw errorOf('flag-repeated', { flag: 'counts' });
  return { paths: words, counts: typeof counts === 'string' && counts !== '' ? counts : undefined };
}
