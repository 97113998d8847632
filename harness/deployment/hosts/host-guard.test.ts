import { describe, expect, it } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import { assertSeedingAllowed, createHostGuard, parseHost } from './host-guard.ts';
import { isProductionLooking } from '../checks/production-looking.ts';

describe('createHostGuard', () => {
  const guard = createHostGuard({
    url: 'https://Acme.test:8443/app',
    hosts: ['media.acme.test', 'cdn.acme.test:9000', '[2001:db8::1]', 'bücher.test'],
  });

  it.each([
    'https://acme.test:8443/a',
    'wss://ACME.TEST:8443/socket',
    'https://acme.test.:8443/',
    'https://media.acme.test/x',
    'https://media.acme.test:443/x',
    'https://cdn.acme.test:9000/',
    'https://[2001:DB8:0::1]/',
    'https://xn--bcher-kva.test/',
  ])('lets %s through', (target) => {
    expect(() => guard.check(new URL(target))).not.toThrow();
  });

  it.each([
    'https://acme.test/',
    'https://acme.test:8444/',
    'http://acme.test:8443/',
    'ws://media.acme.test/',
    'https://media.acme.test:8443/',
    'https://cdn.acme.test/',
    'https://evil.test/',
    'https://acme.test.evil.test:8443/',
    'https://evilacme.test:8443/',
    'https://sub.acme.test:8443/',
    'https://acme.test:8443@evil.test/',
    'https://user:secret@acme.test:8443/',
    'file:///etc/passwd',
    'data:text/plain,acme.test',
    'https://аcme.test:8443/', // a Cyrillic а
  ])('stops %s', (target) => {
    expect(guard.allows(new URL(target))).toBe(false);
    expect(() => guard.check(new URL(target))).toThrow(UsageError);
  });

  it('lets a deployment without TLS use http and https, each at its own port', () => {
    const open = createHostGuard({
      url: 'http://127.0.0.1:4600',
      hosts: ['localhost:4601', 'media.test'],
    });
    const allowed = [
      'http://0x7f.1:4600/',
      'ws://localhost:4601',
      'http://media.test',
      'https://media.test',
    ];
    for (const target of allowed) expect(open.allows(new URL(target))).toBe(true);
    for (const target of ['http://127.0.0.1/', 'http://localhost:4600/']) {
      expect(open.allows(new URL(target))).toBe(false);
    }
  });

  it('says how a host of the deployment may be addressed', () => {
    const stop = (address: string) => () => guard.check(new URL(address));
    expect(stop('ws://media.acme.test/x')).toThrow(/ws:\/\/media\.acme\.test .* is unencrypted/);
    expect(stop('https://pat:secret@acme.test:8443/')).toThrow(/holds a name or a password$/);
  });

  it('names the host in errors, but neither path nor password', () => {
    const stop = () => guard.check(new URL('https://pat:secret@evil.test/reset?token=abc'));
    expect(stop).toThrow(/evil\.test does not belong to the deployment/);
    expect(stop).not.toThrow(/secret|abc/);
  });

  it.each([
    '*.acme.test',
    'https://acme.test',
    'acme.test/a',
    'a@b',
    '',
    'a b',
    'a:b',
    'a:99999',
    '[::1',
    '::1',
  ])('takes %j for no host', (host) => {
    expect(parseHost(host)).toBeNull();
    expect(() => createHostGuard({ url: 'http://a.test', hosts: [host] })).toThrow(UsageError);
  });
});

describe('isProductionLooking', () => {
  it.each([
    'https://acme.com',
    'https://app.acme.com',
    'https://latest.acme.com',
    'https://acme.dev',
    'https://contest.acme.com',
    'https://8.8.8.8',
    'https://[2606:4700::1]',
    'https://example.com.acme.com',
  ])('is so for %s', (url) => {
    expect(isProductionLooking(new URL(url))).toBe(true);
  });

  it.each([
    'http://localhost:4600',
    'http://127.0.0.1:1',
    'http://[::1]:1',
    'http://[::ffff:10.0.0.1]/',
    'http://10.1.2.3',
    'http://172.31.0.1',
    'http://[fd00::1]',
    'http://clinic:8080',
    'https://acme.test',
    'https://acme.local.',
    'https://staging.acme.com',
    'https://staging2.acme.com',
    'https://acme-qa.com',
    'https://pr-7.preview.acme.com',
    'https://STAGE.acme.com',
  ])('is not so for %s', (url) => {
    expect(isProductionLooking(new URL(url))).toBe(false);
  });
});

describe('assertSeedingAllowed', () => {
  it('asks for confirmation if any host looks like production', () => {
    const staging = { url: 'https://staging.acme.com' };
    expect(() => assertSeedingAllowed(staging)).not.toThrow();
    const mixed = { ...staging, hosts: ['media.acme.com:8443'] };
    expect(() => assertSeedingAllowed(mixed)).toThrow(
      /^media\.acme\.com:8443 looks like production/,
    );
    expect(() => assertSeedingAllowed({ ...mixed, confirmed: false })).toThrow(UsageError);
    expect(() => assertSeedingAllowed({ ...mixed, confirmed: true })).not.toThrow();
  });
});
