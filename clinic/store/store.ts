import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { schema } from './schema.ts';

/** What may be bound to a statement's `:names`. */
export type Parameters = Record<string, SQLInputValue>;

/**
 * The clinic's database. Every query is a prepared statement, kept by its text, with named
 * parameters only. `Row` is what the statement's columns are called: the caller vouches for it.
 */
export interface Store {
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** Grows with everything that is written, so that what was read at the same number is still right. */
  readonly writes: number;
  /** Returns the number of rows that changed. */
  run(sql: string, parameters?: Parameters): number;
  /** Runs a script without parameters, for an update's migration. */
  script(sql: string): void;
  /** All or nothing; not to be nested. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/**
 * Opens (or creates) the database file, in WAL mode and with foreign keys enforced. Nobody else can open it meanwhile:
 * locking the file for each statement would take as long as the statement itself.
 */
export function openStore(file: string): Store {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
  database.exec(schema);
  let writes = 0;
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    get writes() {
      return writes;
    },
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      prepared(sql).get(parameters) as Row | undefined,
    all: <Row>(sql: string, parameters: Parameters = {}) => prepared(sql).all(parameters) as Row[],
    run: (sql, parameters = {}) => {
      writes += 1;
      return Number(prepared(sql).run(parameters).changes);
    },
    script: (sql) => {
      writes += 1;
      database.exec(sql);
    },
    transaction: (work) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        writes += 1;
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}
