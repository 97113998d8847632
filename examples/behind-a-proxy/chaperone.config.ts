import clinic from '../../chaperone.config.ts';
import { defineDeployment } from '../../harness/index.ts';
import { clinicBehindNginx } from './embedded.ts';

/** The reference clinic as it is, but for what stands in front of it. */
export default defineDeployment({
  ...clinic,
  name: 'The clinic behind nginx',
  embedded: clinicBehindNginx,
});
