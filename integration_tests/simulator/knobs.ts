/**
 * What nobody outside Aircall knows for sure, or what was seen to differ between accounts.
 * The defaults are what was observed on a live account in 2026-09, else what Aircall's documentation says.
 */
export type Knobs = {
  /** `from` and `to` of calls, on `started_at`. Default: exclusive and inclusive (observed). */
  readonly callsFrom: Bound;
  readonly callsTo: Bound;
  /** The same of contacts, on `created_at`. Default: both inclusive (observed). */
  readonly contactsFrom: Bound;
  readonly contactsTo: Bound;
  /** Whether contacts can be sorted by the time of change. Default: they can (observed). */
  readonly contactsOrderBy: 'honoured' | 'ignored';
  /** The same of users and numbers, on `created_at`. Default: both inclusive. */
  readonly othersFrom: Bound;
  readonly othersTo: Bound;
  /** A `per_page` above the most that is allowed: cut down silently (observed, default) or answered with 400. */
  readonly perPageOver: 'clamp' | 'reject';
  /** The largest page, or a function of the request's number for one that changes. Default: 50. */
  readonly perPageMax: number | ((requestNumber: number) => number);
  /** `meta.total` beyond 10,000: the true count (default) or 10,000. */
  readonly total: 'exact' | 'capped';
  /** Added to every `meta.total` that is asked for: the API's own count being off. Default: 0. */
  readonly totalOffset: number | ((list: string, requestNumber: number) => number);
  /** Calls of one second: always in the same order (default), or in another one at each request. */
  readonly ties: 'stable' | 'shuffled';
  /** Rows stand in the list up to this many minutes before or after their place. Default: 0. */
  readonly disorderMinutes: number;
  /** The share of rows that `disorderMinutes` displaces. Default: 1. */
  readonly disorderShare: number;
  /** With `disorderMinutes`: whether `from` and `to` act on `started_at` (default) or on the displaced key. */
  readonly filterOn: 'started_at' | 'sort_key';
  /** A call shows up in the list up to this many seconds after it started. Default: 0. */
  readonly insertionLagSeconds: number;
  /** How many calendar months of calls the list shows. Default: 6. By id, calls are shown for ever. */
  readonly horizonMonths: number;
  /** A `from` before the horizon: fewer rows (default), or 400. */
  readonly horizon: 'clamp' | 'reject';
  /** What `/v1/users` answers since it was retired on 2026-09-30. Default: 410. */
  readonly usersV1: 200 | 404 | 410;
  /** What endpoints of paid add-ons answer. Default: 403. */
  readonly addOns: 403 | 404 | 'standard' | 'pro';
  /** The body of a 5xx. Default: JSON, as API Gateway has it. */
  readonly serverErrorBody: 'json' | 'html';
  /** The `Date` header. Default: right. `stuckAtMs`: a stale copy's, always the same. */
  readonly date:
    'right' | 'missing' | 'garbled' | { readonly offsetMs: number } | { readonly stuckAtMs: number };
  /** Whether the server compresses when asked to. Default: true. */
  readonly gzip: boolean;
  /**
   * `duration` of a call that ended: talking time, rewritten to `ended_at - started_at` as the call settles
   * (default, observed), or one of the two for good.
   */
  readonly duration: 'rewritten' | 'talk' | 'total';
  /** `recording_short_url` and `voicemail_short_url` when nobody asked for them. Default: null (observed). */
  readonly shortUrls: 'null' | 'absent';
  /** A few calls have fields so far documented for webhooks only (`participants`, …). Default: true. */
  readonly rareFields: boolean;
  /** Whether `/v1/ping` counts against the rate limit. Default: true. */
  readonly pingCounts: boolean;
};

/** Knobs that a test may turn while the simulation runs; those that order or delay calls act from the start only. */
export type LiveKnobs = { -readonly [Name in keyof Knobs]: Knobs[Name] };

export type Bound = 'inclusive' | 'exclusive';

export const defaultKnobs: Knobs = {
  callsFrom: 'exclusive',
  callsTo: 'inclusive',
  contactsFrom: 'inclusive',
  contactsTo: 'inclusive',
  contactsOrderBy: 'honoured',
  othersFrom: 'inclusive',
  othersTo: 'inclusive',
  perPageOver: 'clamp',
  perPageMax: 50,
  total: 'exact',
  totalOffset: 0,
  ties: 'stable',
  disorderMinutes: 0,
  disorderShare: 1,
  filterOn: 'started_at',
  insertionLagSeconds: 0,
  horizonMonths: 6,
  horizon: 'clamp',
  usersV1: 410,
  addOns: 403,
  serverErrorBody: 'json',
  date: 'right',
  gzip: true,
  duration: 'rewritten',
  shortUrls: 'null',
  rareFields: true,
  pingCounts: true,
};
