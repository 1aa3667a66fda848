import { COMMAND_LINE } from './tables/command-line.ts';
import { AIRCALL } from './tables/aircall.ts';
import { PEOPLE } from './tables/people.ts';
import { READING } from './tables/reading.ts';
import { SETTINGS } from './tables/settings.ts';
import {
  ConfigError,
  type ConnectorError,
  EndpointRefused,
  HeavyAnswer,
  KeyRefused,
  SystemError,
  TransientError,
} from './errors.ts';

/** Every error that the connector can end with; docs/errors.md is made from it. */
export const errorTable = { ...COMMAND_LINE, ...SETTINGS, ...AIRCALL, ...READING, ...PEOPLE };

export type ErrorCode = keyof typeof errorTable;

/** The names between ‹ and ›. */
type Placeholders<Text extends string> = Text extends `${string}‹${infer Name}›${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Entry<Code extends ErrorCode> = (typeof errorTable)[Code];

type Values<Code extends ErrorCode> = Readonly<
  Record<Placeholders<Entry<Code>['cause'] | Entry<Code>['remedy']>, string | number>
>;

const CLASSES = {
  config_error: ConfigError,
  key_refused: KeyRefused,
  endpoint_refused: EndpointRefused,
  transient_error: TransientError,
  heavy: HeavyAnswer,
  system_error: SystemError,
} as const;

type Failure<Code extends ErrorCode> = InstanceType<(typeof CLASSES)[Entry<Code>['type']]>;

type Circumstances = {
  /** More to know in this case, behind the remedy. */
  readonly also?: string | undefined;
  /** For whoever debugs the connector. */
  readonly details?: string | undefined;
  readonly status?: number | undefined;
  readonly cause?: unknown;
};

/** The error of this code: its message is made of the table's texts, and ends with the place where the documentation has it. */
export function errorOf<Code extends ErrorCode>(
  code: Code,
  values: Values<Code>,
  circumstances?: Circumstances,
): Failure<Code>;
export function errorOf(
  code: ErrorCode,
  values: Readonly<Record<string, string | number>>,
  { also = '', ...options }: Circumstances = {},
): ConnectorError {
  const { type, cause, remedy } = errorTable[code];
  const sentences = [cause, remedy].map((text) => fill(text, values));
  const message = [...sentences, also.trim(), addressOf(code)].filter((text) => text !== '').join(' ');
  return new CLASSES[type](message, options);
}

/** Where the documentation has an error, as the end of its message. */
function addressOf(code: ErrorCode): string {
  return `(docs/errors.md#${code})`;
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/‹(\w+)›/g, (_whole, name: string) => String(values[name]));
}
