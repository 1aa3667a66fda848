import type { ErrorTable } from '../entry.ts';

/** What keeps a stream from being complete although Aircall answers, and what ends the program. */
export const READING = {
  'list-changing': {
    type: 'transient_error',
    cause:
      'The list kept changing while it was read: ‹passes› passes disagreed with each other. Nothing is lost;',
    remedy: 'the next sync reads it again.',
  },
  'slice-changing': {
    type: 'transient_error',
    cause:
      'The list kept changing while it was read: ‹passes› passes over the same rows disagreed with each other. What is verified so far is kept;',
    remedy: 'the next sync goes on from there.',
  },
  'page-changing': {
    type: 'transient_error',
    cause:
      "Page ‹page› is too heavy for one answer of Aircall's, and the list changed while it was read in parts.",
    remedy: 'The next sync tries again.',
  },
  'count-mismatch': {
    type: 'transient_error',
    cause: '‹numbers›. The option `on_count_mismatch` is `fail`, so the sync stops here.',
    remedy:
      'Try again later; if it stays like this, report it to Aircall support, or set `on_count_mismatch` to `warn` to accept what all passes agree on.',
  },
  'list-beyond-cap': {
    type: 'system_error',
    cause:
      'Aircall counts ‹total› rows in this list, and its API pages through no more than ‹cap›. It cannot be read completely, so nothing of it is reported as complete.',
    remedy: 'Please report this.',
  },
  'pages-without-end': {
    type: 'system_error',
    cause: "Aircall's list at ‹path› has more than ‹pages› pages, or its pages never end.",
    remedy: 'Please report it with the log of this run.',
  },
  'second-too-dense': {
    type: 'system_error',
    cause:
      'Aircall reports ‹total› rows around the single second ‹second›, and its API pages through fewer than ‹cap›. They cannot be read completely.',
    remedy: 'Ask Aircall support for an export of that minute, and set start_date after it.',
  },
  'row-too-large': {
    type: 'system_error',
    cause:
      'A row around ‹time› (‹id›) is too large to be read, even alone. All others were written; the next sync tries it again.',
    remedy: 'Ask Aircall support about it; until it can be read, this stream stays incomplete.',
  },
  'rows-too-large': {
    type: 'system_error',
    cause:
      '‹which› of the list cannot be read even alone: too large, or Aircall fails to answer. All others were written, and nothing is marked as deleted.',
    remedy: 'The next sync tries again; ask Aircall support about it if it stays like this.',
  },
  'answer-beyond-memory': {
    type: 'system_error',
    cause:
      'An answer from Aircall is ‹size›, which is more than fits into the ‹limit› of memory that the connector may have.',
    remedy:
      'Give its container more memory. What is written so far stands, and the next sync goes on from there.',
  },
  'memory-used-up': {
    type: 'system_error',
    cause:
      'The connector uses ‹used› of the ‹limit› of memory that it may have, and stops before it is killed.',
    remedy:
      'Give its container more memory; 512 MiB are plenty. What is written so far stands, and the next sync goes on from there. If it happens again, please report it.',
  },
  'internal-error': {
    type: 'system_error',
    cause: 'Something went wrong inside the connector.',
    remedy: 'Please report it with the log of this run.',
  },
} as const satisfies ErrorTable;
