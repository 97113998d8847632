/** The release that the clinic runs. */
export interface Release {
  name: string;
  /** The update that led to it; null for the base release. */
  updateId: string | null;
  /** When it was installed on this data, in ms since 1970: what is newer came after the update. */
  appliedAt: number;
}
