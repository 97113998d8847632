import type { ReportInput } from '../input.ts';
import { renderTerminal } from '../terminal.ts';
import { violatedRun } from './samples.ts';

/** The run that the README shows: Babylon's release, at a service that gave its levels phrases. */
export function readmeRun(): ReportInput {
  const input = violatedRun();
  const phrases = {
    region: { uk: 'UK', ie: 'Irish' },
    call: {
      audio: 'who called by audio',
      video: 'who called by video',
      'audio-then-video': 'who switched to video',
    },
  };
  const cases = input.cases.map((item) => ({
    ...item,
    reproduction: item.reproduction && {
      ...item.reproduction,
      steps: [
        'A is a new patient: region uk.',
        '1. A does “book”',
        '2. A does “start call”',
        '3. A does “switch to video”',
        '4. A lists GET /api/recordings, which shows a recording title of somebody else',
      ],
    },
  }));
  return { ...input, cases, plan: { ...input.plan, phrases } };
}

/** What a terminal of 100 columns prints of it, down to the list of what was judged. */
export function readmeTerminal(): string {
  const options = { colour: false, width: 96, folder: 'reports/runs/latest' };
  const text = renderTerminal(readmeRun(), options).trim();
  return text.slice(0, text.indexOf('\n\n  violated')).trim();
}
