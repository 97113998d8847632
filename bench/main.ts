// Each benchmark prints its own ratios; one after the other, so that neither disturbs the other.
await import('./scanner.ts');
await import('./sweep.ts');
await import('./judge.ts');
