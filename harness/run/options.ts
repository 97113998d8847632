import type { Part } from '../domain/attempts/attempt.ts';

/** The options of a run, as given on the command line. The defaults are those of the CLI. */
export type RunOptions = {
  /** Path of the deployment definition. Default: chaperone.config.* in the current folder. */
  config?: string;
  /** If true, the run verifies the embedded clinic instead of the user's deployment. Default: false. */
  demo?: boolean;
  /** Id of the update to apply to an embedded deployment. Default: its first. */
  update?: string;
  /** Shell command that performs the update of a deployment that is not embedded. */
  updateCommand?: string;
  /** Folder of a run that `chaperone seed` began. */
  run?: string;
  /** The parts to run. Default: all. */
  only: readonly Part[];
  /** Seed of all random choices. Default: random; it is printed. */
  seed?: number;
  /** Most patient accounts. Default: as many as the covering array needs. */
  accounts?: number;
  /** Strength of the covering array. Default: 3. */
  strength?: 2 | 3;
  /** Runs of each property. Default: the property's own. */
  runs?: number;
  /** If true, all attempts that probes name are made. Default: budgeted probes are cut to their budget. */
  thorough?: boolean;
  /** Milliseconds for which accounts' own is looked at again and again after everything else. Default: 0. */
  watch?: number;
  /** If false, no leaks are planted in the sweep's answers. Default: true. */
  plantedLeaks?: boolean;
  /** Milliseconds that the whole run may take; it is a gate then. Default: no limit. */
  budget?: number;
  /** File of the baseline, or false for none. Default: the one beside the definition, if there is one. */
  baseline?: string | false;
  /** What the update changes, where it leaves the release as it is. Default: the update changes the release. */
  sameRelease?: string;
  /** Folder of run folders. Default: `reports/runs`. */
  out: string;
  /**
   * If true, a deployment that Chaperone started keeps running after the verdict, with its accounts. Default: false.
   */
  keep?: boolean;
  /** The user confirms seeding a deployment whose host looks like production. */
  confirmed: boolean;
};
