import type { Http } from '../../deployment/http.ts';
import type { PartyMember } from '../../deployment/views.ts';
import { clientOf } from '../http/client-of.ts';
import { HttpError } from '../http/http-error.ts';
import { isReading, isWrite } from '../http/performed.ts';

/** Gives clients that send what others send, and note whether something was changed by them. */
export type Watch = {
  client(http: Http): Http;
  party(members: Readonly<Record<string, PartyMember>>): Record<string, PartyMember>;
};

/**
 * Runs what makes something on the deployment. If the deployment refuses it before anything was changed, nothing was
 * made, and `answered` is called. After any other failure (no answer, an error of the server, an answer that cannot be
 * read, a later step that is refused) it may have been made all the same.
 * @param make passes the clients that it gives to the definition through the watch
 */
export async function unlessRefused<Made>(
  answered: () => void,
  make: (watch: Watch) => Promise<Made>,
): Promise<Made> {
  let wrote = false;
  const client: Watch['client'] = (http) =>
    clientOf(async (method, path, options) => {
      try {
        const answer = await http.request(method, path, options);
        wrote ||= isWrite({ method, status: answer.status });
        return answer;
      } catch (error) {
        // It was performed, and the address that its answer led to refused.
        wrote ||= error instanceof HttpError && !isReading(method) && isReading(error.method);
        throw error;
      }
    });
  const party: Watch['party'] = (members) =>
    Object.fromEntries(
      Object.entries(members).map(([role, { account, http }]) => [
        role,
        { account, http: client(http) },
      ]),
    );
  try {
    return await make({ client, party });
  } catch (error) {
    if (!wrote && isRefusal(error)) answered();
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof HttpError) || error.status === null) return false;
  return error.status >= 400 && error.status < 500;
}
