import { describe, expect, it } from 'vitest';
import { list } from '../../deployment/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Row = Record<string, unknown>;
/** How a row names its owner, given the owner's id. */
const ways: Record<string, (id: string) => Row> = {
  'an id': (id) => ({ personId: id }),
  'a general word': (id) => ({ userId: id }),
  'a nested object': (id) => ({ person: { id } }),
  'a FHIR reference': (id) => ({ subject: { reference: `Person/${id}` } }),
  'an address': (id) => ({ person: `https://api.test/people/${id}` }),
  'an address by another word': (id) => ({ owner: { '@id': `/users/${id}` } }),
  'a link': (id) => ({ _links: { person: { href: `/people/${id}` } } }),
  'a URN': (id) => ({ person: `urn:person:${id}` }),
};

const strong = { own: (number: number) => `9b2f4c6d8e0a1b3${number}`, unknown: '5d41402abc4b2a76' };
// Persons 1 to 3, and rows 1 to 3 of each kind: every number is several things.
const short = { own: (number: number) => String(number), unknown: '77' };

describe.each([
  ['long ids', strong],
  ['short ids', short],
])('rows that only name their owner, by %s', (_, ids) => {
  const judge = async (rowsOf: (viewer: number) => readonly Row[]) => {
    let people = 0;
    let notes = 0;
    const { url } = await deploy({
      'POST /sign-up': (_deployment, __, response) =>
        json(response, { id: ids.own((people += 1)) }, 201),
      // In another order than people.
      'POST /notes': (_deployment, __, response) =>
        json(response, { id: String(4 - (notes += 1)) }, 201),
      'GET /letters': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        json(response, {
          items: rowsOf([1, 2, 3].findIndex((one) => ids.own(one) === viewer) + 1),
        });
      },
    });
    const { accounts } = describeDeployment(url);
    const judged = await sweepAndJudge(url, [list('GET /letters')], {
      accounts: {
        ...accounts,
        create: async ({ http }) => {
          const { id } = (await http.post('/sign-up')).json<{ id: string }>();
          return { credentials: { id }, ids: { person: id } };
        },
      },
    });
    return resultOf(judged);
  };

  describe.each(Object.entries(ways))('as %s', (way, name) => {
    it('are their owner\u2019s', async () => {
      const result = await judge((viewer) => [{ id: 900 + viewer, ...name(ids.own(viewer)) }]);
      expect(result).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    });

    it('are somebody else\u2019s, who is named', async () => {
      const result = await judge((viewer) => [
        { id: 900 + viewer, ...name(ids.own(viewer)) },
        ...(viewer === 2 ? [{ id: 901, ...name(ids.own(1)) }] : []),
      ]);
      // What a general word stands for is not certain enough to name an owner by a number alone.
      const isVague = ids === short && /general|another word/.test(way);
      expect(result).toMatchObject({ verdict: 'violated', owners: [isVague ? 'unknown' : 'a0'] });
    });

    it('are nobody\u2019s that is known, whatever else has the same number', async () => {
      const result = await judge((viewer) => [
        { id: 900 + viewer, ...name(ids.own(viewer)) },
        { id: viewer, ...name(ids.unknown) },
      ]);
      expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
    });
  });
});
