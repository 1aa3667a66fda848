/**
 * Fields that hold somebody's secret. Aircall was seen to send whole internal rows where a user is nested (2026-09), with
 * `authentication_token`, `encrypted_password` and the like among their fields. The list is closed: no column of any
 * stream has such a name (a test compares them).
 */
const SECRET =
  /(?:token|tokens|password|passwd|passphrase|secret|secrets|api_?key|private_?key|access_?key)$|^(?:encrypted|otp|password|secret|token)_|_(?:digest|salt|otp)$/i;

export function isSecretField(name: string): boolean {
  return SECRET.test(name);
}

/** Takes every secret field out of a parsed value, in place, at any depth. */
export function dropSecretFields(value: unknown): void {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [name, child] of Object.entries(node)) {
      if (!Array.isArray(node) && isSecretField(name)) Reflect.deleteProperty(node, name);
      else if (typeof child === 'object') pending.push(child);
    }
  }
}
