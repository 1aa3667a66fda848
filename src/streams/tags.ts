import schema from '../../schemas/streams/tags.json' with { type: 'json' };
import { wholeList } from './source.ts';
import { defineStream } from './stream.ts';

/** Tags have no times (API reference): versions of a tag share its `id`, and the later one is the one that arrives later. */
export const tags = defineStream({
  name: 'tags',
  schema,
  primaryKey: ['id'],
  cursorField: 'id',
  source: wholeList({ path: '/v1/tags', rowsKey: 'tags' }),
});
