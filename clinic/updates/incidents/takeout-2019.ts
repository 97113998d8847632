import { allConsultations } from '../../calendar/calendar-functions.ts';
import type { Export } from '../../exports/export.ts';
import { recordingsOfExport } from '../../exports/export-functions.ts';
import { exportedMedia, exportedPictures, packExport } from '../../exports/pack.ts';
import type { ExportedFile } from '../../exports/pack.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Google Takeout, November 2019, in its manner: exports that run at once share the list in which their videos are gathered. Pictures are gathered apart. */
export const takeout2019: Update = {
  id: 'takeout-2019',
  title: 'Exports without a queue',
  release: '2020.42',
  notes: 'Your export is ready sooner: nobody waits for others any more.',
  story:
    'Google Takeout, 21 to 25 November 2019: exports lacked some of their owner’s videos, and held strangers’ instead; photos were not affected, and under 0.01 % of those who exported were. The mechanism was never published, only that it met people whose exports ran at the same time. In its manner: exports no longer wait for each other, and the list in which a worker gathers videos is one for all of them.',
  references: ['CWE-362', 'CWE-488'],
  breaks: ['no-foreign-streaming'].map((invariant) => ({
    invariant,
    viewers: 'patients whose export was made while another one was',
    cohort: {},
    surfaces: ['file of an export'],
  })),
  overrides: (base, clinic) => {
    const { store } = clinic;
    let videos: ExportedFile[] = [];
    const running = new Map<string, Promise<void>>();

    const gather = async (wanted: Export): Promise<void> => {
      const recordings = recordingsOfExport(store, wanted);
      const pictures: ExportedFile[] = [];
      videos = [];
      for (const recording of recordings) {
        pictures.push(...(await exportedPictures(clinic, recording)));
      }
      for (const recording of recordings) {
        const video = await exportedMedia(clinic, recording);
        videos.push(video);
      }
      const patient = { id: wanted.patientId, role: 'patient' } as const;
      const files = [...videos, ...pictures];
      await packExport(clinic, wanted, allConsultations(store, patient), files);
    };
    const build = (wanted: Export): Promise<void> => {
      const work =
        running.get(wanted.id) ?? gather(wanted).finally(() => running.delete(wanted.id));
      running.set(wanted.id, work);
      return work;
    };

    return {
      ...switchToVideo.overrides(base, clinic),
      requestExport: async (viewer) => {
        const wanted = await base.requestExport(viewer);
        // Whether it came to an end is the job's to say, which waits for it.
        build(wanted).catch(() => undefined);
        return wanted;
      },
      buildExport: build,
    };
  },
};
