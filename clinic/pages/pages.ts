import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { sharedPages } from '../sharing/shared-page.ts';
import { staffPages } from '../staff/staff-page.ts';
import { bookingsPages } from './bookings-page.ts';
import { callRoomPages } from './call-room-page.ts';
import { consultationPages } from './consultation-pages.ts';
import { printPages } from './print-page.ts';
import { replaysPages } from './replays-pages.ts';
import { signInPages } from './sign-in-pages.ts';
import { signUpPages } from './sign-up-page.ts';
import { style } from './style.ts';

/** All pages. */
export function pages(app: Api, service: Service): void {
  app.get('/', (context) => context.redirect('/bookings', 303));
  app.get('/style.css', (context) =>
    context.body(style, 200, { 'content-type': 'text/css', 'cache-control': 'no-cache' }),
  );
  signInPages(app, service);
  signUpPages(app, service);
  bookingsPages(app, service);
  consultationPages(app, service);
  callRoomPages(app, service);
  printPages(app, service);
  replaysPages(app, service);
  sharedPages(app, service);
  staffPages(app, service);
}
