import { isoMillis, officeHours, type Row } from './people.ts';
import { phoneLine } from './phone.ts';
import { mixHex, type Random } from './random.ts';

export type PhoneNumber = {
  readonly id: number;
  readonly name: string;
  readonly digits: string;
  readonly country: string;
  readonly timeZone: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  readonly hours: 'open' | 'custom' | 'closed';
  readonly isIvr: boolean;
  readonly recorded: boolean;
  readonly priority: 0 | 1 | null;
  readonly userIds: readonly number[];
  readonly seed: number;
};

const messages = [
  'welcome',
  'waiting',
  'ivr',
  'voicemail',
  'closed',
  'callback_later',
  'unanswered_call',
  'after_hours',
  'ringing_tone',
] as const;

export function inventNumber(
  random: Random,
  id: number,
  createdAt: number,
  userIds: readonly number[],
): PhoneNumber {
  const line = phoneLine(random);
  return {
    id,
    name: `${line.country} line ${id % 1000}`,
    ...line,
    createdAt,
    hours: random.pick(['open', 'custom', 'custom', 'closed']),
    isIvr: random.chance(0.2),
    recorded: random.chance(0.7),
    priority: random.pick([null, null, 0, 1]),
    userIds: userIds.filter(() => random.chance(0.3)),
    seed: random.int(0, 2 ** 31),
  };
}

/**
 * A row of `/v1/numbers`. `open` follows the number's hours; the voicemail greeting's URL is signed anew at each
 * reading; greetings that nobody set are null.
 */
export function renderNumber(number: PhoneNumber, now: number, read: number): Row {
  return {
    ...common(number, now),
    messages: greetings(number, now, read, true),
    created_at: isoMillis(number.createdAt),
  };
}

/** The number in a call: the greetings that nobody set are Aircall's own there. */
export function renderCallNumber(number: PhoneNumber, now: number, read: number): Row {
  return {
    ...common(number, now),
    messages: greetings(number, now, read, false),
    created_at: isoMillis(number.createdAt),
    flow_editor_enabled: number.seed % 2 === 0,
  };
}

function common(number: PhoneNumber, now: number): Row {
  return {
    id: number.id,
    direct_link: `https://api.aircall.io/v1/numbers/${number.id}`,
    name: number.name,
    digits: number.digits,
    country: number.country,
    time_zone: number.timeZone,
    open: number.hours === 'open' || (number.hours === 'custom' && officeHours(now)),
    availability_status: number.hours,
    is_ivr: number.isIvr,
    live_recording_activated: number.recorded,
    priority: number.priority,
  };
}

function greetings(number: PhoneNumber, now: number, read: number, sparse: boolean): Row {
  const urls: Row = {};
  messages.forEach((message, at) => {
    const unset = ((number.seed >>> at) & 1) === 1;
    urls[message] =
      sparse && unset ? null : `https://media-web.aircall.io/tracks/${message}-${number.id}.mp3`;
  });
  urls['voicemail'] = signedUrl(`greetings/${number.id}`, now, read, number.id);
  return urls;
}

/** A pre-signed URL that is good for an hour: another one at every reading. */
export function signedUrl(path: string, now: number, read: number, seed: number): string {
  return `https://recordings.example.com/${path}.mp3?X-Amz-Date=${now}&X-Amz-Expires=3600&X-Amz-Signature=invented-${read}-${mixHex(seed, read)}`;
}
