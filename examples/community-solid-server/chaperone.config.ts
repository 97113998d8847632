import { randomUUID } from 'node:crypto';
import { defineDeployment, list, none, read, stream } from '../../harness/index.ts';
import { owners, solidServer } from './embedded.ts';

const jsonLd = { accept: 'application/ld+json' };
const contains = (body: unknown) =>
  (body as Record<string, unknown[]>[]).flatMap(
    (node) => node['http://www.w3.org/ns/ldp#contains'] ?? [],
  );

export default defineDeployment({
  name: 'Telehealth on Community Solid Server',
  embedded: solidServer,
  release: async ({ http }) => (await http.get('/')).headers['x-release'] ?? '',

  accounts: {
    async create({ http, persona: { email, password } }) {
      const pod = randomUUID();
      await http.post('/.account/account/', { json: {} });
      const { controls } = (await http.get('/.account/')).json<Account>();
      await http.post(controls.password.create, { json: { email, password } });
      const made = await http.post(controls.account.pod, { json: { name: pod } });
      const { webId } = made.json<{ webId: string }>();
      const minted = await http.post(controls.account.clientCredentials, { json: { webId } });
      const { id, secret } = minted.json<{ id: string; secret: string }>();
      return { credentials: { email, password, webId, id, secret }, ids: { pod } };
    },
    async signIn({ http, account: { credentials } }) {
      const basic = btoa(`${credentials['id']}:${credentials['secret']}`);
      const answer = await http.post('/.oidc/token', {
        headers: { authorization: `Basic ${basic}` },
        form: { grant_type: 'client_credentials', scope: 'webid' },
      });
      const token = answer.json<{ access_token: string; expires_in: number }>();
      const headers = { authorization: `Bearer ${token.access_token}` };
      return { headers, expiresIn: token.expires_in };
    },
    signOut: none('an access token lives for its ten minutes: the server cannot take it back'),
    secondFactor: none('the server knows passwords and client credentials only'),
  },

  consultations: {
    async create({ http, account, token, media }) {
      const { pod } = account.ids;
      const { fullName, dateOfBirth, phone } = account.persona;
      const [consultation, recording] = [`${randomUUID()}.ttl`, `${randomUUID()}.webm`];
      await http.put(`/${pod}/consultations/${consultation}`, {
        headers: { 'content-type': 'text/turtle' },
        body: `@prefix s: <https://schema.org/>.
          <> s:description "${token('reason')}"; s:text "${token('notes')}"; s:patient
          [ s:name "${fullName}"; s:birthDate "${dateOfBirth}"; s:telephone "${phone}" ].`,
      });
      await http.put(`/${pod}/recordings/${recording}`, {
        headers: { 'content-type': 'audio/webm' },
        body: await media.audio('recording'),
      });
      owners.set(account.id, account);
      return { consultation, recording };
    },
  },

  surfaces: [
    list('GET /{pod}/consultations/', { headers: jsonLd, items: contains, shows: 'consultation' }),
    list('GET /{pod}/recordings/', { headers: jsonLd, items: contains, shows: 'recording' }),
    read('GET /{pod}/consultations/{consultation}', { headers: { accept: 'text/turtle' } }),
    read('GET /{pod}/consultations/{consultation}#json-ld', { headers: jsonLd }),
    stream('GET /{pod}/recordings/{recording}'),
  ],
  browser: none('the service is an API: patients use the Solid app of their choice'),
});

type Account = {
  controls: { password: { create: string }; account: { pod: string; clientCredentials: string } };
};
