import { describe, expect, it } from 'vitest';
import { link, read } from '../../../deployment/surfaces/surfaces.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import type { AttemptRequest, Variant } from '../../state/attempt-request.ts';
import type { Session } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import { oftenEnough } from './often-enough.ts';

const note = read('GET /notes/{note}');
const film = link('GET /notes/{note}', '$.film', { gives: 'stream' }) as AskedSurface;

const by = (role: string, surface: AskedSurface = note, variant: Variant = 'plain') =>
  ({
    session: { state: 'open', account: { role } } as Session,
    surface,
    thing: null,
    variant,
  }) satisfies AttemptRequest;

function asked(requests: readonly AttemptRequest[], expected = true) {
  const worker = {
    plan: { update: { expected, name: null } },
    exchangesFor: () => ['another’s key', 'own end'],
  } as unknown as Worker;
  return oftenEnough(worker, requests).map(({ session, variant, exchange }) =>
    [session?.account.role, variant, exchange].filter(Boolean).join(' '),
  );
}

describe('oftenEnough', () => {
  it('asks three times by each role', () => {
    const few = [by('patient'), by('clinician'), by('patient')];
    expect(asked(few).sort()).toEqual([
      ...Array.from({ length: 3 }, () => 'clinician plain'),
      ...Array.from({ length: 3 }, () => 'patient plain'),
    ]);
  });

  it('asks no more where enough ask, and without an update', () => {
    const enough = Array.from({ length: 5 }, () => by('patient'));
    expect(asked(enough)).toHaveLength(5);
    expect(asked([by('patient')], false)).toHaveLength(1);
  });

  it('exchanges each parameter three times', () => {
    expect(asked([by('patient', film, 'exchanged')]).sort()).toEqual([
      ...Array.from({ length: 3 }, () => 'patient exchanged another’s key'),
      ...Array.from({ length: 3 }, () => 'patient exchanged own end'),
    ]);
  });
});
