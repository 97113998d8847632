/**
 * Does `work` for each item in the given order, at most `atOnce` items at a time. After the first rejection no
 * further item is started; the rejection is thrown once the items under way have ended.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  let failure: { error: unknown } | null = null;
  const takeNext = async (): Promise<void> => {
    while (failure === null) {
      const next = queue.next();
      if (next.done === true) return;
      try {
        await work(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, takeNext));
  const failed = failure as { error: unknown } | null;
  if (failed !== null) throw failed.error;
}
