import { calls } from './calls.ts';
import type { Stream } from './stream.ts';
import { tags } from './tags.ts';
import { teams } from './teams.ts';
import { users } from './users.ts';

/** Every stream, in the order of a sync: the small lists first, so that they are not behind a long backfill. */
export const streams: readonly Stream[] = [users, teams, tags, calls];
