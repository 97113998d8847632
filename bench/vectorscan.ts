import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Builds once, since 40,000 patterns take seconds; searches the file whenever a line comes in. */
const program = `
import sys, time
import hyperscan
patterns = [line for line in open(sys.argv[1], 'rb').read().split(b'\\n') if line]
body = open(sys.argv[2], 'rb').read()
begun = time.process_time()
database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
database.compile(expressions=patterns, elements=len(patterns), literal=True,
    ids=list(range(len(patterns))), flags=0)
print((time.process_time() - begun) * 1000, flush=True)
for _ in sys.stdin:
    begun = time.process_time()
    database.scan(body, match_event_handler=lambda *match: None)
    print((time.process_time() - begun) * 1000, flush=True)
`;

/** Vectorscan with its patterns built. Times are the processor's, in milliseconds. */
export type Vectorscan = {
  building: number;
  /** Searches the file once; null where it failed. */
  search(): Promise<number | null>;
  close(): void;
};

/** How to get it. */
export const vectorscanRemedy = 'python3 -m pip install hyperscan';

/** Starts it by its Python package `hyperscan`; null where that is not installed. */
export async function startVectorscan(patterns: string, file: string): Promise<Vectorscan | null> {
  const child = spawn('python3', ['-c', program, patterns, file], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const time = async (): Promise<number | null> => {
    const { value } = await lines.next();
    return value === undefined ? null : Number(value);
  };
  const building = await time();
  if (building === null) return null;
  return {
    building,
    search() {
      child.stdin.write('\n');
      return time();
    },
    close: () => void child.stdin.end(),
  };
}
