/** Exceptions of APIs other than `fetch()`, whose standards decide them. */

/** A DOMException that an API throws to a page before it fetches anything. */
export class APIException extends Error {
  override readonly name: 'SecurityError' | 'SyntaxError';
  /** What throws it: a URL in the standard of the API. */
  readonly link: string;

  constructor(name: 'SecurityError' | 'SyntaxError', link: string, message: string) {
    super(message);
    this.name = name;
    this.link = link;
  }
}
