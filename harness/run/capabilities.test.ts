import { describe, expect, it } from 'vitest';
import { unchecked } from '../../reports/words/coverage/unchecked.ts';
import { indexHtml } from '../../reports/html/page.ts';
import { holdingRun } from '../../reports/testing/sample-run.ts';
import type { Definition } from '../deployment/definition.ts';
import { none, noSurface } from '../deployment/surfaces/surfaces.ts';
import { capabilities, type Capability } from '../domain/plan.ts';
import { judgeRun } from '../judging/judge.ts';
import { newRun } from './folder/new-run.ts';
import { describeNotes } from './testing/describe-notes.ts';
import { emptyFolder } from './testing/work-folder.ts';

const url = 'http://notes.test';
const notes = describeNotes(url);
const why = 'the reason of this test';

/** For each capability, the definition that says that the deployment lacks it. */
const declarations: Readonly<Record<Capability, Partial<Definition>>> = {
  list: { surfaces: [noSurface('list', why)] },
  read: { surfaces: [noSurface('read', why)] },
  stream: { surfaces: [noSurface('stream', why)] },
  signOut: { accounts: { ...notes.accounts, signOut: none(why) } },
  secondFactor: { accounts: { ...notes.accounts, secondFactor: none(why) } },
  sharing: { sharing: none(why) },
};

async function plan(more: Partial<Definition>) {
  const options = { only: ['sweep'] as const, out: await emptyFolder(), confirmed: false };
  const definition = { ...notes, surfaces: [], ...more, url };
  return (await newRun(definition, options, { expected: true, name: 'u' }, '1')).plan;
}

describe.each(capabilities)('what a deployment lacks: %s', (capability) => {
  it('stands in the plan and the report, and makes an invariant inapplicable', async () => {
    const planned = await plan(declarations[capability]);
    expect(planned.lacks[capability]).toBe(why);

    const history = { facts: [], attempts: [], defects: [] };
    const { verdict, reasonsByInvariant } = judgeRun({ plan: planned, history });
    const inapplicable = verdict.invariants.filter((result) => result.verdict === 'inapplicable');
    expect(inapplicable.flatMap(({ id }) => reasonsByInvariant[id] ?? [])).toContain(why);

    const input = { ...holdingRun(), plan: planned };
    const told = unchecked(input).filter((one) => one.why.includes(why));
    expect(told).toHaveLength(1);
    expect(indexHtml(input, new Map())).toContain(why);
  });

  it('does not stand in the plan unless the definition says so', async () => {
    const accounts = { ...notes.accounts, secondFactor: undefined };
    expect((await plan({ accounts })).lacks).not.toHaveProperty(capability);
  });
});
