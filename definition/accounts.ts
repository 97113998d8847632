import { type Definition, totpFrom } from '../harness/index.ts';

/** How people sign up, in and out, and how clinicians are made. */
export const accounts: Definition['accounts'] = {
  async create({ http, persona, role, cohort }) {
    const { email, password } = persona;
    if (role === 'clinician') {
      const headers = { 'x-admin-key': process.env['CLINIC_ADMIN_KEY'] ?? '' };
      const json = { email, password, name: `Dr ${persona.fullName}`, specialty: 'gp' };
      const { id } = (await http.post('/api/admin/clinicians', { headers, json })).json<{
        id: string;
      }>();
      return { credentials: { email, password }, ids: { clinician: id } };
    }
    const { id, totpSecret } = (
      await http.post('/api/sign-up', {
        json: {
          email,
          password,
          name: persona.fullName,
          region: cohort['region'] ?? 'uk',
          dateOfBirth: persona.dateOfBirth,
          phone: persona.phone,
          address: `${persona.address.line}, ${persona.address.city} ${persona.address.postcode}`,
          nhsNumber: persona.nhsNumber,
          secondFactor: cohort['secondFactor'] === 'totp',
        },
      })
    ).json<{ id: string; totpSecret?: string }>();
    return { credentials: { email, password, totpSecret }, ids: { patient: id } };
  },
  staff: { clinician: 2 },
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
  signOut: async ({ http }) => void (await http.post('/api/sign-out')),
  // A code may be used again while it lasts, so there is no need to wait for the next.
  secondFactor: {
    code: ({ account }) => totpFrom(account.credentials['totpSecret'] ?? ''),
    has: ({ credentials }) => credentials['totpSecret'] !== undefined,
  },
  remove: async ({ http }) => void (await http.delete('/api/me')),
};

const bearer = (token: string | undefined) =>
  token ? { headers: { authorization: `Bearer ${token}` } } : undefined;
