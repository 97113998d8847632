import type { Part } from '../domain/attempt.ts';

/** What the command line says of a run; the defaults are the CLI's. */
export type RunOptions = {
  /** Path of the deployment definition. Default: chaperone.config.* here. */
  config?: string;
  /** The embedded clinic is meant, and no definition of the user's. Default false. */
  demo?: boolean;
  /** Which update an embedded deployment is taken through. Default: its first. */
  update?: string;
  /** Performs the update of a deployment that is not embedded. */
  updateCommand?: string;
  /** Folder of a run that `chaperone seed` began. */
  run?: string;
  /** The parts to run. Default: all. */
  only: readonly Part[];
  /** Default: random, printed. */
  seed?: number;
  /** At most so many patient accounts. Default: as many as the covering array needs. */
  accounts?: number;
  /** Strength of the covering array. Default 3. */
  strength?: 2 | 3;
  /** Runs of each property. Default: the property's own. */
  runs?: number;
  /** All that probes name is attempted. Default: what is beyond their budget is cut. */
  thorough?: boolean;
  /** Folder of run folders. Default `reports/runs`. */
  out: string;
  /** A deployment that Chaperone started goes on running after the verdict, with its accounts. */
  keep?: boolean;
  /** The host looks like production, and that is meant. */
  confirmed: boolean;
};
