import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A POST that a header turns into a GET is guarded as what it was sent as. */
export const postForGet: Update = {
  id: 'post-for-get',
  title: 'Long searches work everywhere',
  release: '2020.7+post-for-get',
  notes: 'Our service now works where addresses may not be long.',
  story:
    'What is too long for an address may be sent as a POST that says in a header that it is a GET. The guard has no rule for a POST at such an address, as there was none, and lets it pass; the router obeys the header.',
  references: ['CWE-650', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ method, path, override }) =>
      method === 'POST' && override === 'GET'
        ? /^\/api\/consultations\/(\w+)$/.exec(path)?.[1]
        : undefined,
    ),
  }),
};
