import schema from '../../schemas/streams/numbers.json' with { type: 'json' };
import { wholeList } from './source.ts';
import { defineStream } from './stream.ts';

/**
 * The list, and not what calls show of a number: there, a message that is not set has the address of Aircall's own, and
 * the priority another value (observed 2026-09).
 */
export const numbers = defineStream({
  name: 'numbers',
  schema,
  primaryKey: ['id'],
  cursorField: 'created_at',
  source: wholeList({ path: '/v1/numbers', rowsKey: 'numbers', createdAt: 'created_at' }),
});
