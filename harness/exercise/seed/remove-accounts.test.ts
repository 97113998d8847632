import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { HttpError } from '../http/http-error.ts';
import { describeDeployment, person, startWorker } from '../worker/worker.test-support.ts';

const usual = describeDeployment('http://notes.test');
type Remove = NonNullable<Definition['consultations']['remove']>;
type RemoveAccount = NonNullable<Definition['accounts']['remove']>;

/** A worker with two people, whose definition removes things and accounts by these functions. */
async function twoPeople(removeThing: Remove | undefined, removeAccount?: RemoveAccount) {
  const { worker } = await startWorker({
    accounts: { ...usual.accounts, remove: removeAccount },
    consultations: { ...usual.consultations, remove: removeThing },
  });
  return { worker, people: [await person(worker), await person(worker)] as const };
}

describe('removing what a run made', () => {
  it('removes all things, and then the accounts', async () => {
    const removed: (string | undefined)[] = [];
    const { worker, people } = await twoPeople(
      ({ ids }) => void removed.push(ids['note']),
      ({ account }) => void removed.push(account.id),
    );
    expect(await worker.removeAccounts()).toEqual([]);
    const notes = people.map(({ thing }) => thing.ids['note']);
    expect(new Set(removed.slice(0, 2))).toEqual(new Set(notes));
    expect(new Set(removed.slice(2))).toEqual(new Set(people.map(({ account }) => account.id)));
  });

  it('removes things where accounts cannot be removed, and says so', async () => {
    const removed: string[] = [];
    const { worker } = await twoPeople(({ account }) => void removed.push(account.id));
    expect((await worker.removeAccounts()).map(({ id, why }) => [id, why])).toEqual([
      ['a0', 'the definition has no accounts.remove'],
      ['a1', 'the definition has no accounts.remove'],
    ]);
    expect(removed.sort()).toEqual(['a0', 'a1']);
  });

  it('keeps the account of a thing that is left, with the reason, and removes both the next time', async () => {
    let isBusy = true;
    const removed: string[] = [];
    const { worker } = await twoPeople(
      ({ account }) => {
        if (isBusy && account.id === 'a1') throw new Error('busy');
        removed.push(`note of ${account.id}`);
      },
      ({ account }) => void removed.push(account.id),
    );
    expect((await worker.removeAccounts()).map(({ id, why }) => [id, why])).toEqual([
      ['a1', 'busy'],
    ]);
    expect(removed).toEqual(['note of a0', 'a0']);
    isBusy = false;
    await worker.removeAccounts();
    expect(removed.slice(2)).toContain('note of a1');
    expect(removed.slice(2)).not.toContain('note of a0');
    expect(removed.at(-1)).toMatch(/^a/);
  });

  it('takes a thing that is not there any more for removed', async () => {
    const gone = new HttpError('DELETE', new URL('http://notes.test/notes/1'), 'answered 404', 404);
    const { worker } = await twoPeople(
      () => Promise.reject(gone),
      () => undefined,
    );
    expect(await worker.removeAccounts()).toEqual([]);
  });
});
