import { ACCEPTED } from './decode.ts';

/** What every request carries. */
export function headersOf({
  apiId,
  apiToken,
  userAgent,
}: {
  readonly apiId: string;
  readonly apiToken: string;
  readonly userAgent: string;
}): Readonly<Record<string, string>> {
  return {
    authorization: `Basic ${Buffer.from(`${apiId}:${apiToken}`).toString('base64')}`,
    accept: 'application/json',
    'accept-encoding': ACCEPTED,
    // An answer kept by a cache has an old time, and old rows.
    'cache-control': 'no-cache',
    'user-agent': userAgent,
  };
}

/** The credentials go to `apiUrl` and nowhere else, whatever the path looks like. */
export function locate(
  apiUrl: URL,
  path: string,
  query: Readonly<Record<string, string | number>> = {},
): URL {
  const url = new URL(path, apiUrl);
  if (url.origin !== apiUrl.origin) throw new TypeError(`not a path of the API: ${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}
