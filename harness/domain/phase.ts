/** The sides of the update, in the order in which they come. */
export const phases = ['before-update', 'after-update'] as const;

/** Which side of the update something happened on. */
export type Phase = (typeof phases)[number];

/** The factors that every deployment has: on which side of the update account, session and booking were made. */
export const sideFactors = {
  account: ['before', 'after'],
  session: ['before', 'after'],
  booking: ['before', 'after'],
} as const satisfies Record<string, readonly string[]>;

/** What no account can be: one from after the update with a session or booking from before it. */
export const impossibleSides: readonly Readonly<Record<string, string>>[] = [
  { account: 'after', session: 'before' },
  { account: 'after', booking: 'before' },
];
