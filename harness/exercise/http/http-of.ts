import type { Http } from '../../deployment/http.ts';
import type { Core } from '../state/core.ts';
import type { Baggage } from './cookies.ts';
import { createSessionHttp } from './http-session.ts';

/** What a definition's function talks with, in a worker. */
export function httpOf(core: Core, baggage: Baggage, onAnswer?: (url: URL) => void): Http {
  const { base, connections, guard, pace } = core;
  return createSessionHttp({
    base,
    connections,
    guard,
    pace,
    baggage,
    ...(onAnswer ? { onAnswer } : {}),
  });
}
