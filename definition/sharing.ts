import type { Definition } from '../harness/index.ts';

/** Seconds after which every other account's shares end by themselves. */
const short = 20;
const day = 24 * 3600;

/** A patient shares a consultation with another one, until a time. */
export const sharing: Definition['sharing'] = {
  async share({ http, account, ids, to }) {
    const endsSoon = Number(account.id.replace(/\D/g, '')) % 2 === 0;
    const until = new Date(Date.now() + (endsSoon ? short : day) * 1000);
    const { email } = to.credentials;
    const shared = await http.post(`/api/consultations/${ids['consultation']}/shares`, {
      json: { email, until: until.toISOString() },
    });
    const share = shared.json<{ id: string }>().id;
    return endsSoon ? { ids: { share }, until } : { ids: { share } };
  },
  end: async ({ http, ids }) => void (await http.delete(`/api/shares/${ids['share']}`)),
};
