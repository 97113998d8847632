import { z } from '@hono/zod-openapi';
import { getCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { sessionCookie } from '../http/session-token.ts';
import { takeCookie, ticketCookie } from '../http/viewer.ts';
import { signInBody } from '../sign-in/account-schemas.ts';
import { keepSession, keepTicket } from '../sign-in/keep-session.ts';
import { confirmSignIn, signIn } from '../sign-in/sign-in.ts';
import { field, readForm, refusal } from './form.ts';
import { alert } from './layout.ts';
import type { PageContent } from './layout.ts';
import { show } from './show.ts';

const signInPage = (problem?: string): PageContent => ({
  title: 'Sign in',
  body: html`${alert(problem)}
    <form method="post" action="/sign-in" class="card narrow">
      ${field('E-mail address', 'email', 'email', 'username')}
      ${field('Password', 'password', 'password', 'current-password')}
      <button>Sign in</button>
      <p>New here? <a href="/sign-up">Sign up</a></p>
    </form>`,
});

const secondFactorPage = (problem?: string): PageContent => ({
  title: 'Second factor',
  body: html`${alert(problem)}
    <form method="post" action="/sign-in/second-factor" class="card narrow">
      <p>Enter the code that your authenticator app shows for this clinic.</p>
      ${field('Code', 'code', 'text', 'one-time-code')}
      <button>Confirm</button>
      <p><a href="/sign-in">Start again</a></p>
    </form>`,
});

const credentials = signInBody.pick({ email: true, password: true });
const codeForm = z.object({ code: z.string().trim().max(10) });

/** Signing in, its second step, and signing out. */
export function signInPages(app: Api, service: Service): void {
  app.get('/sign-in', async (context) => {
    if (context.get('viewer') !== null) return context.redirect('/bookings', 303);
    return show(service, context, signInPage());
  });

  app.post('/sign-in', async (context) => {
    try {
      const form = await readForm(context, credentials);
      const step = await signIn(service, { ...form, client: 'web' });
      if ('ticket' in step) {
        keepTicket(context, step.ticket);
        return context.redirect('/sign-in/second-factor', 303);
      }
      keepSession(context, step.token);
      return context.redirect('/bookings', 303);
    } catch (error) {
      return show(service, context, signInPage(refusal(error)), 422);
    }
  });

  app.get('/sign-in/second-factor', (context) => show(service, context, secondFactorPage()));

  app.post('/sign-in/second-factor', async (context) => {
    try {
      const { code } = await readForm(context, codeForm);
      const { token } = await confirmSignIn(service, getCookie(context, ticketCookie), code);
      keepSession(context, token);
      return context.redirect('/bookings', 303);
    } catch (error) {
      return show(service, context, secondFactorPage(refusal(error)), 422);
    }
  });

  app.post('/sign-out', async (context) => {
    const viewer = context.get('viewer');
    if (viewer !== null) await service.functions.endSession(viewer);
    takeCookie(context, sessionCookie);
    return context.redirect('/sign-in', 303);
  });
}
