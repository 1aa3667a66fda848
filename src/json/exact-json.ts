type RawJson = { readonly rawJSON: string };

/** `JSON.rawJSON` and a reviver's third argument (ECMAScript proposal "JSON.parse source text access", in Node 22 and later). */
type ExactJson = {
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
};

const json: ExactJson = Object.assign(Object.create(null), {
  rawJSON: Reflect.get(JSON, 'rawJSON'),
  isRawJSON: Reflect.get(JSON, 'isRawJSON'),
  parse: Reflect.get(JSON, 'parse'),
});

/** Parses a text in which numbers beyond a double's precision keep every digit: they are written as they came. */
export function parseExactly(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && isLossy(value, source)
      ? json.rawJSON(source)
      : value,
  );
}

function isLossy(value: number, source: string): boolean {
  return !Number.isFinite(value) || (!Number.isSafeInteger(value) && /^-?\d+$/.test(source));
}

/** A number that is written with exactly these digits. */
export function exactNumber(digits: string): unknown {
  return json.rawJSON(digits);
}

/** The digits of a number that was kept as it came; undefined for any other value. */
export function exactDigits(value: unknown): string | undefined {
  return json.isRawJSON(value) ? value.rawJSON : undefined;
}
