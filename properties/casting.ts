import type { Cohort, Session, Worker } from '../harness/index.ts';
import { prepareBystander } from './bystander.ts';
import type { Bystander } from './bystander.ts';
import { takesPart } from './script.ts';
import type { Script } from './script.ts';
import { showLife } from './show-life.ts';
import { withSides } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Who plays a script: accounts that did nothing before. Null: an actor without a part in it. */
export type Cast = { actors: readonly (Session | null)[]; bystander: Bystander };

export type Casting = {
  /** Begins to prepare what `take` will hand out for this script. */
  announce(script: Script): void;
  /** Hands out a cast; nobody plays twice. Rejects when an account could not be prepared. */
  take(script: Script): Promise<Cast>;
  /** Resolves when nothing is being prepared any more. */
  settled(): Promise<void>;
};

/**
 * Prepares accounts ahead of time. Signing up and in hashes passwords, which takes the deployment longer than
 * all the steps of a script, and can go on while another script is played.
 */
export function openCasting(worker: Worker, words: Vocabulary): Casting {
  const actors = stock((cohort) => prepareActor(worker, words, cohort));
  const bystanders = stock((cohort) => prepareBystander(worker, words, cohort));
  const needed = ({ actors: cohorts, steps }: Script) =>
    cohorts.map((cohort, actor) => (takesPart(steps, actor) ? cohort : null));
  return {
    announce(script) {
      for (const cohort of needed(script)) if (cohort) actors.add(cohort);
      bystanders.add(script.bystander);
    },
    async take(script) {
      const [bystander, ...taken] = await Promise.all([
        bystanders.take(script.bystander),
        ...needed(script).map((cohort) => (cohort ? actors.take(cohort) : null)),
      ]);
      return { actors: taken, bystander };
    },
    async settled() {
      await Promise.allSettled([...actors.rest(), ...bystanders.rest()]);
    },
  };
}

async function prepareActor(worker: Worker, words: Vocabulary, cohort: Cohort): Promise<Session> {
  const session = await worker.signIn(await worker.createAccount({ cohort: withSides(cohort) }));
  await showLife(worker, words, session);
  return session;
}

/** Things that take long to make, kept by cohort. */
function stock<T>(make: (cohort: Cohort) => Promise<T>) {
  const shelves = new Map<string, Promise<T>[]>();
  const shelfOf = (cohort: Cohort) => {
    const key = JSON.stringify(cohort);
    const shelf = shelves.get(key) ?? [];
    shelves.set(key, shelf);
    return shelf;
  };
  return {
    add(cohort: Cohort): void {
      const made = make(cohort);
      // Whoever takes it learns of the failure; until then nobody awaits it.
      made.catch(() => undefined);
      shelfOf(cohort).push(made);
    },
    take: (cohort: Cohort): Promise<T> => shelfOf(cohort).shift() ?? make(cohort),
    rest: (): Promise<T>[] => [...shelves.values()].flat(),
  };
}
