import type { Definition } from '../../deployment/definition.ts';
import type { Sharing } from '../../deployment/sharing.ts';
import { describeNotes } from './describe-notes.ts';

/** The definition of the deployment in `family.ts`. `seconds`: how long a share lasts; null: until it is ended. */
export function describeFamily(
  url: string,
  options: { seconds?: number | null; end?: Sharing['end'] } = {},
): Definition & { url: string } {
  const usual = describeNotes(url);
  const { seconds = null, end = endByHand } = options;
  return {
    ...usual,
    url,
    accounts: {
      ...usual.accounts,
      staff: { guardian: 2 },
      async create({ http, party }) {
        const { id } = (await http.post('/sign-up')).json<{ id: string }>();
        await party['guardian']?.http.put(`/children/${id}`);
        return { credentials: { id }, ids: { account: id } };
      },
    },
    consultations: {
      async create({ http, token }) {
        const made = await http.post('/notes', { json: { text: token('text') } });
        return { note: made.json<{ id: string }>().id };
      },
    },
    sharing: {
      async share({ http, ids, to }) {
        const json = seconds === null ? {} : { seconds };
        const path = `/notes/${ids['note']}/shares/${to.ids['account']}`;
        const { until } = (await http.put(path, { json })).json<{ until: number | null }>();
        return until === null ? {} : { until: new Date(until) };
      },
      end,
    },
    maySee: ({ viewer, owner }) =>
      viewer?.role === 'guardian' && owner.party['guardian']?.id === viewer.id,
  };
}

const endByHand: Sharing['end'] = async ({ http, ids, to }) =>
  void (await http.delete(`/notes/${ids['note']}/shares/${to.ids['account']}`));
