/** A line of a file of the user's repository. */
export type Place = {
  /** Path from the repository's root, with `/`; never an absolute path. */
  file: string;
  /** Counted from 1. */
  line: number;
};

/** Where a deployment's definition and its surfaces are written, so that reports can point there. */
export type Places = {
  definition: Place;
  /** By the surface's id; those that were not found there are left out. */
  surfaces: Readonly<Record<string, Place>>;
};

/** Where a surface is written: if that was not found, the definition's first line. Null: the run did not note any place. */
export function placeOf(places: Places | undefined, surface: string): Place | null {
  if (places === undefined) return null;
  const isNoted = Object.hasOwn(places.surfaces, surface);
  return (isNoted ? places.surfaces[surface] : undefined) ?? places.definition;
}
