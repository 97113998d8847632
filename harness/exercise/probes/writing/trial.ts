import type { AskedSurface, RequestSurface } from '../../../deployment/surfaces/surface.ts';
import { ownerFields } from '../../../deployment/write.ts';
import type { Write } from '../../../deployment/write.ts';
import type { WriteWay } from '../../../domain/attempts/attempt.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import { isObject } from '../../state/is-object.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Account, Session, Thing } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';

/** Somebody's try to write to what is another's, and the owner's looks around it. */
export type Trial = {
  id: string;
  write: Write;
  /**
   * `foreign`: on the owner's thing. `given`: on the writer's own, or a new one, in the owner's name. `own`: the owner's
   * alone, to their account, which may change others'. `quiet`: none.
   */
  kind: 'foreign' | 'given' | 'own' | 'quiet';
  /** Whose looks tell whether anything changed. */
  owner: Session;
  writer: Account;
  /** The writer's session; null: the write is sent without one. */
  session: Session | null;
  /** Whose write is the control of the others', at the end; null: there is none. */
  control: Session | null;
  /** What is written to; null: the write makes it. */
  thing: Thing | null;
  /** The id under which tokens are recorded that writes of this trial carry. */
  contested: ThingId;
  /** What the owner looks at. */
  views: readonly AskedSurface[];
};

/** The owner's look at all views of a trial. */
export function looksOf(trial: Trial, step: number): AttemptRequest[] {
  const { id, write, owner, views } = trial;
  // What is another's is looked for among the owner's own, and asked for by the owner's ids alone.
  const thing = trial.thing?.owner.id === owner.account.id ? trial.thing : null;
  return views.map((surface) => ({
    session: owner,
    surface,
    thing,
    writing: { trial: id, write: write.id, step, owner: owner.account.id },
  }));
}

/** The request by which somebody writes, with a body of its own. */
export function writeOf(
  worker: Pick<Worker, 'contestedToken'>,
  trial: Trial,
  way: WriteWay,
  step: number,
): AttemptRequest {
  const { id, write, owner, thing, contested } = trial;
  const session = way === 'own-write' ? trial.control : trial.session;
  const author = way === 'own-write' ? (trial.control ?? owner).account : trial.writer;
  const claimant = { claimed: author, 'given-away': owner.account }[way as string];
  const body = write.json?.({
    token: (field) => worker.contestedToken(author, field, contested),
    account: author,
    ids: { ...(thing?.owner ?? author).ids, ...thing?.ids },
  });
  const json =
    claimant !== undefined && isObject(body)
      ? { ...body, ...ownerFields(write, claimant.ids) }
      : body;
  return {
    session,
    surface: surfaceOf(write, json),
    thing,
    // That the body is made for this request is what makes it final: a write is never repeated.
    change: { name: way, json: (made) => made },
    writing: { trial: id, write: write.id, step, way, owner: owner.account.id },
  };
}

function surfaceOf({ id, method, path, headers, needs }: Write, json: unknown): RequestSurface {
  return {
    kind: 'request',
    id,
    gives: 'read',
    method,
    path,
    headers,
    needs,
    variants: [],
    imported: false,
    ...(json === undefined ? {} : { json }),
  };
}

/** Whether a write can name an owner: it has a body, and the account an id. */
export function canNameOwner(write: Write, account: Account): boolean {
  return write.json !== undefined && Object.keys(ownerFields(write, account.ids)).length > 0;
}
