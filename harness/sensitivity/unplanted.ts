import type { Unkept } from '../exercise/attempt/kept-samples.ts';
import type { PlantedLeak } from '../domain/verdict/planted.ts';

/** Why nothing was planted on a surface. */
export type Excuse = Pick<PlantedLeak, 'result' | 'why'> & {
  /** Those who were granted something of their own there. */
  owners?: readonly string[] | undefined;
};

/** What is said of a surface on which no leak was planted, in the place of what came of one. */
export function unplanted(surface: string, { result, why, owners = [] }: Excuse): PlantedLeak {
  const [viewer = '', owner = ''] = owners;
  const title =
    result === 'blind' ? 'another’s answer, which cannot be planted' : 'nothing was planted';
  const about = { surface, leak: 'none', title, weight: 'whole', cell: 'own' } as const;
  return { ...about, viewer, owner, result, why };
}

/** Whether a surface counts as blind where no sample of it was kept, and why. */
export function withoutSamples(why: Unkept | undefined): Pick<PlantedLeak, 'result' | 'why'> {
  if (why === undefined)
    return {
      result: 'unplanted',
      why: 'fewer than two patients were granted anything of their own',
    };
  // What cannot be planted on a surface of its kind would pass, as far as anybody knows.
  if (why === 'long')
    return { result: 'blind', why: 'its answers are too long to plant anything in' };
  // An answer that came in part is told of by the invariants.
  const told = {
    cut: 'its answers did not come whole',
    full: 'as many answers as are kept were kept of other surfaces',
  };
  return { result: 'unplanted', why: told[why] };
}
