import type { Examined } from './examine.ts';
import { signsOf } from './signs.ts';
import type { Tried } from './tried.ts';

/** Whether what came holds something of the owner of what was asked for. */
export function hasOwnSign({ ledger }: Examined, one: Tried): boolean {
  return signsOf(ledger, one).some(({ owner }) => owner === one.owner);
}
