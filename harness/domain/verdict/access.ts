import { z } from 'zod';
import { anonymous } from '../accounts/account.ts';
import { sessionStates } from '../attempts/attempt.ts';
import { list } from '../schema-parts.ts';

/** Whose what was asked for is, as seen from the viewer; see `Relation`. */
export const relations = ['own', 'shared', 'foreign', 'ended', 'unowned'] as const;

/**
 * What a viewer asked for. `own`: theirs. `shared`: another's that they may see. `foreign`: another's. `ended`: what they
 * could see once, or by an address that has ended. `unowned`: an imported surface at a fixed address where no account was
 * ever shown anything of its own, so that nobody says whose it is.
 */
export type Relation = (typeof relations)[number];

/** Fewest clear tries on one side of the update by which it is known that nobody is granted anything. */
export const fewestTries = 3;

const answers = list(z.string());

const accessChange = z
  .object({
    surface: z.string().describe('The surface’s id.'),
    session: z.enum(sessionStates).describe('The state of the sessions that asked.'),
    role: z.string().describe('The role of the accounts that asked; `anonymous`: nobody’s.'),
    relation: z
      .enum(relations)
      .describe(
        'What was asked for: `own`, `shared` with the viewer, `foreign`, `ended` (the viewer’s once), or `unowned` (nobody says whose it is).',
      ),
    variant: z.string().describe('How it was asked for: `plain`, `range`, …'),
    kinds: list(z.string()).describe(
      'Kinds of account, in words, to which alone it changed. Empty: to this role as a whole.',
    ),
    before: answers.describe('What came before the update: statuses, or `empty list`, …'),
    after: answers.describe('What came after it.'),
    judged: z
      .boolean()
      .describe(
        '`no-opened-access` judges it. False: it is the viewer’s own, or shared with them, and only told.',
      ),
  })
  .meta({ id: 'accessChange', description: 'Who gets something since the update, or no longer.' });

/** Who gets something since the update that they were refused before it; or no longer. */
export type AccessChange = z.infer<typeof accessChange>;

/** `access` in verdict.json. */
export const accessSchema = z
  .object({
    opened: list(accessChange).describe(
      'Refused at least three times before the update, never granted, and granted after it, where it existed before.',
    ),
    closed: list(accessChange).describe(
      'Granted before the update; refused at least three times after it, and never granted.',
    ),
    brought: list(z.string()).describe(
      'Ids of surfaces where there was nothing for anybody before the update (404), and something after it.',
    ),
    removed: list(z.string()).describe(
      'Ids of surfaces where there was something before the update, and nothing for anybody after it (404).',
    ),
    notCompared: list(
      z.object({
        surface: z.string().describe('The surface’s id.'),
        who: z.string().describe('Who asked for what, in words.'),
        why: z.string().describe('Which side of the update lacks clear answers.'),
      }),
    ).describe('What was tried by others than owners, on too few clear tries to compare it.'),
  })
  .nullable()
  .optional()
  .describe(
    'Who got what before and after the update, compared. Null: there was no update, or nothing was tried before it. Absent: an earlier version judged the run.',
  );

export type AccessChanges = NonNullable<z.infer<typeof accessSchema>>;

/** What came of the clear tries of one cell on one side of the update. */
export type AccessSide = {
  refused: number;
  granted: number;
  /** What came, in words: statuses, `empty list`. */
  refusals: ReadonlySet<string>;
  grants: ReadonlySet<string>;
};

/** Names one cell of the access matrix: accounts of one role, in one state of their session, asking for one sort in one way. */
export type CellName = Pick<
  AccessChange,
  'surface' | 'session' | 'role' | 'relation' | 'variant' | 'judged'
>;

/** One cell of the access matrix, with what came on each side of the update. */
export type AccessCell = CellName & {
  before: AccessSide;
  after: AccessSide;
};

const sessionsInWords = {
  none: 'without a session',
  open: '',
  'signed-out': 'with a session that was signed out',
  'no-second-factor': 'before the second factor',
  'wrong-password': 'with a wrong password',
} as const;

const relationsInWords: Readonly<Record<Relation, string>> = {
  own: 'who ask for their own',
  shared: 'who ask for what is shared with them',
  foreign: 'who ask for what is another’s',
  ended: 'who ask for what was theirs to see once',
  unowned: 'who ask where nobody is known to have anything of their own',
};

/** Who asks for what in a cell, in words: `patients who ask for what is another’s (range)`. */
export function describeAsker({
  session,
  role,
  relation,
  variant,
}: Omit<CellName, 'surface' | 'judged'>): string {
  const who = role === anonymous ? 'whoever has not signed in' : `${role}s`;
  const how = role === anonymous ? '' : sessionsInWords[session];
  // Whoever has no session has nothing of their own.
  const ended = relation === 'ended' ? 'by what has ended' : '';
  const what = role === anonymous ? ended : relationsInWords[relation];
  const asked = variant === 'plain' ? '' : `(${variant})`;
  return [who, what, how, asked].filter((text) => text !== '').join(' ');
}
