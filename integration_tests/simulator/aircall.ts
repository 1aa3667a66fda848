import { Account } from './account.ts';
import { manualClock, type Clock } from './clock.ts';
import {
  applyFault,
  FaultScript,
  textOf,
  withCurrentPage,
  type Fault,
  type FaultMatch,
  type WireFault,
} from './faults.ts';
import { defaultKnobs, type Knobs, type LiveKnobs } from './knobs.ts';
import { defaultAccount, type AccountOptions } from './invent-calls.ts';
import { CallList } from './list-calls.ts';
import type { Meta, Query } from './paging.ts';
import type { Row } from './people.ts';
import { defaultRateLimit, RateLimiter, type RateLimit } from './rate-limit.ts';
import { edge, type Reply } from './reply.ts';
import { rateLimitHeaders, tooManyRequests } from './too-many-requests.ts';
import { route } from './routes.ts';
import { violationsOf } from './violations.ts';

export type AircallOptions = Partial<AccountOptions> & {
  /** The start of its clock in epoch milliseconds; a `clock` of one's own takes its place. */
  readonly nowMs?: number;
  readonly clock?: Clock;
  readonly apiId?: string;
  readonly apiToken?: string;
  readonly knobs?: Partial<Knobs>;
  readonly rateLimit?: Partial<RateLimit>;
};

export type Request = {
  readonly method: string;
  /** A path with its query, or a whole URL. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
};

export type Answer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly wire?: WireFault;
};

/** A request as it was asked, and what became of it. */
export type LoggedRequest = {
  /** Counted from 1. */
  readonly number: number;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** 0 while it is being answered. */
  status: number;
  /** The fault that befell it. */
  fault: Fault['kind'] | undefined;
};

export type Hook = (request: LoggedRequest, number: number, account: Account, clock: Clock) => void;

/** A Tuesday morning, in UTC. */
const defaultNowMs = Date.UTC(2026, 8, 15, 10, 0, 0);

const defaultCredentials = {
  apiId: 'demo-api-id',
  apiToken: 'demo-api-token-for-the-simulator',
} as const;

/** One simulated company behind the Aircall API. No sockets: server.ts puts one around it. */
export class Aircall {
  readonly account: Account;
  readonly clock: Clock;
  readonly knobs: LiveKnobs;
  readonly rateLimiter: RateLimiter;
  readonly apiId: string;
  readonly apiToken: string;
  /** What it was asked, in order; a test may empty it. */
  readonly requests: LoggedRequest[] = [];
  /** Rules that the client broke: asked past the cap, with anything but GET, or for a time that is no whole second. */
  readonly violations: string[] = [];
  readonly #callList: CallList;
  readonly #faults = new FaultScript();
  readonly #hooks = new Set<Hook>();
  readonly #authorization: string;
  #revoked = false;
  #asked = 0;

  constructor(options: AircallOptions = {}) {
    this.clock = options.clock ?? manualClock(options.nowMs ?? defaultNowMs);
    this.knobs = { ...defaultKnobs, ...options.knobs };
    this.apiId = options.apiId ?? defaultCredentials.apiId;
    this.apiToken = options.apiToken ?? defaultCredentials.apiToken;
    this.#authorization = `Basic ${Buffer.from(`${this.apiId}:${this.apiToken}`).toString('base64')}`;
    this.account = new Account({ ...defaultAccount, ...options }, this.knobs, () => this.#now());
    this.#callList = new CallList(this.account, this.knobs);
    const limit = { ...defaultRateLimit, ...options.rateLimit };
    this.rateLimiter = new RateLimiter(limit, () => this.clock.nowMs());
  }

  /** Calls `hook` before each request is answered, until the returned function is called. */
  beforeRequest(hook: Hook): () => void {
    this.#hooks.add(hook);
    return () => this.#hooks.delete(hook);
  }

  /** The next `times` requests that match (default 1, Infinity for a lasting fault) meet the fault; a 429 is none of them. */
  fault(match: FaultMatch, fault: Fault, times = 1): void {
    this.#faults.add(match, fault, times);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** The key is deleted in the dashboard: 403 from now on. */
  revokeKey(): void {
    this.#revoked = true;
  }

  answer(request: Request): Answer {
    const url = new URL(request.url, 'https://api.aircall.io');
    const query = Object.fromEntries(url.searchParams);
    const reply = this.#reply(request.method, url.pathname, query, request.headers);
    const { status, headers, wire } = reply;
    return { status, headers: { ...headers }, body: textOf(reply), ...(wire === undefined ? {} : { wire }) };
  }

  /** The same as `answer` for a GET with the right key, without the texts: for tests that run thousands of syncs. */
  ask(
    path: string,
    query: Readonly<Record<string, string | number>> = {},
  ): Reply & { dateMs: number | undefined } {
    const texts: Record<string, string> = {};
    for (const key in query) texts[key] = String(query[key]);
    const reply = this.#reply('GET', path, texts, this.authorized);
    const dateMs = Date.parse(reply.headers['date'] ?? '');
    return { ...reply, dateMs: Number.isNaN(dateMs) ? undefined : dateMs };
  }

  /** A page of calls by `ask`; throws when the answer is not a page. */
  listCalls(query: {
    from?: number;
    to?: number;
    page?: number;
    perPage?: number;
    order?: 'asc' | 'desc';
    fetch_contact?: 'true';
  }): {
    rows: Row[];
    meta: Meta;
    dateMs: number | undefined;
  } {
    const { perPage, ...rest } = query;
    const reply = this.ask('/v1/calls', perPage === undefined ? rest : { ...rest, per_page: perPage });
    if (reply.status !== 200 || reply.wire !== undefined || !isPageOfCalls(reply.payload)) {
      throw new Error(`no page of calls: status ${reply.status}, ${reply.wire?.kind ?? textOf(reply)}`);
    }
    return { rows: reply.payload.calls, meta: reply.payload.meta, dateMs: reply.dateMs };
  }

  /** Headers with the right key. */
  get authorized(): Readonly<Record<string, string>> {
    return { authorization: this.#authorization };
  }

  #now(): number {
    return Math.floor(this.clock.nowMs() / 1000);
  }

  #reply(method: string, path: string, query: Query, headers: LoggedRequest['headers']): Reply {
    this.#asked += 1;
    const number = this.#asked;
    const atMs = this.clock.nowMs();
    const request: LoggedRequest = {
      number,
      atMs,
      method,
      path,
      query,
      headers,
      status: 0,
      fault: undefined,
    };
    this.requests.push(request);
    this.violations.push(...violationsOf(request));
    for (const hook of this.#hooks) hook(request, number, this.account, this.clock);
    const reply = this.#faulty(request);
    request.status = reply.status;
    const date = this.#date();
    const common: Record<string, string> = { 'apigw-requestid': `simulated-${number}` };
    if (date !== undefined) common['date'] = date;
    return { ...reply, headers: { ...common, ...reply.headers } };
  }

  #faulty(request: LoggedRequest): Reply {
    const found = this.#faults.find(request);
    if (found === undefined) return this.#plain(request, request.query);
    const { fault } = found;
    const page = Number(request.query['page'] ?? 1);
    const again = fault.kind === 'duplicate-page' && page > 1;
    const reply = this.#plain(request, again ? { ...request.query, page: String(page - 1) } : request.query);
    if (reply.status === 429) return reply;
    found.use();
    request.fault = fault.kind;
    const faulty = applyFault(fault, reply, this.knobs.serverErrorBody);
    return again ? { ...faulty, payload: withCurrentPage(faulty.payload, page) } : faulty;
  }

  #plain({ method, path, headers, number }: LoggedRequest, query: Query): Reply {
    const handler = route(path);
    if (handler === undefined || method !== 'GET') return edge(404);
    if (headers['authorization'] === undefined) return edge(401);
    if (this.#revoked || headers['authorization'] !== this.#authorization) return edge(403);
    const counted = path !== '/v1/ping' || this.knobs.pingCounts;
    const admission = counted ? this.rateLimiter.admit() : undefined;
    const { limit } = this.rateLimiter;
    if (admission?.allowed === false) return tooManyRequests(limit, admission, this.clock.nowMs());
    const { account, knobs } = this;
    const now = this.#now();
    const reply = handler({
      account,
      callList: this.#callList,
      knobs,
      path,
      query,
      requestNumber: number,
      now,
    });
    if (admission === undefined || !limit.headersOn200 || limit.perMinute === 'none') return reply;
    return { ...reply, headers: { ...reply.headers, ...rateLimitHeaders(limit, admission) } };
  }

  #date(): string | undefined {
    const { date } = this.knobs;
    if (date === 'missing') return undefined;
    if (date === 'garbled') return 'yesterday, at noon';
    if (date === 'right') return new Date(this.clock.nowMs()).toUTCString();
    return new Date('stuckAtMs' in date ? date.stuckAtMs : this.clock.nowMs() + date.offsetMs).toUTCString();
  }
}

function isPageOfCalls(payload: unknown): payload is { calls: Row[]; meta: Meta } {
  return typeof payload === 'object' && payload !== null && 'calls' in payload && 'meta' in payload;
}
