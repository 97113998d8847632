import { failedFact } from '../../state/failed-fact.ts';
import { inParallel } from '../../state/in-parallel.ts';
import type { Session, Thing } from '../../state/held.ts';
import { tolerate } from '../acting/tolerate.ts';
import type { SweepContext } from '../probe.ts';
import type { PlannedTrial } from './choose-trials.ts';
import type { Trial } from './trial.ts';
import { viewsOf } from './views-of.ts';

/** Things that are made at the same time. */
const atOnce = 8;

/** Makes a thing for each trial, which serves for nothing else. A trial whose thing cannot be made is left out. */
export async function makeTrials(
  { worker, surfaces }: SweepContext,
  planned: readonly PlannedTrial[],
  name: string,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  const isThorough = worker.plan.scope === 'thorough';
  await inParallel([...planned.entries()], atOnce, async ([index, plan]) => {
    const { write, kind, owner, writer } = plan;
    const creates = write.needs.length === 0;
    const holder = kind === 'given' ? plan.session : owner;
    if (holder === null) return;
    const thing = creates ? null : await tolerate(worker, async () => make(worker, holder, plan));
    if (thing === null && !creates) return;
    const contested = worker.contest(creates ? writer : holder.account, thing);
    const views = viewsOf(surfaces, { write, owner: owner.account, thing }, isThorough);
    trials.push({ ...plan, id: `${name}.${index}`, thing, contested, views });
  });
  return trials.toSorted((a, b) => Number(a.id.split('.').at(-1)) - Number(b.id.split('.').at(-1)));
}

async function make(
  worker: SweepContext['worker'],
  session: Session,
  { write: { id, make: steps = [], needs } }: PlannedTrial,
): Promise<Thing> {
  const [first, ...others] = steps;
  let thing =
    first === undefined
      ? await worker.createThing(session)
      : await worker.act(session, first, null);
  for (const action of others) thing = await worker.act(session, action, thing);
  const ids = { ...session.account.ids, ...thing?.ids };
  const missing = needs.find((need) => ids[need] === undefined);
  if (thing !== null && missing === undefined) return thing;
  const why = new TypeError(`what was made for it has no id ${missing ?? 'at all'}`);
  worker.record(failedFact(session.account.id, session.account.cohort, `a thing for ${id}`, why));
  throw why;
}
