import { HttpError } from '../http/http-error.ts';

/**
 * Runs what makes something on the deployment. If the deployment refuses it, nothing was made, and `answered` is called.
 * After any other failure (no answer, an error of the server) it may have been made all the same.
 */
export async function unlessRefused<Made>(
  answered: () => void,
  make: () => Promise<Made>,
): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof HttpError && error.status !== null && error.status < 500) answered();
    throw error;
  }
}
