import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { ReportInput } from '../input.ts';
import { count } from '../words/counting.ts';
import { reasonsOf } from '../words/coverage/reasons.ts';
import { type Line, limited, type Section } from './section.ts';
import { concernedBy } from './who.ts';

/** What was tried and held: rules, surfaces and kinds of account. What was not tried is not among it. */
export function notAffected(input: ReportInput): Section {
  const rules = heldRules(input);
  const all = [...surfacesHeld(input), ...levelsHeld(input)];
  const { length: reasons } = reasonsOf(input);
  return {
    title: 'What is known not to be affected',
    lines: [
      [
        'As far as this run tried, with the accounts that it had, and but for what the next heading names: another way of asking, or another account, may show more.',
      ],
      ...(rules.length === 0
        ? []
        : [['The list begins with the rules that no surface was seen to break, and that hold.']]),
      ...(reasons === 0
        ? []
        : [
            [
              `The run also has ${count(reasons, 'reason')} why it cannot say everything (see the next heading); surfaces that these name are left out here.`,
            ],
          ]),
      ...(all.length === 0
        ? [['No surface and no kind of account was tried without a finding.']]
        : []),
    ],
    items: limited([...rules.map((title): Line => [title]), ...all]),
  };
}

function heldRules({ verdict, invariants }: ReportInput): string[] {
  return verdict.invariants
    .filter((result) => result.verdict === 'holds' && result.accepted === 0)
    .map(({ id }) => invariants.find((info) => info.id === id)?.title ?? id);
}

/** Surfaces with clear answers and without a finding, which nothing says could not be judged. */
function surfacesHeld({ verdict, tried, plan, reasonsByInvariant }: ReportInput): Line[] {
  const found = [...verdict.violations, ...verdict.acceptedViolations];
  const affected = new Set(found.map(({ surface }) => surface));
  const admitted = new Set(verdict.accepted.map(({ surface }) => surface));
  const why = [...verdict.reasons, ...Object.values(reasonsByInvariant).flat()].join('\n');
  const isJudged = (surface: string) =>
    plan.surfaces.some(({ id, unattributed }) => id === surface && unattributed === undefined) &&
    !verdict.coverage.listsWithoutRows.includes(surface) &&
    !verdict.coverage.unreachedSurfaces.includes(surface) &&
    !admitted.has(surface) &&
    !why.includes(surface);
  return tried.flatMap(({ surface, viewers, beforeUpdate }): Line[] => {
    const clear = [...viewers].filter(([id, isClear]) => isClear && id !== anonymous).length;
    // One account alone could not have shown what is another's.
    if (affected.has(surface) || !isJudged(surface) || clear < 2) return [];
    const side = plan.update.expected && !beforeUpdate ? ', after the update only' : '';
    const late = verdict.coverage.late.find((one) => one.surface === surface)?.attempts ?? 0;
    const cut = late === 0 ? '' : `; the time of the gate cut ${count(late, 'attempt')}`;
    return [
      [
        { code: surface },
        `: tried clearly by ${count(clear, 'account')}${side}, nothing found${cut}`,
      ],
    ];
  });
}

/** Kinds of account that neither received what is others' nor had anything of theirs received. */
function levelsHeld(input: ReportInput): Line[] {
  const { viewers, owners } = concernedBy([...input.cases, ...input.acceptedCases]);
  // Of somebody unknown no kind can be told, so that no kind is known to be safe.
  if (owners.has(null)) return [];
  const clear = new Set(
    input.tried.flatMap((use) =>
      [...use.viewers].filter(([, isClear]) => isClear).map(([id]) => id),
    ),
  );
  const patients = [...input.ledger.accounts].filter(
    ([id, { role }]) => role === 'patient' && clear.has(id),
  );
  return Object.entries(input.plan.factors).flatMap(([factor, levels]) =>
    levels.flatMap((level): Line[] => {
      const those = patients.filter(([, { cohort }]) => cohort[factor] === level);
      const isAffected = those.some(([id]) => viewers.has(id) || owners.has(id));
      if (those.length === 0 || isAffected) return [];
      return [
        [
          `accounts with ${factor} ${level}: ${count(those.length, 'account')} tried, none received others’ data or had theirs received`,
        ],
      ];
    }),
  );
}
