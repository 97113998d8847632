import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { exampleVocabulary as words } from './example-vocabulary.ts';
import { apply, enabled, initialModel, isEnabled } from './model.ts';

const act = (action: string, thing = 'A1', actor = 0): Command => ({
  kind: 'act',
  actor,
  action,
  thing,
});
const signOut: Command = { kind: 'sign-out', actor: 0 };
const after = (...commands: Command[]) => commands.reduce(apply, initialModel(2));
const actions = (...commands: Command[]) =>
  enabled(words, after(...commands)).flatMap((one) =>
    one.kind === 'act' && one.actor === 0 ? one.action : [],
  );

const looksAfter = (...commands: Command[]) =>
  enabled(words, after(...commands)).filter(({ kind }) => kind === 'look');
const look = (viewer: object | string) => ({
  kind: 'look',
  viewer,
  surface: 'GET /films/{film}',
  thing: 'A1',
});

describe('the model', () => {
  it('does an action once one of those that it comes after was done to the same thing', () => {
    expect(actions()).toEqual(['book']);
    expect(actions(act('book'))).toEqual(['book', 'dial']);
    expect(actions(act('book'), act('book', 'A2'), act('dial', 'A2'))).toEqual([
      'dial',
      'switch',
      'hangUp',
    ]);
  });

  it('does not do it any more once one of those that end it was done', () => {
    const called = [act('book'), act('dial'), act('hangUp')];
    expect(actions(...called)).toEqual(['book']);
  });

  it('keeps people to their own things', () => {
    expect(isEnabled(words, after(act('book')), act('dial', 'A1', 1))).toBe(false);
    expect(isEnabled(words, initialModel(1), act('dial', 'bystander'))).toBe(false);
  });

  it('lets everybody look at what exists: with a session that was signed out and without one, too', () => {
    const looks = looksAfter(act('book'), signOut, { kind: 'sign-in', actor: 0 });
    expect(looks).toContainEqual(look('anonymous'));
    expect(looks).toContainEqual(look({ actor: 1, session: 'open' }));
    expect(looks).toContainEqual(look({ actor: 0, session: 'open' }));
    expect(looks).toContainEqual(look({ actor: 0, session: 'former' }));
    expect(looks).not.toContainEqual(look({ actor: 1, session: 'former' }));
  });

  it('lets strangers look only while the owner could show that it is there', () => {
    const looks = looksAfter(act('book'), signOut);
    expect(looks).not.toContainEqual(look('anonymous'));
    expect(looks).not.toContainEqual(look({ actor: 1, session: 'open' }));
    expect(looks).toContainEqual(look({ actor: 0, session: 'former' }));
    expect(looks).toContainEqual({ ...look('anonymous'), thing: 'bystander' });
  });

  it('lets who signed out do nothing but sign in again', () => {
    const own = enabled(words, after(act('book'), signOut)).filter(
      (one) => one.kind !== 'look' && one.actor === 0,
    );
    expect(own).toEqual([{ kind: 'sign-in', actor: 0 }]);
  });

  it('offers no sign-out where the deployment has none', () => {
    expect(isEnabled({ ...words, canSignOut: false }, initialModel(1), signOut)).toBe(false);
  });

  it('shares one\u2019s own with whoever else is signed in, and ends what is shared', () => {
    const shared: Command = { kind: 'share', actor: 0, thing: 'A1', to: 1 };
    const ended: Command = { ...shared, kind: 'end-share' };
    const can = (command: Command, sharing: typeof words.sharing, ...before: Command[]) =>
      isEnabled({ ...words, sharing }, after(act('book'), ...before), command);
    expect(can(shared, 'until-ended')).toBe(true);
    expect(can(ended, 'until-ended')).toBe(false);
    expect(can(shared, 'until-ended', shared)).toBe(false);
    expect(can(ended, 'until-ended', shared)).toBe(true);
    expect(can(shared, 'until-ended', shared, ended)).toBe(true);
    expect(can(ended, 'for-good', shared)).toBe(false);
    expect(can(shared, 'none')).toBe(false);
    expect(can({ ...shared, to: 0 }, 'until-ended')).toBe(false);
    expect(can({ ...shared, actor: 1, to: 0 }, 'until-ended')).toBe(false);
    expect(can(shared, 'until-ended', { kind: 'sign-out', actor: 1 })).toBe(false);
  });
});
