import type { WireFault } from './faults.ts';
import type { Row } from './people.ts';

/** An answer before it is written down: `payload` is an object to be sent as JSON, or text to be sent as it is. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Row | string;
  /** What happens to the answer on its way; carried out by the server. */
  readonly wire?: WireFault;
};

const json = { 'content-type': 'application/json' };

export function ok(payload: Row, contentType = 'application/json; charset=utf-8'): Reply {
  return { status: 200, headers: { 'content-type': contentType }, payload };
}

/** What the gateway in front of the API answers by itself: 401, 403 and 404 (observed). */
export function edge(status: 401 | 403 | 404): Reply {
  const message = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' }[status];
  return { status, headers: json, payload: { message } };
}

/** A resource that does not exist, in the documented shape of errors. */
export function notFound(what: string): Reply {
  return {
    status: 404,
    headers: json,
    payload: { error: 'Not Found', troubleshoot: `${what} does not exist` },
  };
}

/** A 400 in its observed shape. */
export function badRequest(errors: string): Reply {
  return {
    status: 400,
    headers: json,
    payload: {
      error: 'Bad Request',
      data: null,
      message: 'BAD_REQUEST',
      errors,
      troubleshoot: 'BAD_REQUEST',
      success: false,
    },
  };
}

export const pastTheCap =
  'Your query is limited to 10k results and pagination is out of bound, please use timestamps or other filters.';

/** An HTML page such as proxies and load balancers show. */
export function htmlPage(title: string): string {
  return `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
}

/** A 5xx of the gateway: JSON with one sentence, or an HTML page. */
export function serverError(status: number, body: 'json' | 'html'): Reply {
  if (body === 'html') {
    return { status, headers: { 'content-type': 'text/html' }, payload: htmlPage(`${status} Server Error`) };
  }
  return { status, headers: json, payload: { message: 'Internal server error' } };
}
