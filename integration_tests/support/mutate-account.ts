import type { Aircall } from '../simulator/aircall.ts';
import type { Random } from '../simulator/random.ts';

/** One of the things that may happen to the calls of an account between two requests. */
export function mutateAccount({ account, clock }: Aircall, random: Random): void {
  const now = Math.floor(clock.nowMs() / 1000);
  // What is older may change without anybody's knowing.
  const young = account.callIds().filter((id) => account.call(id).startedAt > now - 3 * 86_400);
  const id = random.pickOrNull(young);
  switch (random.int(0, id === null ? 2 : 7)) {
    case 0:
      account.addCall(now);
      break;
    case 1:
      // It comes late to the list.
      account.addCall(now - random.int(0, 300));
      break;
    case 2:
      clock.advance(random.int(200, 20_000));
      break;
    case 3:
      account.addCalls(now - random.int(0, 3600), random.int(2, 5));
      break;
    case 4:
      account.deleteCall(id ?? 0);
      break;
    case 5:
      account.shiftCall(id ?? 0, random.pick([1, -1]));
      break;
    case 6:
      account.commentCall(id ?? 0, `remark ${random.int(1, 1e6)}`);
      break;
    case 7:
      account.archiveCall(id ?? 0);
      break;
  }
}
