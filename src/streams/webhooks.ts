import schema from '../../schemas/streams/webhooks.json' with { type: 'json' };
import { wholeList } from './source.ts';
import { defineStream } from './stream.ts';

/**
 * `webhook_id` is the key; the numeric `id` is an older one. Each row comes with a `token`, the secret that signs its deliveries,
 * which is taken out as every secret is (observed 2026-06).
 */
export const webhooks = defineStream({
  name: 'webhooks',
  schema,
  primaryKey: ['webhook_id'],
  cursorField: 'created_at',
  source: wholeList({ path: '/v1/webhooks', rowsKey: 'webhooks', createdAt: 'created_at' }),
});
