/** A 200 whose content can't be right, such as a page without its list. It is retried like an outage. The message is for a person. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}
