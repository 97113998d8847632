import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../store/store.ts';
import { createJobQueue } from './job-queue.ts';

function memory() {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  return store;
}

describe('the job queue', () => {
  it('does each job once, in order', async () => {
    const jobs = createJobQueue(memory());
    const done: string[] = [];
    jobs.start({ work: async (subject) => void done.push(subject) });
    for (const subject of ['a', 'b', 'c']) jobs.add('work', subject);
    await jobs.settled('c');
    expect(done).toEqual(['a', 'b', 'c']);
    await jobs.settled('never added');
  });

  it('goes on with what an earlier process left', async () => {
    const store = memory();
    createJobQueue(store).add('work', 'left');
    const jobs = createJobQueue(store);
    const done: string[] = [];
    jobs.start({ work: async (subject) => void done.push(subject) });
    await jobs.settled('left');
    expect(done).toEqual(['left']);
    await jobs.stop();
  });

  it('tries three times, and does the others meanwhile', async () => {
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => complaints.mockRestore());
    const jobs = createJobQueue(memory());
    const tried: string[] = [];
    const work = async (subject: string): Promise<void> => {
      tried.push(subject);
      if (subject === 'bad') throw new Error('It fails.');
    };
    jobs.start({ work });
    jobs.add('work', 'bad');
    jobs.add('work', 'good');
    await jobs.settled('bad');
    expect(tried).toEqual(['bad', 'good', 'bad', 'bad']);
    expect(complaints).toHaveBeenCalledTimes(3);
  });

  it('leaves the rest for the next process when it is stopped', async () => {
    const store = memory();
    const jobs = createJobQueue(store);
    const done: string[] = [];
    const work = async (subject: string): Promise<void> => {
      done.push(subject);
      void jobs.stop();
    };
    jobs.add('work', 'first');
    jobs.add('work', 'second');
    jobs.start({ work });
    await jobs.settled('second');
    expect(done).toEqual(['first']);
    expect(store.all('SELECT subject FROM jobs')).toEqual([{ subject: 'second' }]);
  });
});
