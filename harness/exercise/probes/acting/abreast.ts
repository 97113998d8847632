import type { Http } from '../../../deployment/http.ts';
import { clientOf } from '../../http/client-of.ts';
import { maskPath } from '../../http/mask-path.ts';

/** Milliseconds that the others wait for one that asks for nothing, such as while it makes a recording. */
const longestWait = 2000;

type Waiting = { step: string; go: () => void };

/** Some who do the same, each with a client of their own, at the same moments. */
export type Abreast = {
  /** The client whose requests wait for those of the others. */
  client(http: Http): Http;
  /** One has come to an end: nobody waits for them any more. */
  leave(): void;
};

/**
 * Holds back the requests of several who do the same, so that each step of it is made by all of them at the same moment.
 * Where some have a step of their own, they make it first, and the others wait for them.
 * @param count of them
 */
export function abreast(count: number): Abreast {
  let active = count;
  let waiting: Waiting[] = [];
  let late: NodeJS.Timeout | undefined;

  const release = (those: readonly Waiting[]): void => {
    waiting = waiting.filter((one) => !those.includes(one));
    for (const { go } of those) go();
  };
  const look = (): void => {
    clearTimeout(late);
    if (waiting.length === 0) return;
    if (waiting.length < active) {
      late = setTimeout(() => release(waiting), longestWait);
      return;
    }
    const [fewest = []] = [...Map.groupBy(waiting, ({ step }) => step).values()].toSorted(
      (one, other) => one.length - other.length,
    );
    release(fewest);
    look();
  };
  return {
    client: (http) =>
      clientOf(async (method, path, options) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const [steps = ''] = path.split('?');
        waiting.push({ step: `${method} ${maskPath(steps)}`, go: resolve });
        look();
        await promise;
        return http.request(method, path, options);
      }),
    leave() {
      active -= 1;
      look();
    },
  };
}
