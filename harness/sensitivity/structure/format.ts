/**
 * How leaks are planted in answers of one format. What is planted is told by what differs between two owners' own
 * answers, and by nothing else: a planter that used the harness's own row finder could plant only what that finds.
 */
export type Format = {
  /** Whether a text is of the format. */
  reads(text: string): boolean;
  /** One's own answer with the first row of the other's that one does not have. Null: there is no such row, or no place. */
  withRow(own: string, other: string): string | null;
  /** One's own answer without the first row that the other does not have. Null: there is none. */
  withoutRow(own: string, other: string): string | null;
  /** The other's answer with each value that is not in one's own made that of nobody, in the same form. */
  strangers(own: string, other: string): string;
  /**
   * One's own answer with one value of the other's in its place. Null: no value differs.
   * @param again a second answer of one's own: what differs between the two is no sign of anybody
   * @param further answers of further owners: what stands in these is no sign of the other
   */
  withValue(own: string, other: string, again: string, further: readonly string[]): string | null;
  /** The same for a value whose name says that it identifies something. Null: none differs. */
  withId(own: string, other: string, again: string): string | null;
  /** One's own answer with the other's record within it. Null: the format nests nothing. */
  withRecord(own: string, other: string): string | null;
};
