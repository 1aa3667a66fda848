/**
 * What a connection of Airbyte's own source-aircall (0.4) looks like: its configuration, its nine streams in the modes
 * that it offers, with some of the column types that it declares, and the states that it left.
 */
export const config = {
  api_id: 'demo-api-id',
  api_token: 'demo-api-token-for-the-simulator',
  start_date: '2020-01-01T00:00:00.000Z',
} as const;

const incremental = ['numbers', 'teams'];
const names = [
  'calls',
  'company',
  'contacts',
  'numbers',
  'tags',
  'user_availability',
  'users',
  'teams',
  'webhooks',
];

export const catalog = {
  streams: names.map((name) => {
    const mode = incremental.includes(name) ? 'incremental' : 'full_refresh';
    return {
      stream: {
        name,
        json_schema: {
          $schema: 'http://json-schema.org/schema#',
          type: 'object',
          properties: {
            id: { type: 'number' },
            assigned_to: { type: ['null', 'string'] },
            contact: { type: ['null', 'string'] },
            created_at: { type: ['null', 'string'] },
            name: { type: ['null', 'string'] },
          },
        },
        supported_sync_modes: mode === 'incremental' ? ['full_refresh', 'incremental'] : ['full_refresh'],
        ...(mode === 'incremental' && { default_cursor_field: ['created_at'], source_defined_cursor: true }),
      },
      sync_mode: mode,
      destination_sync_mode: mode === 'incremental' ? 'append_dedup' : 'overwrite',
      cursor_field: mode === 'incremental' ? ['created_at'] : [],
      primary_key: mode === 'incremental' ? [['id']] : [],
    };
  }),
} as const;

/** Its states over the years: of the declarative runtime before and since it reads slices, and of full refreshes. */
export const states: readonly (readonly [what: string, state: object])[] = [
  ['a cursor', { created_at: '2026-04-12T18:13:36.000Z' }],
  [
    'slices',
    {
      use_global_cursor: false,
      lookback_window: 1,
      state: { created_at: '2026-04-12T18:13:36.000Z' },
      states: [{ partition: {}, cursor: { created_at: '2026-04-12T18:13:36.000Z' } }],
    },
  ],
  [
    'slices of a concurrent read',
    {
      state_type: 'date-range',
      legacy: {},
      slices: [{ start: '2020-01-01T00:00:00.000Z', end: '2026-04-12T18:13:36.000Z' }],
    },
  ],
  ['that of a full refresh', { __ab_no_cursor_state_message: true }],
  ['that of a full refresh that can be resumed', { __ab_full_refresh_sync_complete: true }],
  ['pages', { next_page_token: 12 }],
];

export function stateOf(state: object): readonly object[] {
  return ['calls', 'users', 'teams', 'numbers'].map((name) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name }, stream_state: state },
  }));
}
