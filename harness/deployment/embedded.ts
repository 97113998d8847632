/** A deployment that Chaperone can start and update itself, such as its embedded clinic. */
export type Embedded = {
  /** The updates that `--update` may name; the first is the default. */
  updates: readonly { id: string; title: string }[];
  /** Starts the deployment at the release before the update. */
  start(): Promise<RunningEmbedded>;
};

export type RunningEmbedded = {
  url: string;
  /** Environment variables for this process and the run's workers, such as an admin key. Default: none. */
  environment?: Readonly<Record<string, string>>;
  /** Updates the deployment to the next release, and keeps its data and sessions. */
  update(id: string): Promise<void>;
  stop(): Promise<void>;
  /**
   * Its clock, where it has one that can be moved on: instead of waiting until something ends, a run moves it. Default: it
   * goes by this machine's, and the run waits.
   */
  clock?: DeploymentClock;
};

/** The clock of a deployment, as a test may move it. */
export type DeploymentClock = {
  /** Moves it on by so many milliseconds. It is never moved back. */
  advance(milliseconds: number): Promise<void> | void;
};
