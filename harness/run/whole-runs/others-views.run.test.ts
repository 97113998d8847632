import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Sharing } from '../../deployment/sharing.ts';
import { describeFamily } from '../testing/describe-family.ts';
import { asItShould, createFamily } from '../testing/family.ts';
import type { Family } from '../testing/family.ts';
import { onSocket } from '../testing/on-socket.ts';
import { runWhole } from '../testing/run-whole.ts';

type Fault = 'none' | 'all wards' | 'for everybody' | 'links without end';

/** A list of their wards’ notes for guardians, and a page behind a link that is sent: neither is for owners. */
function others(family: Family, viewerOf: (request: Request) => string, fault: Fault) {
  const guardianOf = (request: Request): string | undefined => {
    const viewer = viewerOf(request);
    const isGuardian = [...family.guardians.values()].includes(viewer);
    return isGuardian || (fault === 'for everybody' && viewer !== '') ? viewer : undefined;
  };
  return [
    http.get('*/wards', ({ request }) => {
      const guardian = guardianOf(request);
      if (guardian === undefined) return HttpResponse.json({}, { status: 404 });
      const items = family.notes.filter(
        ({ owner }) => fault !== 'none' || family.guardians.get(owner) === guardian,
      );
      return HttpResponse.json({ items: items.map(({ id, text }) => ({ id, text })) });
    }),
    http.get('*/shared/:link', ({ params }) => {
      const [note, to] = String(params['link']).split('~');
      const share = family.shares.find((one) => one.note === note && one.to === to);
      const found = family.notes.find(({ id }) => id === note);
      const isOpen = share !== undefined && (!share.ended || fault === 'links without end');
      if (!isOpen || found === undefined) return HttpResponse.json({}, { status: 404 });
      return HttpResponse.json({ id: found.id, text: found.text });
    }),
  ];
}

async function judged(fault: Fault) {
  const { family, handlers, viewer } = createFamily(asItShould);
  const url = await onSocket([...others(family, viewer, fault), ...handlers]);
  const usual = describeFamily(url);
  const { share, end } = usual.sharing as Sharing;
  const definition = {
    ...usual,
    surfaces: [
      ...usual.surfaces,
      list('GET /wards', { by: ['guardian'] }),
      read('GET /shared/{link}', { by: ['patient'] }),
    ],
    sharing: {
      async share(context: Parameters<typeof share>[0]) {
        await share(context);
        return { ids: { link: `${context.ids['note']}~${context.to.ids['account']}` } };
      },
      end,
    },
  };
  const { verdict } = await runWhole(definition, () => (family.updated = true));
  const broken = verdict.violations.map(({ invariant, surface }) => `${invariant} ${surface}`);
  return {
    verdict: verdict.verdict,
    reasons: verdict.reasons,
    broken: [...new Set(broken)].sort(),
  };
}

describe('what is shown to others than its owner', () => {
  it('raises no alarm where only they see it, as long as they may', async () => {
    expect(await judged('none')).toEqual({ verdict: 'holds', reasons: [], broken: [] });
  });

  it.each<[Fault, string]>([
    ['all wards', 'no-foreign-listing GET /wards'],
    ['for everybody', 'no-foreign-listing GET /wards'],
    ['links without end', 'no-access-after-revocation GET /shared/{link}'],
  ])('raises an alarm with the fault: %s', async (fault, broken) => {
    const { verdict, broken: found } = await judged(fault);
    expect(verdict).toBe('violated');
    expect(found).toContain(broken);
  });
});
