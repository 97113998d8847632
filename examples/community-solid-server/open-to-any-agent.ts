import type { AccountView } from '../../harness/index.ts';

/**
 * Lets any signed-in agent read a container of the owner's pod and all that is in it: with the owner's own
 * credentials, through the server's own API (Web Access Control).
 */
export async function openToAnyAgent(
  url: string,
  owner: AccountView,
  container: string,
): Promise<void> {
  const address = `${url}${owner.ids['pod']}/${container}/`;
  const acl = `
    @prefix acl: <http://www.w3.org/ns/auth/acl#>.
    <#owner> a acl:Authorization; acl:agent <${owner.credentials['webId']}>;
      acl:accessTo <${address}>; acl:default <${address}>; acl:mode acl:Read, acl:Write, acl:Control.
    <#anyone> a acl:Authorization; acl:agentClass acl:AuthenticatedAgent;
      acl:accessTo <${address}>; acl:default <${address}>; acl:mode acl:Read.`;
  const answer = await fetch(`${address}.acl`, {
    method: 'PUT',
    headers: { authorization: await authorization(url, owner), 'content-type': 'text/turtle' },
    body: acl,
  });
  if (!answer.ok) throw new Error(`PUT of an .acl was answered with ${answer.status}`);
}

async function authorization(url: string, { credentials }: AccountView): Promise<string> {
  const basic = Buffer.from(`${credentials['id']}:${credentials['secret']}`).toString('base64');
  const answer = await fetch(`${url}.oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'webid' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return `Bearer ${token}`;
}
