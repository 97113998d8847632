export type { InvariantInfo, ReportInput } from './input.ts';
export { renderTerminal } from './terminal.ts';
export type { TerminalOptions } from './terminal.ts';
export { writeReports } from './write-reports.ts';
