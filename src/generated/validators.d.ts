/** Generated from schemas/*.json by schemas/generate.ts. Do not edit. */

/** What does not fit. `instancePath` is a JSON pointer ('' is the whole); `params` tells what was expected. */
export type ValidationError = {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
};

/** true when `data` fits; otherwise `errors` holds everything that does not, until the next call. */
export type Validator = {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
};

export const validateConfig: Validator;
export const validateCatalog: Validator;
export const validateState: Validator;
