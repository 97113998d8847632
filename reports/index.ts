export { renderTerminal } from './terminal.ts';
export { writeReports } from './write-reports.ts';
