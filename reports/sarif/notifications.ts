import type { Notification } from 'sarif';
import type { ReportInput } from '../input.ts';
import { headline } from '../words/headline.ts';
import { number } from '../words/counting.ts';
import { messageText } from './results.ts';

/** Kinds of notifications, as SARIF asks for them to be described. */
export const notificationKinds = [
  { id: 'inconclusive', shortDescription: { text: 'Something could not be checked' } },
  { id: 'not-all-told', shortDescription: { text: 'There are more violations than stand here' } },
];

/**
 * Why the run is inconclusive, and what else went wrong, as notifications: no violations alone would be taken for a
 * pass.
 * @param left violations that are told in verdict.json only
 */
export function notificationsOf(input: ReportInput, left: number): Notification[] {
  const { verdict } = input;
  const { words, advice } = headline(input);
  const isSilent = verdict.verdict === 'inconclusive' && verdict.reasons.length === 0;
  const reasons = isSilent ? [`${words} ${advice}`] : verdict.reasons;
  return [
    ...reasons.map((reason): Notification => ({
      descriptor: { id: 'inconclusive', index: 0 },
      level: 'error',
      message: { text: messageText(reason) },
    })),
    ...(left > 0
      ? [
          {
            descriptor: { id: 'not-all-told', index: 1 },
            level: 'warning' as const,
            message: { text: `${number(left)} more violations stand in verdict.json.` },
          },
        ]
      : []),
  ];
}
