import type { AccountView, Http, Ids, Sharing } from '../harness/index.ts';
import { asPractice, shareUntil } from './clinic-api.ts';

/** Seconds after which every other account's shares end by themselves, and those after which the rest would. */
const [soon, day] = [20, 24 * 3600];

/** How one role comes to see something of a patient's for a time, and how that ends. */
type Way = Pick<Sharing, 'share'> & { end: Extract<Sharing['end'], (...args: never[]) => unknown> };

const byShare: Way = {
  share: ({ http, account, ids, to }) => shareForATime(http, account, ids, to.credentials['email']),
  end: ({ http, ids }) => done(http.delete(`/api/shares/${ids['share']}`)),
};

const ways: Readonly<Record<string, Way>> = {
  patient: byShare,
  // Whoever has the link sees it, signed in or not.
  friend: { ...byShare, share: ({ http, account, ids }) => shareForATime(http, account, ids) },
  // Another clinician treats the consultation for a time.
  clinician: {
    share: ({ http, ids, to }) => reassign(http, ids, to),
    end: ({ http, ids, account }) => reassign(http, ids, account.party['clinician']),
  },
  relative: {
    async share({ http, account, to }) {
      const appointed = { patientId: account.ids['patient'], guardianId: to.ids['person'] };
      const made = await http.post('/api/admin/guardians', asPractice(appointed));
      return { ids: { guardianship: made.json<{ id: string }>().id } };
    },
    end: ({ http, ids }) =>
      done(http.delete(`/api/admin/guardians/${ids['guardianship']}`, asPractice())),
  },
  receptionist: {
    share: ({ http, account, to }) => done(http.put(desk(to, account), asPractice())),
    end: ({ http, account, to }) => done(http.delete(desk(to, account), asPractice())),
  },
  // Whoever stands in for a receptionist does so for a time.
  locum: {
    async share({ http, account, to }) {
      await http.put(member(to), asPractice());
      await http.put(desk(to, account), asPractice());
    },
    end: ({ http, to }) => done(http.delete(member(to), asPractice())),
  },
};

/** How somebody comes to see something of a patient's for a time, and how that ends, by who it is. */
export const sharing: Sharing = {
  with: {
    patient: 'thing',
    friend: 'thing',
    clinician: 'thing',
    relative: 'account',
    receptionist: 'account',
    locum: 'account',
  },
  share: (context) => (ways[context.to.role] ?? byShare).share(context),
  end: (context) => (ways[context.to.role] ?? byShare).end(context),
};

type Named = { ids: Ids };

const member = ({ ids }: Named): string => `/api/staff/members/${ids['member']}`;

const desk = (to: Named, { ids }: Named): string => `${member(to)}/patients/${ids['patient']}`;

function reassign(http: Http, { consultation }: Ids, to: Named | undefined) {
  const clinicianId = to?.ids['clinician'];
  return done(http.put(`/api/consultations/${consultation}/clinician`, { json: { clinicianId } }));
}

/** Shares it until a time, which is soon for every other owner: with somebody, or by a link. */
async function shareForATime(
  http: Http,
  owner: AccountView,
  { consultation }: Ids,
  email?: string,
) {
  const endsSoon = Number(owner.id.replace(/\D/g, '')) % 2 === 0;
  const until = new Date(Date.now() + (endsSoon ? soon : day) * 1000);
  const { id, url } = await shareUntil(http, consultation, until, email);
  const link = url?.split('/').at(-1);
  const ids = link === undefined ? { share: id } : { share: id, link };
  return endsSoon ? { ids, until } : { ids };
}

async function done(answer: Promise<unknown>): Promise<void> {
  await answer;
}
