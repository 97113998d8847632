import type { AttemptRequest } from '../state/attempt-request.ts';

/** Attempts that are released at the same moment, with nothing else under way. */
export type Group = {
  hungUp: readonly AttemptRequest[];
  /** Released as soon as those are hung up: the deployment may not have noticed it yet. */
  soon: readonly AttemptRequest[];
  /** Released a moment later, when it has. */
  later: readonly AttemptRequest[];
};

/** Tells the attempts that are made whenever there is room from those that are released together. Groups keep their order. */
export function releasesOf(requests: readonly AttemptRequest[]): {
  alone: readonly AttemptRequest[];
  groups: readonly Group[];
} {
  const { false: alone = [], true: grouped = [] } = Object.groupBy(requests, ({ together }) =>
    together === undefined ? 'false' : 'true',
  );
  const groups = Map.groupBy(grouped, ({ probe, together }) => `${probe} ${together}`);
  return { alone, groups: [...groups.values()].map(groupOf) };
}

function groupOf(requests: readonly AttemptRequest[]): Group {
  const hungUp = requests.filter(({ hangUp }) => hangUp !== undefined);
  const others = requests.filter(({ hangUp }) => hangUp === undefined);
  const isLater = (index: number): boolean => hungUp.length > 0 && index % 2 === 1;
  return {
    hungUp,
    soon: others.filter((_, index) => !isLater(index)),
    later: others.filter((_, index) => isLater(index)),
  };
}
