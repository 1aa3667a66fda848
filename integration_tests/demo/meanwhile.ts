import type { Aircall } from '../simulator/aircall.ts';

const HOUR = 3600;
const NEW_CALLS = 5;

/** An hour in the simulated account; says what happened in it. */
export function meanwhile({ account, clock }: Aircall): readonly string[] {
  const before = Math.floor(clock.nowMs() / 1000);
  const recent = account.callIds().filter((id) => account.call(id).startedAt < before - 2 * HOUR);
  clock.advance(HOUR * 1000);

  for (let n = 0; n < NEW_CALLS; n++) account.addCall(before + 600 * (n + 1));
  const commented = itemAt(recent, -1);
  account.commentCall(commented, 'Promised to send the offer by Friday.');
  const userIds = [...account.users.keys()];
  const renamed = itemAt(userIds, 4);
  const oldName = account.users.get(renamed)?.name;
  const { name } = account.renameUser(renamed, `${oldName}-Example`);
  const deleted = itemAt(userIds, 9);
  const deletedName = account.users.get(deleted)?.name;
  account.deleteUser(deleted);

  return [
    `${NEW_CALLS} calls are made, and those that were going on end`,
    `somebody comments on call ${commented}, which is more than two hours old`,
    `user ${renamed}, ${oldName}, is renamed ${name}`,
    `user ${deleted}, ${deletedName}, is deleted (and Aircall takes the name off every call of theirs)`,
  ];
}

function itemAt(ids: readonly number[], index: number): number {
  const id = ids.at(index);
  if (id === undefined) throw new RangeError('the account is too small for this demo');
  return id;
}
