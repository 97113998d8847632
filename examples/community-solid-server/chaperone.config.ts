import { randomUUID } from 'node:crypto';
import { defineDeployment, list, none, read, socket, stream } from '../../harness/index.ts';
import { owners, solidServer } from './embedded.ts';

type Api = Record<'password' | 'account', Record<'create' | 'pod' | 'clientCredentials', string>>;
type Token = { access_token: string; expires_in: number };
const webm = { 'content-type': 'audio/webm' };
const turtle = { 'content-type': 'text/turtle' };
const jsonLd = { accept: 'application/ld+json' };
const documentOf = ({ pod, consultation }: Record<string, string>) =>
  `/${pod}/consultations/${consultation}`;

export default defineDeployment({
  name: 'Telehealth on Community Solid Server',
  embedded: solidServer,
  release: async ({ http }) => (await http.get('/')).headers['x-release'] ?? '',
  accounts: {
    async create({ http, persona: { email, password } }) {
      const pod = randomUUID();
      await http.post('/.account/account/', { json: {} });
      const { controls } = (await http.get('/.account/')).json<{ controls: Api }>();
      await http.post(controls.password.create, { json: { email, password } });
      const made = await http.post(controls.account.pod, { json: { name: pod } });
      const { webId } = made.json<{ webId: string }>();
      const minted = await http.post(controls.account.clientCredentials, { json: { webId } });
      const { id, secret } = minted.json<{ id: string; secret: string }>();
      return { credentials: { email, password, webId, id, secret }, ids: { pod } };
    },
    async signIn({ http, account: { credentials } }) {
      const authorization = `Basic ${btoa(`${credentials['id']}:${credentials['secret']}`)}`;
      const form = { grant_type: 'client_credentials', scope: 'webid' };
      const answer = await http.post('/.oidc/token', { headers: { authorization }, form });
      const { access_token: token, expires_in: expiresIn } = answer.json<Token>();
      return { headers: { authorization: `Bearer ${token}` }, expiresIn };
    },
    signOut: none('an access token lives for its ten minutes: the server cannot take it back'),
    secondFactor: none('the server knows passwords and client credentials only'),
  },
  consultations: {
    async create({ http, account, token, media }) {
      owners.set(account.id, account);
      const { pod } = account.ids;
      const ids = { consultation: `${randomUUID()}.ttl`, recording: `${randomUUID()}.webm` };
      const body = `@prefix s: <https://schema.org/>. <> s:patient "${account.persona.fullName}";
        s:description "${token('reason')}"; s:text "${token('notes')}".`;
      await http.put(documentOf({ ...account.ids, ...ids }), { headers: turtle, body });
      const audio = await media.audio('recording');
      await http.put(`/${pod}/recordings/${ids.recording}`, { headers: webm, body: audio });
      return ids;
    },
  },
  surfaces: [
    list('GET /{pod}/consultations/', { headers: jsonLd, shows: 'consultation' }),
    list('GET /{pod}/recordings/', { headers: jsonLd, shows: 'recording' }),
    read('GET /{pod}/consultations/{consultation}'),
    read('GET /{pod}/consultations/{consultation}#json-ld', { headers: jsonLd }),
    stream('GET /{pod}/recordings/{recording}'),
    socket('GET /{pod}/consultations/{consultation}#notifications', {
      gives: 'read',
      act: 'addNotes',
      async connect({ http, ids }) {
        const body = `@prefix n: <http://www.w3.org/ns/solid/notifications#>.
          [] a n:WebSocketChannel2023; n:topic <${documentOf(ids)}>.`;
        const path = '/.notifications/WebSocketChannel2023/';
        const subscribed = await http.post(path, { headers: turtle, body });
        return subscribed.json<{ receiveFrom: string }>().receiveFrom;
      },
    }),
  ],
  actions: {
    addNotes: {
      async run({ http, account, ids, token }) {
        const body = `INSERT DATA { <> <https://schema.org/text> "${token('notes')}" }`;
        const headers = { 'content-type': 'application/sparql-update' };
        await http.patch(documentOf({ ...account.ids, ...ids }), { headers, body });
      },
    },
  },
  browser: none('the service is an API: patients use the Solid app of their choice'),
});
