/** A deployment that Chaperone can start and update itself, as its embedded clinic. */
export type Embedded = {
  /** The updates that `--update` may name; the first is the default. */
  updates: readonly { id: string; title: string }[];
  /** Starts the deployment at the release before the update. */
  start(): Promise<RunningEmbedded>;
};

export type RunningEmbedded = {
  url: string;
  /** Put into the environment of this process and of the run's workers (e.g. an admin key). */
  environment?: Readonly<Record<string, string>>;
  /** Takes it to the next release, with data and sessions kept. */
  update(id: string): Promise<void>;
  stop(): Promise<void>;
};
