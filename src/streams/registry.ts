import { calls } from './calls.ts';
import { deletionsOf } from './deletions.ts';
import { numbers } from './numbers.ts';
import type { Stream } from './stream.ts';
import { tags } from './tags.ts';
import { teams } from './teams.ts';
import { users } from './users.ts';

/** The lists that are read whole. */
const lists = [users, teams, tags, numbers];

/**
 * Every stream, in the order of a sync: the small lists first, so that they are not behind a long backfill; last what is made of
 * others, so that it delays none of them.
 */
export const streams: readonly Stream[] = [...lists, calls, deletionsOf(lists)];
