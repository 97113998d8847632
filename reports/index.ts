export { annotationsOf } from './github/annotations.ts';
export { summaryMarkdown } from './summary.ts';
export { renderTerminal } from './terminal.ts';
export { withinBytes } from './within-bytes.ts';
export { reportFiles, writeReports } from './write-reports.ts';
