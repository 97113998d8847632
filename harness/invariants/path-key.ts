/**
 * A place without what differs from run to run (indices, positions, server-given keys), so that the same
 * fault has the same id in the next run.
 */
export function pathKey(where: string): string {
  return where.replace(/(?=[\w-]*\d)[\w-]{6,}/g, '*').replace(/\d+/g, '');
}
