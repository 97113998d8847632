import { isSignInPage } from '../../../../exercise/classify/sign-in-page.ts';
import { formOf } from '../../../../exercise/http/html-form.ts';
import { must } from '../target.ts';
import type { Target } from '../target.ts';

/** Forms of pages, which definitions fill in. */
export const forms: Target = {
  name: 'html-forms',
  corpus: [
    '<form id=f action="/sign-in" method=post><input name=email><input type=password name=password><input type=hidden name=csrf value=abc></form><input form=f name=late value=1>',
    '<form><select name=s multiple><option selected>a<option value=b selected></select><textarea name=t>\n a\r\n</textarea><fieldset disabled><input name=x></fieldset></form>',
    '<base href="/app/"><table><form action="go?x=1"><tr><td><input name=email checked type=checkbox></form></table>',
  ],
  words: [
    '<form>',
    '</form>',
    '<input name=email>',
    ' form=f',
    '<fieldset disabled>',
    '<option>',
    '<select name=s>',
    '<table>',
    '<base href=',
    '<b>',
    '<template>',
    ' name=__proto__',
  ],
  read(input) {
    const html = input.toString('utf8');
    isSignInPage(html, 'text/html');
    for (const field of [undefined, 'email']) {
      const form = formOf(html, 'https://clinic.test/sign-in', field);
      if (form === null) continue;
      must(URL.canParse(form.action), 'the address of a form is none');
      const values = Object.values(form.fields).flat();
      must(
        values.every((value) => typeof value === 'string'),
        'a value of a form is no text',
      );
      must(values.join('').length < 1000 + 4 * html.length, 'a form has more than its page');
    }
  },
};
