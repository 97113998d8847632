/** The environment without what a CI that runs these tests has set, and without a key. */
export function outsideCi(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    CI: _ci,
    CHAPERONE_KEY: _key,
    GITHUB_ACTIONS: _actions,
    GITHUB_STEP_SUMMARY: _summary,
    GITHUB_OUTPUT: _output,
    ...rest
  } = environment;
  return rest;
}
