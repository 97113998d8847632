/** Something the set-up cannot put right itself: what is wrong, and what the reader can do. */
export class Problem extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string} remedy what to do about it
   */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}
