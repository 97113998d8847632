import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  describeDeployment,
  person,
  testWorker,
} from '../harness/exercise/worker/worker.test-support.ts';
import { launch } from '../harness/media/browser.test-support.ts';
import { deployAnswers } from '../harness/run/testing/gauge/answering.ts';
import { type Answer, answers } from '../harness/run/testing/gauge/answers.ts';
import { channels, describedFor } from '../harness/run/testing/gauge/channels.ts';
import { expectedOf, type Made } from '../harness/run/testing/gauge/intended-differences.ts';
import { madeOf } from '../harness/run/testing/gauge/made-of.ts';
import { openWatched } from './watch.test-support.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

/** Answers of each kind that a page can be given: its headers, rows, encodings, files, refusals and media. */
const chosen: readonly string[] = [
  'a token of another in a header',
  'a token and an id of another in headers, and a counted id',
  'a counted id of another',
  'a page with a row of another',
  'a token, escaped',
  'a token, in gzip content encoding',
  'a token, in a gzip file',
  'what is one\u2019s own instead',
  'an error in a 200 that names what was asked for',
  'a sign-in page',
  'status 403 with a token',
  'a redirect to sign-in',
  'a redirect with a token in its address',
  'media with a token',
];

/** What HTTP makes of an answer, and what is made of it when a person's page is led to the same address. */
async function sendBoth(answer: Answer): Promise<{ byHttp: Made; inBrowser: Made }> {
  const { url } = await deployAnswers(answer);
  const { worker } = await testWorker(describeDeployment(url, describedFor(answer)));
  const [ann, bob] = [await person(worker), await person(worker)];
  const { page, session, watch } = await openWatched(browser, worker, bob.account, {
    patience: 500,
  });
  const isList = answer.gives === 'list';
  // An answer that is saved as a file ends the navigation.
  const download = page.waitForEvent('download', { timeout: 0 }).catch(() => null);
  const path = `/answers${isList ? '' : `/${ann.thing.ids['chart']}`}`;
  await page.goto(path).catch(async () => download);
  const seen = await watch.record(session, isList ? null : ann.thing);
  const byHttp = await channels['http request']?.({ worker, ann, bob, answer });
  const ofAnswer = seen.filter(({ surface }) => surface === byHttp?.surface);
  // A file or medium comes twice: once as the answer to the page, once as what was saved or played.
  const inBrowser = ofAnswer.find(({ outcome }) => outcome !== 'unclear') ?? ofAnswer[0];
  if (!byHttp || !inBrowser) throw new Error(`nothing was recorded of ${answer.name}`);
  return { byHttp: madeOf(byHttp), inBrowser: madeOf(inBrowser) };
}

it.each(chosen)('a browser that is given %s records what HTTP does', async (name) => {
  const answer = answers.find((one) => one.name === name);
  if (answer === undefined) throw new Error(`there is no answer ${name}`);
  const { byHttp, inBrowser } = await sendBoth(answer);
  // Rows as shown are recorded by `show`; of the document, they are found as in an answer by HTTP.
  expect(inBrowser).toEqual(answer.isPage ? byHttp : expectedOf('browser', answer, byHttp));
});
