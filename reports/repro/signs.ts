import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import { mayKnowId, mayView } from '../../harness/domain/ledger/may-view.ts';
import type { Ids } from '../../harness/domain/ledger/thing.ts';
import type { ReportInput } from '../input.ts';

/** So many are looked for: the one that was seen comes first. */
const most = 60;

/**
 * Texts by which an answer is known to hold something of the owner's that the viewer may not see: the one that was
 * seen, then the owner's other tokens, ids and unique values, in case the run overwrote the field that leaked. Without
 * what the request itself sends, which a refusal may repeat. Empty where the owner is unknown and nothing was recorded.
 */
export function signsOf(input: ReportInput, item: Case, sent: string): string[] {
  const { owner, recorded } = item.lead;
  const seen = recordedText(input, item);
  const all = [
    ...(seen === null ? [] : [seen]),
    ...(owner === null || recorded?.kind === 'credential' ? [] : ofAccount(input, item, owner)),
  ];
  const usable = all.filter((text) => /^[\x20-\x7e]{6,}$/.test(text) && !sent.includes(text));
  return [...new Set(usable)].slice(0, most);
}

function recordedText({ ledger, tokenText }: ReportInput, { lead: { recorded } }: Case) {
  if (recorded?.kind === 'token' || recorded?.kind === 'frame') return tokenText(recorded.token);
  if (recorded?.kind !== 'id') return null;
  const { account, thing, name } = recorded;
  const holder = thing === null ? ledger.accounts.get(account) : ledger.things.get(thing);
  return holder?.ids[name] ?? null;
}

function ofAccount(input: ReportInput, { lead }: Case, owner: AccountId): string[] {
  const { ledger, plan } = input;
  const { viewer, sentAt, answeredAt } = lead.attempt;
  const viewing = { viewer, sentAt, answeredAt };
  const known = ledger.accounts.get(owner);
  if (known === undefined) return [];
  // Of one's own, everything is a sign: it came without a session that may have it.
  const isOwn = owner === viewer;
  const isHidden = (thing: string | null, field: string) =>
    isOwn || mayView(ledger, { ...viewing, owner, thing, field }) === 'no';
  const tokens = [...ledger.fields].flatMap(([key, { account, name, thing, carrier }]) => {
    if (account !== owner || carrier !== 'token' || !isHidden(thing, name)) return [];
    const field = Number(key.slice(owner.length + 1));
    return [input.tokenText({ run: plan.run, account: known.number, field })];
  });
  const idsOf = (thing: string | null, ids: Ids) =>
    isOwn || mayKnowId(ledger, viewing, [{ owner, thing }]) === 'no'
      ? Object.values(ids).filter(isLong)
      : [];
  const things = ledger.thingsOf.get(owner) ?? [];
  const ids = [...idsOf(null, known.ids), ...things.flatMap((one) => idsOf(one.id, one.ids))];
  const values = isHidden(null, 'phone') ? input.uniqueValues(known.number) : [];
  return [...tokens, ...ids, ...values];
}

/** Long enough to stand in no answer by chance. */
function isLong(id: string): boolean {
  return /^\d+$/.test(id) ? id.length >= 13 : id.length >= 10;
}
