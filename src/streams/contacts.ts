import schema from '../../schemas/streams/contacts.json' with { type: 'json' };
import { updated } from './source.ts';
import { defineStream } from './stream.ts';

/**
 * Shared contacts only; those of third-party integrations are not listed (API reference, "Contacts"). Bounds act on
 * `created_at` and take both ends in; `order_by=updated_at` sorts, and changes no bound (observed 2026-09).
 */
export const contacts = defineStream({
  name: 'contacts',
  schema,
  primaryKey: ['id'],
  cursorField: 'updated_at',
  source: updated({
    path: '/v1/contacts',
    rowsKey: 'contacts',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  }),
});
