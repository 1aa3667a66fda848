import { cap, type Query } from './paging.ts';

/** The rules that a request breaks: past the cap, anything but GET, a time that is no whole number of seconds. */
export function violationsOf(request: {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: Query;
}): string[] {
  const { number, method, path, query } = request;
  const broken: string[] = [];
  if (method !== 'GET') broken.push('only GET is allowed');
  const page = Number(query['page'] ?? 1);
  const perPage = Number(query['per_page'] ?? 20);
  if (page * perPage > cap) broken.push(`page ${page} of ${perPage} rows is past the cap`);
  for (const bound of ['from', 'to']) {
    const value = query[bound];
    if (value !== undefined && !/^\d{1,11}$/.test(value)) {
      broken.push(`${bound}=${value} is not a whole number of seconds`);
    }
  }
  return broken.map((what) => `request ${number} (${method} ${path}): ${what}`);
}
