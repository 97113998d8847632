import { type Definition, type Http, totpFrom } from '../harness/index.ts';
import { asPractice } from './clinic-api.ts';

type Create = NonNullable<Definition['accounts']['create']>;
type Context = Parameters<Create>[0];

/** How people sign up, in and out, and how those who work for the clinic get their accounts. */
export const accounts: Definition['accounts'] = {
  async create(context) {
    const { role } = context;
    if (role === 'clinician') return createClinician(context);
    if (role === 'receptionist' || role === 'locum') return createReceptionist(context);
    const { http, persona, cohort, party } = context;
    const { email, password } = persona;
    const { id, totpSecret } = (
      await http.post('/api/sign-up', {
        json: {
          email,
          password,
          name: persona.fullName,
          region: cohort['region'] ?? 'ie',
          dateOfBirth: persona.dateOfBirth,
          phone: persona.phone,
          address: `${persona.address.line}, ${persona.address.city} ${persona.address.postcode}`,
          nhsNumber: persona.nhsNumber,
          secondFactor: cohort['secondFactor'] === 'totp',
        },
      })
    ).json<{ id: string; totpSecret?: string }>();
    const credentials = { email, password, totpSecret };
    if (role !== 'patient') return { credentials, ids: { person: id } };
    const relativeId = party['relative']?.account.ids['person'];
    if (relativeId !== undefined)
      await http.post('/api/admin/relatives', asPractice({ patientId: id, relativeId }));
    // Only the app shows results of the laboratory.
    const results = cohort['client'] === 'app' ? await sendResult(context, id) : {};
    return { credentials, ids: { patient: id, ...results } };
  },
  staff: { clinician: 2, relative: 1, receptionist: 1, locum: 1, friend: 1 },
  async signIn({ http, account, code }) {
    const { email, password } = account.credentials;
    const client = account.cohort['client'] ?? 'web';
    const first = await http.post('/api/sign-in', { json: { email, password, client } });
    const { ticket, token } = first.json<{ ticket?: string; token?: string }>();
    if (!ticket) return bearer(token);
    const second = await http.post('/api/sign-in/second-factor', {
      json: { ticket, code: await code() },
    });
    return bearer(second.json<{ token?: string }>().token);
  },
  async changePassword({ http, account, password }) {
    const current = account.credentials['password'];
    await http.post('/api/password', { json: { current, password } });
    return { password };
  },
  signOut: async ({ http }) => void (await http.post('/api/sign-out')),
  // A code may be used again while it lasts, so there is no need to wait for the next.
  secondFactor: {
    code: ({ account }) => totpFrom(account.credentials['totpSecret'] ?? ''),
    has: ({ credentials }) => credentials['totpSecret'] !== undefined,
  },
  remove: async ({ http }) => void (await http.delete('/api/me')),
};

async function createClinician({ http, persona }: Context) {
  const { email, password } = persona;
  const clinician = { email, password, name: `Dr ${persona.fullName}`, specialty: 'gp' };
  const { id } = (await http.post('/api/admin/clinicians', asPractice(clinician))).json<{
    id: string;
  }>();
  return { credentials: { email, password }, ids: { clinician: id } };
}

async function createReceptionist({ http, persona }: Context) {
  const { email, password } = persona;
  const member = { email, password, name: persona.fullName, role: 'receptionist' };
  const { id } = (await http.post('/api/staff/members', asPractice(member))).json<{ id: string }>();
  return { credentials: { email, password }, ids: { member: id } };
}

/** The laboratory sends a result of today; or the system that was in use until 2008 hands over one of its own. */
async function sendResult(
  { http, cohort, token }: { http: Http; cohort: Context['cohort']; token: Context['token'] },
  patientId: string,
) {
  const isOld = cohort['results'] === 'old';
  const result = {
    patientId,
    // Those of one day lie together in the old system.
    takenOn: isOld ? '2004-05-17' : '2020-03-02',
    test: token('lab test'),
    value: token('lab value'),
    figure: '5.1 mmol/l',
    comment: token('lab comment'),
  };
  const path = isOld ? '/api/admin/legacy-results' : '/api/admin/lab-results';
  return (await http.post(path, asPractice(result))).json<{
    record: string;
    test: string;
    value: string;
    result: string;
  }>();
}

const bearer = (token: string | undefined) =>
  token ? { headers: { authorization: `Bearer ${token}` } } : undefined;
