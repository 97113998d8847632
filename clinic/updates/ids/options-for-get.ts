import { byUnguardedAddress, unguardedAt } from './unguarded-at.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A method that a header names is seen by the router, and not by the guard. */
export const optionsForGet: Update = {
  id: 'options-for-get',
  title: 'Works behind more office networks',
  release: '2020.7+options-for-get',
  notes: 'Our service now works behind stricter company networks.',
  story:
    'Office proxies let few methods pass, so that a header may name another one. The guard asks for rights by the method of the request, and OPTIONS needs none.',
  references: ['CWE-650', 'CWE-639'],
  ...byUnguardedAddress,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...unguardedAt(({ method, path, override }) =>
      method === 'OPTIONS' && override === 'GET'
        ? /^\/api\/consultations\/(\w+)$/.exec(path)?.[1]
        : undefined,
    ),
  }),
};
