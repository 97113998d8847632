import { renderTerminal, writeReports } from '../index.ts';
import { sampleEarlier } from './sample-earlier.ts';
import { holdingRun } from './sample-run.ts';
import { admittedRun, inconclusiveRun, violatedRun } from './samples.ts';

// For looking at: node reports/testing/render-samples.ts [folder]
const folder = process.argv[2] ?? '/tmp/chaperone-reports';
const runs = {
  violated: violatedRun(),
  inconclusive: inconclusiveRun(),
  holds: { ...holdingRun(), earlier: sampleEarlier() },
  admitted: admittedRun(),
};
for (const [name, input] of Object.entries(runs)) {
  const written = await writeReports(`${folder}/${name}`, input);
  const options = { colour: true, width: 100, folder: `${folder}/${name}` };
  process.stdout.write(renderTerminal(written, options));
}
