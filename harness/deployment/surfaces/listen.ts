import type { Gives } from '../../domain/surfaces/surface.ts';
import type { Definition } from '../definition.ts';
import type { Listening, ListenSurface } from './surface.ts';
import { refuseSurface, surfaceBase } from './surface-base.ts';
import type { ListOptions } from './surface-base.ts';
import { factsOf, type SurfaceModule } from './surface-module.ts';

/** The module of surfaces that are listened to while their owner acts. */
export const listenModule: SurfaceModule<ListenSurface> = {
  infoOf: (surface) => ({ ...factsOf(surface), kind: 'listen' }),
  addressedAs: ({ id }) => id,
  faultOf: ({ listen: { act } }, { actions = {} }) => faultOfAct(act, actions),
};

/** The options of `socket` and `events`. */
export type ListenOptions = Omit<Listening, 'protocol'> &
  Pick<ListOptions, 'headers' | 'json' | 'unattributed'> & {
    gives: Gives;
    /**
     * Names of ids that `connect` and `hello` use, in addition to those in the path: `['consultation']`. Default: none.
     */
    needs?: readonly string[];
  };

/**
 * A WebSocket that is listened to while an owner acts.
 * `socket('GET /api/live', { gives: 'list', act: 'sendMessage' })` describes one stream for each account, on which only
 * the viewer's own may arrive. `socket('GET /ws/consultations/{consultation}', { gives: 'read', act: 'sendMessage' })`
 * describes one stream for each thing.
 */
export function socket(id: string, options: ListenOptions): ListenSurface {
  return listened(id, 'websocket', options);
}

/**
 * As `socket`, for server-sent events: `events('GET /api/patients/{patient}/events', { gives: 'list', act: 'book' })`.
 */
export function events(id: string, options: ListenOptions): ListenSurface {
  return listened(id, 'events', options);
}

function listened(
  id: string,
  protocol: Listening['protocol'],
  options: ListenOptions,
): ListenSurface {
  const { gives, act, connect, hello, protocols, needs = [], ...rest } = options;
  if (typeof act !== 'string') {
    refuseSurface(id)(
      'has no act',
      "Name the action of the owner that makes something arrive: { gives, act: 'sendMessage' }.",
    );
  }
  // Addresses are kept with http and https, because the host guard treats ws and wss the same.
  const address = protocol === 'websocket' ? id.replace(/^(\w+ )ws(?=s?:)/, '$1http') : id;
  const listen: Listening = { protocol, act, connect, hello, protocols };
  const made = surfaceBase(address, gives, rest, listenNames);
  return {
    kind: 'listen',
    ...made,
    id,
    needs: [...new Set([...made.needs, ...needs])],
    listen,
  };
}

/** Why an action cannot be performed repeatedly on any thing; null when it can. */
function faultOfAct(act: string, actions: NonNullable<Definition['actions']>): string | null {
  const action = Object.hasOwn(actions, act) ? actions[act] : undefined;
  if (action === undefined) return `there is no action ${JSON.stringify(act)}`;
  const { after, until } = action;
  const isReady = after === undefined || after.includes('create');
  return isReady && !until?.includes(act)
    ? null
    : `the action ${JSON.stringify(act)} must be possible on any thing, again and again`;
}

const listenNames: readonly string[] = [
  'gives',
  'act',
  'connect',
  'hello',
  'protocols',
  'needs',
  'headers',
  'json',
  'unattributed',
] satisfies (keyof ListenOptions)[];
