export { renderTerminal } from './terminal.ts';
export { reportFiles, writeReports } from './write-reports.ts';
