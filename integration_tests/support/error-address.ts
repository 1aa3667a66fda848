import { errorTable } from '../../src/errors/catalogue.ts';

/** An error's message without the address at its end. Throws where there is none, or where nothing is explained there. */
export function withoutAddress(message: string): string {
  const [whole = '', code = ''] = / \(docs\/errors\.md#([\w-]+)\)$/.exec(message) ?? [];
  if (!Object.hasOwn(errorTable, code)) throw new Error(`no address of an error: ${message}`);
  return message.slice(0, -whole.length);
}
