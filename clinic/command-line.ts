import { parseArgs } from 'node:util';
import { leastCost } from './sign-in/passwords.ts';
import type { PasswordCost } from './sign-in/passwords.ts';
import { findUpdate, updates } from './updates/index.ts';
import type { Update } from './updates/index.ts';

/** What the command line asks for. */
export interface ServerOptions {
  port: number;
  host: string;
  /** Undefined: whatever release the data last ran. */
  update: Update | null | undefined;
  /** Undefined: a temporary folder with demo clinicians. */
  dataFolder: string | undefined;
  pharmacyUrl: string | undefined;
  /** Undefined: a small cache of the clinic's own. */
  redis: { host: string; port: number } | undefined;
  /** Undefined: as `openClinic` has it. */
  passwordCost: PasswordCost | undefined;
  /** In ms. Undefined: as `openClinic` has it. */
  linkLifetime: number | undefined;
}

/** A mistake on the command line, in words for a person. */
export class UsageError extends Error {}

const known = (): string => updates.map(({ id, title }) => `  ${id.padEnd(18)}${title}`).join('\n');

/** What `--help` prints. */
export const help = (): string => `Usage: node clinic/server.ts [options]

Starts the reference clinic, a small telehealth service, on this machine.

Options:
  --port <number>    the port to listen on; 0 takes a free one (default: 4600)
  --host <address>   the address to listen on (default: 127.0.0.1)
  --update <id>      run the release that this update leads to; sessions, records and media of
                     an earlier release stay
  --release base     run the release before any update (the default for new data; data that was
                     updated before stays at its release)
  --data <folder>    where database and media lie, kept between starts (default: a temporary
                     folder with demo clinicians, removed at the end)
  --pharmacy <url>   where prescriptions are delivered to (default: nowhere)
  --redis <host:port>  a Redis to keep lists in for a minute (default: a small cache within the
                     clinic)
  --quick-passwords  hash passwords at the least cost: for made-up accounts that are soon gone
                     (default: at the cost that OWASP advises)
  --link-seconds <number>  how long a signed address of a recording works (default: 300)
  --help             print this

Environment:
  CLINIC_ADMIN_KEY   allows POST /api/admin/clinicians in the x-admin-key header (default: a
                     random one, which is printed when the clinic runs in a temporary folder)
  CLINIC_LOG         a file to which a line is appended for each request: time, method, path,
                     status, and the trace id of its traceparent (default: no log)
  CLINIC_REDIS_PASSWORD  what the Redis that --redis names wants to be told (default: nothing)

Updates:
${known()}
`;

const options = {
  port: { type: 'string', default: '4600' },
  host: { type: 'string', default: '127.0.0.1' },
  update: { type: 'string' },
  release: { type: 'string' },
  data: { type: 'string' },
  pharmacy: { type: 'string' },
  redis: { type: 'string' },
  'quick-passwords': { type: 'boolean', default: false },
  'link-seconds': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

function wantedUpdate(update?: string, release?: string): Update | null | undefined {
  if (release !== undefined && release !== 'base') {
    throw new UsageError(`There is no release "${release}": use --release base or --update <id>.`);
  }
  if (update === undefined) return release === undefined ? undefined : null;
  if (release !== undefined) throw new UsageError('Use either --update or --release base.');
  const found = findUpdate(update);
  if (found === undefined) {
    throw new UsageError(`There is no update "${update}". The clinic knows:\n${known()}`);
  }
  return found;
}

/** Reads the command line; 'help' when that was asked for. Throws a UsageError. */
export function readCommandLine(args: string[]): ServerOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new UsageError(`"${values.port}" is no port: use a number from 0 to 65535.`);
  }
  const { pharmacy } = values;
  if (pharmacy !== undefined && !/^https?:$/.test(URL.parse(pharmacy)?.protocol ?? '')) {
    throw new UsageError('--pharmacy takes an http or https address.');
  }
  const seconds = values['link-seconds'];
  if (seconds !== undefined && !/^[1-9]\d{0,6}$/.test(seconds)) {
    throw new UsageError('--link-seconds takes a whole number of seconds.');
  }
  return {
    port,
    host: values.host,
    update: wantedUpdate(values.update, values.release),
    dataFolder: values.data,
    pharmacyUrl: pharmacy,
    redis: redisAddress(values.redis),
    passwordCost: values['quick-passwords'] ? leastCost : undefined,
    linkLifetime: seconds === undefined ? undefined : Number(seconds) * 1000,
  };
}

function redisAddress(text: string | undefined): ServerOptions['redis'] {
  if (text === undefined) return undefined;
  const { host, v6, port } =
    /^(?:(?<host>[\w.-]+)|\[(?<v6>[\da-f:.]+)\]):(?<port>\d{1,5})$/i.exec(text)?.groups ?? {};
  const number = Number(port);
  const name = host ?? v6;
  // The message does not repeat the text: somebody may have put a password into it.
  if (name === undefined || number < 1 || number > 65_535) {
    throw new UsageError('--redis takes host:port; a password goes into CLINIC_REDIS_PASSWORD.');
  }
  return { host: name, port: number };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
