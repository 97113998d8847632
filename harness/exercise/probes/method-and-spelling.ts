import type { Probe } from '../../deployment/probe.ts';
import { askOtherwise } from './choosing/ask-otherwise.ts';
import { waysToAsk } from './choosing/ways-to-ask.ts';

/** Requests what was refused by another method or spelling of the path, which a guard may not recognise. */
export const methodAndSpelling: Probe = {
  id: 'method-and-spelling',
  title: 'By another method, or another spelling of the path',
  needs: 'a surface that owners are granted, and others are refused',
  disturbs: 'nothing',
  budgeted: true,
  attempts: (context) => askOtherwise(context, waysToAsk),
};
