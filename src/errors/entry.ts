import type { FailureType } from './errors.ts';

/** How an error is to be treated; two kinds of refusal are told apart from other mistakes of the configuration. */
type ErrorType = FailureType | 'key_refused' | 'endpoint_refused' | 'heavy';

/**
 * One kind of error: what is wrong, and what to do. `‹name›` stands for a value that differs from case to case. `inDocs`: what
 * the documentation says instead, where most of the text is such a value.
 */
type ErrorEntry = {
  readonly type: ErrorType;
  readonly cause: string;
  readonly remedy: string;
  readonly inDocs?: { readonly cause?: string; readonly remedy?: string };
};

export type ErrorTable = Readonly<Record<string, ErrorEntry>>;
