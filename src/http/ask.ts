import type { Fault, Reply } from './outcome.ts';

/** What a caller makes of an answer. */
export type Reading<T> = { readonly value: T } | { readonly fault: Fault };

export type Ask<T> = {
  readonly url: URL;
  readonly signal: AbortSignal;
  readonly read: (reply: Reply) => Reading<T>;
  /** How often it is tried at most, where that is less often than usual. */
  readonly attempts?: { readonly atMost?: number; readonly whereDenied?: number };
  /** The answer may be too much for Aircall: HeavyAnswer is thrown soon, so that fewer rows can be asked for. */
  readonly mayBeHeavy?: boolean;
};

/** More than is read of one answer, or a gateway that gave up waiting for it twice. */
export function isHeavy(fault: Fault, previous: Fault | undefined): boolean {
  return (
    fault.kind === 'heavy' ||
    (isGatewayTimeOut(fault) && previous !== undefined && isGatewayTimeOut(previous))
  );
}

function isGatewayTimeOut({ status }: Fault): boolean {
  return status === 504;
}

/** How often a request is made at most; a refusal that is an answer is not tried again. */
export function attemptsOf(
  atMost = Number.POSITIVE_INFINITY,
  isAnswer = false,
): { readonly atMost: number; readonly whereDenied?: number } {
  return isAnswer ? { atMost, whereDenied: 1 } : { atMost };
}
