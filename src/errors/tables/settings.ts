import type { ErrorTable } from '../entry.ts';

/** What can be wrong with the configuration, the catalog and the state. */
export const SETTINGS = {
  'config-invalid': {
    type: 'config_error',
    cause: 'Config validation error: ‹faults›',
    remedy: '',
    inDocs: {
      cause: 'Fields of the configuration are missing or have a value that they cannot have.',
      remedy: 'The message names each field, what it must be, what was found, and what to do.',
    },
  },
  'catalog-name': {
    type: 'config_error',
    cause:
      "The catalog has a stream whose name is ‹length› characters long: ‹name›. That cannot be one of this source's.",
    remedy: 'Take it out of the catalog.',
  },
  'catalog-repeats': {
    type: 'config_error',
    cause: 'The catalog has the stream ‹name› more than once.',
    remedy: 'Keep one of them.',
  },
  'catalog-discovered': {
    type: 'config_error',
    cause: 'The catalog is what discover prints, not a configured catalog.',
    remedy:
      'Wrap each stream that is to be read: {"streams": [{"stream": {…}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}]}.',
  },
  'catalog-invalid': {
    type: 'config_error',
    cause: 'The catalog is not a configured catalog: ‹fault›.',
    remedy:
      'It must look like {"streams": [{"stream": {"name": "calls", …}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}]}.',
  },
  'catalog-foreign': {
    type: 'config_error',
    cause: 'The catalog has streams that do not exist here: ‹names›.',
    remedy: 'It may belong to another source; there are ‹known›.',
  },
  'stream-unknown': {
    type: 'config_error',
    cause: 'The stream ‹name› does not exist here: there are ‹known›.',
    remedy:
      "Refresh the source's schema in the connection's settings, or take this stream out of the catalog.",
  },
  'sync-mode': {
    type: 'config_error',
    cause: 'The stream ‹name› cannot be read in the sync mode ‹mode›:',
    remedy: 'choose incremental or full_refresh.',
  },
  'state-invalid': {
    type: 'config_error',
    cause:
      'The state must be a list of STATE messages, as an earlier sync wrote them (or empty, for a first sync).',
    remedy: 'Give that list, or leave --state out to read everything.',
  },
} as const satisfies ErrorTable;
