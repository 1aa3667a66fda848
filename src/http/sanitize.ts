/** Escapes of NUL and of surrogates: JSON has no other way to write them, once its bytes were valid UTF-8. */
const SUSPICIOUS = /\\u(?:0000|[dD][89a-fA-F])/;

/**
 * Takes NUL out of every string of a parsed JSON body (keys too) and puts U+FFFD in place of every lone surrogate: no
 * warehouse takes either. A look at `text`, from which the body was parsed, spares clean ones the walk. The body is
 * changed in place unless it is a string itself. Returns it, and how many strings were sanitized.
 */
export function sanitize(
  body: unknown,
  text: string,
): { readonly body: unknown; readonly sanitized: number } {
  // The plain search spares pages without any escape the pattern, which takes some fifty times as long.
  if (!text.includes('\\u') || !SUSPICIOUS.test(text)) return { body, sanitized: 0 };
  const root = { body };
  let sanitized = 0;
  // Not recursive: a body may be nested more deeply than the stack is.
  const pending: object[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const [key, value] of Object.entries(node)) {
      const good = typeof value === 'string' ? clean(value) : value;
      const goodKey = clean(key);
      sanitized += Number(good !== value) + Number(goodKey !== key);
      if (goodKey !== key) Reflect.deleteProperty(node, key);
      // Not an assignment: a key may be `__proto__`.
      if (goodKey !== key || good !== value) {
        Object.defineProperty(node, goodKey, {
          value: good,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      if (typeof good === 'object' && good !== null) pending.push(good);
    }
  }
  return { body: root.body, sanitized };
}

function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
