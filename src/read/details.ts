import { ConnectorError } from '../errors/errors.ts';

/** Query parameters by the name of the detail that each asks for. */
export type DetailParameters = Readonly<Record<string, string>>;

/** Rejects with a ConnectorError where a page cannot be had with these details. */
export type Probe = (names: readonly string[]) => Promise<unknown>;

/** The details that a list is asked for with each row, and those that Aircall refuses. */
export class Details {
  readonly #parameters: DetailParameters;
  #names: readonly string[];
  #refused: readonly string[] = [];
  #probing: Promise<boolean> | undefined;

  /** `names`: the details wanted; `parameters`: what asks for each. */
  constructor(names: readonly string[], parameters: DetailParameters) {
    this.#parameters = parameters;
    this.#names = names.filter((name) => name in parameters);
  }

  /** What is asked for at present. */
  get names(): readonly string[] {
    return this.#names;
  }

  get refused(): readonly string[] {
    return this.#refused;
  }

  /** Only `true` is documented: what is not wanted is left out. */
  queryFor(names: readonly string[]): Readonly<Record<string, 'true'>> {
    return Object.fromEntries(names.map((name) => [this.#parameters[name] ?? name, 'true']));
  }

  /**
   * After a request with `sent` failed with `error`: finds out whether a detail is to blame, and asks for it no more. Resolves
   * to whether the same request is worth trying again: there are fewer details, or Aircall has come back meanwhile.
   */
  async mayTryAgain(error: unknown, sent: readonly string[], probe: Probe): Promise<boolean> {
    if (sent.length === 0 || !mayBeRefusal(error)) return false;
    // Pages are fetched side by side: all that fail meanwhile wait for one answer.
    this.#probing ??= this.#exclude(probe);
    try {
      const isBack = await this.#probing;
      return isBack || this.#names.length < sent.length;
    } finally {
      this.#probing = undefined;
    }
  }

  /** Leaves out what Aircall refuses. Resolves to whether it answers now with all that was asked for. */
  async #exclude(probe: Probe): Promise<boolean> {
    const wanted = this.#names;
    if (!(await works(probe, []))) return false;
    if (await works(probe, wanted)) return true;
    const bearable: string[] = [];
    if (wanted.length > 1) {
      for (const name of wanted) if (await works(probe, [name])) bearable.push(name);
    }
    // Each alone, but not all together: without any of them it surely works.
    this.#names = bearable.length < wanted.length ? bearable : [];
    this.#refused = [...this.#refused, ...wanted.filter((name) => !this.#names.includes(name))];
    return false;
  }
}

/** A refusal, or a problem of Aircall's own: what never reached Aircall has another reason. */
function mayBeRefusal(error: unknown): boolean {
  if (!(error instanceof ConnectorError) || error.status === undefined) return false;
  return error.status === 400 || error.status === 403 || error.status >= 500;
}

async function works(probe: Probe, names: readonly string[]): Promise<boolean> {
  try {
    await probe(names);
    return true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}
