/**
 * Something that the user can put right: bad usage, a faulty configuration, a deployment that cannot be
 * reached. The message names the cause, `remedy` what to do. Exit code 2.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
