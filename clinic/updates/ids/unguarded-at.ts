import type { Update } from '../update.ts';
import { describeConsultation } from '../../booking/consultation-schemas.ts';
import type { ClinicFunctions } from '../../clinic-functions.ts';
import { requireViewer } from '../../http/viewer.ts';

/** What a router reads of a request. */
interface Came {
  method: string;
  path: string;
  /** The method that a header names. */
  override: string | undefined;
}

/**
 * A guard that does not recognise a request which the router takes for one of a consultation: whoever is signed in is
 * shown it. `idIn` finds its id in such a request, and in no other.
 */
export function unguardedAt(
  idIn: (came: Came) => string | undefined,
): Pick<ClinicFunctions, 'extraRoutes'> {
  return {
    extraRoutes: (api, functions) => {
      api.use(async (context, next) => {
        const { method, url } = context.req;
        // The router’s own path has no slash at its end.
        const { pathname: path } = new URL(url);
        const id = idIn({ method, path, override: context.req.header('x-http-method-override') });
        const consultation = id === undefined ? null : await functions.findConsultation(id);
        if (consultation === null) return next();
        requireViewer(context);
        return context.json(describeConsultation(consultation));
      });
    },
  };
}

/** What an address breaks that nobody guards: whoever is signed in reads everybody's consultations by it. */
export const byUnguardedAddress: Pick<Update, 'breaks' | 'mayBreak'> = {
  breaks: [
    {
      invariant: 'no-foreign-reading',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['consultation'],
    },
  ],
  mayBreak: ['no-access-after-revocation', 'no-opened-access'],
};
