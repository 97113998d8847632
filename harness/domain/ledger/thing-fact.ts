import type { AccountId } from '../accounts/account.ts';
import type { ThingId } from './thing.ts';

/** What a thing serves for, or is to lead to. A part of `Fact`. */
export type ThingFact =
  | {
      /** Something of the thing is to be delivered to this one of a sort of third party; `to` is a keyed digest. */
      type: 'fact';
      fact: 'addressed';
      at: number;
      account: AccountId;
      thing: ThingId;
      party: string;
      to: string;
    }
  | {
      /**
       * The thing serves to try writes of others on, and nothing else: what shows of it judges neither way, as nobody
       * knows what became of it. It need not exist: a write may be about to make it.
       */
      type: 'fact';
      fact: 'contested';
      at: number;
      account: AccountId;
      thing: ThingId;
    };
