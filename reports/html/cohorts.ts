import type { Cohort } from '../../harness/domain/accounts/account.ts';
import type { ReportInput } from '../input.ts';
import { sides } from '../words/causes/cohort.ts';
import { count, number } from '../words/counting.ts';
import { whoSawWhose } from '../words/violations/seen.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

type Member = { cohort: Cohort; affected: boolean };

function levelRow(members: readonly Member[], factor: string, level: string): Html {
  const those = members.filter(({ cohort }) => cohort[factor] === level);
  const made = (side: string) => those.filter(({ cohort }) => cohort['account'] === side).length;
  const affected = those.filter((member) => member.affected).length;
  const counts = sides.includes(factor) ? [those.length] : [made('before'), made('after')];
  return html`<tr>
    <th scope="row">${level}</th>
    ${counts.map((value) => html`<td class="number">${value}</td>`)}
    <td class="number">${affected > 0 ? html`<strong class="bad">${affected}</strong>` : 0}</td>
  </tr>`;
}

function factorTable(members: readonly Member[], factor: string, levels: readonly string[]): Html {
  const side = sides.includes(factor);
  const heads = side ? ['accounts'] : ['before', 'after'];
  return html`<table class="cohorts">
    <thead>
      <tr>
        <th scope="col">${side ? `${factor} from … the update` : factor}</th>
        ${[...heads, 'saw others’'].map((head) => html`<th scope="col" class="number">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${levels.map((level) => levelRow(members, factor, level))}
    </tbody>
  </table>`;
}

/** Which kinds of account there were, on which side of the update, and how many of each saw others' data. */
export function cohortSection(input: ReportInput): Html {
  const affected = new Set(whoSawWhose(input).map(({ viewer }) => viewer));
  const members: Member[] = [...input.ledger.accounts]
    .filter(([, { role }]) => role === 'patient')
    .map(([id, { cohort }]) => ({
      cohort: input.kinds.get(id) ?? cohort,
      affected: affected.has(id),
    }));
  const { strength, cohortTuples: tuples, cohortPairs: pairs } = input.verdict.coverage;
  return html`<section id="cohorts">
    <h2>Which kinds of account</h2>
    <p>
      There were ${count(members.length, 'patient account')}. Those of the sweep were chosen so that
      any ${strength} factor levels occur together in at least one of them:
      ${number(tuples.covered)} of ${number(tuples.total)} such combinations do. Of
      ${number(pairs.total)} pairs of a viewer’s and an owner’s levels, ${number(pairs.covered)}
      were tried.
    </p>
    <div class="factors">
      ${Object.entries(input.plan.factors).map(([factor, levels]) => factorTable(members, factor, levels))}
    </div>
  </section>`;
}
