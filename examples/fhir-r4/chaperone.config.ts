import { defineDeployment, fhir, fromFhir, none } from '../../harness/index.ts';
import { fhirServer, owners } from './embedded.ts';

type Version = { release: string; practitioner: string };
type Token = { access_token: string };

export default defineDeployment({
  name: 'Telehealth on FHIR R4',
  embedded: fhirServer,
  release: async ({ http }) => (await http.get('/version')).json<Version>().release,
  accounts: {
    async create({ http, persona }) {
      const { email, password } = persona;
      const json = { email, password, patient: fhir.patient(persona) };
      const { patient } = (await http.post('/auth/register', { json })).json<{ patient: string }>();
      return { credentials: { email, password }, ids: { patient } };
    },
    async signIn({ http, account }) {
      const { email: username, password } = account.credentials;
      const form = { grant_type: 'password', username, password };
      const { access_token: token } = (await http.post('/auth/token', { form })).json<Token>();
      return { headers: { authorization: `Bearer ${token}` } };
    },
    signOut: async ({ http }) => void (await http.post('/auth/revoke')),
    secondFactor: none('the server knows passwords only'),
  },
  consultations: {
    async create(context) {
      owners.set(context.account.id, context.account);
      const { practitioner } = (await context.http.get('/version')).json<Version>();
      return fhir.consultation('/fhir', { practitioner })(context);
    },
  },
  surfaces: [
    ...fromFhir('/fhir/metadata', {
      ids: ['patient', 'appointment', 'encounter', 'documentReference', 'media', 'binary'],
    }),
  ],
  browser: none('the service is an API: patients use the SMART app of their choice'),
});
