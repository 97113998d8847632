import { z } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { regions } from '../sign-in/account.ts';
import type { Account } from '../sign-in/account.ts';
import { signUpBody } from '../sign-in/account-schemas.ts';
import { createPatient } from '../sign-in/create-account.ts';
import { totpUri } from '../sign-in/second-factor.ts';
import { choice, field, readForm, refusal } from './form.ts';
import { alert } from './layout.ts';
import type { PageContent } from './layout.ts';
import { show } from './show.ts';
import { regionNames } from './words.ts';

/** A form says nothing of a box that is not ticked. */
const signUpForm = signUpBody.extend({
  secondFactor: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
});

const signUpPage = (problem?: string): PageContent => ({
  title: 'Sign up',
  body: html`${alert(problem)}
    <form method="post" action="/sign-up" class="card narrow">
      ${field('Name', 'name', 'text', 'name')} ${field('E-mail address', 'email', 'email', 'email')}
      ${field('Password', 'password', 'password', 'new-password')}
      ${choice(
        'Region',
        'region',
        regions.map((value) => ({ value, text: regionNames[value] })),
      )}
      ${field('Date of birth', 'dateOfBirth', 'date', 'bday')}
      ${field('Phone', 'phone', 'tel', 'tel')}
      ${field('Address', 'address', 'text', 'street-address')}
      ${field('NHS number (optional)', 'nhsNumber')}
      <div class="tick">
        <input type="checkbox" id="secondFactor" name="secondFactor" />
        <label for="secondFactor">Ask for a code from my authenticator app, too</label>
      </div>
      <button>Sign up</button>
      <p>Been here before? <a href="/sign-in">Sign in</a></p>
    </form>`,
});

const secretPage = (secret: string, uri: string): PageContent => ({
  title: 'Your second factor',
  body: html`<div class="card narrow">
    <p>Add this secret to your authenticator app now. It is shown only once.</p>
    <p><output aria-label="Secret">${secret}</output></p>
    <p><a href="${uri}">Open my authenticator app</a></p>
    <p><a href="/sign-in">Sign in</a></p>
  </div>`,
});

/** Signing up as a patient. */
export function signUpPages(app: Api, service: Service): void {
  app.get('/sign-up', (context) => show(service, context, signUpPage()));

  app.post('/sign-up', async (context) => {
    let account: Account;
    try {
      account = await createPatient(service.clinic, await readForm(context, signUpForm));
    } catch (error) {
      return show(service, context, signUpPage(refusal(error)), 422);
    }
    const { totpSecret, email } = account;
    if (totpSecret === null) return context.redirect('/sign-in', 303);
    return show(service, context, secretPage(totpSecret, totpUri(totpSecret, email)));
  });
}
