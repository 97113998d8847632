import type { Probe } from '../../deployment/probe.ts';
import { askOtherwise } from './choosing/ask-otherwise.ts';
import { waysFor } from './choosing/ways-to-ask.ts';

/** Requests what was refused by another method or spelling of the path, which a guard may not recognise. */
export const methodAndSpelling: Probe = {
  id: 'method-and-spelling',
  title: 'By another method, or another spelling of the path',
  needs: 'a surface that owners are granted, and others are refused',
  disturbs: 'nothing',
  budgeted: true,
  attempts(context) {
    const held = new Map(context.things.map((thing) => [thing.owner.id, thing]));
    return askOtherwise(context, (attempt) => {
      const viewer = attempt.session?.account;
      if (viewer === undefined) return waysFor(attempt, null);
      const own = { ...viewer.ids, ...held.get(viewer.id)?.ids };
      const isEnough = attempt.surface.needs.every((name) => own[name] !== undefined);
      return waysFor(attempt, isEnough ? own : null);
    });
  },
};
