/** What a probe was to attempt, and what of that a budget cut. */
export type Probed = {
  probe: string;
  title: string;
  /** Attempts that it named, those that were cut among them. */
  planned: number;
  cut: number;
  /** Of these: what the time of the run cut, by surface. Default: nothing. */
  late?: Readonly<Record<string, number>>;
  /** Of these: what a budget of attempts cut, by surface, as far as it was named. Default: nothing. */
  beyond?: Readonly<Record<string, number>>;
  /** The time of the run was over before it had named all that it would try. */
  unfinished?: true;
  /** Why it attempted nothing, in words; null where it did, or nothing is amiss. */
  why: string | null;
  /** The definition brought it. */
  own?: boolean;
};
