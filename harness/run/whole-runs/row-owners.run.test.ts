import { describe, expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Row = Record<string, unknown>;
/** The ways in which a row names its owner, given the owner's id. */
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
// Persons and rows of each kind all have the ids 1 to 3, so every number identifies several things.
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
      // The rows are in a different order than the persons.
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
    it('raise no alarm in their owner\u2019s list', async () => {
      const result = await judge((viewer) => [{ id: 900 + viewer, ...name(ids.own(viewer)) }]);
      expect(result).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    });

    it('raise an alarm in another account\u2019s list, with the owner\u2019s name', async () => {
      const result = await judge((viewer) => [
        { id: 900 + viewer, ...name(ids.own(viewer)) },
        ...(viewer === 2 ? [{ id: 901, ...name(ids.own(1)) }] : []),
      ]);
      // A number in a field with a general name is not certain enough to name an owner.
      const isVague = ids === short && /general|another word/.test(way);
      expect(result.verdict).toBe('violated');
      // Where the owner's id was itself sent (as a parameter of the list), it is no sign of whose the row is.
      expect(result.owners.filter((owner) => owner !== 'unknown')).toEqual(isVague ? [] : ['a0']);
      expect(result.owners.length).toBeGreaterThan(0);
    });

    it('have an unknown owner, whatever else has the same number', async () => {
      const result = await judge((viewer) => [
        { id: 900 + viewer, ...name(ids.own(viewer)) },
        { id: viewer, ...name(ids.unknown) },
      ]);
      expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
    });
  });
});
