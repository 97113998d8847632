import type { AccountView, Definition, Http, Ids } from '../harness/index.ts';
import { asPractice } from './clinic-api.ts';

/** Seconds after which every other account's shares end by themselves, and those after which the rest would. */
const [soon, day] = [20, 24 * 3600];

/** How somebody comes to see something of a patient's for a time, and how that ends, by who it is. */
export const sharing: Definition['sharing'] = {
  with: { patient: 'thing', clinician: 'thing', relative: 'account', receptionist: 'account' },

  async share({ http, account, ids, to }) {
    const consultation = ids['consultation'] ?? '';
    if (to.role === 'clinician') return reassign(http, consultation, to.ids['clinician']);
    if (to.role === 'receptionist') return void (await http.put(desk(to, account), asPractice()));
    if (to.role === 'relative') {
      const appointed = { patientId: account.ids['patient'], guardianId: to.ids['person'] };
      const made = await http.post('/api/admin/guardians', asPractice(appointed));
      return { ids: { guardianship: made.json<{ id: string }>().id } };
    }
    return shareWithPatient(http, account, consultation, to);
  },

  async end({ http, account, ids, to }) {
    const guardian = `/api/admin/guardians/${ids['guardianship']}`;
    if (to.role === 'clinician')
      await reassign(http, ids['consultation'] ?? '', account.party['clinician']?.ids['clinician']);
    else if (to.role === 'receptionist') await http.delete(desk(to, account), asPractice());
    else if (to.role === 'relative') await http.delete(guardian, asPractice());
    else await http.delete(`/api/shares/${ids['share']}`);
  },
};

/** Another clinician treats the consultation for a time. */
async function reassign(http: Http, consultation: string, clinicianId: string | undefined) {
  await http.put(`/api/consultations/${consultation}/clinician`, { json: { clinicianId } });
}

const desk = ({ ids }: { ids: Ids }, patient: AccountView): string =>
  `/api/staff/members/${ids['member']}/patients/${patient.ids['patient']}`;

async function shareWithPatient(
  http: Http,
  owner: AccountView,
  consultation: string,
  to: AccountView,
) {
  const endsSoon = Number(owner.id.replace(/\D/g, '')) % 2 === 0;
  const until = new Date(Date.now() + (endsSoon ? soon : day) * 1000);
  const { email } = to.credentials;
  const shared = await http.post(`/api/consultations/${consultation}/shares`, {
    json: { email, until: until.toISOString() },
  });
  const ids = { share: shared.json<{ id: string }>().id };
  return endsSoon ? { ids, until } : { ids };
}
