import schema from '../../schemas/streams/deletions.json' with { type: 'json' };
import type { ListStream, WholeList } from './source.ts';
import { defineStream, type Stream } from './stream.ts';

/** What is gone from these lists. */
export function deletionsOf(lists: readonly ListStream<WholeList>[]): Stream {
  return defineStream({
    name: 'deletions',
    schema,
    primaryKey: ['stream', 'key'],
    cursorField: 'detected_at',
    source: { kind: 'deletions', lists },
    isOptional: true,
  });
}
