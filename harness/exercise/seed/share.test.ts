import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import type { Sharing } from '../../deployment/sharing.ts';
import { now } from '../../domain/clock.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { clockSkew } from '../../domain/ledger/share-times.ts';
import { person, startWorker, testWorker } from '../worker/worker.test-support.ts';

async function start(sharing: Partial<Sharing> = {}, more: Partial<Definition> = {}) {
  const usual: Sharing = { share: () => undefined, end: () => undefined };
  const { worker } = await startWorker({ sharing: { ...usual, ...sharing }, ...more });
  const ann = await person(worker);
  const bob = await person(worker);
  const told = (kind: Fact['fact']) => worker.recorded.facts.filter(({ fact }) => fact === kind);
  const parties = { viewer: bob.account.id, owner: ann.account.id, thing: ann.thing.id };
  const share = async () => worker.share(ann.session, ann.thing, bob.session);
  return { worker, ann, bob, told, parties, share };
}

describe('sharing', () => {
  it('passes both accounts to the definition, and records who may see the thing until the share ends', async () => {
    const given: unknown[] = [];
    const { worker, ann, bob, told, parties, share } = await start({
      share: ({ http, toHttp, account, to, ids }) => {
        given.push(account.id, to.id, ids['note'], http !== toHttp);
        return { ids: { share: 'share_1' } };
      },
      end: ({ ids, to }) => void given.push(ids['share'], ids['note'], to.id),
    });
    const made = await share();
    expect(told('entitled')).toMatchObject([{ ...parties, field: null }]);
    const ended = await worker.endShare(ann.session, made);
    expect(told('revoked')).toMatchObject([parties]);
    const { note } = ann.thing.ids;
    const [from, to] = [ann.account.id, bob.account.id];
    expect(given).toEqual([from, to, note, true, 'share_1', note, to]);
    expect([made.ended, ended.ended]).toEqual([false, true]);
    expect(worker.shares).toEqual([ended]);
  });

  it('has ended a share before anything is asked again, by the clock that tells what came first', async () => {
    const { worker, ann, share, told } = await start();
    for (let turn = 0; turn < 20; turn += 1) {
      await worker.endShare(ann.session, await share());
      expect(told('revoked').at(-1)?.at).toBeLessThan(now());
    }
  });

  it('judges neither way for a while around the time at which a share expires', async () => {
    const until = new Date(Date.now() + 60_000);
    const { told, parties, share } = await start({ share: () => ({ until }) });
    expect(await share()).toMatchObject({ until: until.getTime() });
    const [from, at] = [until.getTime() - clockSkew, until.getTime() + clockSkew];
    expect(told('revoked')).toMatchObject([{ ...parties, from, at }]);
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('POST /shares: 500')), 'POST /shares: 500'],
    ['says that it ended in the past', () => ({ until: new Date(0) }), 'has passed'],
    ['says no time', () => ({ until: new Date('soon') }), 'no Date'],
  ])('that %s fails, and may have come about all the same', async (_, give, why) => {
    const { told, parties, share } = await start({ share: give });
    await expect(share()).rejects.toThrow(why);
    expect(told('failed')).toMatchObject([{ what: 'sharing', why: expect.stringContaining(why) }]);
    expect(told('entitled')).toMatchObject([parties]);
  });

  it('refuses to share a thing twice at once, but shares it again after the first share ended', async () => {
    const { worker, ann, told, share } = await start();
    const made = await share();
    await expect(share()).rejects.toThrow('already');
    await worker.endShare(ann.session, made);
    await share();
    expect(told('entitled')).toHaveLength(2);
  });

  it('keeps the access that maySee grants', async () => {
    const { worker, ann, told, parties, share } = await start(
      {},
      { maySee: ({ viewer, field }) => viewer !== null && field === 'note' },
    );
    const before = told('entitled').length;
    await worker.endShare(ann.session, await share());
    expect(told('entitled').slice(before)).toMatchObject([
      { ...parties, field: null },
      { ...parties, field: 'note' },
    ]);
  });

  it('is of all that is the owner’s for roles that come to see it, until it ends', async () => {
    const { worker, ann, bob, told, parties } = await start({ with: { patient: 'account' } });
    const made = await worker.share(ann.session, ann.thing, bob.session);
    expect(told('entitled')).toMatchObject([{ ...parties, thing: null, field: null }]);
    const other = await worker.createThing(ann.session);
    await expect(worker.share(ann.session, other, bob.session)).rejects.toThrow('already');
    await worker.endShare(ann.session, made);
    expect(told('revoked')).toMatchObject([{ ...parties, thing: null }]);
  });

  it('is handed over, and so are ended shares', async () => {
    const { worker, ann, bob, share } = await start({ share: () => ({ ids: { share: 's1' } }) });
    await worker.endShare(ann.session, await share());
    await worker.share(bob.session, bob.thing, ann.session);
    const inherit = JSON.parse(JSON.stringify(worker.handOver()));
    const { worker: after } = await testWorker(worker.definition, { inherit, name: 'after' });
    expect(after.shares).toMatchObject([
      {
        thing: { id: ann.thing.id },
        to: { id: bob.account.id },
        ids: { share: 's1' },
        ended: true,
      },
      { thing: { id: bob.thing.id }, to: { id: ann.account.id }, ended: false },
    ]);
  });
});
