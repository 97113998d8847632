import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import { pictureFolder } from '../../harness/domain/attempts/picture.ts';
import type { ReportInput } from '../input.ts';
import { owner, person } from '../words/people.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** Whether a page that shows pictures has any. */
export function hasPictures({ pictures }: ReportInput): boolean {
  return pictures !== undefined && pictures.size > 0;
}

/** The picture of a page on which one of these cases was seen: the first there is; null where there is none. */
export function pictureOf(input: ReportInput, cases: readonly Case[]): Html | null {
  const taken = cases
    .flatMap(({ attempts }) => attempts)
    .filter(({ picture }) => picture !== undefined);
  // A small one that the report holds is better than the first.
  const shown = taken.find(({ picture = '' }) => input.pictures?.has(picture)) ?? taken[0];
  if (shown?.picture === undefined) return null;
  const address = input.pictures?.get(shown.picture);
  const path = `${pictureFolder}/${shown.picture}`;
  if (address === undefined)
    return html`<p class="quiet">
      A picture of the page was taken, <code>${path}</code>. It is not shown here: it was changed or
      removed since, or all pictures together are too large for this page.
    </p>`;
  const sentence = `${person(input, shown.viewer)} was shown data of ${ownersOf(input, cases, shown.viewer)}`;
  return html`<figure class="picture">
    <img src="${address}" alt="Picture of a page: ${sentence}. All but that row is unreadable." />
    <figcaption>
      ${sentence}, at <code>${shown.surface}</code>. All but that row was made unreadable before the
      picture was written: <code>${path}</code>
    </figcaption>
  </figure>`;
}

/** Whose data the viewer received there: the picture shows a row of one of them. */
function ownersOf(input: ReportInput, cases: readonly Case[], viewer: AccountId): string {
  const owners = cases.flatMap(({ received }) =>
    received.filter((one) => one.viewer === viewer).flatMap((one) => one.owners),
  );
  const names = [...new Set(owners)].map((id) => owner(input, id));
  const [first = 'somebody else'] = names;
  return names.length > 3
    ? `${first}, or of one of ${names.length - 1} others`
    : names.join(' or ');
}
