import type { Probe } from '../../deployment/probe.ts';
import { askOtherwise } from './choosing/ask-otherwise.ts';
import { postAsGet as change } from './choosing/ways-to-ask.ts';

/** Requests by a POST with an override to GET. A deployment that ignores the override may take it for a write. */
export const postAsGet: Probe = {
  id: 'post-as-get',
  title: 'By a POST that is to be taken for a GET',
  needs:
    'leave to send what may be taken for a write (`writes: true`, or a list with `POST` in it), and a surface that others are refused',
  disturbs: 'data',
  budgeted: true,
  async *attempts(context) {
    if (context.writes) yield* askOtherwise(context, () => [[change]]);
  },
};
