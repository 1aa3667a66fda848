import type { AirbyteMessage } from './messages.ts';

/** What Airbyte keeps of a failure's message, in characters. */
export const MESSAGE_LIMIT = 50_000;

/** What Airbyte keeps of a failure's stack trace, in characters. */
export const STACK_LIMIT = 100_000;

/**
 * The message as it may leave: free text (of LOG, TRACE ERROR and CONNECTION_STATUS) is redacted, made well-formed
 * Unicode and only then cut, since a secret that is cut in half is no longer recognised. Everything else is as given.
 */
export function withSafeText(message: AirbyteMessage, redact: (text: string) => string): AirbyteMessage {
  const safe = <T extends FreeText>(part: T): T => ({
    ...part,
    ...cut(part, 'message', MESSAGE_LIMIT, redact),
    ...cut(part, 'internal_message', MESSAGE_LIMIT, redact),
    ...cut(part, 'stack_trace', STACK_LIMIT, redact),
  });
  if (message.type === 'LOG') return { type: 'LOG', log: safe(message.log) };
  if (message.type === 'CONNECTION_STATUS') {
    return { type: 'CONNECTION_STATUS', connectionStatus: safe(message.connectionStatus) };
  }
  if (message.type === 'TRACE' && message.trace.type === 'ERROR') {
    return { type: 'TRACE', trace: { ...message.trace, error: safe(message.trace.error) } };
  }
  return message;
}

type FreeText = {
  readonly message?: string;
  readonly internal_message?: string;
  readonly stack_trace?: string;
};

function cut(
  part: FreeText,
  key: keyof FreeText,
  limit: number,
  redact: (text: string) => string,
): Partial<FreeText> {
  const text = part[key];
  return text === undefined ? {} : { [key]: clip(redact(text).toWellFormed(), limit) };
}

/** The first `limit` characters at most, never half of a surrogate pair. */
function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
