/** Collects what was not understood; ten of them are told, however many there are. */
export class Oddities {
  readonly #first: string[] = [];
  #count = 0;

  add(text: string): void {
    if (++this.#count <= 10) this.#first.push(text);
  }

  get text(): string | undefined {
    if (this.#count === 0) return undefined;
    const rest = this.#count > this.#first.length ? `; and ${this.#count - this.#first.length} more` : '';
    return `In the state file ${this.#first.join('; ')}${rest}. What was not understood was ignored; a stream whose state was ignored is read again.`;
  }
}
