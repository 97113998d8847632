import type { Consultation } from '../../booking/consultation.ts';
import { currentSignal } from '../../http/request-scope.ts';
import type { Page } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How long an answer that nobody took is kept, in milliseconds. */
const kept = 1000;

/** A list that nobody waited for goes to the next who asks. In the manner of CWE-488; no incident. */
export const answerLeftOver: Update = {
  id: 'answer-left-over',
  title: 'Lists that you leave are not looked up in vain',
  release: '2023.8',
  notes: 'If you leave your consultations before they have come, they are there when you return.',
  story:
    'Whoever leaves a list before it has come mostly comes back at once. So the list is kept for a second, and given to the next who asks for one: of that nobody looks whether it is the same.',
  references: ['CWE-488', 'CWE-362', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever opens their consultations right after somebody else has hung up on theirs',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  // Whoever gets another’s list does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => {
    let left: { list: Page<Consultation>; until: number } | null = null;
    return {
      ...switchToVideo.overrides(base, clinic),
      visibleConsultations: async (viewer, page) => {
        const signal = currentSignal();
        const now = clinic.clock.now();
        const list = left !== null && now < left.until ? left.list : null;
        const found = list ?? (await base.visibleConsultations(viewer, page));
        // The database is in another process.
        await new Promise((resolve) => void setTimeout(resolve, 2));
        if (signal?.aborted === true) left = { list: found, until: now + kept };
        else if (list !== null) left = null;
        return found;
      },
    };
  },
};
